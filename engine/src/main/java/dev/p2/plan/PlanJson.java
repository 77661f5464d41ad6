package dev.p2.plan;

import dev.p2.lang.program.Relation;
import dev.p2.plan.Analysis.Actual;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A plan for programs: JSON Lines. */
final class PlanJson {
  private PlanJson() {}

  static String of(
      Plan plan,
      List<Strand> shown,
      StrandText strands,
      boolean whole,
      Optional<Analysis> analysis) {
    var out = new StringBuilder();
    if (whole) {
      out.append(
          "{\"program\":%s,\"rules\":%d,\"strands\":%d}\n"
              .formatted(
                  quote(plan.program().name()),
                  plan.program().rules().size(),
                  plan.strands().size()));
    }
    analysis.ifPresent(
        run ->
            out.append(
                "{\"nodes\":%d,\"virtualSeconds\":%s,\"steps\":%d,\"strandSeconds\":%s,\"pausedSeconds\":%s,\"wallSeconds\":%s}\n"
                    .formatted(
                        run.nodes(),
                        run.virtualNanos() / 1e9,
                        run.steps(),
                        seconds(run.nanos(plan)),
                        seconds(run.measured().pausedNanos()),
                        seconds(run.wallNanos()))));
    for (Strand strand : shown) {
      String line = strand(plan, strand, strands);
      String figures = analysis.map(run -> figures(run, strand)).orElse("");
      out.append(line, 0, line.length() - 1).append(figures).append("}\n");
    }
    for (Relation relation : plan.program().relations()) {
      if (whole && relation.isTable()) out.append(indexes(plan, relation)).append('\n');
    }
    return out.toString();
  }

  /**
   * What a run did with a strand: of its trigger and its action here, the operators have theirs.
   */
  private static String figures(Analysis run, Strand strand) {
    Measured measured = run.measured();
    int action = strand.operators().size();
    return ",\"runs\":%d,\"matches\":%d,\"actions\":%d,\"seconds\":%s,\"triggerSeconds\":%s,\"actionSeconds\":%s"
        .formatted(
            measured.runs(strand.id()),
            measured.passed(strand.id(), 0),
            measured.passed(strand.id(), action),
            seconds(measured.nanos(strand)),
            seconds(measured.nanos(strand.id(), 0)),
            seconds(measured.nanos(strand.id(), action + 1)));
  }

  private static String actual(Actual actual) {
    return ",\"in\":%d,\"out\":%d,\"seconds\":%s,\"farOff\":%s"
        .formatted(actual.in(), actual.out(), seconds(actual.nanos()), actual.farOff());
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.9f", nanos / 1e9);
  }

  private static String strand(Plan plan, Strand strand, StrandText strands) {
    List<Line> lines = strands.lines(strand);
    var operators = new ArrayList<String>();
    for (int i = 0; i < strand.operators().size(); i++) {
      operators.add(operator(plan, strand.operators().get(i), lines.get(i + 1)));
    }
    return "{\"strand\":%d,\"name\":%s,\"rule\":%s,\"place\":%s,\"trigger\":%s,\"operators\":[%s],\"action\":%s,\"rows\":%s,\"rewrites\":%s}"
        .formatted(
            strand.id(),
            quote(strand.name()),
            strand.rule().map(r -> quote(r.label())).orElse("null"),
            quote(strand.trigger().span().place()),
            quote(strands.text(strand.trigger())),
            String.join(",", operators),
            quote(strands.text(strand.action())),
            lines.getLast().rows(),
            list(strands.rewrites(strand).stream().map(PlanJson::quote).toList()));
  }

  private static String operator(Plan plan, Operator operator, Line line) {
    String index =
        switch (operator) {
          case Operator.Probe p -> index(plan, p.relation(), p.index());
          case Operator.Absent a -> index(plan, a.relation(), a.index());
          case Operator.Flip f -> index(plan, f.relation(), f.index());
          case Operator.Range r ->
              "\"relation\":%s,\"ordered\":%d,"
                  .formatted(quote(r.relation().name()), r.bounds().column() + 1);
          case Operator.Scan s -> "\"relation\":%s,".formatted(quote(s.relation().name()));
          case Operator.Select s -> "";
          case Operator.Assign a -> "";
        };
    String kind = operator.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return "{\"kind\":%s,%s\"text\":%s,\"rows\":%s%s}"
        .formatted(
            quote(kind),
            index,
            quote(line.text()),
            line.rows(),
            line.actual().map(PlanJson::actual).orElse(""));
  }

  private static String index(Plan plan, Relation relation, int index) {
    String columns = index < 0 ? "null" : columns(plan.indexes().get(relation.id()).get(index));
    return "\"relation\":%s,\"index\":%s,".formatted(quote(relation.name()), columns);
  }

  private static String indexes(Plan plan, Relation relation) {
    var keys = plan.indexes().get(relation.id()).stream().map(PlanJson::columns).toList();
    return "{\"relation\":%s,\"indexes\":%s}".formatted(quote(relation.name()), list(keys));
  }

  /** Columns from 1, as in programs. */
  private static String columns(Plan.IndexKey key) {
    return list(key.columns().stream().map(c -> String.valueOf(c + 1)).toList());
  }

  private static String list(List<String> items) {
    return items.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private static String quote(String text) {
    var out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < ' ') out.append("\\u%04x".formatted((int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }
}
