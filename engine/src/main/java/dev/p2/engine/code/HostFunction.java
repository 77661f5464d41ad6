package dev.p2.engine.code;

/**
 * The code of a function that programs declare {@code extern}. May be called by several threads at
 * once, in the middle of a step: it answers quickly and has no effect that a step which is undone
 * would have to take back.
 */
@FunctionalInterface
public interface HostFunction {
  /**
   * Computes the function.
   *
   * @param arguments language values: Long, Double, Boolean, String, {@code dev.p2.lang.value}; or
   *     null
   * @return a language value or null; one that does not fit the declared type is P2-R02
   * @throws RuntimeException becomes P2-R09 at the rule that called
   */
  Object call(Object[] arguments);
}
