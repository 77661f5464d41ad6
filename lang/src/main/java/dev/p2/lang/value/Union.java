package dev.p2.lang.value;

import java.util.ArrayList;
import java.util.List;

/** {@code union<S>} of sets, a list counting as its set; nulls are skipped. */
final class Union extends Accumulator {
  private final List<Object> elements = new ArrayList<>();

  Union(Type argument) {
    super(argument);
  }

  @Override
  public void add(Object value) {
    switch (value) {
      case null -> {}
      case SetValue set -> set.forEach(elements::add);
      case ListValue list -> list.forEach(elements::add);
      default -> throw Errors.wrongType("set", value);
    }
  }

  @Override
  public void test(Object value) {
    if (value != null && !(value instanceof SetValue) && !(value instanceof ListValue))
      throw Errors.wrongType("set", value);
  }

  @Override
  public Object result(int output) {
    elements.sort(Ordering::compareExactly);
    return SetValue.of(elements);
  }
}
