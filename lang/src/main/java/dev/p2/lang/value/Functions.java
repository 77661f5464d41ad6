package dev.p2.lang.value;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The built-in functions of overlog.md section 5 by name, and why some names of old programs are
 * none.
 */
public final class Functions {
  private static final Map<String, Function> BY_NAME = new LinkedHashMap<>();

  /** Names of the self-hosted compiler and of its security branch, which live on in old files. */
  private static final Set<String> COMPILER_NAMES =
      Set.of(
          "f_getattr", "f_mktype", "f_tovar", "f_merge", "f_project", "f_adornment", "f_posattr");

  private static final Set<String> SECURITY_NAMES =
      Set.of("f_gen", "f_verify", "f_serialize", "f_isLocSpec");

  static {
    for (BuiltIn builtIn : BuiltIns.all()) {
      BY_NAME.put(builtIn.function().name(), builtIn.function());
      for (String alias : builtIn.aliases()) {
        BY_NAME.put(alias, builtIn.function());
      }
    }
  }

  private Functions() {}

  /** The function of that name, an alias too; names are case-sensitive. */
  public static Optional<Function> lookup(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** All names and aliases, in the order of overlog.md section 5. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /** What to say about a name that is known and not a function here; empty for any other. */
  public static Optional<String> refusalHint(String name) {
    if (name.equals("f_timerElapsed") || name.equals("f_timerRestart")) {
      return Optional.of("write f_now() - T, with T from sysStart");
    }
    if (COMPILER_NAMES.contains(name)) {
      return Optional.of(
          name + " is a helper of the self-hosted compiler of P2, which is not part of this one");
    }
    if (SECURITY_NAMES.contains(name)) {
      return Optional.of(
          name + " is a helper of the security branch of P2, which is not part of this one");
    }
    return Optional.empty();
  }

  /**
   * The value of a pure built-in function for these arguments, for folding constants and for tests;
   * generated code calls the method itself.
   *
   * @throws EvalException if the function raises a run-time error
   */
  public static Object call(Function function, Object... arguments) {
    if (function.kind() != Function.Kind.PURE || !function.takes(arguments.length)) {
      throw new IllegalArgumentException(
          function.name() + " with " + arguments.length + " arguments");
    }
    try {
      return function.takesArray()
          ? method(function).invoke(null, (Object) arguments)
          : method(function).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof EvalException error) {
        throw error;
      }
      throw new AssertionError(function.name() + Arrays.toString(arguments), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(function.name(), e);
    }
  }

  static Method method(Function function) throws ReflectiveOperationException {
    Class<?>[] parameters = new Class<?>[function.takesArray() ? 1 : function.parameters().size()];
    Arrays.fill(parameters, function.takesArray() ? Object[].class : Object.class);
    return Class.forName(function.owner()).getMethod(function.method(), parameters);
  }
}
