package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Variable;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import dev.p2.plan.Strand;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The method of a strand while it is being written: its local variables, and which of them may be
 * unset or hold an error on the path being written. Local variables are never reused, so that each
 * has one type.
 *
 * <p>Errors (overlog.md 4.6): a term that can fail leaves its error in a local variable and the
 * match goes on as if the term held; the first error in text order is kept, and reported at the end
 * of a complete match.
 */
final class Body implements Scope {
  /** The parameters of every strand's method. */
  static final int NODE = 0;

  static final int TRIGGER = 1;

  private static final int NONE = -1;

  private final Layout layout;
  private final Strand strand;
  private final CodeBuilder code;
  private final ConstantPool constants;
  private final Expressions expressions;
  private final Source source;
  private final int[] slots;
  private final int[] unset;
  private int error = NONE;
  private int errorTerm = NONE;
  private int line = NONE;

  Body(Layout layout, Strand strand, CodeBuilder code, ConstantPool constants) {
    this.layout = layout;
    this.strand = strand;
    this.code = code;
    this.constants = constants;
    this.expressions = new Expressions(code, this);
    this.source = layout.place(strand).source();
    int variables = strand.variables().size();
    this.slots = new int[variables];
    this.unset = new int[variables];
    Arrays.fill(slots, NONE);
    Arrays.fill(unset, NONE);
    line(Layout.span(strand));
  }

  Layout layout() {
    return layout;
  }

  Strand strand() {
    return strand;
  }

  CodeBuilder code() {
    return code;
  }

  Expressions expressions() {
    return expressions;
  }

  @Override
  public ConstantPool constants() {
    return constants;
  }

  @Override
  public int node() {
    return NODE;
  }

  @Override
  public int slot(Variable variable) {
    int slot = slots[variable.index()];
    if (slot < 0) {
      throw new AssertionError(
          "strand "
              + strand.name()
              + " reads "
              + variable
              + " before it is bound; the plan is wrong");
    }
    return slot;
  }

  boolean bound(Variable variable) {
    return slots[variable.index()] >= 0;
  }

  /** Makes {@code slot} the place of the variable. */
  void bind(Variable variable, int slot) {
    slots[variable.index()] = slot;
  }

  /** Ends the variable's life. */
  void unbind(Variable variable) {
    slots[variable.index()] = NONE;
  }

  /** A new local variable for a rule's variable. */
  int declare(Variable variable) {
    int slot = code.allocateLocal(Form.of(variable).kind());
    bind(variable, slot);
    return slot;
  }

  /** From here on instructions belong to the span's line. */
  void line(Span span) {
    if (span.source() != source) return;
    int at = span.line();
    if (at == line) return;
    line = at;
    code.lineNumber(at);
  }

  /** Local variables that the rest of the strand needs, where it is split into two methods. */
  record Live(List<Variable> variables, List<Variable> maybeUnset, boolean error) {}

  /** What the operators from {@code from} on need. */
  Live live(int from) {
    Set<Variable> read = Variables.read(strand, from);
    List<Variable> live =
        strand.variables().stream().filter(v -> bound(v) && read.contains(v)).toList();
    List<Variable> flagged = live.stream().filter(v -> unset[v.index()] >= 0).toList();
    return new Live(live, flagged, error >= 0);
  }

  /** Pushes the live variables, in the order in which {@link #adopt} takes them. */
  void pushLive(Live live) {
    for (Variable v : live.variables()) code.loadLocal(Form.of(v).kind(), slot(v));
    for (Variable v : live.maybeUnset()) code.iload(unset[v.index()]);
    if (live.error()) code.aload(error).iload(errorTerm);
  }

  /** Takes the live variables from the parameters from {@code slot} on. */
  void adopt(Live live, int slot) {
    int at = slot;
    for (Variable v : live.variables()) {
      bind(v, at);
      at += Form.of(v).kind().slotSize();
    }
    for (Variable v : live.maybeUnset()) unset[v.index()] = at++;
    if (live.error()) {
      error = at;
      errorTerm = at + 1;
    }
  }

  // ---- errors ----

