package dev.p2.lang.value;

import dev.p2.lang.value.Function.Kind;
import java.util.List;

/** A built-in function with its other spellings. */
record BuiltIn(Function function, List<String> aliases) {
  /** A pure function that can fail and is never null; the others are made from it. */
  static BuiltIn pure(Class<?> owner, String method, String name, Type result, Type... parameters) {
    return new BuiltIn(
        new Function(
            name,
            List.of(parameters),
            0,
            false,
            result,
            false,
            Kind.PURE,
            owner.getName(),
            method,
            true),
        List.of());
  }

  /** A function that the node runs. */
  static BuiltIn atNode(Kind kind, String name, Type result, Type... parameters) {
    return new BuiltIn(
        new Function(name, List.of(parameters), 0, false, result, false, kind, "", "", false),
        List.of());
  }

  BuiltIn nullable() {
    return with(function.optional(), function.variadic(), true, function.fails());
  }

  BuiltIn neverFails() {
    return with(function.optional(), function.variadic(), function.nullable(), false);
  }

  /** The last {@code count} parameters may be left out. */
  BuiltIn optional(int count) {
    return with(count, function.variadic(), function.nullable(), function.fails());
  }

  /** The last parameter may be given any number of times, not at all too. */
  BuiltIn variadic() {
    return with(1, true, function.nullable(), function.fails());
  }

  BuiltIn alias(String... names) {
    return new BuiltIn(function, List.of(names));
  }

  private BuiltIn with(int optional, boolean variadic, boolean nullable, boolean fails) {
    Function f = function;
    return new BuiltIn(
        new Function(
            f.name(),
            f.parameters(),
            optional,
            variadic,
            f.result(),
            nullable,
            f.kind(),
            f.owner(),
            f.method(),
            fails),
        aliases);
  }
}
