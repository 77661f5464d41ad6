package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Variable;
import dev.p2.plan.Action;
import dev.p2.plan.Bounds;
import dev.p2.plan.ColumnUse;
import dev.p2.plan.Operator;
import dev.p2.plan.Trigger;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Emits the reading of tables. A probe becomes
 *
 * <pre>
 *   for (int row = table.first(index, hash); row >= 0; row = table.next(index, row)) {
 *     Gen$succ s = (Gen$succ) table.row(row);
 *     if (s.c0 != key) continue;          // only the hash is known to be equal
 *     ...                                 // the rest of the strand
 *   }
 * </pre>
 */
final class Reads {
  private static final MethodTypeDesc VERSION =
      MethodTypeDesc.of(Runtime.INT, Runtime.INT, Runtime.BOOLEAN);
  private static final MethodTypeDesc TOOK =
      MethodTypeDesc.of(Runtime.VOID, Runtime.INT, Runtime.TUPLE);
  private static final MethodTypeDesc MATCHED =
      MethodTypeDesc.of(Runtime.VOID, Runtime.INT, Runtime.INT, Runtime.INT);
  private static final MethodTypeDesc FLIP =
      MethodTypeDesc.of(
          Runtime.BOOLEAN, Runtime.INT, Runtime.BOOLEAN, Runtime.BOOLEAN, Runtime.OBJECTS);

  private static final MethodTypeDesc FIRST_IN =
      MethodTypeDesc.of(Runtime.LONG, Runtime.INT, Runtime.LONG, Runtime.LONG, Runtime.BOOLEAN);
  private static final MethodTypeDesc ROW_IN =
      MethodTypeDesc.of(Runtime.INT, Runtime.INT, Runtime.LONG);
  private static final MethodTypeDesc NEXT_IN =
      MethodTypeDesc.of(Runtime.LONG, Runtime.INT, Runtime.LONG);
  private static final MethodTypeDesc FARTHER_IN =
      MethodTypeDesc.of(Runtime.LONG, Runtime.INT, Runtime.LONG, Runtime.BOOLEAN);

  /** The version argument of a read that sees the table as it stands. */
  private static final int NOW = -1;

  private final Body body;
  private final CodeBuilder code;
  private final Columns columns;
  private final Map<Integer, Integer> tables = new HashMap<>();

  /** Never filled: a table as it stands needs no version. */
  private final Map<Integer, Integer> now = new HashMap<>();

  private final Map<Integer, Integer> before = new HashMap<>();
  private final Map<Integer, Integer> after = new HashMap<>();
  private final Map<Integer, Integer> absentBefore = new HashMap<>();
  private final Map<Integer, Integer> absentAfter = new HashMap<>();
  private final Map<Integer, Integer> old = new HashMap<>();

  Reads(Body body) {
    this.body = body;
    this.code = body.code();
    this.columns = new Columns(body);
  }

  /** Fetches the tables and versions that operators read, before the first loop. */
  void prepare(List<Operator> operators) {
    for (Operator operator : operators) {
      switch (operator) {
        case Operator.Probe o -> prepare(o.relation(), "version", versions(o.version(), false));
        case Operator.Range o -> prepare(o.relation(), "version", now);
        case Operator.Scan o -> prepare(o.relation(), "version", versions(o.version(), false));
        case Operator.Absent o ->
            prepare(o.relation(), "absentVersion", versions(o.version(), true));
        case Operator.Flip o -> prepare(o.relation(), "oldVersion", old);
        case Operator.Select _, Operator.Assign _ -> {}
      }
    }
  }

