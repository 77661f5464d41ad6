package dev.p2.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.Timer;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Time;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What strands do, in programs of a few lines; the same with the planner's rewrites and without.
 */
@ParameterizedClass(name = "rewrites: {0}")
@ValueSource(booleans = {true, false})
class StrandsTest {
  private final PlanOptions options;

  StrandsTest(boolean rewrites) {
    this.options =
        rewrites ? PlanOptions.DEFAULT : new PlanOptions(Set.copyOf(Planner.rewriteNames()));
  }

  private Run of(String... lines) {
    return Run.of(options, lines);
  }

  private static final String NUMBERS = "table n(@A: addr, key K: int, V: int).";

  private Run numbers(String... rules) {
    String[] lines = new String[rules.length + 3];
    lines[0] = NUMBERS;
    lines[1] = "event e(@A: addr, K: int).";
    lines[2] =
        "n(@LOCALADDRESS, 1, 10). n(@LOCALADDRESS, 2, 20). n(@LOCALADDRESS, 3, 0). n(@LOCALADDRESS,"
            + " 4, 20).";
    System.arraycopy(rules, 0, lines, 3, rules.length);
    Run run = of(lines);
    run.out();
    return run;
  }

  @Test
  void aProbeFindsTheRowWithTheKey() {
    Run run = numbers("r out(@A, V) :- e(@A, K), n(@A, K, V).");
    assertThat(run.inject("e", "a", 2).seen("out")).containsExactly("event out(\"a\", 20)");
    assertThat(run.inject("e", "a", 9).seen("out")).isEmpty();
  }

  @Test
  void joinsNest() {
    Run run = numbers("r out(@A, X, Y) :- e(@A, V), n(@A, X, V), n(@A, Y, V), X < Y.");
    assertThat(run.inject("e", "a", 20).seen("out")).containsExactly("event out(\"a\", 2, 4)");
  }

  @Test
  void aRepeatedVariableIsATest() {
    Run run = of("event e(@A: addr, X: int, Y: double). r out(@A, X) :- e(@A, X, X).");
    assertThat(run.inject("e", "a", 1, 1.0).seen("out")).hasSize(1);
    assertThat(run.inject("e", "a", 1, 1.5).seen("out")).isEmpty();
  }

  @Test
  void negationHoldsIfNoRowMatches() {
    Run run =
        numbers(
            "r out(@A, K) :- e(@A, K), not n(@A, K, _).",
            "s big(@A, K) :- e(@A, K), not n(@A, _, K).");
    assertThat(run.inject("e", "a", 2).out())
        .contains("event big(\"a\", 2)")
        .doesNotContain("event out(\"a\", 2)");
    assertThat(run.inject("e", "a", 20).out())
        .contains("event out(\"a\", 20)")
        .doesNotContain("event big(\"a\", 20)");
  }

  @Test
  void anErrorDropsOneDerivationAndNotTheOthers() {
    Run run = numbers("r out(@A, K, 100 / V) :- e(@A, _), n(@A, K, V).");
    assertThat(run.inject("e", "a", 0).out())
        .contains("event out(\"a\", 1, 10)", "event out(\"a\", 2, 5)", "event out(\"a\", 4, 5)")
        .containsOnlyOnce("error P2-R01 in r");
  }

  @Test
  void anErrorInATermIsReportedForACompleteMatch() {
    Run run = numbers("r out(@A, K, X) :- e(@A, _), n(@A, K, V), X := 100 / V, X > 1.");
    assertThat(run.inject("e", "a", 0).out())
        .contains("event out(\"a\", 1, 10)", "event out(\"a\", 2, 5)", "event out(\"a\", 4, 5)")
        .containsOnlyOnce("error P2-R01 in r");
  }

