package dev.p2.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.oracle.programs.Scenario;
import dev.p2.plan.PlanOptions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  /** 3.6: a condition that folds to a bool in a place of any type is one like others. */
  @Test
  void aConditionThatIsTrueWhateverItsColumnsHold() {
    assertAgreed(
        List.of(
            "materialize(t, infinity, infinity, keys(1,2)).",
            "put t(@X, V) :- put(@X, V).",
            "v1 yes(@X, V) :- t(@X, V), 1 ? true : V.",
            "v2 no(@X, V) :- t(@X, V), 0 ? V : false.",
            "v3 both(@X, V) :- t(@X, V), (1 ? true : V) && (V || (0 ? V : true))."),
        List.of(input("put", 0), input("put", 1)));
  }

  /** 9.1: what expires in the step of a sysError row is back if that step is undone, too. */
  @Test
  void whatExpiresInTheStepOfAnErrorIsBackWhereThatIsUndone() {
    assertAgreed(
        List.of(
            "table t(@X: addr) lifetime 8 keys().",
            "i2 t(@X) :- put(@X).",
            "materialize(s, infinity, infinity, keys(1,2)).",
            "i4 s(@X, K) :- on(@X, K).",
            "r6 t(@X) :- t#change(@X), s(@X, _)."),
        List.of(
            new Scenario.Input(0, "a", "put", List.of("a")),
            at(0, "on", 2),
            at(10, "on", 2),
            at(10, "on", 2),
            at(10, "on", 2),
            at(10, "on", 2)));
  }

  /** 4.6: a match of an aggregate view that fails is new where a row of it was replaced. */
  @Test
  void aMatchThatFailsLikeTheOneBeforeIsReportedAgain() {
    assertAgreed(
        List.of(
            "table t(@X: addr, V: int) keys(1).",
            "put t(@X, V) :- put(@X, V).",
            "materialize(n, infinity, infinity, keys(1,2)).",
            "n(LOCALADDRESS, null). n(LOCALADDRESS, 7).",
            "v1 all(@X, all<(I > 1)>) :- n(@X, I), t(@X, _).",
            "materialize(sums, infinity, infinity, keys(1)).",
            "v2 sums(@X, sum<(10 / V)>) :- t(@X, V).",
            "table bag(@X: addr, V: int) lifetime 10 keys().",
            "fill bag(@X, V) :- put(@X, V).",
            "v3 most(@X, max<(10 / V)>) :- bag(@X, V), t(@X, _)."),
        List.of(
            input("put", 1), input("put", 0), input("put", 0), input("put", 2), input("put", 0)));
  }

  /** 3.6: a condition of many alternatives is compiled in time. */
  @Test
  void aConditionOfManyAlternatives() {
    String any =
        IntStream.range(0, 60).mapToObj(i -> "V == " + 2 * i).collect(Collectors.joining(" || "));
    assertAgreed(
        List.of("r even(@X, V) :- ask(@X, V), " + any + "."),
        List.of(input("ask", 0), input("ask", 118), input("ask", 117)));
  }

  /** 8.4: what expired stays away where what it was derived from goes and comes back at once. */
  @Test
  void expiredRowDoesNotComeBackWithAHardOne() {
    assertAgreed(
        List.of(
            "materialize(t, infinity, infinity, keys(1,2,3)).",
            "put t(@X, A, B) :- put(@X, A, B).",
            "materialize(soft, 5, infinity, keys(1,2,3)).",
            "v1 soft(@X, A, B) :- t(@X, A, B).",
            "materialize(hard, infinity, infinity, keys(1,2)).",
            "v2 hard(@X, C) :- soft(@X, B, C).",
            "v3 soft(@X, A, C) :- t(@X, A, B), hard(@X, C)."),
        List.of(
            edge(2, "put", 3, 3),
            edge(2, "put", 2, 3),
            edge(5, "put", 3, 2),
            new Scenario.Input(10_000_000_000L, "a", "", List.of())));
    assertAgreed(
        List.of(
            "materialize(g, infinity, infinity, keys(1,2,3)).",
            "put g(@X, A, B) :- put(@X, A, B).",
            "materialize(hard, infinity, infinity, keys(1,2,3)).",
            "v1 hard(@X, A, B) :- g(@X, A, B).",
            "materialize(soft, 8, infinity, keys(1,2,3)).",
            "v2 soft(@X, A, C) :- g(@X, A, B), hard(@X, B, C).",
            "v3 hard(@X, A, C) :- g(@X, A, B), soft(@X, B, C)."),
        List.of(
            edge(0, "put", 3, 2),
            edge(5, "put", 0, 3),
            edge(5, "put", 1, 0),
            edge(5, "put", 3, 3),
            edge(12, "put", 2, 1),
            new Scenario.Input(17_000_000_000L, "a", "", List.of())));
  }

  /** 8.4: a row that is taken and comes back derives what is new with a row that has just come. */
  @Test
  void rowThatComesBackMeetsOneThatIsNew() {
    assertAgreed(
        List.of(
            "table t(@X: addr, key A: int, B: int).",
            "put t(@X, A, B) :- put(@X, A, B).",
            "materialize(soft, 3, infinity, keys(1,2,3)).",
            "v1 soft(@X, A, B) :- t(@X, A, B).",
            "v2 soft(@X, A, C) :- soft(@X, A, B), t(@X, B, C)."),
        List.of(
            edge(0, "put", 3, 3),
            edge(0, "put", 0, 3),
            edge(19, "put", 2, 0),
            edge(19, "put", 3, 1)));
  }

  /** 4.6: a match of which one argument does not fit is part of no aggregate of its head. */
  @Test
  void aMatchIsPartOfAllAggregatesOrOfNone() {
    assertAgreed(
        List.of(
            "materialize(t, infinity, infinity, keys(1,2)).",
            "t(LOCALADDRESS, 1). t(LOCALADDRESS, \"x\"). t(LOCALADDRESS, [2]). t(LOCALADDRESS,"
                + " 3s).",
            "a1 out1(@X, mklist<V>, stddev<V>, count<*>) :- ask(@X), t(@X, V).",
            "a2 out2(@X, mklist<V>, sum<V>) :- ask(@X), t(@X, V).",
            "a3 out3(@X, mklist<V>, union<V>, all<V>) :- ask(@X), t(@X, V).",
            "a4 out4(@X, mklist<V>, median<V>) :- ask(@X), t(@X, V).",
            "a5 out5(@X, K, mklist<V>, avg<V>) :- ask(@X), t(@X, V), K := 1.",
            "materialize(all, infinity, infinity, keys(1)).",
            "v1 all(@X, mkset<V>, sum<V>) :- t(@X, V)."),
        List.of(new Scenario.Input(0, "a", "ask", List.of("a"))));
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

  /** 9.6: the order of a strand's matches is open, though one of them repeats an earlier row. */
  @Test
  void conflictThatARepeatedRowHides() {
    assertEnd(
        Duel.End.OPEN,
        List.of(
            "v1 path(@X, A, B) :- link(@X, A, B).",
            "materialize(path, infinity, infinity, keys(1,2,3)).",
            "v2 path(@X, A, C) :- path(@X, A, B), path(@X, B, C).",
            "materialize(last, infinity, infinity, keys(1)).",
            "v3 last(@X, B) :- path(@X, _, B)."),
        List.of(edge(0, "link", 0, 2), edge(0, "link", 2, 0)));
  }

  /**
   * 7.1: {@code !t(@X, Q, Q)} asks for any row with equal columns, not for one like that which
   * came.
   */
  @Test
  void aSecondRowThatANegationExcludesEndsNothing() {
    assertAgreed(
        List.of(
            "table t(@X: addr, key A: int, key B: int).",
            "put1 t(@X, A, A) :- put(@X, A).",
            "put2 t(@X, A, A + 1) :- put(@X, A).",
            "drop delete t(@X, A, A) :- drop(@X, A).",
            "table peer(@X: addr, key Y: addr).",
            "peer(\"a\", \"a\").",
            "v1 none(@Y) :- peer(@X, Y), not t(@X, Q, Q).",
            "materialize(here, infinity, infinity, keys(1)).",
            "v2 here(@X) :- peer(@X, X), not t(@X, Q, Q)."),
        List.of(
            input("put", 1), input("put", 2), input("drop", 1), input("drop", 2), input("put", 3)));
  }

  /** 9.5: of a row to delete only the key means something, in an error as well. */
  @Test
  void aDeleteForWhatIsNoAddress() {
    assertAgreed(
        List.of(
            "materialize(t, infinity, infinity, keys(1)).",
            "put t(@X, all<I>) :- put(@X, I).",
            "drop delete t(@To, _) :- drop(@X, I), To := I."),
        List.of(input("put", 1), input("drop", 2)));
  }

  /** 9.5: a step tells no more errors than {@code sysError} has rows (seed 64000150). */
  @Test
  void moreErrorsThanAreTold() {
    assertEnd(
        Duel.End.OPEN,
        List.of(
            "materialize(t, infinity, infinity, keys()).",
            "put t(@X, I) :- put(@X, I).",
            "more t(@X, I) :- more(@X, I), t(@X, _), t(@X, _).",
            "v1 digit(@X, f_digit(1I, 3, 0)) :- t(@X, _)."),
        List.of(
            input("put", 1),
            input("put", 2),
            input("more", 3),
            input("more", 4),
            input("more", 5)));
  }

  /** 4.6: a row that a group cannot make is told once, until the group can (seed 65005633). */
  @Test
  void aRowThatAGroupCannotMake() {
    assertAgreed(
        List.of(
            "table t(@X: addr, key I: int, V: any).",
            "put t(@X, I, \"no number\") :- put(@X, I).",
            "fits t(@X, I, I) :- fits(@X, I).",
            "drop delete t(@X, I, _) :- drop(@X, I).",
            "table least(@X: addr, key I: int, key V: int).",
            "v1 least(@X, min<I, V>) :- t(@X, I, V).",
            "table top(@X: addr, key V: int).",
            "v2 top(@X, topk<V, 2>) :- t(@X, _, V).",
            "event told(@X: addr, I: int, V: int).",
            "v3 told(@X, max<I, V>) :- t(@X, I, V)."),
        List.of(
            input("put", 5),
            input("put", 3),
            input("put", 4),
            input("fits", 1),
            input("put", 7),
            input("drop", 1),
            input("fits", 9),
            input("drop", 3),
            input("drop", 9)));
  }

  private static void assertAgreed(List<String> statements, List<Scenario.Input> inputs) {
    assertEnd(Duel.End.AGREED, statements, inputs);
  }

  private static void assertEnd(
      Duel.End end, List<String> statements, List<Scenario.Input> inputs) {
    var scenario = new Scenario(statements, List.of("a"), inputs);
    var variant = new Variant("as it stands", scenario.program(), PlanOptions.DEFAULT, false);
    Duel.Result result = Duel.fight(scenario, List.of(variant), new Coverage());
    assertThat(result.end()).as(result.why()).isEqualTo(end);
  }
}
