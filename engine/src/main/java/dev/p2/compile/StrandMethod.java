package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.plan.Action;
import dev.p2.plan.ColumnUse;
import dev.p2.plan.Operator;
import dev.p2.plan.Strand;
import dev.p2.plan.Trigger;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a strand as one static method: the trigger's columns, then the operators, each inside the
 * one before, then the action in the middle. What fails goes on with the next row of the innermost
 * loop.
 *
 * <p>A strand whose method would be too long for the virtual machine's compilers is split between
 * operators: the first part calls the second where the rest of the nest would stand, with the bound
 * variables as arguments.
 */
final class StrandMethod {
  private static final int FLAGS = ClassFile.ACC_STATIC;

  private final Layout layout;
  private final Strand strand;
  private final ConstantPool constants;
  private final List<Operator> operators;
  private final List<Integer> splits;

  private StrandMethod(Layout layout, Strand strand, ConstantPool constants) {
    this.layout = layout;
    this.strand = strand;
    this.constants = constants;
    this.operators = strand.operators();
    this.splits = Size.splits(strand);
  }

  static void write(Layout layout, Strand strand, ConstantPool constants, ClassBuilder builder) {
    new StrandMethod(layout, strand, constants).write(builder);
  }

  /**
   * What the second part of a split strand is called with, besides the node and the trigger's
   * tuple.
   */
  private record Part(int number, int from, int to, Body.Live live, boolean groups) {}

  private void write(ClassBuilder builder) {
    String name = layout.place(strand).method();
    List<Part> waiting = new ArrayList<>();
    builder.withMethodBody(
        name,
        Runtime.STRAND,
        FLAGS,
        code -> {
          waiting.clear();
          new Emitter(code, 0, end(0), waiting).first();
        });
    while (!waiting.isEmpty()) {
      Part part = waiting.removeFirst();
      builder.withMethodBody(
          partName(part),
          partType(part),
          FLAGS,
          code -> {
            waiting.clear();
            new Emitter(code, part.number(), part.to(), waiting).part(part);
          });
    }
  }

  private int end(int part) {
    return part < splits.size() ? splits.get(part) : operators.size();
  }

  private String partName(Part part) {
    return layout.place(strand).method() + "$" + part.number();
  }

  private static MethodTypeDesc partType(Part part) {
    List<ClassDesc> parameters = new ArrayList<>(List.of(Runtime.NODE, Runtime.TUPLE));
    part.live().variables().forEach(v -> parameters.add(Form.of(v).desc()));
    part.live().maybeUnset().forEach(_ -> parameters.add(Runtime.INT));
    if (part.live().error()) parameters.addAll(List.of(Runtime.EVAL_EXCEPTION, Runtime.INT));
    if (part.groups()) parameters.add(Runtime.GROUPING);
    return MethodTypeDesc.of(Runtime.VOID, parameters);
  }

  /** Writes one method of the strand. */
  private final class Emitter {
    private final CodeBuilder code;
    private final Body body;
    private final Reads reads;
    private final Actions actions;
    private final int number;
    private final int to;
    private final List<Part> waiting;
    private final Label exit;
    private Aggregates aggregates;
    private boolean prepared;

    Emitter(CodeBuilder code, int number, int to, List<Part> waiting) {
      this.code = code;
      this.body = new Body(layout, strand, code, constants);
      this.reads = new Reads(body);
      this.actions = new Actions(body);
      this.number = number;
      this.to = to;
      this.waiting = waiting;
      this.exit = code.newLabel();
    }

    void first() {
      trigger();
      if (strand.action() instanceof Action.Aggregate action) {
        aggregates = Aggregates.of(body, actions, action, !splits.isEmpty());
        int start = Aggregates.start(action);
        operators(0, start, exit, _ -> aggregate(start));
      } else {
        operators(0, to, exit, this::innermost);
      }
      code.labelBinding(exit).return_();
    }

    /**
     * The rest of an aggregating strand: everything up to {@code start} holds for all its matches.
     */
    private void aggregate(int start) {
      Label finish = code.newLabel();
      aggregates.begin(exit);
      operators(start, to, finish, this::innermost);
      code.labelBinding(finish);
      aggregates.finish(exit);
    }

    void part(Part part) {
      int slot = 2;
      body.adopt(part.live(), slot);
      if (strand.action() instanceof Action.Aggregate action) {
        aggregates = Aggregates.of(body, actions, action, true);
        aggregates.adoptGroups(code.parameterSlot(partType(part).parameterCount() - 1));
      }
      operators(part.from(), to, exit, this::innermost);
      code.labelBinding(exit).return_();
    }

    private void trigger() {
      switch (strand.trigger()) {
        case Trigger.OnEvent t -> columns(t.relation(), t.columns());
        case Trigger.OnTimer t -> columns(t.relation(), t.columns());
        case Trigger.OnChange t -> columns(t.relation(), t.columns());
        case Trigger.OnView t -> columns(t.relation(), t.columns());
        case Trigger.OnGroup t -> columns(t.relation(), t.columns());
        case Trigger.OnRederive t -> columns(t.relation(), t.columns());
        case Trigger.OnBoot _, Trigger.OnFact _ -> {}
      }
    }

