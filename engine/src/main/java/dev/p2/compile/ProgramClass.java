package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Variable;
import dev.p2.plan.Plan;
import dev.p2.plan.Strand;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes the classes that hold strands. The program's own class, which extends {@code
 * CompiledProgram}, has strands of the first source file; further ones, and those of further files,
 * are static methods of other classes. Which strand is where only the switch of {@code run} knows:
 * of a large program it is cut into ranges, one a class, so that no class names too many methods.
 */
final class ProgramClass {
  private static final MethodTypeDesc INIT = MethodTypeDesc.of(Runtime.VOID, Runtime.PLAN);
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(Runtime.VOID, Runtime.INT, Runtime.NODE, Runtime.TUPLE);
  private static final MethodTypeDesc MAKE =
      MethodTypeDesc.of(Runtime.TUPLE, Runtime.INT, Runtime.OBJECTS);
  private static final MethodTypeDesc TIMER =
      MethodTypeDesc.of(Runtime.OBJECT, Runtime.INT, Runtime.NODE);
  private static final ClassDesc OUT_OF_BOUNDS =
      ClassDesc.of("java.lang.IndexOutOfBoundsException");
  private static final MethodTypeDesc INT_TO_VOID = MethodTypeDesc.of(Runtime.VOID, Runtime.INT);

  /**
   * Cases of one method: a case takes some 12 bytes, and 8,000 are the limit of the virtual
   * machine's compilers.
   */
  private static final int CASES_MAX = Layout.STRANDS_MAX;

  /** The switch of a range of strands, in the class that has it. */
  private static final String RANGE = "run$range";

  private final Layout layout;
  private final ClassFile classFile;
  private final List<Object> loaded;

  /**
   * @param loaded takes the constants that the loader hands out
   */
  ProgramClass(Layout layout, ClassFile classFile, List<Object> loaded) {
    this.layout = layout;
    this.classFile = classFile;
    this.loaded = loaded;
  }

  /** The program's own class. */
  byte[] program() {
    return build(
        layout.program(),
        builder -> {
          var constants = new ConstantPool(layout.program(), loaded);
          builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
          builder.withSuperclass(Runtime.COMPILED_PROGRAM);
          String file = Layout.fileName(layout.mainSource());
          builder.with(SourceFileAttribute.of(file));
          builder.withMethodBody(
              ConstantDescs.INIT_NAME,
              INIT,
              ClassFile.ACC_PUBLIC,
              code ->
                  code.lineNumber(1)
                      .aload(0)
                      .aload(1)
                      .invokespecial(Runtime.COMPILED_PROGRAM, ConstantDescs.INIT_NAME, INIT)
                      .return_());
          dispatch(builder);
          timers(builder, constants);
          for (Strand strand : layout.strandsOf(layout.program())) {
            StrandMethod.write(layout, strand, constants, builder);
          }
          constants.write(builder);
        });
  }

  /** A further class of strands. */
  byte[] strands(ClassDesc owner) {
    return build(
        owner,
        builder -> {
          var constants = new ConstantPool(owner, loaded);
          builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
          builder.with(
              SourceFileAttribute.of(
                  Layout.fileName(Objects.requireNonNull(layout.owners().get(owner)))));
          range(builder, owner);
          for (Strand strand : layout.strandsOf(owner)) {
            StrandMethod.write(layout, strand, constants, builder);
          }
          constants.write(builder);
        });
  }

  /** Builds a class of strands; where one of them is too large, says which. */
  private byte[] build(ClassDesc owner, Consumer<ClassBuilder> content) {
    try {
      return classFile.build(owner, content);
    } catch (IllegalArgumentException | StackOverflowError e) {
      for (Strand strand : layout.strandsOf(owner)) requireSmall(owner, strand);
      throw e;
    }
  }

  private void requireSmall(ClassDesc owner, Strand strand) {
    try {
      classFile.build(
          owner,
          builder ->
              StrandMethod.write(
                  layout, strand, new ConstantPool(owner, new ArrayList<>()), builder));
    } catch (IllegalArgumentException | StackOverflowError e) {
      throw new TooLargeException(strand.name(), Layout.span(strand), e);
    }
  }

  private void dispatch(ClassBuilder builder) {
    List<Strand> strands = layout.plan().strands();
    if (strands.size() <= CASES_MAX) {
      choose(builder, "run", RUN, strands.size(), this::runStrand);
    } else {
      List<ClassDesc> owners = List.copyOf(layout.owners().keySet());
      int ranges = (strands.size() + CASES_MAX - 1) / CASES_MAX;
      choose(
          builder,
          "run",
          RUN,
          ranges,
          CASES_MAX,
          (code, range) ->
              code.iload(1)
                  .aload(2)
                  .aload(3)
                  .invokestatic(owners.get(range), RANGE, RUN)
                  .return_());
      range(builder, layout.program());
    }
    List<Relation> relations = layout.plan().program().relations();
    choose(
        builder,
        "remake",
        MAKE,
        relations.size(),
        (code, relation) -> {
          ClassDesc tuple = layout.tuple(relations.get(relation));
          code.aload(2).invokestatic(tuple, "remake", TupleClass.MAKE).areturn();
        });
  }

