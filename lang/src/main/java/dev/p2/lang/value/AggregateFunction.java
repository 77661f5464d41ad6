package dev.p2.lang.value;

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

  /** Whether an empty group has a value that is not null, so that a fixed group of a view has a row while empty. */
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
