package dev.p2.compile;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Class files as text that a person can read beside the program: one instruction a line, labels
 * numbered in order, lines of the program as {@code .line}, names of classes without their
 * packages.
 */
final class Disassembly {
  private final StringBuilder out;
  private final Map<Label, Integer> labels = new HashMap<>();
  private final Set<Label> targets = new HashSet<>();

  private Disassembly(StringBuilder out) {
    this.out = out;
  }

  /** Appends the class to {@code text}. */
  static void of(byte[] classFile, StringBuilder text) {
    ClassModel model = ClassFile.of().parse(classFile);
    text.append("class ").append(model.thisClass().asInternalName());
    model
        .superclass()
        .ifPresent(parent -> text.append(" extends ").append(simple(parent.asSymbol())));
    model
        .findAttribute(Attributes.sourceFile())
        .ifPresent(file -> text.append(" // ").append(file.sourceFile().stringValue()));
    text.append('\n');
    for (var field : model.fields()) {
      text.append("  field ").append(simple(field.fieldTypeSymbol())).append(' ');
      text.append(field.fieldName().stringValue()).append('\n');
    }
    for (MethodModel method : model.methods()) new Disassembly(text).method(method);
    text.append('\n');
  }

  private void method(MethodModel method) {
    out.append("  ")
        .append(method.methodName().stringValue())
        .append(parameters(method.methodTypeSymbol()));
    CodeModel code = method.code().orElse(null);
    if (code == null) {
      out.append('\n');
      return;
    }
    int bytes = code instanceof CodeAttribute a ? a.codeLength() : 0;
    out.append(" // ").append(bytes).append(" bytes\n");
    for (CodeElement element : code) find(element);
    for (CodeElement element : code) print(element);
  }

  /** Only labels that something jumps to are shown. */
  private void find(CodeElement element) {
    switch (element) {
      case BranchInstruction i -> targets.add(i.target());
      case TableSwitchInstruction i -> {
        targets.add(i.defaultTarget());
        for (SwitchCase c : i.cases()) targets.add(c.target());
      }
      case ExceptionCatch c -> {
        targets.add(c.tryStart());
        targets.add(c.tryEnd());
        targets.add(c.handler());
      }
      default -> {}
    }
  }

  private void print(CodeElement element) {
    switch (element) {
      case LabelTarget l -> {
        if (targets.contains(l.label())) out.append("   ").append(name(l.label())).append(":\n");
      }
      case LineNumber l -> out.append("    .line ").append(l.line()).append('\n');
      case ExceptionCatch c -> {
        out.append("    .catch ").append(name(c.tryStart())).append("..").append(name(c.tryEnd()));
        out.append(" -> ").append(name(c.handler())).append('\n');
      }
      case Instruction i -> instruction(i);
      default -> {}
    }
  }

  private void instruction(Instruction instruction) {
    out.append("      ").append(mnemonic(instruction));
    switch (instruction) {
      case LoadInstruction i -> out.append(' ').append(i.slot());
      case StoreInstruction i -> out.append(' ').append(i.slot());
      case IncrementInstruction i ->
          out.append(' ').append(i.slot()).append(' ').append(i.constant());
      case BranchInstruction i -> out.append(' ').append(name(i.target()));
      case ConstantInstruction i -> out.append(' ').append(constant(i));
      case FieldInstruction i ->
          out.append(' ')
              .append(simple(i.owner().asSymbol()))
              .append('.')
              .append(i.name().stringValue());
      case InvokeInstruction i -> {
        out.append(' ')
            .append(simple(i.owner().asSymbol()))
            .append('.')
            .append(i.name().stringValue());
        out.append(parameters(i.typeSymbol()));
      }
      case NewObjectInstruction i -> out.append(' ').append(simple(i.className().asSymbol()));
      case NewReferenceArrayInstruction i ->
          out.append(' ').append(simple(i.componentType().asSymbol()));
      case TypeCheckInstruction i -> out.append(' ').append(simple(i.type().asSymbol()));
      case TableSwitchInstruction i -> {
        for (SwitchCase c : i.cases())
          out.append(' ').append(c.caseValue()).append(':').append(name(c.target()));
        out.append(" else:").append(name(i.defaultTarget()));
      }
      default -> {}
    }
    out.append('\n');
  }

  /** {@code aload_1} and {@code aload 1} are the same to a reader. */
  private static String mnemonic(Instruction instruction) {
    String name = instruction.opcode().name().toLowerCase(Locale.ROOT);
    boolean local =
        instruction instanceof LoadInstruction || instruction instanceof StoreInstruction;
    int cut = name.indexOf('_');
    if (local && cut > 0) return name.substring(0, cut);
    if (instruction instanceof ConstantInstruction) return "push";
    return name;
  }

  private static String constant(ConstantInstruction instruction) {
    if (instruction.opcode() == Opcode.ACONST_NULL) return "null";
    ConstantDesc value = instruction.constantValue();
    if (value instanceof String s) return '"' + s.replace("\n", "\\n") + '"';
    if (value instanceof ClassDesc c) return simple(c) + ".class";
    return String.valueOf(value);
  }

  private String name(Label label) {
    return "L" + labels.computeIfAbsent(label, _ -> labels.size());
  }

  private static String parameters(MethodTypeDesc type) {
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < type.parameterCount(); i++) {
      if (i > 0) text.append(", ");
      text.append(simple(type.parameterType(i)));
    }
    return text.append(") ").append(simple(type.returnType())).toString();
  }

  private static String simple(ClassDesc desc) {
    return desc.displayName();
  }
}
