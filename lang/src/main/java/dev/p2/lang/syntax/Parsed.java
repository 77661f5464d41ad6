package dev.p2.lang.syntax;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A parsed program and what there is to say about its text.
 *
 * @param tree the statements that could be read; a rule with a syntax error is not among them
 * @param diagnostics in text order, file by file; errors, and the warnings that need no more than
 *     the text
 * @param sources the files that were read, included and imported ones too
 * @param macros names that a {@code #define} in the program's own files makes macros
 */
public record Parsed(
    Tree tree, List<Diagnostic> diagnostics, List<Source> sources, Set<String> macros) {
  public Parsed {
    diagnostics = List.copyOf(diagnostics);
    sources = List.copyOf(sources);
    macros = Set.copyOf(macros);
  }

  /**
   * Every word of the program's text as it stands in the files, directives and comments too, in the
   * order of their first use. Reads all of the text.
   */
  public Set<String> words() {
    var words = new LinkedHashSet<String>();
    for (Source source : sources) collectWords(source.text(), words);
    return words;
  }

  private static void collectWords(String text, Set<String> words) {
    int at = 0;
    while (at < text.length()) {
      int start = at++;
      if (!Lexer.isWordStart(text.charAt(start))) continue;
      while (at < text.length() && Lexer.isWordPart(text.charAt(at))) at++;
      words.add(text.substring(start, at));
    }
  }

  /** Whether the text has an error, so that the tree may lack statements. */
  public boolean failed() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