  private void prepare(Relation relation, String version, Map<Integer, Integer> versions) {
    int id = relation.id();
    if (!tables.containsKey(id)) {
      int table = code.allocateLocal(TypeKind.REFERENCE);
      code.aload(Body.NODE).loadConstant(id);
      code.invokevirtual(Runtime.NODE, "table", Runtime.INT_TO_TABLE).astore(table);
      tables.put(id, table);
    }
    if (versions == now || versions.containsKey(id)) return;
    int slot = code.allocateLocal(TypeKind.INT);
    code.aload(Body.NODE).loadConstant(id);
    if (versions == old) {
      code.invokevirtual(Runtime.NODE, version, Runtime.INT_TO_INT).istore(slot);
    } else {
      boolean late = versions == after || versions == absentAfter;
      code.loadConstant(late ? 1 : 0).invokevirtual(Runtime.NODE, version, VERSION).istore(slot);
    }
    versions.put(id, slot);
  }

  /**
   * Where the version number of a read is kept, by relation: how a view strand sees a table depends
   * on the node's mode.
   */
  private Map<Integer, Integer> versions(Operator.Version version, boolean absent) {
    return switch (version) {
      case NOW -> now;
      case BEFORE_TRIGGER -> absent ? absentBefore : before;
      case AFTER_TRIGGER -> absent ? absentAfter : after;
    };
  }

  private int version(Relation relation, Operator.Version version, boolean absent) {
    return versions(version, absent).getOrDefault(relation.id(), NOW);
  }

  /**
   * Emits the loop of a probe around {@code inner}, which gets the label to go to when a match
   * fails.
   */
  void probe(Operator.Probe o, Label none, Consumer<Label> inner) {
    body.line(o.span());
    List<Equality.Operand> key = columns.key(o.key(), none);
    int hash = columns.hash(key);
    int table = tables.get(o.relation().id());
    int version = version(o.relation(), o.version(), false);
    loop(
        () -> first(table, version, o.index(), hash),
        row -> next(table, version, o.index(), row),
        (row, next, done) -> {
          int tuple = tuple(table, row, o.relation());
          columns.sameKey(tuple, o.relation(), o.index(), key, next);
          Label failed = o.unique() ? done : next;
          columns.use(tuple, o.relation(), o.columns(), failed);
          matched(o.position(), o.relation(), o.version(), row);
          took(o.position(), tuple);
          inner.accept(failed);
          body.line(o.span());
          if (o.unique()) code.goto_(done);
        });
  }

  /** Emits the loop of a scan around {@code inner}. */
  void scan(Operator.Scan o, Consumer<Label> inner) {
    body.line(o.span());
    int table = tables.get(o.relation().id());
    int version = version(o.relation(), o.version(), false);
    loop(
        () -> firstRow(table, version),
        row -> nextRow(table, version, row),
        (row, next, _) -> {
          int tuple = tuple(table, row, o.relation());
          columns.use(tuple, o.relation(), o.columns(), next);
          matched(o.position(), o.relation(), o.version(), row);
          took(o.position(), tuple);
          inner.accept(next);
          body.line(o.span());
        });
  }

  /**
   * Emits the loop of a range around {@code inner}:
   *
   * <pre>
   *   for (long range = table.firstIn(column, low, high, wraps); (int) range != 0; range = table.nextIn(column, range)) {
   *     Gen$finger f = (Gen$finger) table.row(table.rowIn(column, range));
   *     ...
   *   }
   * </pre>
   */
  void range(Operator.Range o, Consumer<Label> inner) {
    body.line(o.span());
    int table = tables.get(o.relation().id());
    int column = o.bounds().column();
    int range = code.allocateLocal(TypeKind.LONG);
    int row = code.allocateLocal(TypeKind.INT);
    Ends ends = ends(o.bounds());
    Label again = code.newLabel();
    Label following = code.newLabel();
    Label done = code.newLabel();
    code.aload(table).loadConstant(column).lload(ends.low()).lload(ends.high()).iload(ends.wraps());
    code.invokevirtual(Runtime.TABLE, "firstIn", FIRST_IN).lstore(range);
    code.labelBinding(again).lload(range).l2i().ifeq(done);
    code.aload(table).loadConstant(column).lload(range);
    code.invokevirtual(Runtime.TABLE, "rowIn", ROW_IN).istore(row);
    int tuple = tuple(table, row, o.relation());
    columns.use(tuple, o.relation(), o.columns(), following);
    matched(o.position(), o.relation(), Operator.Version.NOW, row);
    took(o.position(), tuple);
    inner.accept(following);
    body.line(o.span());
    code.labelBinding(following).aload(table).loadConstant(column).lload(range);
    code.invokevirtual(Runtime.TABLE, "nextIn", NEXT_IN)
        .lstore(range)
        .goto_(again)
        .labelBinding(done);
  }

