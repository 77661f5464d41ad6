package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.Timer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked programs of overlog.md, section 15. */
class WorkedProgramsTest {
  @Test
  void w1ARuleSeesTheStateBeforeTheChange() {
    World w =
        World.of(
            """
            materialize(seq, infinity, 1, keys(1)).      seq("a", 0).
            r1 seq(@X, S + 1) :- tick(@X), seq(@X, S).
            r2 out(@X, S)     :- tick(@X), seq(@X, S).
            """,
            "a");
    w.inject("tick", "a");
    assertThat(w.takeEvents()).containsExactly("tick(\"a\")", "out(\"a\", 0)");
    assertThat(w.rows("seq")).containsExactly("seq(\"a\", 1)");
    w.inject("tick", "a");
    assertThat(w.takeEvents()).containsExactly("tick(\"a\")", "out(\"a\", 1)");
    assertThat(w.rows("seq")).containsExactly("seq(\"a\", 2)");
  }

  @Test
  void w2CreationAndEffect() {
    World w =
        World.of(
            """
            materialize(nb, infinity, infinity, keys(1,2)).  materialize(seq, infinity, infinity, keys(1)).
            nb("a","b").  seq("a", 0).
            r1 seq(@X, N)       :- refresh(@X), seq(@X, S), N := S + 1.
            r2 go(@X)           :- refresh(@X).
            r3 update(@Y, X, S) :- go(@X), nb(@X, Y), seq(@X, S).
            """,
            "a",
            "b");
    w.inject("refresh", "a");
    assertThat(w.network).hasSize(1);
    assertThat(w.network.peek().message().tuple()).hasToString("update(\"b\", \"a\", 0)");
    assertThat(w.rows("seq")).containsExactly("seq(\"a\", 1)");
  }

  @Test
  void w3SelfSendsAreSendsAndEventsAreBags() {
    World w =
        World.of(
            """
            materialize(seq, infinity, infinity, keys(1)). seq(LOCALADDRESS, 0).
            materialize(nb, infinity, infinity, keys(1,2)).  materialize(st, infinity, infinity, keys(1,2)).
            nb("a","a"). nb("a","b"). st("a",1). st("a",2). st("a",3).
            r1 seq(@X, N) :- ping(@X), seq(@X, O), N := O + 1.
            r2 ping(@Y)   :- cast(@X), nb(@X, Y), st(@X, _).
            """,
            "a",
            "b");
    w.inject("cast", "a");
    assertThat(w.network).hasSize(6);
    assertThat(w.rows("seq")).containsExactly("seq(\"a\", 0)", "seq(\"b\", 0)");
    w.deliver();
    assertThat(w.rows("seq")).containsExactly("seq(\"a\", 3)", "seq(\"b\", 3)");
  }

  @Test
  void w4RoundsOfOneStep() {
    World w =
        World.of(
            """
            materialize(t, infinity, infinity, keys(2)).
            t1 t(@X, I)           :- s(@X, I), I < 3.
            t2 c(@X, I, count<*>) :- s(@X, I), t(@X, I).
            t3 s(@X, J)           :- t(@X, I), J := I + 1.
            """,
            "a");
    w.inject("s", "a", 0L);
    assertThat(w.takeEvents())
        .containsExactly(
            "s(\"a\", 0)",
            "c(\"a\", 0, 0)",
            "s(\"a\", 1)",
            "c(\"a\", 1, 0)",
            "s(\"a\", 2)",
            "c(\"a\", 2, 0)",
            "s(\"a\", 3)",
            "c(\"a\", 3, 0)");
    assertThat(w.rows("t")).containsExactly("t(\"a\", 0)", "t(\"a\", 1)", "t(\"a\", 2)");
  }

