package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The step as a transaction, its rounds and their order: overlog.md 9, 11.2. */
class StepTest {
  private static final String UNDONE =
      """
      materialize(t, infinity, infinity, keys(1,2)).  materialize(s, 10, infinity, keys(1,2)).
      materialize(q, infinity, 3, keys(1,2)).         materialize(v, infinity, infinity, keys(1,2)).
      materialize(c, infinity, infinity, keys(1)).    materialize(r, infinity, infinity, keys(1,2,3)).
      materialize(bag, infinity, infinity, keys()).
      r1 t(@X, K, V) :- put(@X, K, V, _).
      r2 s(@X, K)    :- put(@X, K, _, _).
      r3 q(@X, K, V) :- put(@X, K, V, _).
      r4 delete t(@X, J, _) :- put(@X, K, _, _), J := (K + 1) % 7.
      r5 bag(@X, V)  :- put(@X, _, V, _).
      v1 v(@X, K)    :- t(@X, K, V), V > 1.
      v2 c(@X, count<*>) :- s(@X, _).
      v3 r(@X, A, B) :- t(@X, A, B).
      v4 r(@X, A, C) :- r(@X, A, B), t(@X, B, C).
      materialize(mark, infinity, infinity, keys(1,2)).
      f1 mark(@X, K) :- put(@X, K, _, true).
      f2 spin(@X, 0) :- mark#insert(@X, _), c(@X, _).
      f3 spin(@X, N + 1) :- spin(@X, N).
      x1 out(@Y, K, R) :- put(@X, K, _, _), R := f_rand(), Y := "elsewhere".
      """;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aStepThatIsUndoneChangesNothing(long seed) {
    CompiledProgram program = World.compile(UNDONE);
    World plain = World.unbooted(program, 1000, 3000, "a");
    World failing = World.unbooted(program, 1000, 3000, "a");
    plain.boot();
    failing.boot();
    var random = new java.util.Random(seed);
    for (int i = 0; i < 60; i++) {
      double time = i * 1.5;
      long key = random.nextInt(7);
      long value = random.nextInt(4);
      if (random.nextInt(3) == 0) {
        failing.at(time).inject("put", "a", (key + 3) % 7, (value + 1) % 4, true);
      }
      plain.at(time).inject("put", "a", key, value, false);
      failing.at(time).inject("put", "a", key, value, false);
      for (String table : List.of("t", "s", "q", "v", "c", "r", "bag")) {
        assertThat(failing.rows(table)).as("%s after %d", table, i).isEqualTo(plain.rows(table));
      }
      assertThat(sent(failing)).as("what was sent, with random numbers").isEqualTo(sent(plain));
    }
    assertThat(failing.errors).isNotEmpty().allMatch(e -> e.code().equals("P2-R10"));
  }

  private static List<String> sent(World world) {
    return world.network.stream().map(m -> m.message().tuple().toString()).toList();
  }

  @Test
  void aNodeWhoseBootStepFailsHasNoRows() {
    CompiledProgram endless =
        World.compile(
            """
            materialize(t, infinity, infinity, keys(1,2)).  t("a", 1).
            materialize(c, infinity, infinity, keys(1)).    c(@X, count<*>) :- t(@X, _).
            r t(@X, N + 1) :- t#change(@X, N).
            """);
    World w = World.unbooted(endless, 40, 1000, "a");
    assertThat(w.nodes.get("a").boot(0)).isFalse();
    assertThat(w.rows("t")).isEmpty();
    assertThat(w.rows("c")).isEmpty();
    assertThat(w.errors).hasSize(1).allMatch(e -> e.code().equals("P2-R10"));
  }

  @Test
  void errorRowsTriggerAStepOfTheirOwn() {
    World w =
        World.of(
            """
            materialize(d, infinity, infinity, keys(1,2)). d("a", 0).
            r q(@X, V) :- e(@X, N), d(@X, D), V := N / D.
            s alarm(@X, Code, Rule) :- sysError#insert(@X, _, _, Code, Rule, _, _, _).
            t again(@X, V) :- alarm(@X, _, _), d(@X, D), V := 1 / D.
            """,
            "a");
    w.inject("e", "a", 1L);
    assertThat(w.takeEvents()).containsExactly("e(\"a\", 1)", "alarm(\"a\", \"P2-R01\", \"r\")");
    assertThat(w.rows("sysError")).hasSize(1);
    assertThat(w.nodes.get("a").stats().errors()).isEqualTo(2);
  }

