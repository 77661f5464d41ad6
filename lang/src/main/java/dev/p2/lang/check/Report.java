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

  /** Places of which the report has something that this one is beside of. */
  private final Set<Place> known;

  private int errors;

  Report() {
    this(Set.of());
  }

  private Report(Set<Place> known) {
    this.known = known;
  }

  /**
   * A report for another thread, which leaves out what is in this one already. This one is not to
   * change until it takes in the other by {@link #addAll}.
   */
  Report beside() {
    return new Report(places);
  }

  /** Adds what a report beside this one has. */
  void addAll(Report beside) {
    beside.found.forEach(this::add);
  }

  void add(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    var place = new Place(diagnostic.code(), span.source(), span.start());
    if (known.contains(place) || !places.add(place)) return;
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