  @Test
  void w5DeleteAndInsertInOneRound() {
    World w =
        World.of(
            """
            materialize(p, infinity, infinity, keys(1,2)).    p("a", 1).
            d1 delete p(@X, K) :- e(@X, K).
            i1 p(@X, K)        :- e(@X, K).
            w1 came(@X, K)     :- p#insert(@X, K).
            w2 went(@X, K)     :- p#delete(@X, K).
            """,
            "a");
    w.takeEvents();
    w.inject("e", "a", 1L);
    assertThat(w.takeEvents()).containsExactly("e(\"a\", 1)");
    assertThat(w.rows("p")).containsExactly("p(\"a\", 1)");
    w.inject("e", "a", 2L);
    assertThat(w.takeEvents()).containsExactly("e(\"a\", 2)", "came(\"a\", 2)");
    assertThat(w.rows("p")).containsExactly("p(\"a\", 1)", "p(\"a\", 2)");
  }

  @Test
  void w6ReplacementIsTwoTriggersAndReinsertionOfAHardRowNone() {
    World w =
        World.of(
            """
            materialize(v, infinity, infinity, keys(1,2)).
            r1 v(@X, K, V)    :- put(@X, K, V).
            r2 gone(@X, K, V) :- v#delete(@X, K, V).
            r3 came(@X, K, V) :- v#insert(@X, K, V).
            """,
            "a");
    w.inject("put", "a", 1L, 10L);
    assertThat(w.takeEvents()).containsExactly("put(\"a\", 1, 10)", "came(\"a\", 1, 10)");
    w.inject("put", "a", 1L, 10L);
    assertThat(w.takeEvents()).containsExactly("put(\"a\", 1, 10)");
    w.inject("put", "a", 1L, 11L);
    assertThat(w.takeEvents())
        .containsExactly("put(\"a\", 1, 11)", "gone(\"a\", 1, 10)", "came(\"a\", 1, 11)");
    assertThat(w.rows("v")).containsExactly("v(\"a\", 1, 11)");
  }

  @Test
  void w7ConflictingInserts() {
    World w =
        World.of(
            """
            materialize(w, infinity, infinity, keys(1)).
            r1 w(@X, "first")  :- e(@X).
            r2 w(@X, "second") :- e(@X).
            """,
            "a");
    w.inject("e", "a");
    assertThat(w.rows("w")).containsExactly("w(\"a\", \"second\")");
    assertThat(w.rows("sysConflict"))
        .containsExactly("sysConflict(\"a\", \"w\", \"r2\", \"r1\", 1)");
    w.inject("e", "a");
    assertThat(w.rows("sysConflict"))
        .containsExactly("sysConflict(\"a\", \"w\", \"r2\", \"r1\", 2)");
  }

  @Test
  void w8DeleteIsByKey() {
    World w =
        World.of(
            """
            materialize(p, infinity, infinity, keys(1,2)). p("a",1,"x").
            d delete p(@X, K, "other") :- e(@X, K).
            """,
            "a");
    w.inject("e", "a", 1L);
    assertThat(w.rows("p")).isEmpty();
    w.inject("e", "a", 2L);
    assertThat(w.rows("p")).isEmpty();
  }

  @Test
  void w9Lifetime() {
    World w =
        World.of(
            """
            materialize(s, 10, infinity, keys(1,2)).
            r1 s(@X, K)    :- put(@X, K).
            r2 lost(@X, K) :- s#delete(@X, K).
            r3 again(@X, K) :- s#refresh(@X, K).
            """,
            "a");
    w.at(0).inject("put", "a", 1L);
    assertThat(w.rows("s")).containsExactly("s(\"a\", 1)");
    w.takeEvents();
    w.at(10).inject("put", "a", 1L);
    assertThat(w.takeEvents()).containsExactly("put(\"a\", 1)", "again(\"a\", 1)");
    long wake = w.nodes.get("a").nextExpiryNanos();
    assertThat(wake).isEqualTo(20 * World.SECOND + 1);
    w.atNanos(wake).wake("a");
    assertThat(w.takeEvents()).containsExactly("lost(\"a\", 1)");
    assertThat(w.rows("s")).isEmpty();
  }

