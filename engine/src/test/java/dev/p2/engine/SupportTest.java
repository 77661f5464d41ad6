package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.Message;
import dev.p2.engine.tuple.Tuple;
import org.junit.jupiter.api.Test;

/** What holds rows of views up, and what ends them: overlog.md 8.4. */
class SupportTest {
  /**
   * Two soft bodies that give one head row a key: {@code h(@X, K)} from {@code b(@X, K, V)},
   * whatever V.
   */
  private static World softBody(String headLifetime) {
    return World.of(
        """
        materialize(b, 10, infinity, keys(1,2,3)).  materialize(h, %s, infinity, keys(1,2)).
        v h(@X, K) :- b(@X, K, _).
        d1 delete b(@X, K, V) :- drop(@X, K, V).
        d2 delete h(@X, K) :- kill(@X, K).
        w1 came(@X, K) :- h#insert(@X, K).  w2 went(@X, K) :- h#delete(@X, K).
        """
            .formatted(headLifetime),
        "a");
  }

  @Test
  void aSupportThatEndedWithTheRowDoesNotEndItAgain() {
    World w = softBody("infinity");
    w.at(0).inject("b", "a", 1L, 1L).inject("b", "a", 1L, 2L).inject("kill", "a", 1L);
    assertThat(w.rows("h")).isEmpty();
    w.at(1).inject("b", "a", 1L, 1L); // refreshed: derives the row again
    assertThat(w.rows("h")).containsExactly("h(\"a\", 1)");
    w.inject("drop", "a", 1L, 2L); // its support had ended
    assertThat(w.rows("h")).containsExactly("h(\"a\", 1)");
    w.inject("drop", "a", 1L, 1L);
    assertThat(w.rows("h")).isEmpty();
  }

  @Test
  void aRefreshedBodyRowDoesNotCountTwice() {
    World w = softBody("infinity");
    w.at(0)
        .inject("b", "a", 1L, 1L)
        .at(1)
        .inject("b", "a", 1L, 1L)
        .at(2)
        .inject("drop", "a", 1L, 1L);
    assertThat(w.rows("h")).isEmpty();
  }

  @Test
  void aHardHeadIsNotRefreshed() {
    World w = softBody("infinity");
    w.at(0).inject("b", "a", 1L, 1L).takeChanges();
    w.at(1).inject("b", "a", 1L, 1L);
    assertThat(w.takeChanges()).containsExactly("REFRESH b(\"a\", 1, 1)");
  }

  @Test
  void aSoftHeadIsRefreshedWithItsBody() {
    World w = softBody("20");
    w.at(0).inject("b", "a", 1L, 1L).at(8).inject("b", "a", 1L, 1L);
    assertThat(w.at(28).rows("h")).hasSize(1);
    assertThat(w.at(28.1).rows("h")).isEmpty();
  }

  @Test
  void aLastSupportThatIsWithdrawnTakesASoftRowAwayThoughAnotherExpired() {
    World w = softBody("60");
    w.at(0).inject("b", "a", 1L, 1L).at(5).inject("b", "a", 1L, 2L);
    w.at(11).wake("a");
    assertThat(w.rows("b")).containsExactly("b(\"a\", 1, 2)");
    w.inject("drop", "a", 1L, 2L);
    assertThat(w.rows("h")).isEmpty();
  }

  @Test
  void aLastSupportThatExpiresLeavesASoftRowAlone() {
    World w = softBody("60");
    w.at(0).inject("b", "a", 1L, 1L).inject("b", "a", 1L, 2L).inject("drop", "a", 1L, 2L);
    w.at(11).wake("a");
    assertThat(w.rows("b")).isEmpty();
    assertThat(w.rows("h")).hasSize(1);
  }

  @Test
  void aRowThatExpiredAndComesAgainInOneStepIsDeletedAndInserted() {
    World w = softBody("60");
    w.at(0).inject("b", "a", 1L, 1L).takeChanges();
    w.at(11).inject("b", "a", 1L, 1L);
    assertThat(w.takeChanges())
        .containsExactly("EXPIRE b(\"a\", 1, 1)", "INSERT b(\"a\", 1, 1)", "REFRESH h(\"a\", 1)");
    w.inject("drop", "a", 1L, 1L);
    assertThat(w.rows("h")).isEmpty();
  }