    private void columns(Relation relation, List<ColumnUse> uses) {
      if (uses.stream().allMatch(ColumnUse.Skip.class::isInstance)) return;
      body.line(strand.trigger().span());
      int tuple = code.allocateLocal(TypeKind.REFERENCE);
      code.aload(Body.TRIGGER).checkcast(layout.tuple(relation)).astore(tuple);
      new Columns(body).use(tuple, relation, uses, exit);
    }

    /**
     * Emits the operators from {@code from} up to {@code end}, each inside the one before, then
     * {@code inner}, which gets the label to go to when a match is done with.
     */
    private void operators(int from, int end, Label none, Consumer<Label> inner) {
      if (from >= end) {
        inner.accept(none);
        return;
      }
      count(from);
      prepare(from);
      switch (operators.get(from)) {
        case Operator.Select o -> {
          select(o, none);
          operators(from + 1, end, none, inner);
        }
        case Operator.Assign o -> {
          assign(o);
          operators(from + 1, end, none, inner);
        }
        case Operator.Absent o -> {
          reads.absent(o, none);
          operators(from + 1, end, none, inner);
        }
        case Operator.Flip o -> {
          reads.flip(o, none);
          operators(from + 1, end, none, inner);
        }
        case Operator.Probe o ->
            reads.probe(o, none, failed -> operators(from + 1, end, failed, inner));
        case Operator.Range o -> {
          Consumer<Label> rest = failed -> operators(from + 1, end, failed, inner);
          // Whether a match was found is known where the rest of the strand stands in the loop; a
          // traced rule writes down every row that could have been the nearest.
          if (o.bounds().nearest() && splits.isEmpty() && !layout.traced(strand))
            reads.nearest(o, rest);
          else reads.range(o, rest);
        }
        case Operator.Scan o -> reads.scan(o, failed -> operators(from + 1, end, failed, inner));
      }
    }

    /**
     * Tells that a match has come to an operator, or to the action, where somebody wants to know.
     */
    private void count(int operator) {
      if (!layout.counted(strand)) return;
      code.aload(Body.NODE).loadConstant(strand.id()).loadConstant(operator);
      code.invokevirtual(Runtime.NODE, "passed", Runtime.NODE_PASSED);
    }

    /** Before the first read, fetches what this method's reads need, so that no loop does. */
    private void prepare(int from) {
      if (prepared
          || operators.get(from) instanceof Operator.Select
          || operators.get(from) instanceof Operator.Assign) {
        return;
      }
      prepared = true;
      body.line(operators.get(from).span());
      reads.prepare(operators.subList(from, to));
    }

    private void innermost(Label none) {
      if (to < operators.size()) {
        next();
        return;
      }
      count(to);
      switch (strand.action()) {
        case Action.Derive a -> actions.derive(a.head(), a.verb(), none);
        case Action.Aggregate _ -> aggregates.match(none);
        case Action.TouchGroup a -> actions.touchGroup(a.head(), none);
        case Action.Rederived a -> actions.rederived(a, none);
        case Action.Install a -> actions.install(a.fact(), none);
      }
    }

    /** Calls the next part of a split strand. */
    private void next() {
      Part part = new Part(number + 1, to, end(number + 1), body.live(to), aggregates != null);
      code.aload(Body.NODE).aload(Body.TRIGGER);
      body.pushLive(part.live());
      if (part.groups()) aggregates.pushGroups();
      code.invokestatic(layout.place(strand).owner(), partName(part), partType(part));
      waiting.add(part);
    }

    private void select(Operator.Select o, Label none) {
      body.line(o.span());
      Label skip = code.newLabel();
      boolean silent = o.term() == Operator.Select.SILENT;
      Runnable test =
          () -> {
            body.jumpIfUnset(List.of(o.condition()), silent ? none : skip);
            body.expressions().conditions().jump(o.condition(), false, none);
          };
      if (!Failure.condition(o.condition())) test.run();
      else if (silent) body.catching(test, () -> code.pop().goto_(none));
      else body.attempt(o.term(), test, () -> {});
      code.labelBinding(skip);
    }

    /** A variable whose value could not be had stays unset, and terms that need it are skipped. */
    private void assign(Operator.Assign o) {
      body.line(o.span());
      if (body.bound(o.variable())) {
        throw new AssertionError(
            strand.name() + " assigns " + o.variable() + " twice; the plan is wrong");
      }
      List<Expr> read = List.of(o.value());
      Form form = Form.of(o.variable());
      boolean fails = Failure.possible(o.value()) || Conversions.fails(Form.of(o.value()), form);
      boolean skips = body.readsUnset(read);
      int slot = code.allocateLocal(form.kind());
      if (fails || skips) {
        Conversions.zero(code, form);
        code.storeLocal(form.kind(), slot);
        body.maybeUnset(o.variable());
      }
      Label skip = code.newLabel();
      Runnable evaluate =
          () -> {
            body.jumpIfUnset(read, skip);
            body.expressions().pushAs(o.value(), form);
            code.storeLocal(form.kind(), slot);
          };
      if (fails) body.attempt(o.term(), evaluate, () -> body.setUnset(o.variable()));
      else evaluate.run();
      if (skips) {
        Label after = code.newLabel();
        code.goto_(after).labelBinding(skip);
        body.setUnset(o.variable());
        code.labelBinding(after);
      } else {
        code.labelBinding(skip);
      }
      body.bind(o.variable(), slot);
    }
  }
}