  @Test
  void falseWinsOverError() {
    Run run = numbers("r out(@A, K) :- e(@A, E), n(@A, K, V), 100 / V > 1, K == E.");
    assertThat(run.inject("e", "a", 2).out())
        .contains("event out(\"a\", 2)")
        .noneMatch(line -> line.startsWith("error"));
    assertThat(run.inject("e", "a", 3).out()).contains("error P2-R01 in r");
  }

  @Test
  void ofTwoErrorsTheFirstInTheTextIsReported() {
    Run run =
        numbers(
            "r out(@A, K) :- e(@A, E), n(@A, K, V), K == E, X := f_int(\"x\" + K), 100 / V > X.",
            "s out(@A, K) :- e(@A, E), n(@A, K, V), K == E, 100 / V > 1, f_int(\"x\" + K) > 1.");
    assertThat(run.inject("e", "a", 3).out()).contains("error P2-R07 in r", "error P2-R01 in s");
  }

  @Test
  void aJoinOnAVariableThatCouldNotBeAssignedMatchesNothing() {
    Run run = numbers("r out(@A, K) :- e(@A, E), X := 100 / E, n(@A, K, X).");
    assertThat(run.inject("e", "a", 10).out()).contains("event out(\"a\", 1)");
    assertThat(run.inject("e", "a", 0).out()).containsExactly("event e(\"a\", 0)");
  }

  @Test
  void aCountOfNothingIsEmitted() {
    Run run = numbers("r out(@A, K, count<*>) :- e(@A, K), n(@A, _, K).");
    assertThat(run.inject("e", "a", 20).seen("out")).containsExactly("event out(\"a\", 20, 2)");
    assertThat(run.inject("e", "a", 5).seen("out")).containsExactly("event out(\"a\", 5, 0)");
  }

  @Test
  void aFalseConditionOnTheEventSuppressesTheOutput() {
    Run run = numbers("r out(@A, K, count<*>) :- e(@A, K), n(@A, _, K), K > 5.");
    assertThat(run.inject("e", "a", 20).seen("out")).containsExactly("event out(\"a\", 20, 2)");
    assertThat(run.inject("e", "a", 5).seen("out")).isEmpty();
  }

  @Test
  void anErrorInAGroupByColumnSuppressesTheOutputAndIsReportedOnce() {
    Run run = numbers("r out(@A, 100 / K, count<*>) :- e(@A, K), n(@A, _, _).");
    assertThat(run.inject("e", "a", 20).seen("out")).containsExactly("event out(\"a\", 5, 4)");
    assertThat(run.inject("e", "a", 0).out())
        .containsExactly("event e(\"a\", 0)", "error P2-R01 in r");
  }

  @Test
  void anErrorInAnArgumentDropsThatRow() {
    Run run = numbers("r out(@A, sum<100 / V>, count<*>) :- e(@A, K), n(@A, _, V).");
    assertThat(run.inject("e", "a", 1).out())
        .contains("event out(\"a\", 20, 3)")
        .containsOnlyOnce("error P2-R01 in r");
  }

  @Test
  void minOfNothingIsNull() {
    Run run =
        of(
            "event e(@A: addr, K: int). table t(@A: addr, key I: id, T: time).",
            "r out(@A, min<I>, max<T>) :- e(@A, _), t(@A, I, T).",
            "s put(@A, I, f_now()) :- e(@A, K), I := f_id(K).",
            "t t(@A, I, T) :- put(@A, I, T).");
    assertThat(run.inject("e", "a", 7).seen("out")).containsExactly("event out(\"a\", null, null)");
    assertThat(run.inject("e", "a", 9).seen("out"))
        .containsExactly("event out(\"a\", " + Id.of(7) + ", 1970-01-01T00:00:02Z)");
  }

  @Test
  void groupsThatTheEventDoesNotFixAreMadeFromMatches() {
    Run run = numbers("r out(@A, V, count<*>, mklist<K>) :- e(@A, _), n(@A, K, V).");
    assertThat(run.inject("e", "a", 0).seen("out"))
        .containsExactly(
            "event out(\"a\", 10, 1, [1])",
            "event out(\"a\", 20, 2, [2, 4])",
            "event out(\"a\", 0, 1, [3])");
  }