  @Test
  void anErrorRowStandsThoughWhatItTriggersFails() {
    World w =
        World.of(
            """
            r q(@X, V) :- e(@X, N), V := 1 / N.
            s spin(@X) :- sysError#insert(@X, _, _, _, _, _, _, _).
            t spin(@X) :- spin(@X).
            """,
            "a");
    w.inject("e", "a", 0L);
    assertThat(w.rows("sysError")).hasSize(1);
    assertThat(w.errors).extracting(ErrorReport::code).containsExactly("P2-R01", "P2-R10");
  }

  @Test
  void kindRulesNeverSeeARecursiveViewHalfWay() {
    World w =
        World.of(
            """
            materialize(link, infinity, infinity, keys(1,2,3)).  materialize(reach, infinity, infinity, keys(1,2,3)).
            materialize(far, infinity, infinity, keys(1,2)).
            v1 reach(@X, A, B) :- link(@X, A, B).
            v2 reach(@X, A, C) :- link(@X, A, B), reach(@X, B, C).
            v3 far(@X, B) :- reach(@X, 1, B).
            d delete link(@X, A, B) :- cut(@X, A, B).
            w1 came(@X, A, B) :- reach#insert(@X, A, B).   w2 went(@X, A, B) :- reach#delete(@X, A, B).
            w3 near(@X, B) :- far#insert(@X, B).           w4 lost(@X, B) :- far#delete(@X, B).
            """,
            "a");
    for (long[] link : new long[][] {{1, 2}, {2, 3}, {3, 2}, {1, 3}})
      w.inject("link", "a", link[0], link[1]);
    w.takeEvents();
    w.takeChanges();
    w.inject("cut", "a", 1L, 2L); // 1 still reaches all, by 3
    assertThat(w.takeEvents()).containsExactly("cut(\"a\", 1, 2)");
    assertThat(w.takeChanges()).isEmpty();
    w.inject("cut", "a", 1L, 3L);
    assertThat(w.takeEvents())
        .containsExactlyInAnyOrder(
            "cut(\"a\", 1, 3)",
            "went(\"a\", 1, 2)",
            "went(\"a\", 1, 3)",
            "lost(\"a\", 2)",
            "lost(\"a\", 3)");
  }

  @Test
  void viewsOfAHigherStratumWaitForTheLowerOnes() {
    World w =
        World.of(
            """
            materialize(base, infinity, infinity, keys(1,2)).  materialize(mid, infinity, infinity, keys(1,2)).
            materialize(top, infinity, infinity, keys(1,2)).   materialize(cnt, infinity, infinity, keys(1)).
            v1 mid(@X, K) :- base(@X, K).
            v2 top(@X, K) :- base(@X, K), not mid(@X, K).
            v3 cnt(@X, count<*>) :- mid(@X, _).
            w1 seen(@X, K) :- top#insert(@X, K).  w2 counted(@X, N) :- cnt#change(@X, N).
            r base(@X, K) :- two(@X, K).  s base(@X, K) :- two(@X, J), K := J + 1.
            """,
            "a");
    w.takeEvents();
    w.inject("two", "a", 1L);
    assertThat(w.takeEvents()).containsExactly("two(\"a\", 1)", "counted(\"a\", 2)");
  }

  @Test
  void theEmptyGroupOfAHigherStratumIsNotShownAtBootWhenItFillsUp() {
    World w =
        World.of(
            """
            materialize(base, infinity, infinity, keys(1,2)).  materialize(mid, infinity, infinity, keys(1,2)).
            materialize(cnt, infinity, infinity, keys(1)).     materialize(sum, infinity, infinity, keys(1)).
            base("a", 1). base("a", 2).
            v1 mid(@X, K) :- base(@X, K).
            v2 cnt(@X, count<*>) :- mid(@X, _).
            v3 sum(@X, sum<N>) :- cnt(@X, N).
            w1 seen(@X, N) :- cnt#insert(@X, N).  w2 sums(@X, N) :- sum#insert(@X, N).
            """,
            "a");
    assertThat(w.takeEvents()).containsExactly("seen(\"a\", 2)", "sums(\"a\", 2)");
  }

