package dev.p2.compile;

/** What generated classes read their constants from when they are initialised. */
public final class Constants {
  private Constants() {}

  /**
   * Constant {@code index} of the program that {@code generated} belongs to.
   *
   * @throws IllegalArgumentException if the class is not generated
   */
  public static Object of(Class<?> generated, int index) {
    if (generated.getClassLoader() instanceof ProgramLoader loader) return loader.constant(index);
    throw new IllegalArgumentException(generated + " is not a class of a compiled program");
  }
}
