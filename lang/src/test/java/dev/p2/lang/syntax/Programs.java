package dev.p2.lang.syntax;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parsing of small texts, and what came of it in a form that fits on a line. */
final class Programs {
  private Programs() {}

  static Parsed parse(String text) {
    return parseFiles(Map.of("test.olg", text, "chord.olg", ""), "test.olg");
  }

  static Parsed parse(String text, Map<String, String> defines) {
    return Parser.parse(
        List.of(new Source("test.olg", text)),
        new ParseOptions(defines, file -> Optional.empty(), false));
  }

  /** With files that {@code #include} finds; the first is the program. */
  static Parsed parseFiles(Map<String, String> files, String main) {
    var options =
        new ParseOptions(
            Map.of(),
            name -> Optional.ofNullable(files.get(name)).map(text -> new Source(name, text)),
            false);
    return Parser.parse(List.of(new Source(main, files.get(main))), options);
  }

  /** The tree of a text without errors or warnings. */
  static List<Statement> clean(String text) {
    Parsed parsed = parse(text);
    if (!parsed.diagnostics().isEmpty()) throw new AssertionError(shown(parsed));
    return parsed.tree().statements();
  }

  /** Each diagnostic as {@code line:column code}. */
  static List<String> codes(Parsed parsed) {
    return parsed.diagnostics().stream().map(Programs::code).toList();
  }

  static List<String> codes(String text) {
    return codes(parse(text));
  }

  private static String code(Diagnostic d) {
    return d.span().line() + ":" + d.span().column() + " " + d.code();
  }

  static String shown(Parsed parsed) {
    var text = new StringBuilder();
    for (Diagnostic d : parsed.diagnostics()) text.append(DiagnosticPrinter.print(d));
    return text.toString();
  }

  /** The expression of {@code r h(X) :- X := text.}, every operator in parentheses. */
  static String expression(String text) {
    return expression(text, "");
  }

  static String expression(String text, String before) {
    Parsed parsed = parse(before + "r h(X) :- e(X), X := " + text + ".");
    if (parsed.failed()) throw new AssertionError(shown(parsed));
    var rule = (Statement.Rule) parsed.tree().statements().getLast();
    return TreeText.of(((Term.Assignment) rule.body().getLast()).value());
  }
}