  private void runStrand(CodeBuilder code, int strand) {
    Layout.Place place = layout.place(layout.plan().strands().get(strand));
    code.aload(code.parameterSlot(1))
        .aload(code.parameterSlot(2))
        .invokestatic(place.owner(), place.method(), Runtime.STRAND)
        .return_();
  }

  /**
   * In a program of several ranges: the switch of the range that has the number of the class. There
   * are no fewer classes than ranges.
   */
  private void range(ClassBuilder builder, ClassDesc owner) {
    int strands = layout.plan().strands().size();
    int from = List.copyOf(layout.owners().keySet()).indexOf(owner) * CASES_MAX;
    if (strands <= CASES_MAX || from >= strands) return;
    int to = Math.min(strands, from + CASES_MAX);
    builder.withMethodBody(
        RANGE,
        RUN,
        ClassFile.ACC_STATIC,
        code -> cases(code, from, to, 1, this::runStrand, ProgramClass::outOfBounds));
  }

  private void timers(ClassBuilder builder, ConstantPool constants) {
    timer(builder, constants, "timerPeriod", timer -> Optional.of(timer.period()));
    timer(builder, constants, "timerCount", Plan.TimerPlan::count);
    timer(builder, constants, "timerPhase", Plan.TimerPlan::phase);
  }

  private void timer(
      ClassBuilder builder,
      ConstantPool constants,
      String name,
      Function<Plan.TimerPlan, Optional<Expr>> part) {
    List<Plan.TimerPlan> timers = layout.plan().timers();
    choose(
        builder,
        name,
        TIMER,
        timers.size(),
        (code, timer) -> {
          Optional<Expr> value = part.apply(timers.get(timer));
          if (value.isPresent())
            new Expressions(code, timerScope(constants)).pushBoxed(value.get());
          else code.aconst_null();
          code.areturn();
        });
  }

  /** Expressions of timers are over node constants. */
  private static Scope timerScope(ConstantPool constants) {
    return new Scope() {
      @Override
      public int slot(Variable variable) {
        throw new AssertionError("a timer reads the variable " + variable);
      }

      @Override
      public int node() {
        return 2;
      }

      @Override
      public ConstantPool constants() {
        return constants;
      }
    };
  }

  private interface Each {
    void emit(CodeBuilder code, int number);
  }

  /**
   * Writes a method that switches over its first argument; every case leaves it. With many cases it
   * is a chain of methods, each of which passes on what it has no case for.
   */
  private void choose(
      ClassBuilder builder, String name, MethodTypeDesc type, int cases, Each each) {
    choose(builder, name, type, cases, 1, each);
  }

  /** The same over the argument divided by {@code divisor}. */
  private void choose(
      ClassBuilder builder, String name, MethodTypeDesc type, int cases, int divisor, Each each) {
    for (int first = 0; first == 0 || first < cases; first += CASES_MAX) {
      int from = first;
      int to = Math.min(cases, first + CASES_MAX);
      builder.withMethodBody(
          first == 0 ? name : name + "$" + first,
          type,
          first == 0 ? ClassFile.ACC_PUBLIC : ClassFile.ACC_PRIVATE,
          code ->
              cases(
                  code,
                  from,
                  to,
                  divisor,
                  each,
                  other -> {
                    if (to < cases) passOn(other, name + "$" + to, type);
                    else outOfBounds(other);
                  }));
    }
  }

  private static void cases(
      CodeBuilder code, int from, int to, int divisor, Each each, Consumer<CodeBuilder> otherwise) {
    Label other = code.lineNumber(1).newLabel();
    List<SwitchCase> labels = new ArrayList<>();
    for (int i = from; i < to; i++) labels.add(SwitchCase.of(i, code.newLabel()));
    if (from < to) {
      code.iload(code.parameterSlot(0));
      if (divisor > 1) code.loadConstant(divisor).idiv();
      code.tableswitch(from, to - 1, other, labels);
    }
    for (int i = from; i < to; i++) {
      code.labelBinding(labels.get(i - from).target());
      each.emit(code, i);
    }
    code.labelBinding(other);
    otherwise.accept(code);
  }

  private void passOn(CodeBuilder code, String method, MethodTypeDesc type) {
    code.aload(0).iload(1);
    for (int i = 1; i < type.parameterCount(); i++) code.aload(code.parameterSlot(i));
    code.invokevirtual(layout.program(), method, type);
    if (type.returnType().equals(Runtime.VOID)) code.return_();
    else code.areturn();
  }

  private static void outOfBounds(CodeBuilder code) {
    code.new_(OUT_OF_BOUNDS).dup().iload(code.parameterSlot(0));
    code.invokespecial(OUT_OF_BOUNDS, ConstantDescs.INIT_NAME, INT_TO_VOID).athrow();
  }
}
