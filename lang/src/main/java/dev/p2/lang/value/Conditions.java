package dev.p2.lang.value;

/** {@code any} and {@code all} of conditions; null is false. */
final class Conditions extends Accumulator {
  private final boolean decisive;
  private boolean decided;

  /**
   * @param decisive the value of which one decides: true for any, false for all
   */
  Conditions(Type argument, boolean decisive) {
    super(argument);
    this.decisive = decisive;
  }

  @Override
  public void add(Object value) {
    addBoolean(Values.condition(value));
  }

  @Override
  public void test(Object value) {
    Values.condition(value);
  }

  @Override
  public void addBoolean(boolean value) {
    decided |= value == decisive;
  }

  @Override
  public Object result(int output) {
    return decided == decisive;
  }
}
