package dev.p2.lang.value;

import java.util.List;

/**
 * A function that programs can call.
 *
 * @param name canonical spelling, such as {@code f_cons}
 * @param parameters static types of the parameters; the last repeats if {@code variadic}
 * @param optional how many of the last parameters may be left out
 * @param result static type of the result; ANY if it depends on the arguments
 * @param nullable whether the result can be null
 * @param kind how it is evaluated
 * @param method for PURE: the static method of {@link Functions} that takes the arguments boxed, one Object each, and
 *     returns Object; a variadic function or one with optional parameters takes one {@code Object[]}
 * @param fails whether it can raise a run-time error
 */
public record Function(
    String name,
    List<Type> parameters,
    int optional,
    boolean variadic,
    Type result,
    boolean nullable,
    Kind kind,
    String method,
    boolean fails) {
  public Function {
    parameters = List.copyOf(parameters);
  }

  /** How a function is evaluated. */
  public enum Kind {
    /** Same arguments, same value. */
    PURE,
    /** The step's time: constant within a step. */
    NOW,
    /** Draws or counts: evaluated once a complete match. */
    RANDOM,
    /** Constant per node. */
    NODE,
    /** The host's, declared pure. */
    EXTERN_PURE,
    /** The host's, evaluated once a complete match. */
    EXTERN
  }
}