  @Test
  void minCarriesItsCompanions() {
    Run run = numbers("r out(@A, max<V, K>) :- e(@A, _), n(@A, K, V).");
    assertThat(run.inject("e", "a", 0).seen("out")).containsExactly("event out(\"a\", 20, 2)");
  }

  @Test
  void topkHasARowEach() {
    Run run =
        numbers(
            "r out(@A, topk<V, 2>) :- e(@A, _), n(@A, _, V).",
            "s many(@A, K, topk<V, K>, count<*>) :- e(@A, K), n(@A, _, V).");
    assertThat(run.inject("e", "a", 3).out())
        .contains(
            "event out(\"a\", 20)", "event many(\"a\", 3, 20, 4)", "event many(\"a\", 3, 10, 4)")
        .doesNotContain("event many(\"a\", 3, 0, 4)");
  }

  @Test
  void viewsFollowTheirTables() {
    Run run =
        numbers(
            "view two(@A, V, K) :- n(@A, K, V), n(@A, L, V), K != L.",
            "materialize(two, infinity, infinity, keys(1,2,3)).",
            "materialize(per, infinity, infinity, keys(1,2)).",
            "per per(@A, V, count<*>) :- n(@A, _, V).");
    assertThat(run.rows("two")).containsExactly("two(\"a\", 20, 2)", "two(\"a\", 20, 4)");
    assertThat(run.rows("per"))
        .containsExactly("per(\"a\", 0, 1)", "per(\"a\", 10, 1)", "per(\"a\", 20, 2)");
    run.inject("n", "a", 4, 10);
    assertThat(run.rows("two")).containsExactly("two(\"a\", 10, 1)", "two(\"a\", 10, 4)");
    assertThat(run.rows("per"))
        .containsExactly("per(\"a\", 0, 1)", "per(\"a\", 10, 2)", "per(\"a\", 20, 1)");
  }

  @Test
  void viewsOverNegationFlip() {
    Run run =
        numbers(
            "materialize(dead, infinity, infinity, keys(1,2)). event kill(@A: addr, K: int).",
            "materialize(alive, infinity, infinity, keys(1,2)).",
            "k dead(@A, K) :- kill(@A, K).",
            "u delete dead(@A, K) :- e(@A, K).",
            "v alive(@A, K) :- n(@A, K, _), not dead(@A, K).");
    assertThat(run.rows("alive")).hasSize(4);
    run.inject("kill", "a", 2);
    assertThat(run.rows("alive"))
        .containsExactly("alive(\"a\", 1)", "alive(\"a\", 3)", "alive(\"a\", 4)");
    run.inject("e", "a", 2);
    assertThat(run.rows("alive")).hasSize(4);
  }

  @Test
  void recursiveViewsAreWellFounded() {
    Run run =
        of(
            "table link(@A: addr, key X: int, key Y: int). event cut(@A: addr, X: int, Y: int).",
            "materialize(path, infinity, infinity, keys(1,2,3)).",
            "b path(@A, X, Y) :- link(@A, X, Y).",
            "s path(@A, X, Z) :- link(@A, X, Y), path(@A, Y, Z).",
            "c delete link(@A, X, Y) :- cut(@A, X, Y).",
            "link(@LOCALADDRESS, 1, 2). link(@LOCALADDRESS, 2, 1). link(@LOCALADDRESS, 3, 1).");
    assertThat(run.rows("path")).hasSize(6);
    run.inject("cut", "a", 1, 2);
    assertThat(run.rows("path")).containsExactly("path(\"a\", 2, 1)", "path(\"a\", 3, 1)");
  }

  @Test
  void aHeadElsewhereIsSent() {
    Run run = numbers("r out(@B, A, K) :- e(@A, K), B := \"b\" + K.");
    assertThat(run.inject("e", "a", 3).out()).contains("send out(\"b3\", \"a\", 3) to b3");
  }