  @Test
  void aDerivationThatLostOneRowByExpiryAndOneByDeletionIsWithdrawn() {
    World w =
        World.of(
            """
            materialize(b, 10, infinity, keys(1,2)).  materialize(c, infinity, infinity, keys(1,2)).
            materialize(h, 60, infinity, keys(1,2)).
            v h(@X, K) :- b(@X, K), c(@X, K).
            """,
            "a");
    w.at(0).inject("b", "a", 1L).inject("c", "a", 1L);
    w.at(5).inject("b", "a", 2L).inject("c", "a", 2L);
    Tuple request = w.program.make(w.id("c"), new Object[] {"a", 1L});
    w.at(11)
        .nodes
        .get("a")
        .receive(new Message("a", Message.Kind.DELETE, request, -1), "b", w.now());
    assertThat(w.rows("h")).containsExactly("h(\"a\", 2)");
    w.at(16).wake("a");
    assertThat(w.rows("b")).isEmpty();
    assertThat(w.rows("h")).containsExactly("h(\"a\", 2)");
  }

  @Test
  void aNegatedRowThatAppearsWithdrawsFromASoftHead() {
    World w =
        World.of(
            """
            materialize(b, 10, infinity, keys(1,2)).  materialize(no, 5, infinity, keys(1,2)).
            materialize(h, 60, infinity, keys(1,2)).
            v h(@X, K) :- b(@X, K), not no(@X, K).
            """,
            "a");
    w.at(0).inject("b", "a", 1L);
    assertThat(w.rows("h")).hasSize(1);
    w.at(1).inject("no", "a", 1L);
    assertThat(w.rows("h")).isEmpty();
    w.at(6.5).wake("a"); // "no" has expired: the head is derived
    assertThat(w.rows("h")).hasSize(1);
  }

  @Test
  void evictionWithdraws() {
    World w =
        World.of(
            """
            materialize(b, 10, 2, keys(1,2)).  materialize(h, 60, infinity, keys(1,2)).
            v h(@X, K) :- b(@X, K).
            """,
            "a");
    w.inject("b", "a", 1L).inject("b", "a", 2L).inject("b", "a", 3L);
    assertThat(w.rows("h")).containsExactly("h(\"a\", 2)", "h(\"a\", 3)");
  }

  @Test
  void replacementWithTheSameResultRefreshesASoftHeadOnly() {
    World w =
        World.of(
            """
            materialize(b, infinity, infinity, keys(1,2)).
            materialize(soft, 10, infinity, keys(1,2)).  materialize(hard, infinity, infinity, keys(1,2)).
            v1 soft(@X, K) :- b(@X, K, _).
            v2 hard(@X, K) :- b(@X, K, _).
            """,
            "a");
    w.at(0).inject("b", "a", 1L, 1L).takeChanges();
    w.at(1).inject("b", "a", 1L, 2L);
    assertThat(w.takeChanges())
        .containsExactly("REPLACE b(\"a\", 1, 1) -> b(\"a\", 1, 2)", "REFRESH soft(\"a\", 1)");
  }

  @Test
  void theLoserOfAKeyDoesNotComeBack() {
    World w =
        World.of(
            """
            materialize(b, infinity, infinity, keys(1,2)).  materialize(h, infinity, infinity, keys(1)).
            v h(@X, V) :- b(@X, V).
            d delete b(@X, V) :- drop(@X, V).
            """,
            "a");
    w.inject("b", "a", 1L).inject("b", "a", 2L);
    assertThat(w.rows("h")).containsExactly("h(\"a\", 2)");
    w.inject("drop", "a", 1L);
    assertThat(w.rows("h")).containsExactly("h(\"a\", 2)");
    w.inject("b", "a", 1L).inject("drop", "a", 1L);
    assertThat(w.rows("h")).isEmpty();
  }

  @Test
  void anEventHeadIsEmittedForWhatComesAndIsRefreshedOnly() {
    World w =
        World.of(
            """
            materialize(b, 10, infinity, keys(1,2)).
            v seen(@X, K, V) :- b(@X, K, V).
            d delete b(@X, K, V) :- drop(@X, K, V).
            """,
            "a");
    w.inject("b", "a", 1L, 1L);
    assertThat(w.takeEvents()).containsExactly("seen(\"a\", 1, 1)");
    w.inject("b", "a", 1L, 1L);
    assertThat(w.takeEvents()).containsExactly("seen(\"a\", 1, 1)");
    w.inject("b", "a", 1L, 2L);
    assertThat(w.takeEvents()).containsExactly("seen(\"a\", 1, 2)");
    w.inject("drop", "a", 1L, 2L);
    assertThat(w.takeEvents()).containsExactly("drop(\"a\", 1, 2)");
  }

