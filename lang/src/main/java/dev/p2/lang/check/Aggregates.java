package dev.p2.lang.check;

import dev.p2.lang.value.AggregateFunction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Aggregates by name, and how many arguments and columns each has. */
final class Aggregates {
  private Aggregates() {}

  /** The aggregate of that name: in any case, with or without {@code a_}. */
  static Optional<AggregateFunction> named(String name) {
    String plain = plain(name);
    String canonical = plain.equals("SET") ? "MKSET" : plain;
    return Stream.of(AggregateFunction.values())
        .filter(f -> f.name().equals(canonical))
        .findFirst();
  }

  static List<String> names() {
    return Stream.of(AggregateFunction.values())
        .map(f -> f.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String plain(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("A_") ? upper.substring(2) : upper;
  }

  /** Whether it may have this many arguments; a star is none. */
  static boolean takes(AggregateFunction function, int arguments) {
    return switch (function) {
      case COUNT -> arguments <= 1;
      case MIN, MAX -> arguments >= 1;
      case TOPK, BOTTOMK, LIMIT, PERCENTILE -> arguments == 2;
      case COUNTDISTINCT, SUM, AVG, MKLIST, MKSET, UNION, MEDIAN, STDDEV, VAR, ANY, ALL, SAMPLE ->
          arguments == 1;
    };
  }

  /** How many columns of the head it fills. */
  static int columns(AggregateFunction function, int arguments) {
    boolean companions = function == AggregateFunction.MIN || function == AggregateFunction.MAX;
    return companions ? Math.max(1, arguments) : 1;
  }
}
