package dev.p2.lang.syntax;

/** A name as written, qualified with {@code ::} or not, and where. */
public record Name(Span span, String text) {
  @Override
  public String toString() {
    return text;
  }
}
