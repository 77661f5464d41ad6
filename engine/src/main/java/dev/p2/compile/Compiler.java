package dev.p2.compile;

import dev.p2.engine.CompiledProgram;
import dev.p2.lang.program.Relation;
import dev.p2.plan.Plan;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles plans to bytecode: ordinary classes in a class loader of their own, which go when the
 * program is dropped. SourceFile and line numbers are those of the program's text, so a stack
 * trace, a profiler and a debugger show the rule: {@code olg//Gen$chord.r1(chord.olg:47)}.
 */
public final class Compiler {
  private Compiler() {}

  /**
   * Compiles a plan. One compiled program serves any number of nodes.
   *
   * @throws TooLargeException if a rule is too large for the virtual machine
   */
  public static CompiledProgram compile(Plan plan) {
    Layout layout = new Layout(plan);
    List<Object> constants = new ArrayList<>();
    Map<String, byte[]> classes = classes(layout, constants);
    var loader = new ProgramLoader(classes, constants.toArray());
    try {
      Class<?> program = loader.loadClass(name(layout.program()));
      return (CompiledProgram) program.getConstructor(Plan.class).newInstance(plan);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("generated class of " + plan.program().name() + " does not load", e);
    }
  }

  /** The class files of a plan by class name, the program's own class first. */
  public static Map<String, byte[]> classes(Plan plan) {
    return classes(new Layout(plan), new ArrayList<>());
  }

  /** The generated code as text, for {@code p2 plan --bytecode}. */
  public static String bytecode(Plan plan) {
    StringBuilder text = new StringBuilder();
    for (byte[] bytes : classes(plan).values()) Disassembly.of(bytes, text);
    return text.toString();
  }

  /**
   * How class files are written and verified: the types that meet in generated code are the
   * runtime's.
   */
  static ClassFile classFile(Layout layout) {
    Set<ClassDesc> tuples = new HashSet<>();
    for (Relation relation : layout.plan().program().relations())
      tuples.add(layout.tuple(relation));
    ClassHierarchyResolver generated =
        desc -> tuples.contains(desc) ? ClassHierarchyInfo.ofClass(Runtime.TUPLE) : null;
    return ClassFile.of(
        ClassFile.ClassHierarchyResolverOption.of(
            generated.orElse(
                ClassHierarchyResolver.ofClassLoading(Compiler.class.getClassLoader()))));
  }

  private static Map<String, byte[]> classes(Layout layout, List<Object> constants) {
    ClassFile classFile = classFile(layout);
    ProgramClass writer = new ProgramClass(layout, classFile, constants);
    Map<String, byte[]> classes = new LinkedHashMap<>();
    classes.put(name(layout.program()), writer.program());
    for (ClassDesc owner : layout.owners().keySet()) {
      if (!owner.equals(layout.program())) classes.put(name(owner), writer.strands(owner));
    }
    for (Relation relation : layout.plan().program().relations()) {
      classes.put(name(layout.tuple(relation)), TupleClass.write(layout, relation, classFile));
    }
    return classes;
  }

  /** All generated classes are in the unnamed package. */
  private static String name(ClassDesc desc) {
    String descriptor = desc.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1);
  }
}