  @Test
  void w10Eviction() {
    World w = World.of("materialize(q, infinity, 2, keys(1,2)). r1 q(@X, K) :- put(@X, K).", "a");
    w.at(1).inject("put", "a", 1L);
    w.at(2).inject("put", "a", 2L);
    w.at(3).inject("put", "a", 1L);
    w.at(4).inject("put", "a", 3L);
    assertThat(w.rows("q")).containsExactly("q(\"a\", 1)", "q(\"a\", 3)");
  }

  @Test
  void w11AggregatesPerEvent() {
    World w =
        World.of(
            """
            materialize(n, infinity, infinity, keys(1,2)).
            a1 c(@X, E, count<*>) :- e(@X, E), n(@X, _).
            a2 m(@X, E, min<V>)   :- e(@X, E), n(@X, V).
            a3 g(@X, V, count<*>) :- e(@X, E), n(@X, V).
            a4 h(@X, E, count<*>) :- e(@X, E), n(@X, V), E > 5.
            """,
            "a");
    w.inject("e", "a", 1L);
    assertThat(w.takeEvents())
        .containsExactly("e(\"a\", 1)", "c(\"a\", 1, 0)", "m(\"a\", 1, null)");
    w.inject("e", "a", 7L);
    assertThat(w.takeEvents())
        .containsExactly("e(\"a\", 7)", "c(\"a\", 7, 0)", "m(\"a\", 7, null)", "h(\"a\", 7, 0)");
    w.inject("n", "a", 3L).inject("n", "a", 4L).inject("e", "a", 8L);
    assertThat(w.takeEvents())
        .containsExactlyInAnyOrder(
            "e(\"a\", 8)",
            "c(\"a\", 8, 2)",
            "m(\"a\", 8, 3)",
            "g(\"a\", 3, 1)",
            "g(\"a\", 4, 1)",
            "h(\"a\", 8, 2)");
  }

  private static final String W12 =
      """
      materialize(n, infinity, infinity, keys(1,2,3)).   materialize(cnt, infinity, infinity, keys(1)).
      materialize(per, infinity, infinity, keys(1,2)).   materialize(lo, infinity, infinity, keys(1)).
      r1 n(@X, K, V)        :- add(@X, K, V).
      r2 delete n(@X, K, V) :- rem(@X, K, V).
      """;

  @Test
  void w12AggregateViews() {
    World w =
        World.of(
            W12
                + """
                v1 cnt(@X, count<*>)    :- n(@X, _, _).
                v2 per(@X, K, count<*>) :- n(@X, K, _).
                v3 lo(@X, min<V>)       :- n(@X, _, V).
                """,
            "a");
    assertThat(w.rows("cnt")).containsExactly("cnt(\"a\", 0)");
    assertThat(w.rows("per")).isEmpty();
    assertThat(w.rows("lo")).isEmpty();
    w.inject("add", "a", "k", 5L);
    assertW12(w, "cnt(\"a\", 1)", "per(\"a\", \"k\", 1)", "lo(\"a\", 5)");
    w.inject("add", "a", "k", 3L);
    assertW12(w, "cnt(\"a\", 2)", "per(\"a\", \"k\", 2)", "lo(\"a\", 3)");
    w.inject("rem", "a", "k", 3L);
    assertW12(w, "cnt(\"a\", 1)", "per(\"a\", \"k\", 1)", "lo(\"a\", 5)");
    w.inject("rem", "a", "k", 5L);
    assertThat(w.rows("cnt")).containsExactly("cnt(\"a\", 0)");
    assertThat(w.rows("per")).isEmpty();
    assertThat(w.rows("lo")).isEmpty();
  }

