package dev.p2.lang.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ring intervals, overlog.md 4.3. */
class IntervalTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void intervalWrapsForEveryType(String line) {
    Cases.check(line);
  }

  static Stream<String> cases() {
    return Cases.of(
        """
        1 in (1, 3) => false
        1 in [1, 3) => true
        3 in (1, 3] => true
        3 in [1, 3) => false
        9 in (5, 2) => true
        1.5 in (1, 2) => true
        1.5 in (2, 1) => false
        true in [1, 1] => true
        -1 in (-5I, 3I) => true
        -1I in (-2, 0) => true
        1 in (0.5, 2I) => P2-R02
        "b" in ("a", "c") => true
        "b" in ("c", "a") => false
        "d" in ("c", "a") => true
        f_time(5) in [f_time(5), f_time(6)) => true
        2s in (1s, 3) => true
        [2] in ([1], [3]) => true
        "b" in (1, 2) => P2-R02
        set(1) in (set(0), set(2)) => P2-R02
        """);
  }

  static LongStream seeds() {
    return LongStream.of(1, 2, 3);
  }

  /** On a small ring every law shows; the ids are spread over all 160 bits by an odd factor. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void openAndClosedEndsPartitionTheRing(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      long x = random.nextInt(8);
      long a = random.nextInt(8);
      long b = random.nextInt(8);
      boolean inside = Operators.in(x, a, b, false, true);
      boolean opposite = Operators.in(x, b, a, false, true);
      assertThat(a == b ? inside && opposite : inside != opposite)
          .as("%d in (%d,%d]", x, a, b)
          .isTrue();
      assertThat(Operators.in(x, a, b, true, false))
          .as("mirror")
          .isEqualTo(Operators.in(-x, -b, -a, false, true));
      for (boolean low : new boolean[] {false, true}) {
        for (boolean high : new boolean[] {false, true}) {
          boolean expected = byWalking(x, a, b, low, high);
          String as = x + " in " + (low ? "[" : "(") + a + "," + b + (high ? "]" : ")");
          assertThat(Operators.in(x, a, b, low, high)).as(as).isEqualTo(expected);
          assertThat(Operators.in((double) x, (double) a, (double) b, low, high))
              .as(as)
              .isEqualTo(expected);
          assertThat(Operators.in((Object) x, (Object) a, (Object) b, low, high))
              .as(as)
              .isEqualTo(expected);
          assertThat(Id.in(spread(x), spread(a), spread(b), low, high)).as(as).isEqualTo(expected);
          assertThat(Operators.in((Object) spread(x), spread(a), spread(b), low, high))
              .as(as)
              .isEqualTo(expected);
        }
      }
    }
  }

  private static Id spread(long place) {
    return Id.of(place).shl(157).add(Id.of(place * 977));
  }

  /** The definition by the finger: clockwise from a to b, the full circle if they are the same. */
  private static boolean byWalking(long x, long a, long b, boolean low, boolean high) {
    if (a == b) {
      return x != a || low || high;
    }
    if (x == a || x == b) {
      return x == a ? low : high;
    }
    long place = a;
    do {
      place = (place + 1) % 8;
      if (place == x) {
        return true;
      }
    } while (place != b);
    return false;
  }
}
