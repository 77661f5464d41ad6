package dev.p2.fuzz;

import dev.p2.compile.Compiler;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.format.Formatter;
import dev.p2.lang.format.Formatter.Formatted;
import dev.p2.lang.lint.Calm;
import dev.p2.lang.lint.Lint;
import dev.p2.lang.program.Program;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.DiagnosticPrinter;
import dev.p2.lang.syntax.Lexeme;
import dev.p2.lang.syntax.Lexemes;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parsed;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import dev.p2.plan.Plan;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.PlanPrinter;
import dev.p2.plan.Planner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any octets as the text of a program. */
final class ProgramInputs {
  /** The place of a piece of a tree, as its text shows it. */
  private static final String PLACE = "[sS]pan=[^,\\]]*:\\d+:\\d+";

  private static final ParseOptions OPTIONS =
      new ParseOptions(
          Map.of("X1", "X2"),
          name ->
              name.equals("a.olg")
                  ? Optional.of(new Source("a.olg", "materialize(a, 9, 9, keys(1)). #if\nM"))
                  : Optional.empty(),
          false);

  private ProgramInputs() {}

  private static Source source(byte[] octets) {
    return new Source("fuzz.olg", new String(octets, StandardCharsets.UTF_8));
  }

  static void lexer(FuzzTarget target, byte[] octets) {
    Source source = source(octets);
    Lexemes.Read read = Lexemes.read(source, OPTIONS);
    requirePlaces(read.errors());
    if (!read.errors().isEmpty()) return;
    var pieces = new StringBuilder();
    for (Lexeme lexeme : read.lexemes()) pieces.append(lexeme.text());
    String all = visible(source.text());
    require(visible(pieces.toString()).equals(all), "the pieces are not the text");
  }

  private static String visible(String text) {
    var kept = new StringBuilder();
    String whole = text.startsWith("\ufeff") ? text.substring(1) : text;
    for (int i = 0; i < whole.length(); i++)
      if (!Character.isWhitespace(whole.charAt(i))) kept.append(whole.charAt(i));
    return kept.toString();
  }

  static void parser(FuzzTarget target, byte[] octets) {
    Parsed parsed = Parser.parse(List.of(source(octets)), OPTIONS);
    requirePlaces(parsed.diagnostics());
    Parsed again = Parser.parse(List.of(source(octets)), OPTIONS);
    require(
        again.diagnostics().size() == parsed.diagnostics().size(),
        "the second parse says something else");
  }

  static void checker(FuzzTarget target, byte[] octets) {
    Parsed parsed = Parser.parse(List.of(source(octets)), OPTIONS);
    Checked checked = Lint.check(parsed, CheckOptions.defaults());
    requirePlaces(checked.diagnostics());
    boolean failed = checked.diagnostics().stream().anyMatch(Diagnostic::isError);
    require(failed == checked.program().isEmpty(), "errors, and a program");
    checked.program().ifPresent(ProgramInputs::compile);
  }

  private static void compile(Program program) {
    Calm.of(program);
    Plan plan = Planner.plan(program, PlanOptions.DEFAULT);
    PlanPrinter.of(plan, Optional.empty()).text();
    Compiler.compile(plan);
  }

  static void formatter(FuzzTarget target, byte[] octets) {
    Source source = source(octets);
    Formatted formatted = Formatter.format(source, OPTIONS);
    requirePlaces(formatted.errors());
    if (!formatted.errors().isEmpty()) {
      require(formatted.text().equals(source.text()), "a wrong program was changed");
      return;
    }
    var once = new Source("fuzz.olg", formatted.text());
    Formatted twice = Formatter.format(once, OPTIONS);
    require(twice.errors().isEmpty(), "what is formatted is wrong");
    require(twice.text().equals(formatted.text()), "twice is not once");
    require(comments(once).equals(comments(source)), "comments went or changed");
    require(meaning(once).equals(meaning(source)), "the meaning changed");
  }

  private static List<String> comments(Source source) {
    return Lexemes.read(source, OPTIONS).lexemes().stream()
        .filter(Lexeme::isComment)
        .map(Lexeme::text)
        .toList();
  }

  private static String meaning(Source source) {
    Parsed parsed = Parser.parse(List.of(source), OPTIONS);
    return parsed.tree().statements().toString().replaceAll(PLACE, "");
  }

  private static void requirePlaces(List<Diagnostic> diagnostics) {
    for (Diagnostic d : diagnostics) {
      Span span = d.span();
      require(
          span.start() >= 0
              && span.start() <= span.end()
              && span.end() <= span.source().text().length() + 1,
          d.code() + " is not in the text: " + span.start() + " to " + span.end());
      require(DiagnosticPrinter.print(d).contains(d.code()), d.code() + " does not print");
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) throw new AssertionError(otherwise);
  }
}
