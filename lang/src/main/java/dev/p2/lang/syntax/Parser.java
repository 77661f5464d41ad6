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
   * a statement ends with its file. Files that are imported are read too, each once and with macros
   * of its own. Never throws, except what {@code options.include()} throws; takes time in
   * proportion to the text and to what its macros make of it.
   */
  public static Parsed parse(List<Source> sources, ParseOptions options) {
    var imports = new ImportReader(options);
    Text text = imports.program(sources);
    return new Parsed(
        new Tree(text.statements()),
        Diagnostics.sorted(imports.problems()),
        imports.sources(),
        text.macros());
  }

  /** Files that share their macros, read. */
  record Text(
      List<Statement> statements,
      List<Diagnostic> problems,
      List<Source> sources,
      Set<String> macros) {}

  /** Reads files that share their macros; imports in them are not followed. */
  static Text text(List<Source> sources, ParseOptions options) {
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
    return new Text(
        RangeTerms.refuse(statements, diagnostics::add),
        diagnostics,
        text.sources(),
        text.defined());
  }
}
