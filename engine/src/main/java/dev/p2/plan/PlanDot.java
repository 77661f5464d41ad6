package dev.p2.plan;

import dev.p2.plan.Analysis.Actual;
import java.util.List;
import java.util.Optional;

/** A plan for Graphviz: a chain of boxes a strand. */
final class PlanDot {
  private PlanDot() {}

  static String of(Plan plan, List<Strand> shown, StrandText strands, Optional<Analysis> analysis) {
    var out = new StringBuilder("digraph ").append(quote(plan.program().name())).append(" {\n");
    out.append(
        "  rankdir=LR;\n"
            + "  node [shape=box, style=\"rounded,filled\", fontname=\"monospace\","
            + " fontsize=10];\n");
    for (Strand strand : shown) {
      out.append("  subgraph ").append(quote("cluster_" + strand.id())).append(" {\n");
      String runs = analysis.map(a -> ": " + a.measured().runs(strand.id()) + " runs").orElse("");
      out.append("    label=").append(quote(strand.name() + runs)).append(";\n");
      List<Line> lines = strands.lines(strand);
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        out.append(
            "    s%d_%d [label=%s, fillcolor=\"%s\"%s];\n"
                .formatted(strand.id(), i, quote(label(line)), line.kind().colour, border(line)));
      }
      for (int i = 1; i < lines.size(); i++) {
        out.append(
            "    s%1$d_%2$d -> s%1$d_%3$d [label=%4$s];\n"
                .formatted(strand.id(), i - 1, i, quote(matches(lines.get(i - 1)))));
      }
      out.append("  }\n");
    }
    return out.append("}\n").toString();
  }

  /** The operator; with a run under it what came, what went on, and how long it took. */
  private static String label(Line line) {
    return line.text()
        + line.actual()
            .map(a -> "\n" + a.in() + " in, " + a.out() + " out, " + a.time().strip())
            .orElse("");
  }

  private static String matches(Line line) {
    return "~"
        + PlanPrinter.rows(line.rows())
        + line.actual().map(a -> "\n" + PlanPrinter.rows(a.eachRun())).orElse("");
  }

  private static String border(Line line) {
    return line.actual().filter(Actual::farOff).isPresent()
        ? ", color=\"#c00000\", penwidth=2"
        : "";
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
