package dev.p2.compile;

import dev.p2.engine.tuple.Hash;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Type;
import dev.p2.plan.Plan;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Writes the class of a relation's tuples:
 *
 * <pre>
 *   public final class Gen$chord$succ extends Tuple {
 *     public final String c0; public final Id c1; public final String c2;    // nothing else: memory counts
 *     public Gen$chord$succ(String c0, Id c1, String c2) {…}
 *     public static Tuple remake(Object[] values) {…}                        // converts each to its column's type
 *     private long birth; birth() born(long)                                 // in a table with keys() only
 *     relation() relationName() arity() get(int) hash(int) sameKey(Tuple) sameKey(int, Tuple) sameRow(Tuple)
 *   }
 * </pre>
 */
final class TupleClass {
  private static final int PUBLIC = ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL;
  private static final MethodTypeDesc SAME = MethodTypeDesc.of(Runtime.BOOLEAN, Runtime.TUPLE);
  private static final MethodTypeDesc SAME_KEY =
      MethodTypeDesc.of(Runtime.BOOLEAN, Runtime.INT, Runtime.TUPLE);
  static final MethodTypeDesc MAKE = MethodTypeDesc.of(Runtime.TUPLE, Runtime.OBJECTS);
  private static final ClassDesc OUT_OF_BOUNDS =
      ClassDesc.of("java.lang.IndexOutOfBoundsException");
  private static final MethodTypeDesc INT_TO_VOID = MethodTypeDesc.of(Runtime.VOID, Runtime.INT);

  private static final String BIRTH = "birth";

  private final Relation relation;
  private final List<Plan.IndexKey> indexes;
  private final ClassDesc self;
  private final List<Form> forms = new ArrayList<>();

  private TupleClass(Layout layout, Relation relation) {
    this.relation = relation;
    this.indexes = layout.plan().indexes().get(relation.id());
    this.self = layout.tuple(relation);
    for (Relation.Column column : relation.columns()) forms.add(Form.of(column));
  }

  /** The class file. */
  static byte[] write(Layout layout, Relation relation, ClassFile classFile) {
    TupleClass writer = new TupleClass(layout, relation);
    return classFile.build(writer.self, writer::write);
  }

  /** The field of a column. */
  static String field(int column) {
    return "c" + column;
  }

  /** The constructor: one parameter a column, in the form of its field. */
  static MethodTypeDesc constructor(Relation relation) {
    List<ClassDesc> parameters = new ArrayList<>();
    for (Relation.Column column : relation.columns()) parameters.add(Form.of(column).desc());
    return MethodTypeDesc.of(Runtime.VOID, parameters);
  }

  private void write(ClassBuilder builder) {
    builder.withFlags(PUBLIC | ClassFile.ACC_SUPER).withSuperclass(Runtime.TUPLE);
    builder.with(SourceFileAttribute.of(Layout.fileName(relation.span().source())));
    for (int i = 0; i < forms.size(); i++) builder.withField(field(i), forms.get(i).desc(), PUBLIC);
    body(builder, ConstantDescs.INIT_NAME, constructor(relation), this::init);
    builder.withMethodBody(
        "remake", MAKE, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, code -> remake(line(code)));
    body(builder, "relation", Runtime.TO_INT, code -> code.loadConstant(relation.id()).ireturn());
    body(
        builder,
        "relationName",
        Runtime.TO_STRING,
        code -> code.loadConstant(relation.name()).areturn());
    body(builder, "arity", Runtime.TO_INT, code -> code.loadConstant(relation.arity()).ireturn());
    body(builder, "get", Runtime.INT_TO_OBJECT, this::get);
    body(builder, "hash", Runtime.INT_TO_INT, this::hash);
    if (forms.stream().anyMatch(TupleClass::holdsId))
      body(builder, "foresee", Runtime.TO_INT, this::foresee);
    if (relation.table().map(Relation.TableSpec::bag).orElse(false)) birth(builder);
    body(builder, "sameKey", SAME, code -> same(code, primaryKey(), 1));
    body(builder, "sameKey", SAME_KEY, this::sameKey);
    body(builder, "sameRow", SAME, code -> same(code, allColumns(), 1));
  }

  private void birth(ClassBuilder builder) {
    builder.withField(BIRTH, Runtime.LONG, ClassFile.ACC_PRIVATE);
    body(
        builder,
        BIRTH,
        MethodTypeDesc.of(Runtime.LONG),
        code -> code.aload(0).getfield(self, BIRTH, Runtime.LONG).lreturn());
    body(
        builder,
        "born",
        MethodTypeDesc.of(Runtime.VOID, Runtime.LONG),
        code -> code.aload(0).lload(1).putfield(self, BIRTH, Runtime.LONG).return_());
  }

  private void body(
      ClassBuilder builder, String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
    builder.withMethodBody(name, type, ClassFile.ACC_PUBLIC, code -> body.accept(line(code)));
  }

