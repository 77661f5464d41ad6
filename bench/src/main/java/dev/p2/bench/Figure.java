package dev.p2.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One measured figure.
 *
 * @param name what was measured
 * @param unit of the samples, such as {@code events/s}
 * @param samples one a run, in the order of the runs
 * @param beside what it is held against, in words: the original's figure, a hand-written twin in
 *     the same run; may be empty
 */
record Figure(String name, String unit, List<Double> samples, String beside) {
  Figure {
    samples = List.copyOf(samples);
    if (samples.isEmpty()) throw new IllegalArgumentException("no samples for " + name);
  }

  double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double least() {
    return sorted()[0];
  }

  double greatest() {
    return sorted()[samples.size() - 1];
  }

  Figure beside(String words) {
    return new Figure(name, unit, samples, words);
  }

  /** A row of docs/benchmarks.md. */
  String markdown() {
    return "| "
        + name
        + " | "
        + number(median())
        + " "
        + unit
        + " | "
        + number(least())
        + " to "
        + number(greatest())
        + " | "
        + samples.size()
        + " | "
        + beside
        + " |";
  }

  /** An object of JSON Lines. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"name\":\"%s\",\"unit\":\"%s\",\"median\":%s,\"least\":%s,\"greatest\":%s,\"runs\":%d,\"beside\":\"%s\"}",
        name,
        unit,
        median(),
        least(),
        greatest(),
        samples.size(),
        beside.replace("\"", "\\\""));
  }

  /** Three digits that count, with separators. */
  static String number(double value) {
    if (value >= 100) return String.format(Locale.ROOT, "%,.0f", value);
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }

  private double[] sorted() {
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
