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
 * @param owner for PURE: the binary name of the public class that holds the method; empty else
 * @param method for PURE: the public static method that takes the arguments boxed, one Object each,
 *     and returns Object; a variadic function or one with optional parameters takes one {@code
 *     Object[]}; empty else
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
    String owner,
    String method,
    boolean fails) {
  public Function {
    parameters = List.copyOf(parameters);
    if (optional < 0 || optional > parameters.size() || variadic && parameters.isEmpty()) {
      throw new IllegalArgumentException("parameters of " + name);
    }
  }

  /** A function of the host, {@code extern [pure] name(parameters): result}. */
  public static Function extern(String name, List<Type> parameters, Type result, boolean pure) {
    return new Function(
        name,
        parameters,
        0,
        false,
        result,
        true,
        pure ? Kind.EXTERN_PURE : Kind.EXTERN,
        "",
        "",
        true);
  }

  /** Whether a call may have this many arguments. */
  public boolean takes(int arguments) {
    return arguments >= parameters.size() - optional
        && (variadic || arguments <= parameters.size());
  }

  /** The static type of the parameter that argument {@code index} stands for, from 0. */
  public Type parameter(int index) {
    return parameters.get(Math.min(index, parameters.size() - 1));
  }

  /** Whether the method takes one {@code Object[]}. */
  public boolean takesArray() {
    return variadic || optional > 0;
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
