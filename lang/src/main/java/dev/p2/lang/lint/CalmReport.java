package dev.p2.lang.lint;

import dev.p2.lang.syntax.Span;
import java.util.List;

/**
 * Where a program is monotone and where it needs coordination.
 *
 * @param relations the program's relations, in the order of their first mention
 * @param points the points of order, in text order
 */
public record CalmReport(List<Verdict> relations, List<Point> points) {
  public CalmReport {
    relations = List.copyOf(relations);
    points = List.copyOf(points);
  }

  /**
   * What is to be said of a relation.
   *
   * @param monotone whether it only grows with what arrives, in whatever order
   * @param network whether messages between nodes take part in it
   * @param reasons why it is not monotone; none if it is
   */
  public record Verdict(
      String relation, boolean table, boolean monotone, boolean network, List<String> reasons) {
    public Verdict {
      reasons = List.copyOf(reasons);
    }
  }

  /** What a point of order does that cannot be taken back when more arrives. */
  public enum Operation {
    READ("read"),
    NEGATION("negation"),
    AGGREGATE("aggregate"),
    DELETE("delete"),
    REPLACEMENT("replacement");

    private final String text;

    Operation(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A place where the result depends on what has arrived from other nodes by now.
   *
   * @param at the predicate that is read or negated, the aggregate or the head
   * @param relation what is read there and comes over the network
   */
  public record Point(Operation operation, Span at, String rule, String relation, String message) {}
}
