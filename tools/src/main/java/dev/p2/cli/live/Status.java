package dev.p2.cli.live;

import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Figures that a program tells about itself in a table {@code status(@N, Name, Value)}: of each
 * name the sum over all nodes and, where the nodes differ, the least and the greatest.
 */
public final class Status {
  /** The table that a program keeps. */
  public static final String RELATION = "status";

  private static final int COLUMNS = 3;

  private final Map<String, List<Double>> byName = new TreeMap<>();

  /** The relation in a program that has one. */
  public static Optional<Relation> relation(Program program) {
    return program.relation(RELATION).filter(r -> r.isTable() && r.arity() == COLUMNS);
  }

  /** Adds a row of the table; values that are no numbers are left out. */
  public void add(Tuple row) {
    if (row.get(2) instanceof Number number) {
      byName
          .computeIfAbsent(String.valueOf(row.get(1)), name -> new ArrayList<>())
          .add(number.doubleValue());
    }
  }

  /**
   * {@code lookups 1200 (70..80), successors 64 (4)}: sums, and in brackets what the nodes have
   * each.
   */
  public String text() {
    var parts = new ArrayList<String>();
    byName.forEach((name, values) -> parts.add(name + " " + part(values)));
    return String.join(", ", parts);
  }

  /** The sums by name. */
  public Map<String, Double> sums() {
    var sums = new TreeMap<String, Double>();
    byName.forEach(
        (name, values) -> sums.put(name, values.stream().mapToDouble(Double::doubleValue).sum()));
    return sums;
  }

  private static String part(List<Double> values) {
    double sum = values.stream().mapToDouble(Double::doubleValue).sum();
    if (values.size() == 1) return number(sum);
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double greatest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    String range = least == greatest ? number(least) : number(least) + ".." + number(greatest);
    return number(sum) + " (" + range + ")";
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