  @Test
  void aJoinOfTwoRefreshedRowsEmitsOnce() {
    World w =
        World.of(
            """
            materialize(b, 10, infinity, keys(1,2)).  materialize(c, 10, infinity, keys(1,2)).
            v pair(@X, A, B) :- b(@X, A), c(@X, B).
            r1 b(@X, 1) :- beat(@X).  r2 c(@X, 2) :- beat(@X).
            """,
            "a");
    w.inject("beat", "a");
    assertThat(w.takeEvents()).containsExactly("beat(\"a\")", "pair(\"a\", 1, 2)");
    w.at(1).inject("beat", "a");
    assertThat(w.takeEvents()).containsExactly("beat(\"a\")", "pair(\"a\", 1, 2)");
  }

  @Test
  void aDeleteViewDeletesOnEveryDerivation() {
    World w =
        World.of(
            """
            materialize(b, infinity, infinity, keys(1,2)).  materialize(gone, infinity, infinity, keys(1,2)).
            d delete b(@X, K) :- gone(@X, K), b(@X, K).
            """,
            "a");
    w.inject("gone", "a", 1L).inject("b", "a", 1L).inject("b", "a", 2L);
    assertThat(w.rows("b")).containsExactly("b(\"a\", 2)");
  }

  @Test
  void aViewWithTheClockIsNotMaintained() {
    World w =
        World.of(
            """
            materialize(b, infinity, infinity, keys(1,2)).  materialize(h, infinity, infinity, keys(1,2)).
            v h(@X, K, T) :- b(@X, K), T := f_now().
            d delete b(@X, K) :- drop(@X, K).
            """,
            "a");
    w.at(1).inject("b", "a", 1L).at(2).inject("drop", "a", 1L);
    assertThat(w.rows("b")).isEmpty();
    assertThat(w.rows("h")).hasSize(1);
  }

  @Test
  void anAggregateRowIsRefreshedWithItsGroupAndWithdrawnByExpiry() {
    World w =
        World.of(
            """
            materialize(b, 10, infinity, keys(1,2,3)).  materialize(h, 60, infinity, keys(1,2)).
            v h(@X, K, max<V>) :- b(@X, K, V).
            """,
            "a");
    w.at(0).inject("b", "a", 1L, 5L).takeChanges();
    w.at(1).inject("b", "a", 1L, 3L);
    assertThat(w.takeChanges()).containsExactly("INSERT b(\"a\", 1, 3)", "REFRESH h(\"a\", 1, 5)");
    w.at(2).inject("b", "a", 1L, 3L);
    assertThat(w.takeChanges()).containsExactly("REFRESH b(\"a\", 1, 3)", "REFRESH h(\"a\", 1, 5)");
    w.at(10.5).wake("a");
    assertThat(w.takeChanges())
        .containsExactly("EXPIRE b(\"a\", 1, 5)", "REPLACE h(\"a\", 1, 5) -> h(\"a\", 1, 3)");
    w.at(12.5).wake("a");
    assertThat(w.rows("h")).isEmpty();
  }

  @Test
  void aBagHasOneRowADerivation() {
    World w =
        World.of(
            """
            materialize(b, infinity, infinity, keys(1,2)).  materialize(h, infinity, infinity, keys()).
            v h(@X, 7) :- b(@X, _).
            d delete b(@X, K) :- drop(@X, K).
            """,
            "a");
    w.inject("b", "a", 1L).inject("b", "a", 2L);
    assertThat(w.rows("h")).containsExactly("h(\"a\", 7)", "h(\"a\", 7)");
    w.inject("drop", "a", 1L);
    assertThat(w.rows("h")).containsExactly("h(\"a\", 7)");
    w.inject("h", "a", 7L).inject("drop", "a", 2L);
    assertThat(w.rows("h")).containsExactly("h(\"a\", 7)");
  }

  private static World remote(String lifetime) {
    return World.of(
        """
        materialize(b, 10, infinity, keys(1,2,3)).  materialize(h, %s, infinity, keys(1,2)).
        v h(@Y, K) :- b(@X, Y, K).
        d1 delete b(@X, Y, K) :- drop(@X, Y, K).
        d2 delete h(@X, K) :- kill(@X, K).
        r h(@Y, K) :- push(@X, Y, K).
        """
            .formatted(lifetime),
        "a",
        "b",
        "c");
  }

