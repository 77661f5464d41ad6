package dev.p2.engine;

import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.Values;

/**
 * Conversions made while a row is matched: a value that does not fit a variable's type is no match,
 * not an error.
 */
public final class Match {
  /** What {@link #fit} returns for a value that does not fit. */
  public static final Object NONE = new Object();

  private Match() {}

  /** {@code value} as a value of {@code type}, or {@link #NONE}; null is a value of every type. */
  public static Object fit(Object value, Type type) {
    try {
      return Values.convert(value, type);
    } catch (EvalException _) {
      return NONE;
    }
  }
}
