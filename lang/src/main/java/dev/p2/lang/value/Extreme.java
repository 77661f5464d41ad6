package dev.p2.lang.value;

/**
 * {@code min} and {@code max} by the total order, with companions or without. Unboxed values are
 * compared unboxed as long as no boxed one came.
 */
final class Extreme extends Accumulator {
  private enum Held {
    NOTHING,
    LONG,
    DOUBLE,
    BOXED
  }

  private static final Object[] NOTHING = {null};

  private final Type argument;
  private final int sign;
  private Held held = Held.NOTHING;
  private long bestLong;
  private double bestDouble;
  private Object[] best = NOTHING;

  /**
   * @param sign -1 for the least, 1 for the greatest
   */
  Extreme(Type argument, int sign) {
    super(argument);
    this.argument = argument;
    this.sign = sign;
  }

  @Override
  public void addLong(long value) {
    if (held == Held.LONG) {
      bestLong = sign < 0 ? Math.min(bestLong, value) : Math.max(bestLong, value);
    } else if (held == Held.NOTHING) {
      held = Held.LONG;
      bestLong = value;
    } else {
      super.addLong(value);
    }
  }

  @Override
  public void addDouble(double value) {
    if (held == Held.DOUBLE) {
      bestDouble = sign < 0 ? Math.min(bestDouble, value) : Math.max(bestDouble, value);
    } else if (held == Held.NOTHING) {
      held = Held.DOUBLE;
      bestDouble = value;
    } else {
      super.addDouble(value);
    }
  }

  @Override
  public void add(Object value) {
    addAll(new Object[] {value});
  }

  @Override
  public void addAll(Object[] values) {
    if (values[0] == null) {
      return;
    }
    box();
    if (held == Held.NOTHING || better(values)) {
      best = values;
      held = Held.BOXED;
    }
  }

  /**
   * By X, then by the least companions; of numbers that are equal and differ in kind always the
   * same one.
   */
  private boolean better(Object[] values) {
    int order =
        values[0] instanceof Id id && best[0] instanceof Id other
            ? id.compareTo(other)
            : Values.compare(values[0], best[0]);
    if (order != 0) {
      return Integer.signum(order) == sign;
    }
    return companionsLess(values, best);
  }

  private void box() {
    switch (held) {
      case LONG -> best = new Object[] {boxed(argument, bestLong)};
      case DOUBLE -> best = new Object[] {bestDouble};
      case NOTHING, BOXED -> {
        return;
      }
    }
    held = Held.BOXED;
  }

  @Override
  public Object result(int output) {
    box();
    return output < best.length ? best[output] : null;
  }
}