  private static void assertW12(World w, String cnt, String per, String lo) {
    assertThat(w.rows("cnt")).containsExactly(cnt);
    assertThat(w.rows("per")).containsExactly(per);
    assertThat(w.rows("lo")).containsExactly(lo);
  }

  @Test
  void w13AggregateViewWithAnEventHead() {
    World w = World.of(W12 + "v c(@X, count<*>) :- n(@X, _, _).", "a");
    assertThat(w.takeEvents()).isEmpty();
    w.inject("add", "a", "k", 5L);
    assertThat(w.takeEvents()).containsExactly("add(\"a\", \"k\", 5)", "c(\"a\", 1)");
    w.inject("add", "a", "k", 3L);
    assertThat(w.takeEvents()).containsExactly("add(\"a\", \"k\", 3)", "c(\"a\", 2)");
    w.inject("rem", "a", "k", 3L);
    assertThat(w.takeEvents()).containsExactly("rem(\"a\", \"k\", 3)", "c(\"a\", 1)");
    w.inject("rem", "a", "k", 5L);
    assertThat(w.takeEvents()).containsExactly("rem(\"a\", \"k\", 5)", "c(\"a\", 0)");
  }

  private static final String W14 =
      """
      materialize(e3, infinity, infinity, keys(1,2,3)). materialize(r, infinity, infinity, keys(1,2)).
      v r(@X, B) :- e3(@X, _, B).
      x1 delete e3(@X, A, B) :- rem(@X, A, B).
      x2 r(@X, B) :- also(@X, B).
      """;

  @Test
  void w14Support() {
    World w = World.of(W14, "a");
    w.inject("e3", "a", 1L, 9L).inject("e3", "a", 2L, 9L);
    assertThat(w.rows("r")).containsExactly("r(\"a\", 9)");
    w.takeChanges();
    w.inject("rem", "a", 1L, 9L);
    assertThat(w.rows("r")).containsExactly("r(\"a\", 9)");
    assertThat(w.takeChanges()).containsExactly("DELETE e3(\"a\", 1, 9)");
    w.inject("rem", "a", 2L, 9L);
    assertThat(w.rows("r")).isEmpty();
  }

  @Test
  void w14BaseSupportOutlivesTheView() {
    World w = World.of(W14, "a");
    w.inject("e3", "a", 1L, 9L).inject("also", "a", 9L).inject("rem", "a", 1L, 9L);
    assertThat(w.rows("r")).containsExactly("r(\"a\", 9)");
  }

  @Test
  void w15RecursionUnderDeletion() {
    World w =
        World.of(
            """
            materialize(link, infinity, infinity, keys(1,2,3)).  materialize(reach, infinity, infinity, keys(1,2,3)).
            v1 reach(@X, A, B) :- link(@X, A, B).
            v2 reach(@X, A, C) :- link(@X, A, B), reach(@X, B, C).
            d delete link(@X, A, B) :- cut(@X, A, B).
            """,
            "a");
    w.inject("link", "a", 1L, 2L).inject("link", "a", 2L, 3L).inject("link", "a", 3L, 2L);
    assertThat(reach(w)).containsExactly("12", "13", "22", "23", "32", "33");
    w.inject("cut", "a", 1L, 2L);
    assertThat(reach(w)).containsExactly("22", "23", "32", "33");
    w.inject("link", "a", 1L, 2L).inject("cut", "a", 2L, 3L);
    assertThat(reach(w)).containsExactly("12", "32");
  }

  private static List<String> reach(World w) {
    return w.rows("reach").stream()
        .map(r -> r.replaceAll("reach\\(\"a\", (\\d+), (\\d+)\\)", "$1$2"))
        .toList();
  }

  private static String w16(String peerLifetime, String view) {
    return """
    materialize(hb, 5, infinity, keys(1,2)).  materialize(peer, %s, infinity, keys(1,2)).
    %s
    r1 hb(@X, P)        :- beat(@X, P).
    r2 delete hb(@X, P) :- bye(@X, P).
    """
        .formatted(peerLifetime, view);
  }

