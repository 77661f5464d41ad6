package dev.p2.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.plan.PlanOptions;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a class file does not hold is held by several; what no method holds is told by its rule. */
class LargeProgramTest {
  private static final int MANY = 20_000;

  @Test
  void moreFactsThanAClassFileHasConstants() {
    Run run =
        Run.of(
            PlanOptions.DEFAULT,
            "table t(@A: addr, key K: int, S: string).",
            lines(MANY, i -> "t(@LOCALADDRESS, %d, \"s%d\").".formatted(i, i)));
    assertThat(run.seen("t"))
        .hasSize(MANY)
        .contains("insert t(\"a\", 0, \"s0\")", "insert t(\"a\", 19999, \"s19999\")");
  }

  @Test
  void rulesOfSeveralClassesRunEachForItsEvent() {
    Run run =
        Run.of(
            PlanOptions.DEFAULT,
            "event e(@A: addr, K: int).",
            lines(1_700, i -> "r%d o(@A, %d) :- e(@A, %d).".formatted(i, i * 3, i)));
    for (int key : new int[] {0, 499, 500, 501, 999, 1_000, 1_699})
      assertThat(run.inject("e", "a", key).seen("o"))
          .containsExactly("event o(\"a\", %d)".formatted(key * 3));
  }

  @Test
  void rulesWithMoreConstantsTogetherThanAClassFileHas() {
    Run run =
        Run.of(
            PlanOptions.DEFAULT,
            "event e(@A: addr, K: any).",
            lines(
                60,
                rule ->
                    "r%d o(@A, %d) :- e(@A, K), (%s)."
                        .formatted(
                            rule,
                            rule,
                            IntStream.range(0, 100)
                                .mapToObj(i -> "K - %d == 0".formatted(rule * 1_000 + i))
                                .collect(Collectors.joining(" || ")))));
    for (int key : new int[] {0, 7_099, 59_050})
      assertThat(run.inject("e", "a", (long) key).seen("o"))
          .containsExactly("event o(\"a\", %d)".formatted(key / 1_000));
  }

  @Test
  void aRuleThatNoMethodHoldsIsToldByItsName() {
    String sum =
        IntStream.range(0, 2 * MANY)
            .mapToObj(i -> "X != %d".formatted(i + 100_000))
            .collect(Collectors.joining(", "));
    assertThatThrownBy(
            () ->
                Run.of(
                    PlanOptions.DEFAULT,
                    "event e(@A: addr, X: int).",
                    "small o(@A, X) :- e(@A, X).",
                    "large o(@A, X) :- e(@A, X), " + sum + "."))
        .isInstanceOfSatisfying(
            TooLargeException.class, e -> assertThat(e.span().line()).isEqualTo(3))
        .hasMessageContaining("large is too large to run");
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
  }
}
