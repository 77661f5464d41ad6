package dev.p2.lang.check;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects diagnostics; of two with one code at one place the first is kept. */
final class Report {
  private record Place(String code, Source source, int start) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Place p
          && start == p.start
          && source == p.source
          && code.equals(p.code);
    }

    @Override
    public int hashCode() {
      return code.hashCode() + 31 * start;
    }
  }

  private final List<Diagnostic> found = new ArrayList<>();
  private final Set<Place> places = new HashSet<>();
  private int errors;

  void add(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    if (!places.add(new Place(diagnostic.code(), span.source(), span.start()))) return;
    found.add(diagnostic);
    if (diagnostic.isError()) errors++;
  }

  void error(String code, Span span, String message) {
    add(Diagnostic.error(code, span, message));
  }

  void warning(String code, Span span, String message) {
    add(Diagnostic.warning(code, span, message));
  }

  void note(String code, Span span, String message) {
    add(Diagnostic.note(code, span, message));
  }

  boolean hasErrors() {
    return errors > 0;
  }

  /**
   * How many errors there are so far; a caller compares two counts to see whether a piece of work
   * was clean.
   */
  int errors() {
    return errors;
  }

  /** Everything so far, in the order of finding. */
  List<Diagnostic> all() {
    return List.copyOf(found);
  }
}
