package dev.p2.lang.value;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of overlog.md 3.2, 3.3, 4.2 to 4.5. */
class OperatorsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "workedProgram22",
    "numbers",
    "mixed",
    "ids",
    "times",
    "texts",
    "sets",
    "nulls",
    "comparisons"
  })
  void operatorGivesWhatTheReferenceSays(String line) {
    Cases.check(line);
  }

  /** W22, all of it. */
  static Stream<String> workedProgram22() {
    return Cases.of(
        """
        3+4*5 => 23
        7/2 => 3
        -7/2 => -3
        -7 % 2 => -1
        9223372036854775807 + 1 => 0x8000000000000000
        0x0I - 1 => 0xffffffffffffffffffffffffffffffffffffffffI
        0x1I << 159 << 1 => 0x0I
        0x1234567890abcdefI >> 0x13 => 0x2468acf1215I
        0x10I - 3 - 1 => 0xcI
        1 == 1.0 => true
        1 == 0x1I => true
        true == 1 => true
        "a" + 1 + 2 => "a12"
        1 + 2 + "a" => "3a"
        null == null => true
        null != 3 => true
        1 < 2 ? "y" : "n" => "y"
        5I in (3I,7I] => true
        8I in (7I,3I) => true
        2I in (7I,3I) => true
        5I in (7I,3I] => false
        5I in (5I,5I) => false
        6I in (5I,5I) => true
        5I in (5I,5I] => true
        5I in [5I,5I] => true
        25 in [3+4*5, 30] => true
        20 in [23, 30] => false
        f_cons(1, [2]) => [1, 2]
        f_cons(1, 2) => [1, 2]
        f_strfind("bc","abcd") => 1
        f_strfind("de","abcd") => -1
        2 ** 10 => 1024
        -2 ** 2 => -4
        """);
  }

  static Stream<String> numbers() {
    return Cases.of(
        """
        0x8000000000000000 - 1 => 9223372036854775807
        9223372036854775807 * 2 => -2
        0x8000000000000000 / -1 => 0x8000000000000000
        0x8000000000000000 % -1 => 0
        7 % -2 => 1
        1 / 0 => P2-R01
        1 % 0 => P2-R01
        -0x8000000000000000 => 0x8000000000000000
        7.0 / 2 => 3.5
        1 / 2.0 => 0.5
        1.0 / 0 => P2-R01
        0 / 0.0 => P2-R01
        1e308 * 10 => infinity
        infinity - infinity => P2-R03
        infinity / infinity => P2-R03
        0 * infinity => P2-R03
        5.0 % 2 => P2-R02
        true + true => 2
        -true => -1
        ~0 => -1
        ~1.5 => P2-R02
        6 & 3 => 2
        6 | 3 => 7
        6 ^ 3 => 5
        6 & 3.0 => P2-R02
        1 << 63 => 0x8000000000000000
        1 << 64 => 0
        1 << 4611686018427387904 => 0
        -8 >> 1 => -4
        -8 >> 64 => -1
        8 >> 200 => 0
        1 << -1 => P2-R04
        1 >> -1 => P2-R04
        1.5 << 1 => P2-R02
        1 << 1I => P2-R02
        3 ** 0 => 1
        3 ** 41 => -420491770248316829
        2 ** 64 => 0
        2 ** -1 => 0.5
        0 ** -1 => P2-R01
        2.0 ** 3 => 8.0
        2 ** 0.5 => 1.4142135623730951
        (0 - 8) ** 0.5 => P2-R03
        2I ** 2 => P2-R02
        [1, "a", null][1] => "a"
        [1, "a", null][2] => null
        [1][1] => P2-R05
        [1][-1] => P2-R05
        [[1, 2], [3, 4]][1][0] => 3
        "a"[0] => P2-R02
        [1]["a"] => P2-R02
        """);
  }

  static Stream<String> mixed() {
    return Cases.of(
        """
        1 + 1.5 => 2.5
        1 - 0x2I => 0xffffffffffffffffffffffffffffffffffffffffI
        true + 1I => 2I
        1I + 1.5 => P2-R02
        1I * 1.0 => P2-R02
        1 + [1] => P2-R02
        [1] + [2] => P2-R02
        - "a" => P2-R02
        """);
  }

  static Stream<String> ids() {
    return Cases.of(
        """
        -1I => 0xffffffffffffffffffffffffffffffffffffffffI
        -1I + 1 => 0I
        0x1I - -1 => 2I
        0x100000000000000000000000000000000I * 0x100000000I => 0I
        0xffffffffffffffffffffI * 0xffffffffffffffffffffI => 0xfffffffffffffffffffe00000000000000000001I
        -1I / 2 => 0x7fffffffffffffffffffffffffffffffffffffffI
        -1I % 16 => 15I
        7I / 0 => P2-R01
        7I % 0I => P2-R01
        ~0I => -1I
        0xf0I & 0x3c => 0x30I
        0xf0I | 1I => 0xf1I
        1 ^ 3I => 2I
        -1I & -1 => -1I
        1I << 160 => 0I
        1I << 64 => 0x10000000000000000I
        1I << 128 => 0x100000000000000000000000000000000I
        -1I >> 128 => 0xffffffffI
        -1I >> 159 => 1I
        -1I >> 1000000000000 => 0I
        1I << -1 => P2-R04
        1I >> -1 => P2-R04
        """);
  }

  static Stream<String> times() {
    return Cases.of(
        """
        f_time(10) - f_time(8.5) => 1.5s
        f_time(10) + 5s => f_time(15)
        5s + f_time(10) => f_time(15)
        f_time(10) + 5 => f_time(15)
        1.5 + f_time(10) => f_time(11.5)
        f_time(10) - 1m => f_time(-50)
        5s - f_time(1) => P2-R02
        f_time(1) + f_time(1) => P2-R02
        1h - 1s => 3599s
        1s + 1 => 2s
        1 - 1s => 0s
        1s * 2 => 2s
        2.5 * 1s => 2.5s
        1s / 4 => 250ms
        1s / 0.25 => 4s
        1s / 0 => P2-R01
        1s / 0.0 => P2-R01
        1s * 1s => P2-R02
        1s / 1s => P2-R02
        1 / 1s => P2-R02
        1s % 2 => P2-R02
        1s + 1I => P2-R02
        -1s => 0 - 1s
        1s * infinity => P2-R03
        100000d + 100000d => P2-R03
        100d * 10000 => P2-R03
        f_time(9000000000) - f_time(-9000000000) => P2-R03
        """);
  }

  static Stream<String> texts() {
    return Cases.of(
        """
        "a" + null => "anull"
        null + "a" => "nulla"
        "a" + 1.0 => "a1.0"
        "a" + true => "atrue"
        "a" + [1, "b"] => "a[1, \\"b\\"]"
        "a" + 0x2aI => "a0x000000000000000000000000000000000000002aI"
        1.5s + "a" => "1.5sa"
        "" + f_time(0.5) => "1970-01-01T00:00:00.500Z"
        "" + set(2, "b", 1, null) => "{null, 1, 2, \\"b\\"}"
        "" + bytes() => "b\\"ab01\\""
        "" + tuple("succ", "a", 1) => "succ(\\"a\\", 1)"
        1 ||| 2 => "12"
        "a" ||| [1] => "a[1]"
        [1] ||| [2, 3] => [1, 2, 3]
        [] ||| [] => []
        "a" - 1 => P2-R02
        "a" * 2 => P2-R02
        """);
  }

  static Stream<String> sets() {
    return Cases.of(
        """
        set(1, 2, 3) & set(3, 2, 9) => set(2, 3)
        set(1, 2) | set(2, 3) => set(1, 2, 3)
        set(1, 2) ^ set(2, 3) => set(1, 3)
        set(1, 2) / set(2, 3) => set(1)
        set(1) | set(1.0) => set(1)
        set(1, true, 1.0) == set(1I) => true
        set(1) - set(1) => P2-R02
        set(1) & 1 => P2-R02
        2 in set(1, 2.0) => true
        3 in set(1, 2.0) => false
        "a" in f_initList("b", "a") => true
        1 in 2 => P2-R02
        """);
  }

  static Stream<String> nulls() {
    return Cases.of(
        """
        null + 1 => P2-R06
        1 - null => P2-R06
        null * null => P2-R06
        1 / null => P2-R06
        null % 1 => P2-R06
        null ** 2 => P2-R06
        null << 1 => P2-R06
        1 >> null => P2-R06
        1 & null => P2-R06
        null | set(1) => P2-R06
        null ^ 1 => P2-R06
        null < 3 => P2-R06
        3 >= null => P2-R06
        "a" ||| null => P2-R06
        null ||| [1] => P2-R06
        -null => P2-R06
        ~null => P2-R06
        null in (1, 2) => P2-R06
        1I in (null, 2) => P2-R06
        1 in (1, null) => P2-R06
        null in set(1) => P2-R06
        1 in null => P2-R06
        null[0] => P2-R06
        [1][null] => P2-R06
        !null => true
        null ? 1 : 2 => 2
        null && true => false
        true || null => true
        """);
  }

  static Stream<String> comparisons() {
    return Cases.of(
        """
        "1" == 1 => false
        9007199254740993 == 9007199254740992.0 => false
        -1 == -1I => false
        -1 < 0I => true
        0.5 < 1I => true
        1.5 > 1I => true
        0x10000000000000000I == 18446744073709551616.0 => true
        -1I < infinity => true
        0.0 == -0.0 => true
        [1, "a"] == [1.0, "a"] => true
        [1] == [1, 2] => false
        1s == 1 => false
        1s == 1000ms => true
        tuple("a", 1) == tuple("a", 1.0) => true
        tuple("a", 1) == tuple("b", 1) => false
        bytes() == bytes() => true
        true < 2 => true
        "a" < "b" => true
        "\uffff" < "\ud83d\ude00" => true
        "\ud83d\ude00" > "\ue000" => true
        f_time(1) < f_time(2) => true
        1s < 2s => true
        1s < 1.5 => true
        2 <= 2s => true
        1s < infinity => true
        -infinity < 1s => true
        1s < 2I => P2-R02
        [1, 2] < [1, 3] => true
        [1] < [1, 0] => true
        [2] > [1, 9] => true
        set(1) < set(2) => P2-R02
        1 < "a" => P2-R02
        f_time(1) < 5 => P2-R02
        !0 => true
        !2 => false
        !"a" => P2-R02
        !1.0 => P2-R02
        3 && 1 => true
        """);
  }
}
