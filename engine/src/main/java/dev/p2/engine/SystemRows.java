package dev.p2.engine;

import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.value.Time;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows that a node makes about itself (overlog.md 11.2): {@code sysError} and {@code
 * sysConflict}. They come with the step that gave rise to them; what they trigger runs in a step of
 * its own directly after.
 */
final class SystemRows {
  private final Node node;

  /** Most nodes never have any of these. */
  private List<ErrorReport> errors = List.of();

  private Map<Journal.Conflict, Long> conflicts = Map.of();
  private List<Tuple> traces = List.of();
  private List<Tuple> requests = List.of();
  private long sequence;

  SystemRows(Node node) {
    this.node = node;
  }

  void add(ErrorReport report) {
    if (errors.isEmpty()) errors = new ArrayList<>();
    errors.add(report);
  }

  /** Rows of traces; the next steps of their own insert them. */
  void addTraces(List<Tuple> rows) {
    if (rows.isEmpty()) return;
    if (traces.isEmpty()) traces = new ArrayList<>();
    traces.addAll(rows);
  }

  void add(Journal journal) {
    for (ErrorReport report : journal.errors) add(report);
    if (!journal.requests.isEmpty()) {
      requests = new ArrayList<>(requests);
      requests.addAll(journal.requests);
    }
    if (journal.conflicts.isEmpty()) return;
    if (conflicts.isEmpty()) conflicts = new LinkedHashMap<>();
    journal.conflicts.forEach((conflict, count) -> conflicts.merge(conflict, count, Long::sum));
  }

  /** The next program to install or uninstall, before any rows. */
  Optional<Tuple> takeRequest() {
    if (requests.isEmpty()) return Optional.empty();
    Tuple first = requests.getFirst();
    requests = List.copyOf(requests.subList(1, requests.size()));
    return Optional.of(first);
  }

  /**
   * The rows of the next step of their own: those of all errors, else of all conflicts, else of all
   * traces; empty if there are none.
   */
  List<Tuple> take() {
    if (isEmpty()) return List.of();
    List<Tuple> rows = new ArrayList<>();
    for (ErrorReport report : errors) rows.add(row(report));
    if (rows.isEmpty()) {
      conflicts.forEach((conflict, count) -> rows.add(row(conflict, count)));
      conflicts = Map.of();
    }
    errors = List.of();
    if (rows.isEmpty()) {
      rows.addAll(traces);
      traces = List.of();
    }
    return rows;
  }

  boolean isEmpty() {
    return errors.isEmpty() && conflicts.isEmpty() && traces.isEmpty() && requests.isEmpty();
  }

  /** The number of the last error. */
  long sequence() {
    return sequence;
  }

  void restore(long number) {
    sequence = number;
  }

  private Tuple row(ErrorReport report) {
    return node.program()
        .make(
            node.program().layout().relation("sysError"),
            new Object[] {
              node.address(),
              ++sequence,
              new Time(report.timeNanos()),
              report.code(),
              report.rule(),
              (long) report.line(),
              report.message(),
              report.tuple().orElse(null)
            });
  }

  private Tuple row(Journal.Conflict conflict, long count) {
    int relation = node.program().layout().relation("sysConflict");
    long before = 0;
    for (Tuple row : node.rows(relation, node.now())) {
      if (row.get(1).equals(conflict.table())
          && row.get(2).equals(conflict.winner())
          && row.get(3).equals(conflict.loser())) {
        before = (Long) row.get(4);
      }
    }
    return node.program()
        .make(
            relation,
            new Object[] {
              node.address(), conflict.table(), conflict.winner(), conflict.loser(), before + count
            });
  }
}