  @Test
  void aRemoteRowStandsWhileAnySenderSupportsIt() {
    World w = remote("infinity");
    w.inject("b", "a", "c", 1L).inject("b", "b", "c", 1L).deliver();
    w.inject("drop", "a", "c", 1L).deliver();
    assertThat(w.rows("h")).containsExactly("h(\"c\", 1)");
    w.inject("drop", "b", "c", 1L).deliver();
    assertThat(w.rows("h")).isEmpty();
  }

  @Test
  void aRemoteInsertIsBaseSupportBesideTheViewsOfTheSameSender() {
    World w = remote("infinity");
    w.inject("b", "a", "c", 1L).inject("push", "a", "c", 1L).deliver();
    w.inject("drop", "a", "c", 1L).deliver();
    assertThat(w.rows("h")).containsExactly("h(\"c\", 1)");
  }

  @Test
  void aWithdrawalOfARemoteSupportThatEndedDoesNothing() {
    World w = remote("infinity");
    w.inject("b", "a", "c", 1L).deliver().inject("kill", "c", 1L);
    w.inject("b", "b", "c", 1L).deliver();
    w.inject("drop", "a", "c", 1L).deliver();
    assertThat(w.rows("h")).containsExactly("h(\"c\", 1)");
  }

  @Test
  void expiryLapsesAtASoftRemoteHeadAndWithdrawsFromAHardOne() {
    World soft = remote("60");
    soft.at(0).inject("b", "a", "c", 1L).deliver().at(11).wake("a").deliver();
    assertThat(soft.rows("b")).isEmpty();
    assertThat(soft.rows("h")).hasSize(1);
    World hard = remote("infinity");
    hard.at(0).inject("b", "a", "c", 1L).deliver().at(11).wake("a").deliver();
    assertThat(hard.rows("h")).isEmpty();
  }

  @Test
  void aRefreshTravelsToASoftRemoteHeadOnly() {
    World soft = remote("20");
    soft.at(0).inject("b", "a", "c", 1L).deliver().at(8).inject("b", "a", "c", 1L).deliver();
    assertThat(soft.at(27).rows("h")).hasSize(1);
    World hard = remote("infinity");
    hard.at(0).inject("b", "a", "c", 1L).deliver().at(8).inject("b", "a", "c", 1L);
    assertThat(hard.network).isEmpty();
  }

  private static World softReach() {
    World w =
        World.of(
            """
            materialize(link, 10, infinity, keys(1,2,3)).  materialize(reach, 20, infinity, keys(1,2,3)).
            v1 reach(@X, A, B) :- link(@X, A, B).
            v2 reach(@X, A, C) :- link(@X, A, B), reach(@X, B, C).
            d delete link(@X, A, B) :- cut(@X, A, B).
            """,
            "a");
    w.at(0).inject("link", "a", 1L, 2L).inject("link", "a", 2L, 1L).inject("link", "a", 2L, 3L);
    return w;
  }

  @Test
  void aRefreshRoundACycleOfSoftViewsEnds() {
    World w = softReach();
    w.at(8).inject("link", "a", 1L, 2L).inject("link", "a", 2L, 1L);
    assertThat(w.errors).isEmpty();
    w.at(21).wake("a");
    assertThat(w.rows("link")).isEmpty();
    assertThat(w.rows("reach"))
        .hasSize(6); // all follow from links that were refreshed, and (2, 3) from (2, 1), (1, 3)
    w.at(28.5).wake("a");
    assertThat(w.rows("reach")).isEmpty();
  }

  @Test
  void aSoftRowThatIsDerivedAgainKeepsItsTime() {
    World w = softReach();
    w.at(5).inject("link", "a", 1L, 3L).takeChanges();
    w.at(6).inject("cut", "a", 2L, 3L);
    assertThat(w.rows("reach"))
        .containsExactly(
            "reach(\"a\", 1, 1)",
            "reach(\"a\", 1, 2)",
            "reach(\"a\", 1, 3)",
            "reach(\"a\", 2, 1)",
            "reach(\"a\", 2, 2)",
            "reach(\"a\", 2, 3)");
    assertThat(w.takeChanges()).containsExactly("DELETE link(\"a\", 2, 3)");
  }
}
