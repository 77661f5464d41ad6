package dev.p2.compile;

import java.util.Map;

/**
 * Loads the classes of one program; they go when nothing refers to the program any more. Its name
 * is what stack traces show: {@code olg//Gen$chord.r1(chord.olg:47)}.
 */
final class ProgramLoader extends ClassLoader {
  private final Map<String, byte[]> classes;
  private final Object[] constants;

  /**
   * @param classes the class files by binary name
   * @param constants what {@link Constants#of} hands out
   */
  ProgramLoader(Map<String, byte[]> classes, Object[] constants) {
    super("olg", ProgramLoader.class.getClassLoader());
    this.classes = Map.copyOf(classes);
    this.constants = constants.clone();
  }

  Object constant(int index) {
    return constants[index];
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) throw new ClassNotFoundException(name);
    return defineClass(name, bytes, 0, bytes.length);
  }
}
