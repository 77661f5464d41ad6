package dev.p2.lang.value;

import static dev.p2.lang.value.BuiltIn.atNode;
import static dev.p2.lang.value.BuiltIn.pure;
import static dev.p2.lang.value.Type.ADDR;
import static dev.p2.lang.value.Type.ANY;
import static dev.p2.lang.value.Type.BOOL;
import static dev.p2.lang.value.Type.DOUBLE;
import static dev.p2.lang.value.Type.DURATION;
import static dev.p2.lang.value.Type.ID;
import static dev.p2.lang.value.Type.INT;
import static dev.p2.lang.value.Type.LIST;
import static dev.p2.lang.value.Type.SET;
import static dev.p2.lang.value.Type.STRING;
import static dev.p2.lang.value.Type.TIME;
import static dev.p2.lang.value.Type.TUPLE;

import dev.p2.lang.value.Function.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of built-in functions, in the order of overlog.md section 5; the code is in the classes
 * it names.
 */
final class BuiltIns {
  private static final Class<?> GENERAL = GeneralFunctions.class;
  private static final Class<?> TEXT = TextFunctions.class;
  private static final Class<?> NUMBER = NumberFunctions.class;
  private static final Class<?> CONVERT = ConversionFunctions.class;
  private static final Class<?> LISTS = ListFunctions.class;
  private static final Class<?> MEMBERS = MemberFunctions.class;
  private static final Class<?> RING = RingFunctions.class;
  private static final Class<?> TUPLES = TupleFunctions.class;

  private BuiltIns() {}

  static List<BuiltIn> all() {
    List<BuiltIn> all = new ArrayList<>();
    all.addAll(ofTheNode());
    all.addAll(general());
    all.addAll(text());
    all.addAll(numbers());
    all.addAll(conversions());
    all.addAll(lists());
    all.addAll(members());
    all.addAll(indexed());
    all.addAll(ring());
    all.addAll(tuples());
    return all;
  }

  private static List<BuiltIn> ofTheNode() {
    return List.of(
        atNode(Kind.NOW, "f_now", TIME).alias("f_currentTime"),
        atNode(Kind.RANDOM, "f_rand", INT).alias("f_random"),
        atNode(Kind.RANDOM, "f_drand", DOUBLE),
        atNode(Kind.RANDOM, "f_coinFlip", BOOL, DOUBLE),
        atNode(Kind.RANDOM, "f_idgen", INT),
        atNode(Kind.RANDOM, "f_randID", ID),
        atNode(Kind.NODE, "f_localAddress", ADDR));
  }

  private static List<BuiltIn> general() {
    return List.of(
        pure(GENERAL, "sha1", "f_sha1", ID, ANY).neverFails(),
        pure(GENERAL, "text", "f_tostr", STRING, ANY).neverFails().alias("f_str"),
        pure(GENERAL, "typeOf", "f_typeOf", STRING, ANY).neverFails(),
        pure(GENERAL, "totalComp", "f_totalComp", INT, ANY, ANY).neverFails(),
        pure(GENERAL, "max", "f_max", ANY, ANY, ANY),
        pure(GENERAL, "min", "f_min", ANY, ANY, ANY),
        pure(GENERAL, "ifElse", "f_ifelse", ANY, ANY, ANY, ANY).nullable());
  }

  private static List<BuiltIn> text() {
    return List.of(
        pure(TEXT, "match", "f_match", BOOL, STRING, STRING),
        pure(TEXT, "find", "f_strfind", INT, STRING, STRING),
        pure(TEXT, "replace", "f_strReplace", STRING, STRING, STRING, STRING),
        pure(TEXT, "length", "f_strlen", INT, STRING),
        pure(TEXT, "part", "f_substr", STRING, STRING, INT, INT),
        pure(TEXT, "upper", "f_upper", STRING, STRING),
        pure(TEXT, "lower", "f_lower", STRING, STRING),
        pure(TEXT, "split", "f_split", LIST, STRING, STRING),
        pure(TEXT, "join", "f_join", STRING, LIST, STRING));
  }

  private static List<BuiltIn> numbers() {
    return List.of(
        pure(NUMBER, "abs", "f_abs", ANY, ANY),
        pure(NUMBER, "floor", "f_floor", INT, ANY),
        pure(NUMBER, "ceil", "f_ceil", INT, ANY),
        pure(NUMBER, "exp", "f_exp", DOUBLE, DOUBLE),
        pure(NUMBER, "ln", "f_ln", DOUBLE, DOUBLE),
        pure(NUMBER, "sqrt", "f_sqrt", DOUBLE, DOUBLE),
        pure(NUMBER, "pow", "f_pow", DOUBLE, DOUBLE, DOUBLE));
  }

