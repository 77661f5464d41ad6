package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.plan.Action;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Emits what a strand does with a complete match: makes the head's tuple and hands it to the node.
 */
final class Actions {
  private static final MethodTypeDesc SINK =
      MethodTypeDesc.of(Runtime.VOID, Runtime.INT, Runtime.TUPLE);
  private static final MethodTypeDesc SENDING_SINK =
      MethodTypeDesc.of(Runtime.VOID, Runtime.INT, Runtime.OBJECT, Runtime.TUPLE);
  private static final MethodTypeDesc STRAND_ONLY = MethodTypeDesc.of(Runtime.VOID, Runtime.INT);

  private final Body body;
  private final CodeBuilder code;

  Actions(Body body) {
    this.body = body;
    this.code = body.code();
  }

  /** Pushes the value of a head column, in the form of the relation's column. */
  interface ColumnSource {
    void push(int column, Form form);
  }

  /**
   * Makes a head tuple and does {@code verb} with it; goes to {@code none} if the match has an
   * error.
   */
  void derive(Head head, Action.Verb verb, Label none) {
    body.jumpIfFailed(false, none);
    body.line(head.span());
    guarded(fails(head), () -> tuple(head.relation(), values(head)), none);
    int tuple = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(tuple);
    deliver(head, verb, tuple);
  }

  /** Marks the match's group, whose aggregates another strand evaluates. */
  void touchGroup(Head head, Label none) {
    body.jumpIfFailed(false, none);
    body.line(head.span());
    guarded(fails(head), () -> tuple(head.relation(), values(head)), none);
    int tuple = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(tuple);
    sink("touchGroup", tuple);
  }

  /**
   * Tells that a derivation exists, and ends the strand; a match with an error is no derivation.
   */
  void rederived(Action.Rederived action, Label none) {
    body.jumpIfFailed(true, none);
    body.line(action.span());
    code.aload(Body.NODE).loadConstant(body.strand().id());
    code.invokevirtual(Runtime.NODE, "rederived", STRAND_ONLY).return_();
  }

  /** Installs a fact, at the node that its location names. */
  void install(Program.Fact fact, Label none) {
    body.line(fact.span());
    Relation relation = fact.relation();
    boolean fails = false;
    for (int i = 0; i < fact.values().size(); i++) {
      Expr value = fact.values().get(i);
      fails |=
          Failure.possible(value)
              || Conversions.fails(Form.of(value), Form.of(relation.columns().get(i)));
    }
    Runnable make =
        () -> tuple(relation, (i, form) -> body.expressions().pushAs(fact.values().get(i), form));
    int tuple = code.allocateLocal(TypeKind.REFERENCE);
    Runnable checked =
        () -> {
          if (fact.locationColumn() >= 0) here(fact.values().get(fact.locationColumn()), none);
          make.run();
          code.astore(tuple);
        };
    if (fails) {
      code.aconst_null().astore(tuple);
      body.catching(
          checked,
          () -> {
            body.reportHead();
            code.goto_(none);
          });
    } else {
      checked.run();
    }
    sink("install", tuple);
  }

  private void here(Expr location, Label none) {
    var address = new Expr.NodeConstant(location.span(), Expr.NodeConstant.Kind.LOCALADDRESS);
    Equality.jump(
        code,
        body.expressions().operand(location),
        body.expressions().operand(address),
        false,
        none);
  }

  /** Pushes a new tuple of the relation. */
  void tuple(Relation relation, ColumnSource source) {
    code.new_(body.layout().tuple(relation)).dup();
    for (int i = 0; i < relation.arity(); i++) source.push(i, Form.of(relation.columns().get(i)));
    code.invokespecial(
        body.layout().tuple(relation), ConstantDescs.INIT_NAME, TupleClass.constructor(relation));
  }

  /** The head's own expressions; 0 or null for the rest. */
  private ColumnSource values(Head head) {
    return (i, form) -> {
      switch (head.columns().get(i)) {
        case Head.Column.Value(Expr value) -> body.expressions().pushAs(value, Form.of(head, i));
        case Head.Column.Result _, Head.Column.Ignored _ -> Conversions.zero(code, form);
      }
    };
  }

  private static boolean fails(Head head) {
    for (int i = 0; i < head.columns().size(); i++) {
      if (!(head.columns().get(i) instanceof Head.Column.Value(Expr value))) continue;
      Form form = Form.of(head, i);
      if (Failure.possible(value) || Conversions.fails(Form.of(value), form)) return true;
    }
    return false;
  }

  /**
   * Emits {@code try { value } catch (EvalException e) { report e; goto none }}, leaving the
   * reference that {@code push} pushes on the stack.
   */
  void guarded(boolean fails, Runnable push, Label none) {
    guarded(fails, push, body::reportHead, none);
  }

  void guarded(boolean fails, Runnable push, Runnable report, Label none) {
    if (!fails) {
      push.run();
      return;
    }
    int value = code.allocateLocal(TypeKind.REFERENCE);
    code.aconst_null().astore(value);
    body.catching(
        () -> {
          push.run();
          code.astore(value);
        },
        () -> {
          report.run();
          code.goto_(none);
        });
    code.aload(value);
  }

  /** Hands the tuple in local variable {@code tuple} to the node. */
  void deliver(Head head, Action.Verb verb, int tuple) {
    switch (verb) {
      case EMIT -> sink("emit", tuple);
      case INSERT -> sink("insert", tuple);
      case DELETE -> sink("delete", tuple);
      case SUPPORT -> sink("support", tuple);
      case SEND -> send(head, "send", tuple);
      case SEND_INSERT -> send(head, "sendInsert", tuple);
      case SEND_DELETE -> send(head, "sendDelete", tuple);
      case SEND_SUPPORT -> send(head, "sendSupport", tuple);
    }
  }

  /** Emits {@code node.method(strand, tuple)}. */
  void sink(String method, int tuple) {
    code.aload(Body.NODE).loadConstant(body.strand().id()).aload(tuple);
    code.invokevirtual(Runtime.NODE, method, SINK);
  }

  private void send(Head head, String method, int tuple) {
    Relation relation = head.relation();
    int column = head.locationColumn();
    Form form = Form.of(relation.columns().get(column));
    code.aload(Body.NODE).loadConstant(body.strand().id());
    code.aload(tuple);
    code.getfield(body.layout().tuple(relation), TupleClass.field(column), form.desc());
    Conversions.box(code, form);
    code.aload(tuple).invokevirtual(Runtime.NODE, method, SENDING_SINK);
  }
}