  @Test
  void valuesOfAnyTypeAreMatchedByValue() {
    Run run =
        of(
            "event e(@A: addr, K: any). table t(@A: addr, key K: int).",
            "r out(@A, K) :- e(@A, K), t(@A, K).",
            "t(@LOCALADDRESS, 5).");
    assertThat(run.inject("e", "a", 5).seen("out")).hasSize(1);
    assertThat(run.inject("e", "a", 5.0).seen("out")).hasSize(1);
    assertThat(run.inject("e", "a", "5").seen("out")).isEmpty();
  }

  @Test
  void idsAreComparedOnTheRing() {
    Run run =
        of(
            "event e(@A: addr, K: id). table s(@A: addr, key S: id).",
            "r out(@A, S, D) :- e(@A, K), s(@A, S), S in (K, K + 100], D := S - K - 1.",
            "s(@LOCALADDRESS, 0x5I). s(@LOCALADDRESS, 0xfffI).");
    assertThat(run.inject("e", "a", Id.of(-1)).seen("out"))
        .containsExactly("event out(\"a\", " + Id.of(5) + ", " + Id.of(5) + ")");
  }

  @Test
  void hostFunctionsAreCalledAndTheirFailureIsAnError() {
    Run run =
        numbers(
            "extern f_two(int, int): int. extern f_boom(int): int.",
            "r out(@A, X) :- e(@A, K), X := f_two(K, K).",
            "s out(@A, X) :- e(@A, K), X := f_boom(K).");
    assertThat(run.inject("e", "a", 3).out()).contains("error P2-R09 in s");
  }

