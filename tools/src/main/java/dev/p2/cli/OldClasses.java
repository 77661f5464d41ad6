package dev.p2.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rewrites the libraries' classes that are older than the AOT cache takes: it keeps none from
 * before Java 6, whose code has no stack maps. Picocli is such, and to read its classes one by one
 * takes longer than all else before a small verb begins. {@code ./p2} does this once, when it
 * builds, before {@link Training}; without it everything works, slower.
 */
final class OldClasses {
  private static final ClassFile WITH_STACK_MAPS =
      ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);

  private OldClasses() {}

  /** Rewrites the jars of a folder, on the class path themselves, in their places. */
  public static void main(String[] folder) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(Path.of(folder[0]))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    for (Path jar : jars) {
      try (FileSystem inside = FileSystems.newFileSystem(jar);
          Stream<Path> files = Files.walk(inside.getPath("/"))) {
        files.filter(file -> file.toString().endsWith(".class")).forEach(OldClasses::renew);
      }
    }
  }

  private static void renew(Path file) {
    try {
      byte[] octets = Files.readAllBytes(file);
      // the major version stands in the octets 6 and 7
      if (octets[6] == 0 && octets[7] < ClassFile.JAVA_6_VERSION)
        Files.write(file, renewed(octets));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same class as javac would have written it for Java 8. */
  static byte[] renewed(byte[] old) {
    ClassModel model = WITH_STACK_MAPS.parse(old);
    // code that is taken over as it stands would get no stack maps
    ClassTransform code =
        ClassTransform.transformingMethodBodies((to, element) -> to.with(element));
    return WITH_STACK_MAPS.transformClass(
        model,
        code.andThen(
            (to, element) -> {
              if (element instanceof ClassFileVersion) to.withVersion(ClassFile.JAVA_8_VERSION, 0);
              else to.with(element);
            }));
  }
}
