package dev.p2.lang.check;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one use of a relation says that its location stands.
 *
 * @param columns the marked columns in order; a prefix marks the column that repeats it
 * @param failed the prefix names nothing, which has been reported
 */
record Marks(List<Integer> columns, boolean failed) {
  static final Marks NONE = new Marks(List.of(), false);
  private static final Marks FIRST = new Marks(List.of(0), false);

  /** One mark, which nearly all uses have. */
  static Marks at(int column) {
    return column == 0 ? FIRST : new Marks(List.of(column), false);
  }

  /**
   * Reads marks and prefix.
   *
   * @param arguments the expression of each column; for an aggregate's column the argument that it
   *     gives back
   */
  static Marks of(
      List<Integer> marked,
      Optional<Expression> prefix,
      List<Optional<Expression>> arguments,
      List<Span> spans,
      Report report) {
    if (prefix.isEmpty()) {
      severalMarks(marked, spans, report);
      return marked.isEmpty() ? NONE : new Marks(marked, false);
    }
    var matching = new ArrayList<Integer>();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).filter(a -> same(a, prefix.get())).isPresent()) matching.add(i);
    }
    Span at = prefix.get().span();
    if (matching.isEmpty()) {
      report.add(
          Diagnostic.error("P2-022", at, "prefix location " + text(at) + " is not an argument")
              .hint("write it as an argument too, or mark an argument with @ instead"));
      return new Marks(List.of(), true);
    }
    if (marked.isEmpty()) {
      severalMarks(matching, spans, report);
      return new Marks(matching, false);
    }
    if (!matching.contains(marked.getFirst())) {
      report.error(
          "P2-022", at, "the prefix " + text(at) + " and the mark @ name different columns");
      return new Marks(List.of(), true);
    }
    severalMarks(marked, spans, report);
    return new Marks(marked, false);
  }

  private static void severalMarks(List<Integer> marked, List<Span> spans, Report report) {
    if (marked.size() < 2) return;
    report.warning("P2-121", spans.get(marked.get(1)), "more than one location; the first counts");
  }

  /** Whether two expressions are the same variable or the same constant. */
  static boolean same(Expression a, Expression b) {
    return switch (a) {
      case Expression.Variable v -> b instanceof Expression.Variable w && v.name().equals(w.name());
      case Expression.Literal l ->
          b instanceof Expression.Literal m && java.util.Objects.equals(l.value(), m.value());
      default -> false;
    };
  }

  private static String text(Span span) {
    return span.source().text().substring(span.start(), span.end());
  }
}
