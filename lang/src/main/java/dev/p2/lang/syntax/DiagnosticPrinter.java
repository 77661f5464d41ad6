package dev.p2.lang.syntax;

/**
 * Diagnostics as text, the form of overlog.md section 10: a line that is complete by itself, the
 * line of the program with carets under the token, then notes and hints.
 */
public final class DiagnosticPrinter {
  /** Columns of a line that are shown; of a longer one the part around the token. */
  private static final int WIDTH = 160;

  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private DiagnosticPrinter() {}

  /** Without colour; several lines, each ended by a line feed. */
  public static String print(Diagnostic diagnostic) {
    return print(diagnostic, false);
  }

  /** With ANSI colours if {@code colour}; several lines, each ended by a line feed. */
  public static String print(Diagnostic diagnostic, boolean colour) {
    var out = new StringBuilder(400);
    print(diagnostic, colour, out);
    return out.toString();
  }

  /** The same at the end of {@code out}: one buffer serves thousands. */
  public static void print(Diagnostic diagnostic, boolean colour, StringBuilder out) {
    heading(diagnostic, colour, out);
    if (diagnostic.span().source() != Span.NONE.source()) excerpt(diagnostic, colour, out);
    for (String note : diagnostic.notes()) out.append("    = ").append(clean(note)).append('\n');
    for (String hint : diagnostic.hints())
      out.append("    = hint: ").append(clean(hint)).append('\n');
  }

  private static void heading(Diagnostic d, boolean colour, StringBuilder out) {
    Span span = d.span();
    if (span.source() != Span.NONE.source()) {
      out.append(clean(span.source().name())).append(':').append(span.line());
      out.append(':').append(span.column()).append(": ");
    }
    if (colour) out.append(tint(d));
    out.append(d.severity().word()).append('[').append(d.code()).append(']');
    if (colour) out.append(PLAIN);
    out.append(": ");
    if (colour) out.append(BOLD);
    out.append(clean(d.message()));
    if (colour) out.append(PLAIN);
    out.append('\n');
  }

  private static void excerpt(Diagnostic d, boolean colour, StringBuilder out) {
    Span span = d.span();
    // only what is near: a line may have megabytes
    String text = span.source().text();
    int lineStart = span.source().lineStart(span.start());
    int lineEnd = span.source().lineEnd(span.start());
    int at = Math.min(span.start(), lineEnd);
    String number = String.valueOf(span.line());
    out.repeat(' ', Math.max(0, 5 - number.length())).append(number).append(" | ");
    if (lineEnd - lineStart <= WIDTH && isPlain(text, lineStart, lineEnd)) {
      out.append(text, lineStart, lineEnd).append("\n      | ").repeat(' ', at - lineStart);
      carets(Math.min(length(span), lineEnd - at), d, colour, out);
      return;
    }
    int cut = Math.max(lineStart, at - 2 * WIDTH);
    int[] line = codePoints(text, cut, Math.min(lineEnd, at + 2 * WIDTH));
    int caret = Math.min(text.codePointCount(cut, at), line.length);
    boolean left = cut > lineStart;
    boolean right = at + 2 * WIDTH < lineEnd;
    int carets = Math.max(1, Math.min(length(span), line.length - caret));
    int from =
        line.length <= WIDTH ? 0 : Math.max(0, Math.min(caret - WIDTH / 2, line.length - WIDTH));
    int to = Math.min(line.length, from + WIDTH);
    left |= from > 0;
    if (left) out.append('…');
    for (int i = from; i < to; i++) out.appendCodePoint(printable(line[i]));
    if (right || to < line.length) out.append('…');
    out.append('\n').append("      | ");
    if (left) out.append(' ');
    for (int i = from; i < caret; i++) out.append(line[i] == '\t' ? '\t' : ' ');
    carets(Math.min(carets, to - caret), d, colour, out);
  }

  private static void carets(int count, Diagnostic d, boolean colour, StringBuilder out) {
    if (colour) out.append(tint(d));
    out.repeat('^', Math.max(1, count));
    if (colour) out.append(PLAIN);
    out.append('\n');
  }

  /** Whether a text has nothing but visible characters of ASCII and blanks, as most lines. */
  private static boolean isPlain(String text, int from, int to) {
    for (int i = from; i < to; i++) if (text.charAt(i) < ' ' || text.charAt(i) > '~') return false;
    return true;
  }

  private static int[] codePoints(String text, int from, int to) {
    int[] all = new int[text.codePointCount(from, to)];
    int at = from;
    for (int i = 0; i < all.length; i++) {
      all[i] = text.codePointAt(at);
      at += Character.charCount(all[i]);
    }
    return all;
  }

  private static int length(Span span) {
    String text = span.source().text();
    int end = Math.min(span.end(), text.length());
    return span.start() >= end ? 1 : text.codePointCount(span.start(), end);
  }

  private static String tint(Diagnostic d) {
    return switch (d.severity()) {
      case ERROR -> "\u001b[1;31m";
      case WARNING -> "\u001b[1;33m";
      case NOTE -> "\u001b[1;36m";
    };
  }

  private static int printable(int character) {
    return character != '\t' && Character.isISOControl(character) ? '\ufffd' : character;
  }

  private static String clean(String text) {
    boolean clean = true;
    for (int i = 0; i < text.length() && clean; i++)
      clean = printable(text.charAt(i)) == text.charAt(i);
    if (clean) return text;
    var cleaned = new StringBuilder();
    text.codePoints().forEach(c -> cleaned.appendCodePoint(printable(c)));
    return cleaned.toString();
  }
}
