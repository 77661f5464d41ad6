package dev.p2.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.plan.Plan;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles and checks what holds for all generated classes: they verify, no method is too long for
 * the virtual machine's compilers, and what they call exists.
 */
final class Verified {
  private static final Map<String, Set<String>> MEMBERS = new ConcurrentHashMap<>();

  private Verified() {}

  static CompiledProgram compile(Plan plan) {
    ClassFile verifier = Compiler.classFile(new Layout(plan));
    for (Map.Entry<String, byte[]> file : Compiler.classes(plan).entrySet()) {
      assertThat(verifier.verify(file.getValue())).as(file.getKey()).isEmpty();
      check(ClassFile.of().parse(file.getValue()));
    }
    return Compiler.compile(plan);
  }

  private static void check(ClassModel model) {
    String name = model.thisClass().asInternalName();
    for (var method : model.methods()) {
      if (method.code().orElseThrow() instanceof CodeAttribute code) {
        assertThat(code.codeLength())
            .as("%s.%s", name, method.methodName())
            .isLessThan(Size.METHOD_BYTES_MAX);
      }
    }
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof MemberRefEntry member
          && member.owner().asInternalName().startsWith("dev/p2/")) {
        boolean exists =
            MEMBERS
                .computeIfAbsent(member.owner().asInternalName(), Verified::members)
                .contains(signature(member));
        assertThat(exists).as("%s, which %s calls, exists", signature(member), name).isTrue();
      }
    }
  }

  private static String signature(MemberRefEntry member) {
    return member.owner().asInternalName() + "." + member.name() + member.type();
  }

  /** Everything public of the member's class, or that its subclasses may call. */
  private static Set<String> members(String owner) {
    Set<String> found = new HashSet<>();
    try {
      Class<?> type = Class.forName(owner.replace('/', '.'));
      for (Method m : type.getMethods())
        add(found, owner, m.getName(), m, m.getReturnType().descriptorString());
      for (var c : type.getDeclaredConstructors()) add(found, owner, "<init>", c, "V");
      for (Field f : type.getFields())
        found.add(owner + "." + f.getName() + f.getType().descriptorString());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    return found;
  }

  private static void add(
      Set<String> found, String owner, String name, Executable member, String result) {
    StringBuilder signature = new StringBuilder(owner).append('.').append(name).append('(');
    for (Class<?> parameter : member.getParameterTypes())
      signature.append(parameter.descriptorString());
    found.add(signature.append(')').append(result).toString());
  }
}