  @Test
  void aSelfCausedEvictionLeavesNoDelta() {
    World w =
        World.of(
            """
            materialize(q, infinity, 1, keys(1,2)).
            r1 q(@X, K) :- put(@X, K).  r2 q(@X, J) :- put(@X, K), J := K + 1.
            w1 came(@X, K) :- q#insert(@X, K).  w2 went(@X, K) :- q#delete(@X, K).
            """,
            "a");
    w.inject("put", "a", 1L);
    assertThat(w.takeEvents()).containsExactly("put(\"a\", 1)", "came(\"a\", 2)");
    w.inject("put", "a", 5L);
    assertThat(w.takeEvents()).containsExactly("put(\"a\", 5)", "came(\"a\", 6)", "went(\"a\", 2)");
  }

  @Test
  void aTupleForAnotherAddressIsDropped() {
    World w =
        World.of(
            "materialize(t, infinity, infinity, keys(1,2)). r out(@X, K) :- t#insert(@X, K).", "a");
    Tuple tuple = w.program.make(w.id("t"), new Object[] {"b", 1L});
    w.nodes.get("a").receive(new Message("b", Message.Kind.DELIVER, tuple, -1), "c", 0);
    assertThat(w.rows("t")).isEmpty();
    assertThat(w.takeChanges()).containsExactly("DROP t(\"b\", 1)");
    assertThat(w.errors).extracting(ErrorReport::code).containsExactly("P2-R13");
    assertThat(w.nodes.get("a").stats().messagesDropped()).isEqualTo(1);
  }

  @Test
  void factsOfOneKeyAreNoConflictAndTheLaterWins() {
    World w =
        World.of("materialize(t, infinity, infinity, keys(1)). t(\"a\", 1). t(\"a\", 2).", "a");
    assertThat(w.rows("t")).containsExactly("t(\"a\", 2)");
    assertThat(w.rows("sysConflict")).isEmpty();
  }

  @Test
  void factEventsSeeAllFacts() {
    World w =
        World.of(
            """
            materialize(t, infinity, infinity, keys(1,2)).
            e("a"). t("a", 1).
            r out(@X, K) :- e(@X), t(@X, K).
            """,
            "a");
    assertThat(w.takeEvents()).containsExactly("e(\"a\")", "out(\"a\", 1)");
  }

  @Test
  void rowsPastTheirLifetimeAreNotShown() {
    World w = World.of("materialize(s, 5, infinity, keys(1,2)). r s(@X, K) :- put(@X, K).", "a");
    w.at(0).inject("put", "a", 1L).at(3).inject("put", "a", 2L);
    assertThat(w.at(6).rows("s")).containsExactly("s(\"a\", 2)");
    assertThat(w.nodes.get("a").quietNanos()).isEqualTo(8 * World.SECOND + 1);
    var ids = new ArrayList<Long>();
    w.nodes.get("a").rows(w.id("s"), 9 * World.SECOND).forEach(t -> ids.add((Long) t.get(1)));
    assertThat(ids).isEmpty();
  }

  @Test
  void anExpiryThatNothingSeesNeedsNoWakeUp() {
    CompiledProgram program =
        World.compile("materialize(s, 5, infinity, keys(1,2)). r s(@X, K) :- put(@X, K).");
    World w = World.of(program, "a");
    Node blind = new Node(program, w.nodes.get("a").config(), w);
    blind.boot(0);
    blind.inject(program.make(w.id("put"), new Object[] {"a", 1L}), 0);
    assertThat(blind.nextExpiryNanos()).isEqualTo(Long.MAX_VALUE);
    blind.watch(w.id("s"));
    assertThat(blind.nextExpiryNanos()).isEqualTo(5 * World.SECOND + 1);
  }

  /** What a withdrawal fails to compute is no error; what an event does is one. */
  @Test
  void anErrorIsToldAfterAStepThatWasUndoneWhileAViewWithdrew() {
    var program =
        World.compile(
            """
            materialize(t, infinity, infinity, keys(1,2)). materialize(u, infinity, infinity, keys(1,2)).
            r1 t(@X, K) :- put(@X, K).    r2 delete t(@X, K) :- wipe(@X), t(@X, K).
            v1 u(@X, K) :- t(@X, K).      q1 part(@X, V) :- share(@X, N), V := 10 / N.
            """);
    World w = World.unbooted(program, 1000, 15, "a");
    w.boot();
    for (long k = 0; k < 10; k++) w.inject("put", "a", k);
    w.inject("wipe", "a");
    assertThat(w.errors).extracting(ErrorReport::code).containsExactly("P2-R10");
    assertThat(w.rows("u")).hasSize(10);
    w.inject("share", "a", 0L);
    assertThat(w.errors).extracting(ErrorReport::code).containsExactly("P2-R10", "P2-R01");
  }
}
