package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing to say about a program, as facts: a code of overlog.md section 10, a place, a sentence
 * and hints. Words are put on a line or into JSON at the edge, by {@code DiagnosticPrinter}.
 *
 * <p>Where the place is a macro's, the note that names the macro is added by itself.
 *
 * @param notes further lines such as {@code in expansion of N, defined at ring.olg:3}, printed
 *     after the excerpt
 * @param hints what would help, each one line, printed last
 */
public record Diagnostic(
    String code,
    Severity severity,
    Span span,
    String message,
    List<String> notes,
    List<String> hints) {
  /**
   * How bad it is: an error stops compilation, a warning does not, a note is shown only when asked
   * for.
   */
  public enum Severity {
    ERROR("error"),
    WARNING("warning"),
    NOTE("note");

    private final String word;

    Severity(String word) {
      this.word = word;
    }

    /** How it is written. */
    public String word() {
      return word;
    }
  }

  public Diagnostic {
    hints = List.copyOf(hints);
    notes = List.copyOf(span.macro().isPresent() ? withExpansion(notes, span) : notes);
  }

  private static List<String> withExpansion(List<String> notes, Span span) {
    String expansion = span.macro().map(Span.Macro::note).orElse("");
    return notes.contains(expansion) ? notes : with(notes, expansion);
  }

  private static List<String> with(List<String> lines, String line) {
    if (lines.isEmpty()) return List.of(line);
    var more = new ArrayList<>(lines);
    more.add(line);
    return more;
  }

  public static Diagnostic error(String code, Span span, String message) {
    return new Diagnostic(code, Severity.ERROR, span, message, List.of(), List.of());
  }

  public static Diagnostic warning(String code, Span span, String message) {
    return new Diagnostic(code, Severity.WARNING, span, message, List.of(), List.of());
  }

  public static Diagnostic note(String code, Span span, String message) {
    return new Diagnostic(code, Severity.NOTE, span, message, List.of(), List.of());
  }

  /** This diagnostic with one more hint. */
  public Diagnostic hint(String hint) {
    return new Diagnostic(code, severity, span, message, notes, with(hints, hint));
  }

  /** This diagnostic with more lines after the excerpt. */
  public Diagnostic notes(List<String> lines) {
    var more = new ArrayList<>(notes);
    more.addAll(lines);
    return new Diagnostic(code, severity, span, message, more, hints);
  }

  /** The same thing said about another place. */
  public Diagnostic at(Span place) {
    return new Diagnostic(code, severity, place, message, List.of(), hints);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
