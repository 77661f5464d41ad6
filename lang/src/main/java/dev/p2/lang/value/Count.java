package dev.p2.lang.value;

/** {@code count<*>} and {@code count<X>}: matches, nulls among them. */
final class Count extends Accumulator {
  private long count;

  Count(Type argument) {
    super(argument);
  }

  @Override
  public void add(Object value) {
    count++;
  }

  @Override
  public void addLong(long value) {
    count++;
  }

  @Override
  public void addDouble(double value) {
    count++;
  }

  @Override
  public void addBoolean(boolean value) {
    count++;
  }

  @Override
  public void addAll(Object[] values) {
    count++;
  }

  @Override
  public Object result(int output) {
    return count;
  }
}
