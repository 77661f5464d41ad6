package dev.p2.cli.output;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;

/** Diagnostics as JSON: one object each, the fields that cli.md names. */
public final class DiagnosticLines {
  private DiagnosticLines() {}

  /**
   * {@code
   * {"file":…,"line":…,"column":…,"endLine":…,"endColumn":…,"severity":…,"code":…,"message":…,"hint":…}}
   */
  public static String json(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    Source source = span.source();
    int end = Math.min(span.end(), source.text().length());
    var line =
        new JsonText()
            .field("file", source.name())
            .field("line", span.line())
            .field("column", span.column())
            .field("endLine", source.line(end))
            .field("endColumn", source.column(end))
            .field("severity", diagnostic.severity().word())
            .field("code", diagnostic.code())
            .field("message", diagnostic.message())
            .field(
                "hint",
                diagnostic.hints().isEmpty() ? null : String.join("; ", diagnostic.hints()));
    if (!diagnostic.notes().isEmpty()) line.field("notes", diagnostic.notes());
    return line.toString();
  }
}
