package dev.p2.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.plan.Plan;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.Map;

/** Compiles and checks what holds for all generated classes: they verify, and no method is too long to be compiled. */
final class Verified {
  private Verified() {}

  static CompiledProgram compile(Plan plan) {
    ClassFile verifier = Compiler.classFile(new Layout(plan));
    for (Map.Entry<String, byte[]> file : Compiler.classes(plan).entrySet()) {
      assertThat(verifier.verify(file.getValue())).as(file.getKey()).isEmpty();
      for (var method : ClassFile.of().parse(file.getValue()).methods()) {
        if (method.code().orElseThrow() instanceof CodeAttribute code) {
          assertThat(code.codeLength())
              .as("%s.%s", file.getKey(), method.methodName())
              .isLessThan(Size.METHOD_BYTES_MAX);
        }
      }
    }
    return Compiler.compile(plan);
  }
}