  @Test
  void w16ASoftHeadLivesOutItsOwnLifetime() {
    World w = World.of(w16("60", "v  peer(@X, P)      :- hb(@X, P)."), "a");
    w.at(0).inject("beat", "a", "b").at(4).inject("beat", "a", "b");
    w.atNanos(9 * World.SECOND + 1).wake("a");
    assertThat(w.rows("hb")).isEmpty();
    assertThat(w.rows("peer")).containsExactly("peer(\"a\", \"b\")");
    assertThat(w.at(64).rows("peer")).containsExactly("peer(\"a\", \"b\")");
    assertThat(w.atNanos(64 * World.SECOND + 1).rows("peer")).isEmpty();
  }

  @Test
  void w16ADeletedBodyRowTakesASoftHeadWithIt() {
    World w = World.of(w16("60", "v  peer(@X, P)      :- hb(@X, P)."), "a");
    w.at(0).inject("beat", "a", "b").at(4).inject("beat", "a", "b").at(6).inject("bye", "a", "b");
    assertThat(w.rows("hb")).isEmpty();
    assertThat(w.rows("peer")).isEmpty();
  }

  @Test
  void w17AHardHeadFollowsASoftBody() {
    World w = World.of(w16("infinity", "v  peer(@X, P)      :- hb(@X, P)."), "a");
    w.at(0).inject("beat", "a", "b");
    assertThat(w.nodes.get("a").nextExpiryNanos()).isEqualTo(5 * World.SECOND + 1);
    w.atNanos(5 * World.SECOND + 1).wake("a");
    assertThat(w.rows("hb")).isEmpty();
    assertThat(w.rows("peer")).isEmpty();
  }

  @Test
  void w17AKindRuleWritesALog() {
    World w = World.of(w16("infinity", "v peer(@X,P) :- hb#insert(@X,P)."), "a");
    w.at(0).inject("beat", "a", "b").atNanos(5 * World.SECOND + 1).wake("a");
    assertThat(w.rows("hb")).isEmpty();
    assertThat(w.rows("peer")).containsExactly("peer(\"a\", \"b\")");
  }

  @Test
  void w18Negation() {
    World w =
        World.of(
            """
            materialize(node, infinity, infinity, keys(1,2)). materialize(dead, infinity, infinity, keys(1,2)).
            materialize(live, infinity, infinity, keys(1,2)).
            v  live(@X, P) :- node(@X, P), not dead(@X, P).
            w  up(@X, P)   :- live#insert(@X, P).
            r1 node(@X, P) :- both(@X, P).      r2 dead(@X, P) :- both(@X, P).
            r3 node(@X, P) :- join(@X, P).      r4 dead(@X, P) :- die(@X, P).
            r5 delete dead(@X, P) :- heal(@X, P).
            """,
            "a");
    w.inject("join", "a", "b");
    assertThat(w.takeEvents()).containsExactly("join(\"a\", \"b\")", "up(\"a\", \"b\")");
    assertThat(w.rows("live")).containsExactly("live(\"a\", \"b\")");
    w.inject("die", "a", "b");
    assertThat(w.rows("live")).isEmpty();
    w.takeEvents();
    w.inject("heal", "a", "b");
    assertThat(w.takeEvents()).containsExactly("heal(\"a\", \"b\")", "up(\"a\", \"b\")");
    assertThat(w.rows("live")).containsExactly("live(\"a\", \"b\")");
    w.inject("both", "a", "c");
    assertThat(w.takeEvents()).containsExactly("both(\"a\", \"c\")");
    assertThat(w.rows("live")).containsExactly("live(\"a\", \"b\")");
  }

  private static final String W19 =
      """
      materialize(succ, infinity, infinity, keys(1)).  materialize(val, infinity, infinity, keys(1)).
      r out(@X, V) :- ask(@X), succ(@X, S), val(@S, V).
      """;

