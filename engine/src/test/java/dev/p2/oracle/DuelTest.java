package dev.p2.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.oracle.programs.Scenario;
import dev.p2.plan.PlanOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Differences that were the harness's own or the evaluator's, kept. */
class DuelTest {
  /** 7.7: what a boot step that came to nothing has in its tables is nobody's business. */
  @Test
  void nodeOfWhichTheBootStepFailsDoesNotStart() {
    assertAgreed(
        List.of(
            "materialize(t, infinity, infinity, keys(1,2)).",
            "t(\"a\", [1]).",
            "r t(@X, [1] ||| L) :- t#change(@X, L).",
            "s u(@X, T) :- sysStart(@X, T)."),
        List.of());
  }

  /** 9.1: derivations of rows in a table with {@code keys()} outlive a step that is undone. */
  @Test
  void undoneStepLeavesRowsAndTheirDerivationsAsTheyWere() {
    assertAgreed(
        List.of(
            "materialize(b, infinity, infinity, keys()).",
            "i b(@X, V) :- put(@X, V).",
            "d delete b(@X, V) :- rem(@X, V).",
            "materialize(h, infinity, infinity, keys(1,2)).",
            "v h(@X, V) :- b(@X, V).",
            "materialize(c, infinity, infinity, keys(1,2)).",
            "j c(@X, N) :- loop(@X, N).",
            "k c(@X, N + 1) :- c#insert(@X, N)."),
        List.of(input("put", 3L), input("loop", 1L), input("rem", 3L)));
  }

  /** 3.1: null is a member of every column, and so of a delete that is asked for elsewhere. */
  @Test
  void deleteOfNullTravels() {
    assertAgreed(
        List.of(
            "extern f_host(int): int.",
            "materialize(peer, infinity, infinity, keys(1,2)).",
            "peer(\"a\", \"a\").",
            "table u7(@key X: addr, key C0: int) lifetime 2s.",
            "d15 delete u7(@N0, f_host(I3)) :- peer(@X, N0), t0(@X, I3).",
            "d16 delete u7(@X, f_host(I3)) :- t0(@X, I3)."),
        List.of(input("t0", 1L), input("t0", 2L), input("t0", 3L)));
  }

  /** 3.2: 0.0 and -0.0 are equal, so it does not matter which of them a row shows. */
  @Test
  void zeroIsZeroWithAnySign() {
    assertAgreed(
        List.of(
            "table t0(@key X: addr, C1: string, key C2: double) size 2.",
            "materialize(peer, infinity, infinity, keys(1,2)).",
            "peer(\"a\", \"a\").",
            "t0(LOCALADDRESS, \"x\", 0.0).",
            "r6 t0(@X, \"\", -D0) :- ask(@X, D0).",
            "materialize(q7, 3, infinity, keys(1,2)).",
            "v8 q7(@N0, D0) :- peer(@X, N0), t0(@X, _, D0)."),
        List.of(new Scenario.Input(0, "a", "ask", List.of("a", 0.0))));
  }

  /** 8.4: a row of a soft component that another derivation holds up is as old as before. */
  @Test
  void rowThatIsDerivedAgainRefreshesNothing() {
    assertAgreed(
        List.of(
            "materialize(link, 10, infinity, keys(1,2,3)).",
            "materialize(reach, 20, infinity, keys(1,2,3)).",
            "v1 reach(@X, A, B) :- link(@X, A, B).",
            "v2 reach(@X, A, C) :- link(@X, A, B), reach(@X, B, C).",
            "d delete link(@X, A, B) :- cut(@X, A, B)."),
        List.of(
            edge(0, "link", 1, 2),
            edge(0, "link", 2, 1),
            edge(0, "link", 2, 3),
            edge(5, "link", 1, 3),
            edge(6, "cut", 2, 3),
            new Scenario.Input(25_500_000_000L, "a", "", List.of())));
  }

  /**
   * 7.2, 8.4: equal rows of a table with {@code keys()} are different rows, with heads of their
   * own.
   */
  @Test
  void equalRowsOfABagDeriveRowsOfTheirOwn() {
    assertAgreed(
        List.of(
            "materialize(bag, 8, infinity, keys()).",
            "i bag(@X) :- put(@X).",
            "materialize(one, infinity, 1, keys()).",
            "v one(@X) :- bag(@X)."),
        List.of(
            new Scenario.Input(11_000_000_001L, "a", "put", List.of("a")),
            new Scenario.Input(16_000_000_002L, "a", "put", List.of("a")),
            new Scenario.Input(20_000_000_002L, "a", "", List.of())));
  }

