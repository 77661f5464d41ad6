package dev.p2.lang.value;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * {@code sample}: one value, drawn when first asked for; the draw's outcome does not depend on the
 * order of the matches.
 */
final class Sample extends Accumulator {
  private final RandomGenerator random;
  private final List<Object> values = new ArrayList<>();
  private int drawn = -1;

  Sample(Type argument, RandomGenerator random) {
    super(argument);
    this.random = random;
  }

  @Override
  public void add(Object value) {
    values.add(value);
    drawn = -1;
  }

  @Override
  public Object result(int output) {
    if (values.isEmpty()) {
      return null;
    }
    if (drawn < 0) {
      values.sort(Ordering::compareExactly);
      drawn = random.nextInt(values.size());
    }
    return values.get(drawn);
  }
}
