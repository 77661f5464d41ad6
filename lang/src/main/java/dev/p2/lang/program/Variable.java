package dev.p2.lang.program;

import dev.p2.lang.value.Type;

/**
 * A variable of one rule. A rebound variable ({@code N := N + 1}) is two: {@code N} and {@code
 * N'2}. Anonymous variables do not appear; their arguments are {@link Argument.Any}.
 *
 * @param index position among the variables of its rule, from 0
 */
public record Variable(String name, int index, Type type, boolean nullable) {
  public Type.Rep rep() {
    return nullable ? Type.Rep.REF : type.rep();
  }

  @Override
  public String toString() {
    return name;
  }
}