  private static List<BuiltIn> conversions() {
    return List.of(
        pure(CONVERT, "toInt", "f_int", INT, ANY).alias("f_toInt"),
        pure(CONVERT, "toDouble", "f_double", DOUBLE, ANY).alias("f_toDouble"),
        pure(CONVERT, "toId", "f_id", ID, ANY),
        pure(CONVERT, "seconds", "f_seconds", DOUBLE, ANY),
        pure(CONVERT, "duration", "f_duration", DURATION, ANY).alias("f_timeDuration"),
        pure(CONVERT, "time", "f_time", TIME, ANY));
  }

  private static List<BuiltIn> lists() {
    return List.of(
        pure(LISTS, "list", "f_initList", LIST, ANY).variadic().neverFails().alias("f_initlist"),
        pure(LISTS, "cons", "f_cons", LIST, ANY, ANY).neverFails().alias("f_consList"),
        pure(LISTS, "append", "f_append", LIST, ANY, LIST).optional(1),
        pure(LISTS, "concat", "f_concat", LIST, LIST, LIST),
        pure(LISTS, "first", "f_car", ANY, LIST).nullable().alias("f_first", "f_head"),
        pure(LISTS, "rest", "f_cdr", LIST, LIST).alias("f_tail"),
        pure(LISTS, "last", "f_last", ANY, LIST).nullable(),
        pure(LISTS, "removeLast", "f_removeLast", LIST, LIST),
        pure(LISTS, "size", "f_size", INT, ANY),
        pure(LISTS, "mod", "f_mod", INT, ANY).neverFails(),
        pure(LISTS, "isEmpty", "f_isEmpty", BOOL, ANY),
        pure(LISTS, "init", "f_init", LIST, ANY, ANY).neverFails(),
        pure(LISTS, "concatPath", "f_concatPath", LIST, ANY, LIST),
        pure(LISTS, "sort", "f_sort", LIST, ANY),
        pure(LISTS, "reverse", "f_reverse", LIST, LIST),
        pure(LISTS, "range", "f_range", LIST, INT, INT));
  }

  private static List<BuiltIn> members() {
    return List.of(
        pure(MEMBERS, "member", "f_member", BOOL, ANY, ANY).alias("f_inList", "f_inPath"),
        pure(MEMBERS, "contains", "f_contains", BOOL, ANY, ANY),
        pure(MEMBERS, "intersect", "f_intersect", ANY, ANY, ANY),
        pure(MEMBERS, "multisetIntersect", "f_msintersect", LIST, ANY, ANY),
        pure(MEMBERS, "subset", "f_subset", BOOL, ANY, ANY),
        pure(MEMBERS, "emptySet", "f_empty", SET).neverFails(),
        pure(MEMBERS, "setOf", "f_initSet", SET, ANY).neverFails(),
        pure(MEMBERS, "toList", "f_toList", LIST, ANY),
        pure(MEMBERS, "toSet", "f_toSet", SET, ANY));
  }

  private static List<BuiltIn> indexed() {
    return List.of(
        pure(LISTS, "element", "f_getVectorOffset", ANY, LIST, INT).nullable().alias("f_offset"),
        pure(LISTS, "withElement", "f_setVectorOffset", LIST, LIST, INT, ANY).alias("f_setOffset"),
        pure(LISTS, "compare", "f_vectorCompare", INT, LIST, LIST)
            .alias("f_matrixCompare", "f_compare"),
        pure(LISTS, "cell", "f_getMatrixOffset", ANY, LIST, INT, INT).nullable(),
        pure(LISTS, "withCell", "f_setMatrixOffset", LIST, LIST, INT, INT, ANY));
  }

  private static List<BuiltIn> ring() {
    return List.of(
        pure(RING, "distance", "f_dist", ID, ID, ID),
        pure(RING, "bit", "f_bit", INT, ID, INT),
        pure(RING, "prefixLength", "f_prefixLen", INT, ID, ID),
        pure(RING, "digit", "f_digit", INT, ID, INT, INT));
  }

  private static List<BuiltIn> tuples() {
    return List.of(
        pure(TUPLES, "name", "f_name", STRING, TUPLE).alias("f_type"),
        pure(TUPLES, "field", "f_field", ANY, TUPLE, INT).nullable().alias("f_getField"),
        pure(TUPLES, "fields", "f_fields", LIST, TUPLE));
  }
}
