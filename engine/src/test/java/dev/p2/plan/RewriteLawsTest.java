package dev.p2.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rewrite, tried on every program of the tables. */
final class RewriteLawsTest {
  static Stream<Named<Rewrite>> rewrites() {
    return Planner.REWRITES.stream().map(rewrite -> Named.of(rewrite.name(), rewrite));
  }

  @ParameterizedTest
  @MethodSource("rewrites")
  void twiceIsOnce(Rewrite rewrite) {
    for (Draft draft : drafts()) {
      Draft once = rewrite.apply(draft);
      assertThat(rewrite.apply(once)).isSameAs(once);
    }
  }

  @ParameterizedTest
  @MethodSource("rewrites")
  void everyTermIsKeptOnce(Rewrite rewrite) {
    for (Draft draft : drafts()) {
      List<Integer> before = draft.steps().stream().map(Draft.Step::term).sorted().toList();
      List<Integer> after =
          rewrite.apply(draft).steps().stream().map(Draft.Step::term).sorted().toList();
      assertThat(after).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("rewrites")
  void everyVariableIsBoundBeforeItIsNeeded(Rewrite rewrite) {
    for (Draft draft : drafts()) {
      Draft after = rewrite.apply(draft);
      Set<Variable> bound = new HashSet<>(after.boundAtStart());
      for (Draft.Step step : after.steps()) {
        assertThat(bound).as("%s: %s", after.rule(), step).containsAll(after.needs(step));
        bound.addAll(Draft.binds(step));
      }
    }
  }

  @Test
  void rewritesRunAfterThoseTheyName() {
    var ran = new ArrayList<Class<?>>();
    for (Rewrite rewrite : Planner.REWRITES) {
      assertThat(ran).as(rewrite.name()).containsAll(rewrite.after());
      ran.add(rewrite.getClass());
    }
  }

  private static List<Draft> drafts() {
    var drafts = new ArrayList<Draft>();
    for (PlanTable table : PlanTableTest.all()) {
      for (PlanTable.Case c : table.cases()) {
        Program program = table.program(c);
        for (CheckedRule rule : program.rules())
          starts(rule).forEach(s -> drafts.add(Drafts.of(rule, s)));
      }
    }
    return drafts;
  }

  private static List<Draft.Start> starts(CheckedRule rule) {
    var starts = new ArrayList<Draft.Start>();
    if (!rule.isView()) {
      starts.add(new Draft.Start.Event(rule.event().orElseThrow()));
      return starts;
    }
    var predicates = Draft.predicates(rule);
    for (int i = 0; i < predicates.size(); i++)
      starts.add(new Draft.Start.Change(predicates.get(i), i, false));
    starts.add(new Draft.Start.HeadRow(rule.head(), rule.head().aggregating()));
    return starts;
  }
}
