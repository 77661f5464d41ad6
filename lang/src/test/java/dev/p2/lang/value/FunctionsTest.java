package dev.p2.lang.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in functions of overlog.md section 5. */
class FunctionsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "general",
    "texts",
    "numbers",
    "conversions",
    "lists",
    "members",
    "indexed",
    "ringAndTuples"
  })
  void functionGivesWhatTheReferenceSays(String line) {
    Cases.check(line);
  }

  static Stream<String> general() {
    return Cases.of(
        """
        f_sha1("abc") => 0xa9993e364706816aba3e25717850c26c9cd0d89dI
        f_sha1("") => 0xda39a3ee5e6b4b0d3255bfef95601890afd80709I
        f_sha1(1) == f_sha1("1") => true
        f_sha1(null) == f_sha1("null") => true
        f_tostr(1.0) => "1.0"
        f_str("a") => "a"
        f_str([1, "a"]) => "[1, \\"a\\"]"
        f_typeOf(null) => "null"
        f_typeOf(true) => "bool"
        f_typeOf(1) => "int"
        f_typeOf(1.0) => "double"
        f_typeOf(1I) => "id"
        f_typeOf("a") => "string"
        f_typeOf(f_time(1)) => "time"
        f_typeOf(1s) => "duration"
        f_typeOf([]) => "list"
        f_typeOf(f_empty()) => "set"
        f_typeOf(bytes()) => "bytes"
        f_typeOf(tuple("t")) => "tuple"
        f_totalComp(1, 2) => -1
        f_totalComp("a", 1) => 1
        f_totalComp(1.0, 1) => 0
        f_totalComp(null, false) => -1
        f_max(1, 2) => 2
        f_max(0.5, 1) => 1.0
        f_min(1, 2I) => 1I
        f_min("b", "a") => "a"
        f_max(1s, 2s) => 2s
        f_max(null, 1) => P2-R06
        f_min(1, null) => P2-R06
        f_max(1, "a") => P2-R02
        f_ifelse(true, 1, 2) => 1
        f_ifelse(0, 1, 2) => 2
        f_ifelse(null, 1, "b") => "b"
        f_ifelse(true, 1, 2.5) => 1.0
        f_ifelse("a", 1, 2) => P2-R02
        """);
  }

  static Stream<String> texts() {
    return Cases.of(
        """
        f_match("a+", "aaa") => true
        f_match("a", "aaa") => false
        f_match("(", "a") => P2-R03
        f_match("n[0-9]+", "n17") => true
        f_match(1, "a") => P2-R02
        f_strfind("", "abc") => 0
        f_strfind("c", "ab\ud83d\ude00c") => 3
        f_strReplace("a", "bb", "aca") => "bbcbb"
        f_strReplace("aa", "b", "aaa") => "ba"
        f_strReplace("", "b", "aaa") => P2-R03
        f_strlen("abc") => 3
        f_strlen("\ud83d\ude00") => 1
        f_strlen(null) => P2-R06
        f_strlen(12) => P2-R02
        f_substr("abcd", 1, 2) => "bc"
        f_substr("abcd", 4, 0) => ""
        f_substr("abcd", 3, 2) => P2-R05
        f_substr("abcd", -1, 2) => P2-R05
        f_substr("abcd", 1, -1) => P2-R05
        f_substr("abcd", 1, 9223372036854775807) => P2-R05
        f_substr("a\ud83d\ude00b", 1, 1) => "\ud83d\ude00"
        f_upper("aß") => "ASS"
        f_lower("AİI") => "ai̇i"
        f_split("a,b,,c", ",") => ["a", "b", "", "c"]
        f_split("", ",") => [""]
        f_split(",", ",") => ["", ""]
        f_split("a.b", ".") => ["a", "b"]
        f_split("a", "") => P2-R03
        f_join([1, "a", null, [2]], "-") => "1-a-null-[2]"
        f_join([], ",") => ""
        f_join([1, 2], "") => "12"
        """);
  }

  static Stream<String> numbers() {
    return Cases.of(
        """
        f_abs(-3) => 3
        f_abs(-3.5) => 3.5
        f_abs(-2s) => 2s
        f_abs(0x8000000000000000) => 0x8000000000000000
        f_abs("a") => P2-R02
        f_floor(2.7) => 2
        f_floor(-2.1) => -3
        f_floor(5) => 5
        f_ceil(2.1) => 3
        f_ceil(-2.9) => -2
        f_floor(1e19) => P2-R03
        f_ceil(infinity) => P2-R03
        f_exp(0) => 1.0
        f_ln(1) => 0.0
        f_ln(0) => P2-R03
        f_ln(-1) => P2-R03
        f_sqrt(9) => 3.0
        f_sqrt(-1) => P2-R03
        f_pow(2, 10) => 1024.0
        f_pow(2, -1) => 0.5
        f_pow(-8, 0.5) => P2-R03
        f_pow(0, -1) => P2-R03
        f_sqrt(null) => P2-R06
        f_sqrt("9") => P2-R02
        """);
  }

  static Stream<String> conversions() {
    return Cases.of(
        """
        f_int(2.9) => 2
        f_int(-2.9) => -2
        f_int(true) => 1
        f_int("12") => 12
        f_int("-12") => -12
        f_int("0x1f") => 31
        f_int("0xffffffffffffffff") => -1
        f_int("2.9") => 2
        f_int("1e3") => 1000
        f_int("7I") => 7
        f_int(7I) => 7
        f_int(-7I) => P2-R07
        f_int(1.5s) => 1
        f_int("") => P2-R07
        f_int("a") => P2-R07
        f_int(" 1") => P2-R07
        f_int("9223372036854775807") => 9223372036854775807
        f_int("9223372036854775808") => P2-R07
        f_int("1e999999999") => P2-R07
        f_int(1e19) => P2-R07
        f_int(infinity) => P2-R07
        f_int(null) => P2-R06
        f_int([1]) => P2-R07
        f_toInt("1") => 1
        f_double(1) => 1.0
        f_double("1") => 1.0
        f_double("2.5e-7") => 2.5e-7
        f_double("infinity") => infinity
        f_double("0x10") => 16.0
        f_double(true) => 1.0
        f_double(1500ms) => 1.5
        f_double(0x10I) => 16.0
        f_double("x") => P2-R07
        f_double(null) => P2-R06
        f_toDouble(2) => 2.0
        f_id(1) => 1I
        f_id(-1) => 0xffffffffffffffffffffffffffffffffffffffffI
        f_id(2.9) => 2I
        f_id("0x1fI") => 0x1fI
        f_id("0x1f") => 0x1fI
        f_id("12") => 12I
        f_id("-1") => -1I
        f_id(1e50) == f_id("100000000000000007629769841091887003294964970946560") => true
        f_id(infinity) => P2-R07
        f_id("zz") => P2-R07
        f_id(null) => P2-R06
        f_seconds(1500ms) => 1.5
        f_seconds(2) => 2.0
        f_seconds("a") => P2-R07
        f_duration(1.5) => 1500ms
        f_duration("250ms") => 250ms
        f_duration("1.5m") => 90s
        f_duration("1") => P2-R07
        f_duration(1d) => 86400s
        f_timeDuration(2) => 2s
        f_duration(null) => P2-R06
        f_time(0) == f_time("1970-01-01T00:00:00Z") => true
        f_time(1.5) - f_time(0) => 1.5s
        f_time("yesterday") => P2-R07
        f_time(null) => P2-R06
        """);
  }

  static Stream<String> lists() {
    return Cases.of(
        """
        f_initList() => []
        f_initlist(1, "a") => [1, "a"]
        f_initList(null) => [null]
        f_cons(1, []) => [1]
        f_cons([1], [2]) => [1, 2]
        f_cons(null, [2]) => [2]
        f_cons(null, null) => []
        f_consList(1, 2) => [1, 2]
        f_append(1) => [1]
        f_append(null) => [null]
        f_append(3, [1, 2]) => [1, 2, 3]
        f_append([3], [1]) => [1, [3]]
        f_append(3, null) => [3]
        f_append(3, 4) => P2-R02
        f_concat([1], [2]) => [1, 2]
        f_concat([1], 2) => P2-R02
        f_concat(null, [2]) => P2-R06
        f_car([1, 2]) => 1
        f_first([null]) => null
        f_head([1, 2]) => 1
        f_cdr([1, 2]) => [2]
        f_tail([1]) => []
        f_last([1, 2]) => 2
        f_removeLast([1, 2]) => [1]
        f_car([]) => P2-R05
        f_cdr([]) => P2-R05
        f_last([]) => P2-R05
        f_removeLast([]) => P2-R05
        f_car(1) => P2-R02
        f_size([1, 1]) => 2
        f_size(set(1, 1)) => 1
        f_size("abc") => P2-R02
        f_mod(set(1, 2)) => 2
        f_mod([1, 2, 3]) => 3
        f_mod("abc") => 1
        f_mod(null) => 1
        f_isEmpty([]) => true
        f_isEmpty(set(1)) => false
        f_init("a", "b") => ["a", "b"]
        f_concatPath("a", ["b"]) => ["a", "b"]
        f_concatPath(["a"], ["b"]) => [["a"], "b"]
        f_sort([3, "a", 1, null, 2.5]) => [null, 1, 2.5, 3, "a"]
        f_sort([1.0, 1, true]) => [1.0, 1, true]
        f_sort(set(2, 1)) => [1, 2]
        f_reverse([1, 2, 3]) => [3, 2, 1]
        f_range(1, 3) => [1, 2, 3]
        f_range(2, 1) => []
        f_range(3, 3) => [3]
        f_range(0, 9223372036854775807) => P2-R03
        f_range(0x8000000000000000, 9223372036854775807) => P2-R03
        """);
  }

  static Stream<String> members() {
    return Cases.of(
        """
        f_member([1, 2], 2) => true
        f_member(2, [1, 2]) => true
        f_member([1, [2]], [2]) => true
        f_member([2], [1, [2]]) => false
        f_inList(["a"], "b") => false
        f_contains(1.0, [1]) => true
        f_contains([1], 1) => true
        f_contains([2], [1, [2]]) => true
        f_contains(null, [1, null]) => true
        f_member(set(1, 2), 1) => true
        f_member(1, 2) => P2-R02
        f_member(null, 2) => P2-R06
        f_inPath(["a", "b"], "b") => true
        f_intersect([3, 1, 2, 1], [1, 3, 9]) => [3, 1]
        f_intersect(set(1, 2), [2]) => set(2)
        f_intersect([null, 1], [null]) => [null]
        f_msintersect([1, 1, 2, 1], [1, 2, 1]) => [1, 1, 2]
        f_msintersect([null, null], [null]) => [null]
        f_subset([1, 1], [1, 2]) => true
        f_subset([3], set(1)) => false
        f_subset([], []) => true
        f_intersect(1, [1]) => P2-R02
        f_empty() => set()
        f_initSet(1) => set(1)
        f_toList(set(2, 1)) => [1, 2]
        f_toSet([2, 1, 2]) => set(1, 2)
        f_toSet(1) => P2-R02
        """);
  }

  static Stream<String> indexed() {
    return Cases.of(
        """
        f_getVectorOffset([1, 2], 1) => 2
        f_offset([1, 2], 2) => P2-R05
        f_setVectorOffset([1, 2], 0, 9) => [9, 2]
        f_setOffset([1], 1, 9) => P2-R05
        f_vectorCompare([1, 2], [1, 3]) => -1
        f_compare([1], [1.0]) => 0
        f_matrixCompare([[2]], [[1]]) => 1
        f_getMatrixOffset([[1, 2], [3, 4]], 1, 0) => 3
        f_getMatrixOffset([[1, 2]], 1, 0) => P2-R05
        f_getMatrixOffset([1], 0, 0) => P2-R02
        f_setMatrixOffset([[1, 2], [3, 4]], 1, 0, 9) => [[1, 2], [9, 4]]
        f_compare(1, [1]) => P2-R02
        """);
  }

  static Stream<String> ringAndTuples() {
    return Cases.of(
        """
        f_dist(3I, 5I) => 2I
        f_dist(5I, 3) => -2I
        f_bit(0x8000000000000000000000000000000000000000I, 0) => 1
        f_bit(1I, 159) => 1
        f_bit(1I, 158) => 0
        f_bit(1I, 160) => P2-R05
        f_bit(1I, -1) => P2-R05
        f_prefixLen(1I, 1I) => 160
        f_prefixLen(1I, 0I) => 159
        f_prefixLen(-1I, 0I) => 0
        f_digit(0x123456789abcdef0000000000000000000000000I, 0, 4) => 1
        f_digit(0x123456789abcdef0000000000000000000000000I, 14, 4) => 15
        f_digit(0xffI, 39, 4) => 15
        f_digit(0xffI, 40, 4) => P2-R05
        f_digit(-1I, 0, 63) => 9223372036854775807
        f_digit(-1I, 2, 63) => P2-R05
        f_digit(-1I, 0, 64) => P2-R03
        f_digit(-1I, 9223372036854775807, 1) => P2-R05
        f_name(tuple("succ", 1)) => "succ"
        f_type(tuple("succ", 1)) => "succ"
        f_field(tuple("succ", 1, "a"), 1) => "a"
        f_getField(tuple("succ", 1), 1) => P2-R05
        f_fields(tuple("succ", 1, "a")) => [1, "a"]
        f_name("succ") => P2-R02
        """);
  }

  @Test
  void everyPureFunctionNamesAPublicMethodOfAPublicClass() throws ReflectiveOperationException {
    for (String name : Functions.names()) {
      Function function = Functions.lookup(name).orElseThrow();
      if (function.kind() == Function.Kind.PURE) {
        var method = Functions.method(function);
        assertThat(Modifier.isPublic(method.getDeclaringClass().getModifiers())).as(name).isTrue();
        assertThat(Modifier.isStatic(method.getModifiers())).as(name).isTrue();
        assertThat(method.getReturnType()).as(name).isEqualTo(Object.class);
      }
    }
  }

  /** What the table says of result, null and failure holds for arguments of all kinds. */
  @Test
  void functionsKeepWhatTheirTableSays() {
    List<Object> arguments =
        Stream.of(
                "1",
                "-2.5",
                "3I",
                "\"ab\"",
                "f_time(1)",
                "1s",
                "[1, [2]]",
                "set(1)",
                "bytes()",
                "tuple(\"t\", 1)",
                "null",
                "true",
                "[]")
            .map(MiniLanguage::evaluate)
            .toList();
    for (String name : Functions.names()) {
      Function function = Functions.lookup(name).orElseThrow();
      if (function.kind() != Function.Kind.PURE) {
        continue;
      }
      int count = function.parameters().size();
      for (int code = 0; code < Math.pow(arguments.size(), Math.min(count, 3)); code++) {
        Object[] chosen = new Object[count];
        for (int i = 0, rest = code; i < count; i++, rest /= arguments.size()) {
          chosen[i] = arguments.get(rest % arguments.size());
        }
        String as = name + ListValue.of(chosen);
        try {
          Object result = Functions.call(function, chosen);
          assertThat(result != null || function.nullable()).as(as).isTrue();
          assertThat(Values.convert(result, function.result())).as(as).isEqualTo(result);
        } catch (EvalException e) {
          assertThat(function.fails()).as(as + ": " + e.getMessage()).isTrue();
          assertThat(e.code()).as(as).matches("P2-R0[1-7]");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f_now f_currentTime",
        "f_rand f_random",
        "f_drand",
        "f_coinFlip",
        "f_idgen",
        "f_randID",
        "f_localAddress",
        "f_tostr f_str",
        "f_initList f_initlist",
        "f_cons f_consList",
        "f_car f_first f_head",
        "f_cdr f_tail",
        "f_int f_toInt",
        "f_double f_toDouble",
        "f_duration f_timeDuration",
        "f_name f_type",
        "f_field f_getField",
        "f_getVectorOffset f_offset",
        "f_setVectorOffset f_setOffset",
        "f_vectorCompare f_matrixCompare f_compare"
      })
  void spellingsAreOneFunction(String spellings) {
    assertThat(Stream.of(spellings.split(" ")).map(Functions::lookup).distinct())
        .singleElement()
        .satisfies(f -> assertThat(f).isPresent());
  }

  @Test
  void functionsOfTheNodeAreOnlyRegistered() {
    assertThat(Functions.lookup("f_now").orElseThrow().kind()).isEqualTo(Function.Kind.NOW);
    assertThat(Functions.lookup("f_rand").orElseThrow().kind()).isEqualTo(Function.Kind.RANDOM);
    assertThat(Functions.lookup("f_localAddress").orElseThrow().kind())
        .isEqualTo(Function.Kind.NODE);
    assertThat(Functions.lookup("F_now")).isEmpty();
  }

  @Test
  void namesOfTheOriginalThatAreNoFunctionsSayWhy() {
    assertThat(Functions.refusalHint("f_timerElapsed"))
        .hasValueSatisfying(h -> assertThat(h).contains("f_now() - T"));
    assertThat(Functions.refusalHint("f_mktype"))
        .hasValueSatisfying(h -> assertThat(h).contains("self-hosted"));
    assertThat(Functions.refusalHint("f_verify"))
        .hasValueSatisfying(h -> assertThat(h).contains("security"));
    assertThat(Functions.refusalHint("f_nov")).isEmpty();
  }

  @Test
  void numbersOfArgumentsAreKnown() {
    assertThat(Functions.lookup("f_initList").orElseThrow()).matches(f -> f.takes(0) && f.takes(9));
    assertThat(Functions.lookup("f_append").orElseThrow())
        .matches(f -> !f.takes(0) && f.takes(1) && f.takes(2) && !f.takes(3));
    assertThat(Functions.lookup("f_sha1").orElseThrow())
        .matches(f -> !f.takes(0) && f.takes(1) && !f.takes(2));
  }
}