  /**
   * Emits {@code try { attempt } catch (EvalException e) { remember e; failed }}. The caller's
   * attempt leaves nothing on the stack.
   */
  void attempt(int term, Runnable attempt, Runnable failed) {
    int before = error;
    int beforeTerm = errorTerm;
    error = code.allocateLocal(TypeKind.REFERENCE);
    errorTerm = code.allocateLocal(TypeKind.INT);
    if (before < 0)
      code.aconst_null().astore(error).loadConstant(Integer.MAX_VALUE).istore(errorTerm);
    else code.aload(before).astore(error).iload(beforeTerm).istore(errorTerm);
    catching(
        attempt,
        () -> {
          if (before >= 0) keepFirst(term);
          else code.astore(error).loadConstant(term).istore(errorTerm);
          failed.run();
        });
  }

  /** With the new error on the stack: replaces the remembered one if that is later in the text. */
  private void keepFirst(int term) {
    Label later = code.newLabel();
    Label end = code.newLabel();
    code.iload(errorTerm).loadConstant(term).if_icmple(later);
    code.astore(error).loadConstant(term).istore(errorTerm).goto_(end);
    code.labelBinding(later).pop().labelBinding(end);
  }

  /**
   * Emits {@code try { attempt } catch (EvalException e) { handler }}; the handler finds the
   * exception on the stack.
   */
  void catching(Runnable attempt, Runnable handler) {
    Label start = code.newLabel();
    Label end = code.newLabel();
    Label caught = code.newLabel();
    Label after = code.newLabel();
    code.labelBinding(start);
    attempt.run();
    code.labelBinding(end).goto_(after).labelBinding(caught);
    handler.run();
    code.labelBinding(after).exceptionCatch(start, end, caught, Runtime.EVAL_EXCEPTION);
  }

  /**
   * Marks a variable that an attempt may leave unset; its flag is false until {@link #setUnset}.
   */
  void maybeUnset(Variable variable) {
    int flag = code.allocateLocal(TypeKind.INT);
    unset[variable.index()] = flag;
    code.iconst_0().istore(flag);
  }

  void setUnset(Variable variable) {
    code.iconst_1().istore(unset[variable.index()]);
  }

  /** Emits {@code if (a variable of the expressions is unset) goto target}. */
  void jumpIfUnset(List<Expr> exprs, Label target) {
    for (Variable v : Variables.of(exprs)) {
      int flag = unset[v.index()];
      if (flag >= 0) code.iload(flag).ifne(target);
    }
  }

  /** Whether {@link #jumpIfUnset} would emit anything. */
  boolean readsUnset(List<Expr> exprs) {
    for (Variable v : Variables.of(exprs)) if (unset[v.index()] >= 0) return true;
    return false;
  }

  /**
   * Emits {@code if (an error is remembered) { report it; goto target }}, or without the report if
   * {@code silent}.
   */
  void jumpIfFailed(boolean silent, Label target) {
    if (error < 0) return;
    if (silent) {
      code.aload(error).ifnonnull(target);
      return;
    }
    Label fine = code.newLabel();
    code.aload(error).ifnull(fine);
    code.aload(NODE).loadConstant(strand.id()).iload(errorTerm).aload(error).aload(TRIGGER);
    code.invokevirtual(Runtime.NODE, "error", Runtime.NODE_ERROR).goto_(target).labelBinding(fine);
  }

  /** Emits {@code if (an error is remembered) failed}, which finds the error on the stack. */
  void ifFailed(Runnable failed) {
    if (error < 0) return;
    Label fine = code.newLabel();
    code.aload(error).ifnull(fine).aload(error);
    failed.run();
    code.labelBinding(fine);
  }

  /** Pushes the place of the remembered error in the text. */
  void pushErrorTerm() {
    code.iload(errorTerm);
  }

  /** With an exception on the stack: reports it as an error of the head. */
  void reportHead() {
    report(headTerm());
  }

  /** The same of what a group's matches make together. */
  void reportResult() {
    report(headTerm() + 1);
  }

  private void report(int term) {
    int caught = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(caught)
        .aload(NODE)
        .loadConstant(strand.id())
        .loadConstant(term)
        .aload(caught)
        .aload(TRIGGER);
    code.invokevirtual(Runtime.NODE, "error", Runtime.NODE_ERROR);
  }

  /** Errors of the head come after those of the body: the number after the last term's. */
  int headTerm() {
    return strand.rule().map(rule -> rule.body().size()).orElse(0);
  }
}
