package dev.p2.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.syntax.Source;
import dev.p2.plan.Plan;
import dev.p2.plan.PlanOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Stack traces show the program's text. */
class LinesTest {
  private static final String FIRST =
      """
      extern f_trace(int): int.
      event e(@A: addr, K: int).

      r1 out(@A, X) :-
          e(@A, K),
          X := f_trace(K).
      """;

  private static final String SECOND =
      """


      other two(@A, f_trace(K)) :- e(@A, K).
      """;

  private static final String HEADLESS =
      """
      r7 three(@A, K) :-
          e(@A, K),

          f_trace(K) > 0.
      """;

  @Test
  void aFrameShowsTheRuleItsFileAndItsLine() {
    Run run = Run.boot(Verified.compile(plan("rules/first.olg", FIRST)));
    run.inject("e", "a", 1);
    assertThat(run.frames()).containsExactly("olg//Gen$first.r1(first.olg:6)");
  }

  @Test
  void strandsOfAnotherFileShowThatFile() {
    Run run =
        Run.boot(
            Verified.compile(
                plan("first.olg", FIRST, "second.olg", SECOND, "third.olg", HEADLESS)));
    run.inject("e", "a", 1);
    assertThat(run.frames())
        .containsExactly(
            "olg//Gen$first.r1(first.olg:6)",
            "olg//Gen$first$second.other(second.olg:3)",
            "olg//Gen$first$third.r7(third.olg:4)");
  }

  private static Plan plan(String... namesAndTexts) {
    var sources = new ArrayList<Source>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      sources.add(new Source(namesAndTexts[i], namesAndTexts[i + 1]));
    }
    return Run.plan(List.copyOf(sources), Map.of(), PlanOptions.DEFAULT);
  }
}
