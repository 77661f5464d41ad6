package dev.p2.plan;

import java.util.List;

/** A plan for Graphviz: a chain of boxes a strand. */
final class PlanDot {
  private PlanDot() {}

  static String of(Plan plan, List<Strand> shown, StrandText strands) {
    var out = new StringBuilder("digraph ").append(quote(plan.program().name())).append(" {\n");
    out.append(
        "  rankdir=LR;\n"
            + "  node [shape=box, style=\"rounded,filled\", fontname=\"monospace\","
            + " fontsize=10];\n");
    for (Strand strand : shown) {
      out.append("  subgraph ").append(quote("cluster_" + strand.id())).append(" {\n");
      out.append("    label=").append(quote(strand.name())).append(";\n");
      List<Line> lines = strands.lines(strand);
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        out.append(
            "    s%d_%d [label=%s, fillcolor=\"%s\"];\n"
                .formatted(strand.id(), i, quote(line.text()), line.kind().colour));
      }
      for (int i = 1; i < lines.size(); i++) {
        out.append(
            "    s%1$d_%2$d -> s%1$d_%3$d [label=%4$s];\n"
                .formatted(
                    strand.id(), i - 1, i, quote("~" + PlanPrinter.rows(lines.get(i - 1).rows()))));
      }
      out.append("  }\n");
    }
    return out.append("}\n").toString();
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
