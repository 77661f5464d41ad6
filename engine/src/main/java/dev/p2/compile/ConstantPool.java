package dev.p2.compile;

import dev.p2.lang.value.Id;
import dev.p2.lang.value.Values;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The constants of one generated class that no instruction can push: ids, lists, boxed numbers.
 * Each is a static final field, which the virtual machine's compilers treat as a constant. Ids are
 * read from their text when the class is initialised, everything else comes from the loader (see
 * {@link Constants}).
 */
final class ConstantPool {
  private static final int FLAGS =
      ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
  private static final MethodTypeDesc PARSE = MethodTypeDesc.of(Runtime.ID, Runtime.STRING);
  private static final MethodTypeDesc OF =
      MethodTypeDesc.of(Runtime.OBJECT, ConstantDescs.CD_Class, Runtime.INT);

  private final ClassDesc owner;
  private final List<Object> loaded;
  private final List<Field> fields = new ArrayList<>();

  private final Map<Kind, List<Field>> known = new HashMap<>();

  private record Field(String name, ClassDesc desc, Object value) {}

  /** What constants have in common that one field may stand for. */
  private record Kind(ClassDesc desc, Class<?> type, String text) {}

  /**
   * @param loaded the constants of all classes of the program, to which this one adds; handed to
   *     the loader
   */
  ConstantPool(ClassDesc owner, List<Object> loaded) {
    this.owner = owner;
    this.loaded = loaded;
  }

  /** Emits a load of the constant. */
  void push(CodeBuilder code, Object value, Form form) {
    Field field = field(value, form.desc());
    code.getstatic(owner, field.name(), field.desc());
  }

  private Field field(Object value, ClassDesc desc) {
    var same =
        known.computeIfAbsent(
            new Kind(desc, value.getClass(), Values.sourceText(value)), _ -> new ArrayList<>());
    for (Field field : same) if (Values.equal(field.value(), value)) return field;
    Field field = new Field("constant" + fields.size(), desc, value);
    fields.add(field);
    same.add(field);
    return field;
  }

  /**
   * Writes the fields and the initialiser that fills them; to be called when all code has been
   * written.
   */
  void write(ClassBuilder builder) {
    if (fields.isEmpty()) return;
    for (Field field : fields) builder.withField(field.name(), field.desc(), FLAGS);
    int first = loaded.size();
    for (Field field : fields) loaded.add(field.value());
    builder.withMethodBody(
        ConstantDescs.CLASS_INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_STATIC,
        code -> {
          for (int i = 0; i < fields.size(); i++) initialise(code, fields.get(i), first + i);
          code.return_();
        });
  }

  private void initialise(CodeBuilder code, Field field, int index) {
    if (field.value() instanceof Id id && field.desc().equals(Runtime.ID)) {
      code.loadConstant(id.toString()).invokestatic(Runtime.ID, "parseHex", PARSE);
    } else {
      code.loadConstant(owner).loadConstant(index).invokestatic(Runtime.CONSTANTS, "of", OF);
      if (!field.desc().equals(Runtime.OBJECT)) code.checkcast(field.desc());
    }
    code.putstatic(owner, field.name(), field.desc());
  }
}
