package dev.p2.lang.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The aggregates that take values by their place in the total order: topk, bottomk, limit; median
 * and percentile.
 */
final class Ranked {
  private Ranked() {}

  /** The first {@code n} in the order, or from its other end; nulls take part. */
  static Accumulator first(Type argument, Object n, boolean greatest) {
    long count = Values.toLong(n);
    if (count < 0) {
      throw Errors.domain("a group of " + count + " rows");
    }
    return new First(argument, (int) Math.min(count, Integer.MAX_VALUE), greatest);
  }

  /** The value of nearest rank; nulls are skipped. */
  static Accumulator percentile(Type argument, Object p) {
    double percent = Values.toDouble(p);
    if (percent < 0 || percent > 100) {
      throw Errors.domain("percentile " + Values.text(percent) + " is outside 0..100");
    }
    return new Percentile(argument, percent);
  }

  private static final class First extends Accumulator {
    private final int count;
    private final Comparator<Object> order;
    private final List<Object> values = new ArrayList<>();

    First(Type argument, int count, boolean greatest) {
      super(argument);
      this.count = count;
      this.order = greatest ? (a, b) -> Ordering.compareExactly(b, a) : Ordering::compareExactly;
    }

    @Override
    public void add(Object value) {
      values.add(value);
      if (values.size() >= 2L * count + 64) {
        cut();
      }
    }

    private void cut() {
      values.sort(order);
      if (values.size() > count) {
        values.subList(count, values.size()).clear();
      }
    }

    @Override
    public int rows() {
      return Math.min(count, values.size());
    }

    @Override
    public Object rowResult(int row) {
      cut();
      return values.get(row);
    }

    @Override
    public Object result(int output) {
      throw new IllegalStateException("an aggregate of several rows has no one result");
    }
  }

  private static final class Percentile extends Accumulator {
    private final double percent;
    private final List<Object> values = new ArrayList<>();

    Percentile(Type argument, double percent) {
      super(argument);
      this.percent = percent;
    }

    @Override
    public void add(Object value) {
      test(value);
      if (value != null) values.add(value);
    }

    @Override
    public void test(Object value) {
      if (value == null
          || Numbers.isNumber(value)
          || value instanceof Time
          || value instanceof Duration) return;
      throw Errors.wrongType("number, time or duration", value);
    }

    @Override
    public Object result(int output) {
      if (values.isEmpty()) {
        return null;
      }
      values.sort(Ordering::compareExactly);
      int rank = (int) Math.ceil(percent * values.size() / 100);
      return values.get(Math.max(rank, 1) - 1);
    }
  }
}