  /**
   * Emits the loop of a range around {@code inner} from its end on, for a strand that wants the
   * rows nearest to that; it ends behind the first match and the rows that may be as near:
   *
   * <pre>
   *   boolean found = false;
   *   for (long range = table.lastIn(column, low, high, wraps); (int) range != 0; range = table.fartherIn(column, range, found)) {
   *     Gen$finger f = (Gen$finger) table.row(table.rowAt(column, range));
   *     ...
   *     found = low != high;               // else the order does not tell what is near
   *   }
   * </pre>
   */
  void nearest(Operator.Range o, Consumer<Label> inner) {
    body.line(o.span());
    int table = tables.get(o.relation().id());
    int column = o.bounds().column();
    int range = code.allocateLocal(TypeKind.LONG);
    int row = code.allocateLocal(TypeKind.INT);
    int found = code.allocateLocal(TypeKind.INT);
    Ends ends = ends(o.bounds());
    Label again = code.newLabel();
    Label following = code.newLabel();
    Label done = code.newLabel();
    code.iconst_0().istore(found);
    code.aload(table).loadConstant(column).lload(ends.low()).lload(ends.high()).iload(ends.wraps());
    code.invokevirtual(Runtime.TABLE, "lastIn", FIRST_IN).lstore(range);
    code.labelBinding(again).lload(range).l2i().ifeq(done);
    code.aload(table).loadConstant(column).lload(range);
    code.invokevirtual(Runtime.TABLE, "rowAt", ROW_IN).istore(row);
    int tuple = tuple(table, row, o.relation());
    columns.use(tuple, o.relation(), o.columns(), following);
    inner.accept(following);
    body.line(o.span());
    code.lload(ends.low()).lload(ends.high()).lcmp().iconst_1().iand().istore(found);
    code.labelBinding(following).aload(table).loadConstant(column).lload(range).iload(found);
    code.invokevirtual(Runtime.TABLE, "fartherIn", FARTHER_IN)
        .lstore(range)
        .goto_(again)
        .labelBinding(done);
  }

  /** The local variables with the arguments of {@code firstIn}. */
  private record Ends(int low, int high, int wraps) {}

  /**
   * Evaluates bounds; where one cannot be had, everything is in the range and the conditions behind
   * it decide.
   */
  private Ends ends(Bounds bounds) {
    var ends =
        new Ends(
            code.allocateLocal(TypeKind.LONG),
            code.allocateLocal(TypeKind.LONG),
            code.allocateLocal(TypeKind.INT));
    code.loadConstant(Long.MIN_VALUE)
        .lstore(ends.low())
        .loadConstant(Long.MAX_VALUE)
        .lstore(ends.high());
    code.iconst_0().istore(ends.wraps());
    Label everything = code.newLabel();
    body.jumpIfUnset(bounds.ends(), everything);
    Runnable evaluate =
        () -> {
          int low = bounds.low().map(this::evaluated).orElse(NOW);
          int high = bounds.high().map(this::evaluated).orElse(NOW);
          bounds.low().ifPresent(value -> order(value, low).lstore(ends.low()));
          bounds.high().ifPresent(value -> order(value, high).lstore(ends.high()));
          if (bounds.ring()) {
            Form form = Form.of(bounds.ends().getFirst());
            code.loadLocal(form.kind(), low).loadLocal(form.kind(), high);
            code.invokestatic(
                Runtime.ORDER,
                "wraps",
                MethodTypeDesc.of(Runtime.BOOLEAN, form.desc(), form.desc()));
            code.istore(ends.wraps());
          }
        };
    if (bounds.ends().stream().anyMatch(Failure::possible)) body.catching(evaluate, code::pop);
    else evaluate.run();
    code.labelBinding(everything);
    return ends;
  }