  /** 8.4: a negated predicate that ends a derivation in the round in which its row expires. */
  @Test
  void derivationThatExpiresAndIsNegatedIsWithdrawn() {
    assertAgreed(
        List.of(
            "materialize(t, 5, infinity, keys(1,2)).",
            "materialize(no, 8, infinity, keys(1)).",
            "v1 no(@X) :- t(@X, K).",
            "d delete no(@X) :- out(@X).",
            "materialize(head, 8, infinity, keys(1)).",
            "v2 head(@X) :- t(@X, K), not no(@X)."),
        List.of(
            at(0, "t", 1L),
            new Scenario.Input(3_000_000_000L, "a", "out", List.of("a")),
            at(9, "t", 2L)));
  }

  /** 8.4: of the derivations that a row loses in one commit those that expired go first. */
  @Test
  void rowGoesWithItsLastWithdrawalWhateverLapsesBesideIt() {
    assertAgreed(
        List.of(
            "materialize(s, 5, infinity, keys(1,2)).",
            "materialize(t, 5, infinity, keys(1,2)).",
            "materialize(b, infinity, infinity, keys(1)).",
            "materialize(head, 60, infinity, keys(1)).",
            "v1 head(@X) :- s(@X, K), b(@X, V).",
            "v2 head(@X) :- t(@X, K)."),
        List.of(at(0, "s", 1L), at(0, "t", 1L), at(0, "b", 1L), at(6, "b", 2L)));
  }

  /**
   * 8.1: an event that differs from what the host says starts no aggregate, not even an empty one.
   */
  @Test
  void eventThatDoesNotMatchWhatTheHostSaysStartsNoAggregate() {
    assertAgreed(
        List.of(
            "extern f_host(int): int.",
            "r1 f1(@X, avg<I>) :- ask(@X, f_host(2)), I := 1.",
            "r2 f2(@X, count<*>) :- ask(@X, Y + f_host(3)), Y := 1.",
            "r3 f3(@X, count<*>) :- ask(@X, I), I == f_host(2)."),
        List.of(input("ask", 1), input("ask", 2), input("ask", 3), input("ask", 4)));
  }

  /** 3.1: null is a member of every column, of a row to delete too. */
  @Test
  void aRowIsDeletedByItsKeyWhateverNullStandsBesideIt() {
    assertAgreed(
        List.of(
            "extern pure f_host(int): int.",
            "table t(@X: addr, key K: int, V: int).",
            "table byAll(@X: addr, key K: int, key V: int).",
            "put1 t(@X, K, 5) :- put(@X, K).",
            "put2 byAll(@X, K, 5) :- put(@X, K).",
            "drop1 delete t(@X, K, f_host(1)) :- drop(@X, K).",
            "drop2 delete byAll(@X, K, f_host(1)) :- drop(@X, K)."),
        List.of(input("put", 1), input("put", 2), input("drop", 1)));
  }

  /** 8.4: a row follows from one that goes only if the row between them was there before. */
  @Test
  void nothingFollowedFromWhatGoesThroughARowThatComes() {
    assertAgreed(
        List.of(
            "table t(@key X: addr, key A: int, key B: int) lifetime 3 size 2.",
            "put1 t(@X, A, B) :- put(@X, A, B).",
            "materialize(path, 8, infinity, keys(1,2,3)).",
            "v1 path(@X, A, B) :- t(@X, A, B).",
            "v2 path(@X, A, C) :- path(@X, A, B), t(@X, B, C)."),
        List.of(
            edge(2, "put", 3, 0),
            edge(5, "put", 2, 3),
            edge(8, "put", 0, 2),
            edge(8, "put", 3, 0)));
  }

  private static Scenario.Input at(long second, String relation, long value) {
    return new Scenario.Input(second * 1_000_000_000L, "a", relation, List.of("a", value));
  }

  private static Scenario.Input edge(long second, String relation, long from, long to) {
    return new Scenario.Input(second * 1_000_000_000L, "a", relation, List.of("a", from, to));
  }

  private static Scenario.Input input(String event, long value) {
    return new Scenario.Input(0, "a", event, List.of("a", value));
  }

  private static void assertAgreed(List<String> statements, List<Scenario.Input> inputs) {
    var scenario = new Scenario(statements, List.of("a"), inputs);
    var variant = new Variant("as it stands", scenario.program(), PlanOptions.DEFAULT, false);
    Duel.Result result = Duel.fight(scenario, List.of(variant), new Coverage());
    assertThat(result.end()).as(result.why()).isEqualTo(Duel.End.AGREED);
  }
}
