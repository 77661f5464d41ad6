package dev.p2.cli.live;

import dev.p2.cli.output.JsonText;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An overlay's own health check. The program (usually its {@code health.olg}) keeps a table {@code
 * healthReport(@N, Check, Ok, Detail)} of the latest verdict of each check at each node; a run is
 * healthy if there is a verdict and all are good.
 */
public final class Health {
  /** The table that a program keeps. */
  public static final String RELATION = "healthReport";

  private static final int COLUMNS = 4;
  private static final int FAILING_SHOWN_MAX = 10;

  private final Map<String, List<Verdict>> byCheck = new TreeMap<>();

  /** What one check says at one node. */
  private record Verdict(String node, boolean ok, String detail) {}

  /** The relation in a program that checks itself. */
  public static Optional<Relation> relation(Program program) {
    return program.relation(RELATION).filter(r -> r.isTable() && r.arity() == COLUMNS);
  }

  /** Adds a row of the table as a node holds it. */
  public void add(String node, Tuple row) {
    boolean ok = Boolean.TRUE.equals(row.get(2));
    byCheck
        .computeIfAbsent(String.valueOf(row.get(1)), check -> new ArrayList<>())
        .add(new Verdict(node, ok, String.valueOf(row.get(3))));
  }

  /** Whether there is a verdict, and all are good. */
  public boolean good() {
    return !byCheck.isEmpty()
        && byCheck.values().stream().flatMap(List::stream).allMatch(Verdict::ok);
  }

  /** Whether nobody has said anything. */
  public boolean empty() {
    return byCheck.isEmpty();
  }

  /** The names of the checks that are not good everywhere. */
  public List<String> failing() {
    return summaries().stream().filter(s -> !s.ok()).map(Summary::check).toList();
  }

  /**
   * One check over all nodes; {@code detail} is that of the first failing node, or of the first.
   */
  public record Summary(String check, boolean ok, int nodes, int failing, String detail) {
    String json() {
      return new JsonText()
          .field("check", check)
          .field("ok", ok)
          .field("nodes", nodes)
          .field("failing", failing)
          .field("detail", detail)
          .toString();
    }
  }

  /** A summary a check, by name. */
  public List<Summary> summaries() {
    var summaries = new ArrayList<Summary>();
    byCheck.forEach(
        (check, verdicts) -> {
          List<Verdict> failing = verdicts.stream().filter(v -> !v.ok()).toList();
          Verdict example = (failing.isEmpty() ? verdicts : failing).getFirst();
          summaries.add(
              new Summary(
                  check,
                  failing.isEmpty(),
                  verdicts.size(),
                  failing.size(),
                  example.node() + ": " + example.detail()));
        });
    return summaries;
  }

  /** One object a check. */
  public List<String> jsonLines() {
    return summaries().stream().map(Summary::json).toList();
  }

  /** One line a check, then the failing nodes, the first ten of each check. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    if (byCheck.isEmpty()) lines.add("FAIL  no node reported its health");
    byCheck.forEach((check, verdicts) -> lines.addAll(lines(check, verdicts)));
    return lines;
  }

  private static List<String> lines(String check, List<Verdict> verdicts) {
    var lines = new ArrayList<String>();
    List<Verdict> failing = verdicts.stream().filter(v -> !v.ok()).toList();
    String nodes = verdicts.size() == 1 ? "1 node" : verdicts.size() + " nodes";
    if (failing.isEmpty()) {
      Verdict example = verdicts.getFirst();
      lines.add(
          "ok    " + check + " at " + nodes + "; " + example.node() + ": " + example.detail());
      return lines;
    }
    lines.add("FAIL  " + check + " at " + failing.size() + " of " + nodes);
    failing.stream()
        .limit(FAILING_SHOWN_MAX)
        .forEach(v -> lines.add("      " + v.node() + ": " + v.detail()));
    if (failing.size() > FAILING_SHOWN_MAX)
      lines.add("      … and " + (failing.size() - FAILING_SHOWN_MAX) + " more");
    return lines;
  }
}
