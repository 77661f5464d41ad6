package dev.p2.lang.value;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The aggregates of overlog.md section 6, by canonical name in lower case. */
public enum AggregateFunction {
  COUNT,
  COUNTDISTINCT,
  MIN,
  MAX,
  SUM,
  AVG,
  MKLIST,
  MKSET,
  UNION,
  TOPK,
  BOTTOMK,
  LIMIT,
  MEDIAN,
  PERCENTILE,
  STDDEV,
  VAR,
  ANY,
  ALL,
  SAMPLE;

  /**
   * The aggregate of that name, in any case, with or without {@code a_}; {@code set} is {@code
   * mkset}.
   */
  public static Optional<AggregateFunction> lookup(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String bare = lower.startsWith("a_") ? lower.substring(2) : lower;
    if (bare.equals("set")) {
      return Optional.of(MKSET);
    }
    return Arrays.stream(values()).filter(f -> f.canonicalName().equals(bare)).findFirst();
  }

  /** All names without {@code a_}, for suggestions. */
  public static List<String> names() {
    return Arrays.stream(values()).map(AggregateFunction::canonicalName).toList();
  }

  /** The name in lower case. */
  public String canonicalName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this many arguments may stand in the brackets; {@code *} is none. */
  public boolean takes(int arguments) {
    return switch (this) {
      case COUNT -> arguments <= 1;
      case MIN, MAX -> arguments >= 1;
      case TOPK, BOTTOMK, LIMIT, PERCENTILE -> arguments == 2;
      default -> arguments == 1;
    };
  }

  /** Whether the second argument is a parameter of the whole group: n of topk, p of percentile. */
  public boolean hasParameter() {
    return multiRow() || this == PERCENTILE;
  }

  /**
   * Whether an empty group has a value that is not null, so that a fixed group of a view has a row
   * while empty.
   */
  public boolean hasEmptyValue() {
    return switch (this) {
      case COUNT, COUNTDISTINCT, SUM, MKLIST, MKSET, UNION, ANY, ALL -> true;
      case MIN, MAX, AVG, TOPK, BOTTOMK, LIMIT, MEDIAN, PERCENTILE, STDDEV, VAR, SAMPLE -> false;
    };
  }

  /** Whether a group has several rows. */
  public boolean multiRow() {
    return this == TOPK || this == BOTTOMK || this == LIMIT;
  }
}
