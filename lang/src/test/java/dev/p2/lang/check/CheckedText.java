package dev.p2.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.lint.Lint;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parsed;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import java.util.List;
import java.util.Map;

/** Checks programs given as text. */
final class CheckedText {
  private CheckedText() {}

  static Checked check(String text) {
    return check(text, Map.of());
  }

  static Checked check(String text, Map<String, String> params) {
    Parsed parsed = Parser.parse(List.of(new Source("test.olg", text)), ParseOptions.plain());
    return Lint.check(parsed, new CheckOptions(params, false));
  }

  /** The program, which must have no errors. */
  static Program program(String text) {
    Checked checked = check(text);
    assertThat(checked.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
    return checked.program().orElseThrow();
  }

  /** The errors as {@code line:column code}. */
  static List<String> errors(Checked checked) {
    return checked.diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(CheckedText::place)
        .toList();
  }

  /** The warnings and notes as {@code line:column code}. */
  static List<String> warnings(Checked checked) {
    return checked.diagnostics().stream()
        .filter(d -> !d.isError())
        .map(CheckedText::place)
        .toList();
  }

  static String place(Diagnostic d) {
    return d.span().line() + ":" + d.span().column() + " " + d.code();
  }

  static CheckedRule rule(Program program, String label) {
    return program.rules().stream().filter(r -> r.label().equals(label)).findFirst().orElseThrow();
  }

  /** The columns of a relation as {@code int any? …}; a question mark for nullable ones. */
  static String columns(Program program, String relation) {
    var types = new StringBuilder();
    for (Relation.Column c : program.relation(relation).orElseThrow().columns()) {
      if (!types.isEmpty()) types.append(' ');
      types.append(Types.text(c.type())).append(c.nullable() ? "?" : "");
    }
    return types.toString();
  }
}