  private CodeBuilder line(CodeBuilder code) {
    return code.lineNumber(relation.span().line());
  }

  private void init(CodeBuilder code) {
    code.aload(0).invokespecial(Runtime.TUPLE, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
    for (int i = 0; i < forms.size(); i++) {
      Form form = forms.get(i);
      code.aload(0)
          .loadLocal(form.kind(), code.parameterSlot(i))
          .putfield(self, field(i), form.desc());
    }
    code.return_();
  }

  private void remake(CodeBuilder code) {
    code.new_(self).dup();
    for (int i = 0; i < forms.size(); i++) {
      code.aload(0).loadConstant(i).aaload();
      Form form = forms.get(i);
      Form loose = form.boxed() ? new Form(form.type(), true) : form;
      Conversions.convert(code, Form.ANY, loose);
    }
    code.invokespecial(self, ConstantDescs.INIT_NAME, constructor(relation)).areturn();
  }

  private void get(CodeBuilder code) {
    choose(
        code,
        forms.size(),
        i -> {
          load(code, 0, i);
          Conversions.box(code, forms.get(i));
          code.areturn();
        });
  }

  private static boolean holdsId(Form form) {
    return form.type() == Type.ID && !form.nullable();
  }

  /** Emits {@code return c1.high() + c3.high() + …}, of the columns of ids. */
  private void foresee(CodeBuilder code) {
    code.iconst_0();
    for (int column = 0; column < forms.size(); column++) {
      if (!holdsId(forms.get(column))) continue;
      load(code, 0, column);
      code.invokevirtual(Runtime.ID, "high", Runtime.TO_INT).iadd();
    }
    code.ireturn();
  }

  private void hash(CodeBuilder code) {
    choose(
        code,
        indexes.size(),
        index -> {
          code.loadConstant(Hash.START);
          for (int column : indexes.get(index).columns()) {
            load(code, 0, column);
            Equality.hash(code, forms.get(column));
            code.invokestatic(Runtime.HASH, "mix", Runtime.INT_INT_TO_INT);
          }
          code.invokestatic(Runtime.HASH, "finish", Runtime.INT_TO_INT).ireturn();
        });
  }

  private void sameKey(CodeBuilder code) {
    choose(code, indexes.size(), index -> same(code, indexes.get(index).columns(), 2));
  }

  /** Emits {@code return the columns of this equal those of the tuple in local variable other}. */
  private void same(CodeBuilder code, List<Integer> columns, int other) {
    if (columns.isEmpty()) {
      code.iconst_1().ireturn();
      return;
    }
    Label different = code.newLabel();
    int that = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(other).checkcast(self).astore(that);
    // Unboxed columns first: they are the cheapest to compare.
    for (int column : columns)
      if (!forms.get(column).boxed()) compare(code, column, that, different);
    for (int column : columns)
      if (forms.get(column).boxed()) compareReferences(code, column, that, different);
    code.iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
  }

  private void compareReferences(CodeBuilder code, int column, int that, Label different) {
    Label same = code.newLabel();
    load(code, 0, column);
    load(code, that, column);
    code.if_acmpeq(same);
    compare(code, column, that, different);
    code.labelBinding(same);
  }

  private void compare(CodeBuilder code, int column, int that, Label different) {
    Equality.jump(code, operand(0, column), operand(that, column), false, different);
  }

  private Equality.Operand operand(int tuple, int column) {
    return new Equality.Operand() {
      @Override
      public Form form() {
        return forms.get(column);
      }

      @Override
      public void push(CodeBuilder code) {
        load(code, tuple, column);
      }
    };
  }

  private void load(CodeBuilder code, int tuple, int column) {
    code.aload(tuple).getfield(self, field(column), forms.get(column).desc());
  }

  private List<Integer> primaryKey() {
    return indexes.isEmpty() ? allColumns() : indexes.getFirst().columns();
  }

  private List<Integer> allColumns() {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) all.add(i);
    return all;
  }

  /** Emits a switch over the int in local variable 1; every case leaves the method. */
  private static void choose(CodeBuilder code, int cases, IntConsumer each) {
    Label wrong = code.newLabel();
    List<SwitchCase> labels = new ArrayList<>();
    for (int i = 0; i < cases; i++) labels.add(SwitchCase.of(i, code.newLabel()));
    if (cases > 0) code.iload(1).tableswitch(0, cases - 1, wrong, labels);
    for (int i = 0; i < cases; i++) {
      code.labelBinding(labels.get(i).target());
      each.accept(i);
    }
    code.labelBinding(wrong).new_(OUT_OF_BOUNDS).dup().iload(1);
    code.invokespecial(OUT_OF_BOUNDS, ConstantDescs.INIT_NAME, INT_TO_VOID).athrow();
  }
}
