package dev.p2.lang.syntax;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A parsed program and what there is to say about its text.
 *
 * @param tree the statements that could be read; a rule with a syntax error is not among them
 * @param diagnostics in text order, file by file; errors, and the warnings that need no more than
 *     the text
 * @param words every word of the program's text as it stands in the files, included and imported
 *     ones and directives too
 * @param macros names that a {@code #define} in the program's own files makes macros
 */
public record Parsed(
    Tree tree, List<Diagnostic> diagnostics, Set<String> words, Set<String> macros) {
  public Parsed {
    diagnostics = List.copyOf(diagnostics);
    words = Collections.unmodifiableSet(new TreeSet<>(words));
    macros = Set.copyOf(macros);
  }

  /** Whether the text has an error, so that the tree may lack statements. */
  public boolean failed() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