  @Test
  void w19ABodyAtTwoNodes() {
    World w = World.of(W19, "a", "b");
    w.inject("succ", "a", "b").inject("val", "b", 7L).takeEvents();
    w.inject("ask", "a");
    assertThat(w.network).hasSize(1);
    w.deliverOne();
    assertThat(w.network).hasSize(1);
    w.deliverOne();
    assertThat(w.network).isEmpty();
    assertThat(w.takeEvents()).endsWith("out(\"a\", 7)");
  }

  @Test
  void w19ToItselfInThreeSteps() {
    World w = World.of(W19, "a", "b");
    w.inject("succ", "a", "a").inject("val", "a", 7L).inject("ask", "a");
    assertThat(w.network).hasSize(1);
    w.deliverOne();
    assertThat(w.takeEvents()).doesNotContain("out(\"a\", 7)");
    assertThat(w.network).hasSize(1);
    w.deliverOne();
    assertThat(w.takeEvents()).containsExactly("out(\"a\", 7)");
  }

  @Test
  void w20FactsByLocation() {
    World w =
        World.of(
            "materialize(f, infinity, infinity, keys(1,2)). f(\"a\",1). f(LOCALADDRESS,2).",
            "a",
            "b");
    assertThat(w.rowsAt("a", "f")).containsExactly("f(\"a\", 1)", "f(\"a\", 2)");
    assertThat(w.rowsAt("b", "f")).containsExactly("f(\"b\", 2)");
  }

  @Test
  void w21Periodic() {
    World w = World.of("p(@N, E) :- periodic(@N, E, 2, 3). q(@N) :- periodic(@N, E, 0, 1).", "a");
    List<Timer> timers = w.nodes.get("a").timers();
    assertThat(timers).hasSize(2);
    assertThat(timers.get(0).periodNanos()).isEqualTo(2 * World.SECOND);
    assertThat(timers.get(0).count()).isEqualTo(3);
    assertThat(timers.get(0).firstNanos()).isEqualTo(2 * World.SECOND);
    assertThat(timers.get(1).firstNanos()).isEqualTo(0);
    w.fire("a", 1);
    assertThat(w.takeEvents()).containsExactly("q(\"a\")");
    for (int i = 1; i <= 3; i++) w.at(2 * i).fire("a", 0);
    assertThat(w.takeEvents())
        .hasSize(3)
        .doesNotHaveDuplicates()
        .allMatch(e -> e.startsWith("p(\"a\", "));
  }

  @Test
  void w23RunTimeError() {
    World w =
        World.of(
            """
            materialize(d, infinity, infinity, keys(1,2)). d("a",0). d("a",2).
            r q(@X, V) :- e(@X, N), d(@X, D), V := N / D.
            """,
            "a");
    w.inject("e", "a", 10L);
    assertThat(w.takeEvents()).containsExactly("e(\"a\", 10)", "q(\"a\", 5)");
    assertThat(w.rows("sysError")).singleElement().asString().contains("\"P2-R01\"", "\"r\"");
  }

  @Test
  void w23FalseWinsOverError() {
    World w =
        World.of(
            """
            materialize(d, infinity, infinity, keys(1,2)). d("a",0). d("a",2).
            r q(@X, V) :- e(@X, N), d(@X, D), V := N / D, D != 0.
            """,
            "a");
    w.inject("e", "a", 10L);
    assertThat(w.takeEvents()).containsExactly("e(\"a\", 10)", "q(\"a\", 5)");
    assertThat(w.rows("sysError")).isEmpty();
  }

  @Test
  void w24Budget() {
    World w =
        World.of(
            """
            materialize(c, infinity, 1, keys(1)). r1 c(@X, 0) :- go(@X). r2 c(@X, N + 1) :- c#insert(@X, N).
            """,
            "a");
    w.inject("go", "a");
    assertThat(w.rows("c")).isEmpty();
    assertThat(w.network).isEmpty();
    assertThat(w.rows("sysError")).singleElement().asString().contains("P2-R10");
    assertThat(w.takeEvents()).isEmpty();
  }

