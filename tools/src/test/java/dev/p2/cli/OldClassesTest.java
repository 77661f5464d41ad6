package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OldClassesTest {
  @Test
  void aClassFromBeforeJava6GetsStackMapsAndAVersionThatTheCacheTakes() throws IOException {
    byte[] old;
    try (InputStream in = CommandLine.class.getResourceAsStream("CommandLine.class")) {
      old = Objects.requireNonNull(in).readAllBytes();
    }
    ClassFile classes = ClassFile.of();
    assertThat(classes.parse(old).majorVersion()).isLessThan(ClassFile.JAVA_6_VERSION);
    byte[] renewed = OldClasses.renewed(old);
    assertThat(classes.parse(renewed).majorVersion()).isEqualTo(ClassFile.JAVA_8_VERSION);
    assertThat(classes.parse(renewed).methods()).hasSameSizeAs(classes.parse(old).methods());
    assertThat(classes.verify(renewed)).isEmpty();
  }
}
