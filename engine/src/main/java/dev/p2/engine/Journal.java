package dev.p2.engine;

import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step has to tell when it ends: observations, errors, conflicts, locations that were null.
 */
final class Journal {
  /** As many rows as {@code sysError} holds: more errors of one step are counted only. */
  private static final int ERRORS_MAX = 1000;

  /** Two rules that inserted different rows of one key. */
  record Conflict(String table, String winner, String loser) {}

  final List<Observation> observations = new ArrayList<>();
  final List<ErrorReport> errors = new ArrayList<>();
  final Map<Conflict, Long> conflicts = new LinkedHashMap<>();
  final Map<Integer, Long> nullLocations = new LinkedHashMap<>();

  /** Programs to install and to uninstall, in order. */
  final List<Tuple> requests = new ArrayList<>();

  long errorCount;

  void error(ErrorReport report) {
    errorCount++;
    if (errors.size() < ERRORS_MAX) errors.add(report);
  }

  void conflict(String table, String winner, String loser) {
    conflicts.merge(new Conflict(table, winner, loser), 1L, Long::sum);
  }

  void nullLocation(int rule) {
    nullLocations.merge(rule, 1L, Long::sum);
  }

  boolean isEmpty() {
    return observations.isEmpty()
        && errorCount == 0
        && conflicts.isEmpty()
        && nullLocations.isEmpty()
        && requests.isEmpty();
  }

  /** Whether {@link SystemRows} are to be made of something here. */
  boolean makesRows() {
    return !errors.isEmpty() || !conflicts.isEmpty() || !requests.isEmpty();
  }

  void clear() {
    if (isEmpty()) return;
    observations.clear();
    errors.clear();
    conflicts.clear();
    nullLocations.clear();
    requests.clear();
    errorCount = 0;
  }
}
