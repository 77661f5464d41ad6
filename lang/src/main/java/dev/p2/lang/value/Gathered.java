package dev.p2.lang.value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code mklist}, {@code mkset} and {@code countdistinct}: what all values together make, nulls
 * among them.
 */
final class Gathered extends Accumulator {
  /** Which of them. */
  enum Result {
    LIST,
    SET,
    DISTINCT
  }

  /** A value with the language's equality. */
  private record Distinct(Object value) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Distinct d && Values.equal(value, d.value);
    }

    @Override
    public int hashCode() {
      return Values.hash(value);
    }
  }

  private final Result result;
  private final List<Object> values = new ArrayList<>();

  /** Asked only for its size: its order is nobody's business. */
  private final Set<Distinct> distinct = new HashSet<>();

  Gathered(Type argument, Result result) {
    super(argument);
    this.result = result;
  }

  @Override
  public void add(Object value) {
    if (result == Result.DISTINCT) {
      distinct.add(new Distinct(value));
    } else {
      values.add(value);
    }
  }

  @Override
  public Object result(int output) {
    values.sort(Ordering::compareExactly);
    return switch (result) {
      case LIST -> ListValue.of(values);
      case SET -> SetValue.of(values);
      case DISTINCT -> (long) distinct.size();
    };
  }
}