  @Test
  void drawsAreMadeOncePerMatch() {
    Run run = numbers("r out(@A, K, X, X) :- e(@A, _), n(@A, K, _), X := f_rand().");
    assertThat(run.inject("e", "a", 3).seen("out")).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void everyAggregateHasItsValueAndItsValueOfNothing() {
    Run run =
        numbers(
            "r1 a(@A, count<V>, countdistinct<V>, min<V>, max<V>, sum<V>, avg<V>) :- e(@A, E),"
                + " n(@A, K, V), K <= E.",
            "r2 b(@A, mklist<V>, mkset<V>, median<V>, percentile<V, 100>, any<(V > 10)>, all<(V >"
                + " 5)>) :- e(@A, E), n(@A, K, V), K <= E.",
            "r3 c(@A, var<V>, stddev<V>, sample<E>, limit<V, 2>) :- e(@A, E), n(@A, K, V), K <="
                + " E.");
    assertThat(run.inject("e", "a", 4).out())
        .contains(
            "event a(\"a\", 4, 3, 0, 20, 50, 12.5)",
            "event b(\"a\", [0, 10, 20, 20], {0, 10, 20}, 10, 20, true, false)")
        .filteredOn(line -> line.contains("c("))
        .hasSize(2);
    assertThat(run.inject("e", "a", 0).out())
        .containsExactly(
            "event e(\"a\", 0)",
            "event a(\"a\", 0, 0, null, null, 0, null)",
            "event b(\"a\", [], {}, null, null, false, true)");
  }

  @Test
  void anErrorInAConditionOfTheEventSuppressesTheOutputUnlessAnotherIsFalse() {
    Run run =
        numbers(
            "r out(@A, K, count<*>) :- e(@A, K), n(@A, _, _), 100 / K > 1.",
            "s two(@A, K, count<*>) :- e(@A, K), n(@A, _, _), 100 / K > 1, K > 7.");
    assertThat(run.inject("e", "a", 0).out())
        .containsExactly("event e(\"a\", 0)", "error P2-R01 in r");
    assertThat(run.inject("e", "a", 10).out())
        .contains("event out(\"a\", 10, 4)", "event two(\"a\", 10, 4)");
  }

  @Test
  void deletesGoByKey() {
    Run run = numbers("r delete n(@A, K, _) :- e(@A, K).");
    run.inject("e", "a", 2);
    assertThat(run.rows("n")).hasSize(3).doesNotContain("n(\"a\", 2, 20)");
  }

  @Test
  void noRowMatchesAnArgumentThatFailsAndANegatedOneFailsTheMatch() {
    Run run =
        numbers(
            "r out(@A, K) :- e(@A, K), n(@A, 10 / K, _).",
            "s none(@A, K) :- e(@A, K), not n(@A, 10 / K, _).");
    assertThat(run.inject("e", "a", 5).seen("out")).hasSize(1);
    assertThat(run.inject("e", "a", 0).out())
        .containsExactly("event e(\"a\", 0)", "error P2-R01 in s");
  }

  @Test
  void viewsReportAnErrorOnceAndLeaveTheRowOut() {
    Run run =
        numbers(
            "materialize(inv, infinity, infinity, keys(1,2)). materialize(total, infinity,"
                + " infinity, keys(1)).",
            "v inv(@A, K, 100 / V) :- n(@A, K, V).",
            "w total(@A, sum<100 / V>) :- n(@A, _, V).",
            "t n(@A, K, 50) :- e(@A, K).");
    assertThat(run.rows("inv")).hasSize(3);
    assertThat(run.rows("total")).containsExactly("total(\"a\", 20)");
    assertThat(run.inject("e", "a", 1).out()).noneMatch(line -> line.startsWith("error"));
    assertThat(run.rows("total")).containsExactly("total(\"a\", 12)");
  }

  @Test
  void anEventViewTellsThatItsGroupBecameEmpty() {
    Run run =
        of(
            "table t(@A: addr, key K: int). event e(@A: addr, K: int). event del(@A: addr, K:"
                + " int).",
            "i t(@A, K) :- e(@A, K).",
            "d delete t(@A, K) :- del(@A, K).",
            "c size(@A, count<*>, max<K>) :- t(@A, K).");
    assertThat(run.inject("e", "a", 7).seen("size")).containsExactly("event size(\"a\", 1, 7)");
    assertThat(run.inject("del", "a", 7).seen("size"))
        .containsExactly("event size(\"a\", 0, null)");
  }

  @Test
  void listsAndTextsAndConditionals() {
    Run run =
        numbers(
            "r out(@A, L[1], \"<\" + K + \">\", K > 2 ? \"big\" : \"small\", K in L) :- e(@A, K), L"
                + " := [K, K * K, 3].");
    assertThat(run.inject("e", "a", 3).seen("out"))
        .containsExactly("event out(\"a\", 9, \"<3>\", \"big\", true)");
  }

  @Test
  void timersHavePeriodCountAndPhase() {
    Run run =
        of(
            "r out(@A, E) :- periodic(@A, E, 2, 3, f_rand() % 10 * 1ms).",
            "s out(@A, E) :- periodic(@A, E, 500ms).");
    Timer first = run.timers().get(0);
    assertThat(first.periodNanos()).isEqualTo(2_000_000_000L);
    assertThat(first.count()).isEqualTo(3);
    assertThat(first.firstNanos()).isBetween(1_000_000_000L, 1_009_000_000L);
    assertThat(run.timers().get(1).periodNanos()).isEqualTo(500_000_000L);
    assertThat(run.timers().get(1).count()).isEqualTo(-1);
  }

  @Test
  void timeAndDurationsStayUnboxed() {
    Run run =
        of(
            "event e(@A: addr, T: time). r out(@A, f_now() - T, T + 1.5s) :- e(@A, T), f_now() - T"
                + " > 1.");
    assertThat(run.inject("e", "a", new Time(0)).seen("out"))
        .containsExactly("event out(\"a\", 2s, 1970-01-01T00:00:01.500Z)");
  }
}
