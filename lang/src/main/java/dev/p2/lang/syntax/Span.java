package dev.p2.lang.syntax;

import java.util.Optional;

/**
 * Where something stands in a program: from {@code start} up to, not including, {@code end} in
 * {@code source}.
 *
 * <p>A token that a macro made stands where the macro is used; {@code macro} then says which and
 * where it was defined.
 */
public record Span(Source source, int start, int end, Optional<Macro> macro) {
  /**
   * The macro that a token came from: the one written at the place of use, whatever others it used
   * in turn.
   *
   * @param line where it was defined; 0 for one defined by {@code file} itself, a flag of the
   *     command line
   */
  public record Macro(String name, String file, int line) {
    /** {@code in expansion of NAME, defined at file:line} */
    public String note() {
      return "in expansion of "
          + name
          + ", defined "
          + (line == 0 ? "by " + file : "at " + file + ":" + line);
    }
  }

  /** A span outside any text, for what the compiler makes by itself. */
  public static final Span NONE = new Span(new Source("<built in>", ""), 0, 0, Optional.empty());

  public static Span of(Source source, int start, int end) {
    return new Span(source, start, end, Optional.empty());
  }

  /** The line of the first character, from 1. */
  public int line() {
    return source.line(start);
  }

  /** The column of the first character, from 1 in code points. */
  public int column() {
    return source.column(start);
  }

  /**
   * The smallest span from the start of this one to the end of {@code last}, if both are in one
   * source.
   */
  public Span to(Span last) {
    boolean longer = last.source == source && last.end >= start && last.end != end;
    return longer ? new Span(source, start, last.end, macro) : this;
  }

  /** {@code file:line:column}. */
  public String place() {
    return source.name() + ":" + line() + ":" + column();
  }

  @Override
  public String toString() {
    return place();
  }
}
