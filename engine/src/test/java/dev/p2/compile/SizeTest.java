package dev.p2.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.syntax.Source;
import dev.p2.plan.Plan;
import dev.p2.plan.PlanOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Rules that are too long for one method are split, and mean the same ({@link Verified} checks the
 * lengths).
 */
class SizeTest {
  private static final String TABLE =
      "table n(@A: addr, key K: int, V: int). event e(@A: addr, K: int). n(@LOCALADDRESS, 1, 10)."
          + " n(@LOCALADDRESS, 2, 0).";

  @Test
  void manyTermsWithErrors() {
    StringBuilder rule =
        new StringBuilder("r out(@A, K, X399) :- e(@A, E), n(@A, K, V), X0 := 100 / V");
    for (int i = 1; i < 400; i++)
      rule.append(", X").append(i).append(" := X").append(i - 1).append(" + 100 / V");
    Run run = run(rule.append(", X7 > E.").toString());
    assertThat(run.inject("e", "a", 3).out())
        .containsExactly("event e(\"a\", 3)", "event out(\"a\", 1, 4000)", "error P2-R01 in r");
  }

  @Test
  void manyTermsInAnyOrder() {
    List<String> terms = new ArrayList<>(List.of("X0 := V", "X500 > E"));
    for (int i = 1; i <= 500; i++) terms.add("X" + i + " := X" + (i - 1) + " + 1");
    Collections.shuffle(terms, new Random(1));
    Run run = run("r out(@A, K, X500) :- e(@A, E), n(@A, K, V), " + String.join(", ", terms) + ".");
    assertThat(run.inject("e", "a", 500).seen("out")).containsExactly("event out(\"a\", 1, 510)");
  }

  @Test
  void manyJoins() {
    StringBuilder rule = new StringBuilder("r out(@A, K0, K99) :- e(@A, E)");
    for (int i = 0; i < 100; i++)
      rule.append(", n(@A, K")
          .append(i)
          .append(", V")
          .append(i)
          .append("), K")
          .append(i)
          .append(" > E");
    Run run = run(rule.append(".").toString());
    assertThat(run.inject("e", "a", 1).seen("out")).containsExactly("event out(\"a\", 2, 2)");
  }

  @Test
  void manyTermsUnderAnAggregate() {
    for (String head :
        List.of("out(@A, E, count<*>, max<X299>)", "out(@A, K, count<*>, max<X299>)")) {
      StringBuilder rule =
          new StringBuilder("r " + head + " :- e(@A, E), n(@A, K, V), X0 := V + K");
      for (int i = 1; i < 300; i++)
        rule.append(", X").append(i).append(" := X").append(i - 1).append(" + V * 2 + 1");
      Run run = run(rule.append(", K <= E.").toString());
      assertThat(run.inject("e", "a", 1).seen("out"))
          .containsExactly("event out(\"a\", 1, 1, 6290)");
      List<String> nothing = run.inject("e", "a", 0).seen("out");
      if (head.contains("E")) assertThat(nothing).containsExactly("event out(\"a\", 0, 0, null)");
      else assertThat(nothing).isEmpty();
    }
  }

  @Test
  void manyRulesNeedMoreThanOneSwitch() {
    StringBuilder rules = new StringBuilder(TABLE);
    for (int i = 0; i < 1_100; i++)
      rules
          .append("\nr")
          .append(i)
          .append(" out(@A, ")
          .append(i)
          .append(") :- e(@A, ")
          .append(i)
          .append(").");
    Plan plan =
        Run.plan(List.of(new Source("many.olg", rules.toString())), Map.of(), PlanOptions.DEFAULT);
    Run run = Run.boot(Verified.compile(plan));
    for (int i : new int[] {0, 499, 500, 1_099}) {
      assertThat(run.inject("e", "a", i).seen("out"))
          .containsExactly("event out(\"a\", " + i + ")");
    }
  }

  @Test
  void aStrandIsSplitOnlyWhereItMust() {
    List<Integer> parts = new ArrayList<>();
    Plan plan =
        Run.plan(
            List.of(new Source("t.olg", TABLE + "\nr out(@A, V) :- e(@A, K), n(@A, K, V).")),
            Map.of(),
            PlanOptions.DEFAULT);
    plan.strands().forEach(strand -> parts.addAll(Size.splits(strand)));
    assertThat(parts).isEmpty();
  }

  private static Run run(String rule) {
    return Run.of(PlanOptions.DEFAULT, TABLE, rule);
  }
}