  /** A new local variable with the expression's value. */
  private int evaluated(Expr value) {
    int slot = code.allocateLocal(Form.of(value).kind());
    body.expressions().push(value);
    code.storeLocal(Form.of(value).kind(), slot);
    return slot;
  }

  /** Pushes what stands for a value in an order. */
  private CodeBuilder order(Expr value, int slot) {
    Form form = Form.of(value);
    code.loadLocal(form.kind(), slot);
    return code.invokestatic(Runtime.ORDER, "of", MethodTypeDesc.of(Runtime.LONG, form.desc()));
  }

  /** Emits {@code if (a row matches) goto found}. */
  void absent(Operator.Absent o, Label found) {
    body.line(o.span());
    Label holds = code.newLabel();
    List<Equality.Operand> key = columns.key(o.key(), holds);
    int hash = o.index() < 0 ? -1 : columns.hash(key);
    int version = version(o.relation(), o.version(), true);
    search(o.relation(), version, o.index(), key, hash, o.columns(), found);
    code.labelBinding(holds);
  }

  /**
   * Emits {@code if (!node.flip(strand, a row matched before, a row matches now, key)) goto none}.
   */
  void flip(Operator.Flip o, Label none) {
    body.line(o.span());
    forgetOwn(o.columns());
    List<Equality.Operand> key = columns.key(o.key(), none);
    int hash = o.index() < 0 ? -1 : columns.hash(key);
    int before = exists(o, old.get(o.relation().id()), key, hash);
    int now = exists(o, NOW, key, hash);
    var values = new ArrayList<>(key);
    values.addAll(columns.key(tests(o.columns()), none));
    code.aload(Body.NODE).loadConstant(body.strand().id()).iload(before).iload(now);
    code.loadConstant(values.size()).anewarray(Runtime.OBJECT);
    for (int i = 0; i < values.size(); i++) {
      code.dup().loadConstant(i);
      values.get(i).push(code);
      Conversions.box(code, values.get(i).form());
      code.aastore();
    }
    code.invokevirtual(Runtime.NODE, "flip", FLIP).ifeq(none);
  }

  /**
   * Any row will do that has one value in all columns of a variable which occurs in the negated
   * predicate only, not just one with the value that the trigger's row has there.
   */
  private void forgetOwn(List<ColumnUse> uses) {
    for (ColumnUse use : uses)
      if (use instanceof ColumnUse.Bind(Variable own) && body.bound(own)) body.unbind(own);
  }

  /**
   * What the columns besides the key are compared with, but for variables that occur in the negated
   * predicate only.
   */
  private static List<Expr> tests(List<ColumnUse> uses) {
    var own = new ArrayList<Variable>();
    for (ColumnUse use : uses) if (use instanceof ColumnUse.Bind(Variable v)) own.add(v);
    var tests = new ArrayList<Expr>();
    for (ColumnUse use : uses) {
      if (use instanceof ColumnUse.Test(Expr e)
          && Collections.disjoint(Variables.of(List.of(e)), own)) tests.add(e);
    }
    return tests;
  }

  private int exists(Operator.Flip o, int version, List<Equality.Operand> key, int hash) {
    int exists = code.allocateLocal(TypeKind.INT);
    Label found = code.newLabel();
    Label end = code.newLabel();
    search(o.relation(), version, o.index(), key, hash, o.columns(), found);
    code.iconst_0().istore(exists).goto_(end).labelBinding(found);
    code.iconst_1().istore(exists).labelBinding(end);
    return exists;
  }