  @Test
  void w25LeastWithItsCompanion() {
    String rule =
        "materialize(nb, infinity, infinity, keys(1,2)). r best(@X, min<D, Y>) :- e(@X), nb(@X, Y,"
            + " D).";
    World w = World.of("nb(\"a\",\"x\",7). nb(\"a\",\"y\",3). nb(\"a\",\"z\",3). " + rule, "a");
    w.inject("e", "a");
    assertThat(w.takeEvents()).containsExactly("e(\"a\")", "best(\"a\", 3, \"y\")");
    World empty = World.of(rule, "a");
    empty.inject("e", "a");
    assertThat(empty.takeEvents()).containsExactly("e(\"a\")", "best(\"a\", null, null)");
  }

  @Test
  void w26LocationFromAnAggregate() {
    String rule =
        "materialize(nb, infinity, infinity, keys(1,2)). r hi(min<@Y>, X) :- e(@X), nb(@X, Y, _).";
    World w = World.of("nb(\"a\",\"x\",7). nb(\"a\",\"y\",3). nb(\"a\",\"z\",3). " + rule, "a");
    w.inject("e", "a");
    assertThat(w.network)
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.message().destination()).isEqualTo("x");
              assertThat(m.message().tuple()).hasToString("hi(\"x\", \"a\")");
            });
    World empty = World.of(rule, "a");
    empty.inject("e", "a");
    assertThat(empty.network).isEmpty();
    assertThat(empty.errors).isEmpty();
    assertThat(empty.nodes.get("a").stats().nullLocations()).containsEntry("r", 1L);
  }

  @Test
  void w27PathVectorsOverThreeNodes() {
    World w =
        World.of(
            """
            link("a","b",1). link("b","c",1). link("a","c",5).
            materialize(link, infinity, infinity, keys(1,2)).  materialize(path, infinity, infinity, keys(4)).
            materialize(cost, infinity, infinity, keys(2)).    materialize(best, infinity, infinity, keys(2)).
            r1 path(@X, Y, C, P) :- link(@X, Y, C), P := [X, Y].
            r2 path(@X, Y, C, P) :- link(@X, Z, C1), best(@Z, Y, C2, P2), C := C1 + C2, f_member(P2, X) == 0,
                                    P := f_concat([X], P2).
            r3 cost(@X, Y, min<C>) :- path(@X, Y, C, P).
            r4 best(@X, Y, C, P)   :- cost(@X, Y, C), path(@X, Y, C, P).
            d delete link(@X, Y, C) :- cut(@X, Y, C).
            """,
            "a",
            "b",
            "c");
    assertThat(w.rowsAt("a", "best"))
        .containsExactly(
            "best(\"a\", \"b\", 1, [\"a\", \"b\"])", "best(\"a\", \"c\", 5, [\"a\", \"c\"])");
    w.deliver();
    assertThat(w.rows("best"))
        .containsExactly(
            "best(\"a\", \"b\", 1, [\"a\", \"b\"])",
            "best(\"a\", \"c\", 2, [\"a\", \"b\", \"c\"])",
            "best(\"b\", \"c\", 1, [\"b\", \"c\"])");
    assertThat(w.rowsAt("a", "path")).contains("path(\"a\", \"c\", 5, [\"a\", \"c\"])");
    w.inject("cut", "a", "b", 1L).deliver();
    assertThat(w.rowsAt("a", "best")).containsExactly("best(\"a\", \"c\", 5, [\"a\", \"c\"])");
    assertThat(w.rowsAt("b", "best")).containsExactly("best(\"b\", \"c\", 1, [\"b\", \"c\"])");
    assertThat(w.rowsAt("c", "best")).isEmpty();
  }
}
