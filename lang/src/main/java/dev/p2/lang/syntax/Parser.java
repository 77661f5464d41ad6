package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** From the text of a program to its tree. */
public final class Parser {
  /** How deep expressions may be nested. */
  public static final int DEPTH_MAX = 500;

  private Parser() {}

  /**
   * Reads the files of a program, as if they were one: macros of a file hold in those after it, but
   * a statement ends with its file. Never throws, except what {@code options.include()} throws;
   * takes time in proportion to the text and to what its macros make of it.
   */
  public static Parsed parse(List<Source> sources, ParseOptions options) {
    Preprocessor.Result text = Preprocessor.run(sources, options, Set.of());
    Set<String> params = new LinkedHashSet<>(text.params());
    params.retainAll(options.defines().keySet());
    if (!params.isEmpty()) text = Preprocessor.run(sources, options, params);

    var dialect = new Dialect(options.dialect2005(), text.parents());
    var diagnostics = new ArrayList<>(text.problems());
    var statements = new ArrayList<Statement>();
    for (List<Token> file : text.files()) {
      var parser = new StatementParser(file, dialect);
      statements.addAll(parser.file());
      diagnostics.addAll(parser.problems());
    }
    var tree = new Tree(RangeTerms.refuse(statements, diagnostics::add));
    return new Parsed(tree, Diagnostics.sorted(diagnostics), text.words());
  }
}