  private void search(
      Relation relation,
      int version,
      int index,
      List<Equality.Operand> key,
      int hash,
      List<ColumnUse> uses,
      Label found) {
    int table = tables.get(relation.id());
    loop(
        () -> {
          if (index < 0) firstRow(table, version);
          else first(table, version, index, hash);
        },
        row -> {
          if (index < 0) nextRow(table, version, row);
          else next(table, version, index, row);
        },
        (row, next, _) -> {
          if (index >= 0 || uses.stream().anyMatch(use -> !(use instanceof ColumnUse.Skip))) {
            int tuple = tuple(table, row, relation);
            if (index >= 0) columns.sameKey(tuple, relation, index, key, next);
            columns.compare(tuple, relation, uses, next);
          }
          code.goto_(found);
        });
  }

  /**
   * What stands inside a loop: gets the row's number and the labels for the next row and for the
   * end.
   */
  private interface Each {
    void emit(int row, Label next, Label done);
  }

  private void loop(Runnable first, Consumer<Integer> next, Each each) {
    int row = code.allocateLocal(TypeKind.INT);
    Label again = code.newLabel();
    Label following = code.newLabel();
    Label done = code.newLabel();
    first.run();
    code.istore(row).labelBinding(again).iload(row).iflt(done);
    each.emit(row, following, done);
    code.labelBinding(following);
    next.accept(row);
    code.istore(row).goto_(again).labelBinding(done);
  }

  private void first(int table, int version, int index, int hash) {
    code.aload(table);
    if (version != NOW) code.iload(version);
    code.loadConstant(index).iload(hash);
    MethodTypeDesc type = version == NOW ? Runtime.INT_INT_TO_INT : Runtime.INT_INT_INT_TO_INT;
    code.invokevirtual(Runtime.TABLE, "first", type);
  }

  private void next(int table, int version, int index, int row) {
    code.aload(table);
    if (version != NOW) code.iload(version);
    code.loadConstant(index).iload(row);
    MethodTypeDesc type = version == NOW ? Runtime.INT_INT_TO_INT : Runtime.INT_INT_INT_TO_INT;
    code.invokevirtual(Runtime.TABLE, "next", type);
  }

  private void firstRow(int table, int version) {
    code.aload(table);
    if (version != NOW) code.iload(version);
    code.invokevirtual(
        Runtime.TABLE, "firstRow", version == NOW ? Runtime.TO_INT : Runtime.INT_TO_INT);
  }

  private void nextRow(int table, int version, int row) {
    code.aload(table);
    if (version != NOW) code.iload(version);
    MethodTypeDesc type = version == NOW ? Runtime.INT_TO_INT : Runtime.INT_INT_TO_INT;
    code.iload(row).invokevirtual(Runtime.TABLE, "nextRow", type);
  }

  private int tuple(int table, int row, Relation relation) {
    int tuple = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(table).iload(row).invokevirtual(Runtime.TABLE, "row", Runtime.INT_TO_TUPLE);
    code.checkcast(body.layout().tuple(relation)).astore(tuple);
    return tuple;
  }

  /** A traced rule writes down which rows a derivation is made from. */
  private void took(int position, int tuple) {
    if (!body.layout().traced(body.strand())) return;
    code.aload(Body.NODE).loadConstant(position).aload(tuple);
    code.invokevirtual(Runtime.NODE, "took", TOOK);
  }

  /**
   * A view with rows of its own wants to know which rows a derivation is made from (8.4), and a
   * group of an aggregate view those of a match that fails, to report it once (4.6).
   */
  private void matched(int position, Relation relation, Operator.Version version, int row) {
    boolean asked =
        switch (body.strand().action()) {
          case Action.Derive(var _, Action.Verb verb) ->
              version != Operator.Version.NOW
                  && (verb == Action.Verb.SUPPORT || verb == Action.Verb.SEND_SUPPORT);
          case Action.Aggregate a ->
              body.strand().trigger() instanceof Trigger.OnGroup && Cell.anyFails(body, a.head());
          case Action.TouchGroup _, Action.Rederived _, Action.Install _ -> false;
        };
    if (!asked) return;
    code.aload(Body.NODE).loadConstant(position).loadConstant(relation.id()).iload(row);
    code.invokevirtual(Runtime.NODE, "matched", MATCHED);
  }
}
