package dev.p2.cli.output;

import dev.p2.lang.lint.CalmReport;
import dev.p2.lang.lint.CalmReport.Point;
import dev.p2.lang.lint.CalmReport.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The monotonicity report of {@code p2 check --calm}, as text and as JSON Lines. */
public final class CalmLines {
  private CalmLines() {}

  /** For people: what is monotone, what is not and why, and the points of order by place. */
  public static List<String> text(CalmReport report) {
    var lines = new ArrayList<String>();
    List<Verdict> monotone = report.relations().stream().filter(Verdict::monotone).toList();
    List<Verdict> others = report.relations().stream().filter(v -> !v.monotone()).toList();
    lines.add(
        monotone.size()
            + " of "
            + report.relations().size()
            + " relations are monotone; points of order: "
            + report.points().size());
    if (!monotone.isEmpty()) {
      lines.add("");
      lines.add("monotone: they grow with what arrives, in whatever order");
      lines.add("  " + monotone.stream().map(Verdict::relation).collect(Collectors.joining(", ")));
    }
    if (!others.isEmpty()) {
      lines.add("");
      lines.add("not monotone");
      for (Verdict v : others)
        lines.add("  " + v.relation() + ": " + String.join("; ", v.reasons()));
    }
    lines.add("");
    lines.add(
        report.points().isEmpty()
            ? "no point of order: nothing here depends on the order in which messages arrive"
            : "points of order: the result depends on what has arrived from other nodes by now");
    for (Point p : report.points()) {
      lines.add(
          "  "
              + p.at().place()
              + ": "
              + p.operation()
              + " in rule "
              + p.rule()
              + ": "
              + p.message());
    }
    return lines;
  }

  /** One object a relation, {@code "kind":"relation"}, then one a point, {@code "kind":"order"}. */
  public static List<String> json(CalmReport report) {
    var lines = new ArrayList<String>();
    for (Verdict v : report.relations()) {
      lines.add(
          new JsonText()
              .field("kind", "relation")
              .field("relation", v.relation())
              .field("table", v.table())
              .field("monotone", v.monotone())
              .field("network", v.network())
              .field("reasons", v.reasons())
              .toString());
    }
    for (Point p : report.points()) {
      lines.add(
          new JsonText()
              .field("kind", "order")
              .field("operation", p.operation().toString())
              .field("file", p.at().source().name())
              .field("line", p.at().line())
              .field("column", p.at().column())
              .field("rule", p.rule())
              .field("relation", p.relation())
              .field("message", p.message())
              .toString());
    }
    return lines;
  }
}
