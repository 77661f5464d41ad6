package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.compile.InstalledPrograms;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Timer;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that come and go while a node runs: overlog.md 11.2. */
class InstallTest {
  private static final String BASE =
      """
      table t(@X: addr, key K: int, V: int).      table s(@X: addr, key K: int) lifetime 10s.
      table big(@X: addr, key K: int).            table peer(@X: addr, key Y: addr).
      table pair(@X: addr, key A: int, key B: int).
      r1 t(@X, K, V) :- put(@X, K, V).            r2 s(@X, K) :- hear(@X, K).
      r3 delete t(@X, K, _) :- drop(@X, K).       r4 peer(@X, Y) :- meet(@X, Y).
      r5 pair(@X, A, B) :- link(@X, A, B).        r6 delete pair(@X, A, B) :- unlink(@X, A, B).
      v1 big(@X, K) :- t(@X, K, V), V > 9.
      c1 came(@X, K) :- big#insert(@X, K).        c2 went(@X, K) :- big#delete(@X, K).
      i1 sysInstall(@X, N, T) :- please(@X, N, T).
      u1 sysUninstall(@X, N) :- away(@X, N).
      p1 beat(@X) :- periodic(@X, _, 5).
      """;

  private static Node node(World world) {
    return world.nodes.get("a");
  }

  private static World world(String base) {
    World world = World.of(base, "a", "b");
    var programs =
        new InstalledPrograms(
            List.of(new Source("test.olg", base)),
            ParseOptions.plain(),
            CheckOptions.defaults(),
            HostCode.BUILT_IN);
    world.programs = Optional.of(programs);
    return world;
  }

  private static World install(World world, String text) {
    return world.inject("please", "a", "m", text);
  }

  private static List<String> rows(World world, String relation) {
    var rows = new ArrayList<String>();
    Node node = node(world);
    int id = node.layout.relation(relation);
    assertThat(id).as(relation).isNotNegative();
    node.rows(id, world.now()).forEach(row -> rows.add(row.toString()));
    rows.sort(null);
    return rows;
  }

  @Test
  void aViewThatComesHasWhatThereIsAndATriggerOnlyWhatChanges() {
    World w = world(BASE).at(1).inject("put", "a", 1L, 5L).inject("put", "a", 2L, 20L);
    w.takeEvents();
    install(
        w,
        """
        table small(@X: addr, key K: int).
        m1 small(@X, K) :- t(@X, K, V), V < 10.
        m2 big(@X, K) :- small(@X, K).
        m3 changed(@X, K) :- t#insert(@X, K, _).
        """);
    assertThat(w.errors).isEmpty();
    assertThat(rows(w, "small")).containsExactly("small(\"a\", 1)");
    assertThat(rows(w, "big")).containsExactly("big(\"a\", 1)", "big(\"a\", 2)");
    // What the new rules change is news to the old ones; what stood is none.
    assertThat(w.takeEvents()).contains("came(\"a\", 1)").doesNotContain("came(\"a\", 2)");
    w.inject("put", "a", 3L, 1L);
    assertThat(rows(w, "big")).hasSize(3);
    w.inject("away", "a", "m");
    assertThat(rows(w, "big")).containsExactly("big(\"a\", 2)");
    assertThat(w.takeEvents()).contains("went(\"a\", 1)", "went(\"a\", 3)");
    assertThat(node(w).program()).isSameAs(w.program);
    assertThat(node(w).installed()).isEmpty();
  }

  @Test
  void whatOldAndNewRulesDeriveStandsUntilBothAreGone() {
    World w = world(BASE).inject("put", "a", 1L, 20L);
    install(w, "m1 big(@X, K) :- t(@X, K, _).");
    w.inject("away", "a", "m");
    assertThat(rows(w, "big")).containsExactly("big(\"a\", 1)");
    install(w, "m1 big(@X, K) :- t(@X, K, _).").inject("put", "a", 1L, 3L);
    assertThat(rows(w, "big")).containsExactly("big(\"a\", 1)");
    w.inject("drop", "a", 1L);
    assertThat(rows(w, "big")).isEmpty();
  }

  @Test
  void rowsKeepTheirAgeAndTimersTheirPhase() {
    World w = world(BASE).at(1).inject("hear", "a", 7L);
    long first = node(w).timers().getFirst().firstNanos();
    w.at(8);
    install(w, "m1 tick(@X) :- periodic(@X, _, 2).");
    assertThat(node(w).timers())
        .extracting(Timer::firstNanos)
        .containsExactly(first, 10 * World.SECOND);
    int added = node(w).timers().getLast().id();
    assertThat(rows(w, "s")).hasSize(1);
    w.at(11.5).wake("a");
    assertThat(rows(w, "s")).isEmpty();
    w.inject("away", "a", "m");
    assertThat(node(w).ticks(added)).isFalse();
    assertThat(node(w).ticks(0)).isTrue();
    install(w, "m1 tick(@X) :- periodic(@X, _, 3).");
    assertThat(node(w).timers().getLast().id()).isNotEqualTo(added);
  }

  @Test
  void factsOfTheProgramComeWithIt() {
    World w = world(BASE);
    install(w, "t(\"a\", 4, 44). t(\"b\", 5, 55). m1 seen(@X, K) :- t#insert(@X, K, _).");
    assertThat(rows(w, "t")).containsExactly("t(\"a\", 4, 44)");
    assertThat(rows(w, "big")).containsExactly("big(\"a\", 4)");
    w.inject("away", "a", "m");
    assertThat(rows(w, "t")).as("facts are rows like others").hasSize(1);
  }

  @Test
  void aTextWithAnErrorChangesNothingAndSaysWhere() {
    World w = world(BASE).inject("put", "a", 1L, 20L);
    install(w, "m1 big(@X, K) :- t(@X, K, _).\nm2 out(@X, Y) :- t(@X, _, _).");
    assertThat(w.errors).hasSize(1);
    assertThat(w.errors.getFirst().code()).isEqualTo("P2-030");
    assertThat(w.errors.getFirst().line()).isEqualTo(2);
    assertThat(w.errors.getFirst().message()).startsWith("m: 2:12: ");
    assertThat(rows(w, "sysError")).hasSize(1);
    assertThat(node(w).program()).isSameAs(w.program);
    w.inject("away", "a", "m");
    assertThat(w.errors.getLast().code()).isEqualTo("P2-R14");
  }

  @Test
  void aHostThatDoesNotAllowItSaysSo() {
    World w = World.of(BASE, "a");
    install(w, "m1 big(@X, K) :- t(@X, K, _).");
    assertThat(w.errors).extracting(ErrorReport::code).containsExactly("P2-R14");
  }

  @Test
  void anotherTextOfTheSameNameTakesThePlaceOfTheFirst() {
    World w = world(BASE).inject("put", "a", 1L, 1L).inject("put", "a", 2L, 2L);
    install(w, "m1 big(@X, K) :- t(@X, K, V), V == 1.");
    install(w, "m1 big(@X, K) :- t(@X, K, V), V == 2.");
    assertThat(rows(w, "big")).containsExactly("big(\"a\", 2)");
    assertThat(node(w).installed()).hasSize(1);
  }

  @Test
  void whatOnlyAProgramThatWentHasWatchedIsNotObservedAnyMore() {
    World w = world(BASE).at(1);
    String seen = "table seen(@X: addr, key K: int) lifetime 10s.";
    w.inject("please", "a", "rules", seen + " m1 seen(@X, K) :- put(@X, K, _).");
    w.inject("put", "a", 1L, 5L);
    assertThat(w.changes).doesNotContain("INSERT seen(\"a\", 1)");
    w.inject("please", "a", "watch", "watch(seen). m2 went(@X, K) :- seen#delete(@X, K).");
    w.inject("put", "a", 2L, 5L);
    assertThat(w.changes).contains("INSERT seen(\"a\", 2)", "INSERT t(\"a\", 2, 5)");
    assertThat(node(w).nextWatchedExpiryNanos()).isEqualTo(11 * World.SECOND + 1);
    w.inject("away", "a", "watch").inject("put", "a", 3L, 5L);
    assertThat(rows(w, "seen")).hasSize(3);
    assertThat(w.changes).doesNotContain("INSERT seen(\"a\", 3)").contains("INSERT t(\"a\", 3, 5)");
    assertThat(node(w).nextWatchedExpiryNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(w.errors).isEmpty();
  }

  @Test
  void whatTheHostWatchesStaysWatchedWhenAProgramThatWatchesItGoes() {
    World w = world(BASE).at(1);
    install(w, "watch(t). m1 went(@X, K) :- t#delete(@X, K, _).");
    w.inject("away", "a", "m").inject("put", "a", 1L, 5L);
    assertThat(w.changes).contains("INSERT t(\"a\", 1, 5)");
  }

  @Test
  void aViewCanBecomeRecursiveAndBeOrdinaryAgain() {
    World w = world(BASE);
    w.inject("link", "a", 1L, 2L).inject("link", "a", 2L, 3L).inject("link", "a", 3L, 2L);
    String reach =
        """
        table reach(@X: addr, key A: int, key B: int).
        n1 reach(@X, A, B) :- pair(@X, A, B).
        """;
    w.inject("please", "a", "one", reach);
    assertThat(rows(w, "reach")).hasSize(3);
    install(w, "m1 reach(@X, A, C) :- reach(@X, A, B), pair(@X, B, C).");
    assertThat(rows(w, "reach")).hasSize(6);
    w.inject("unlink", "a", 1L, 2L);
    assertThat(rows(w, "reach")).hasSize(4);
    w.inject("unlink", "a", 3L, 2L);
    assertThat(rows(w, "reach")).containsExactly("reach(\"a\", 2, 3)");
    w.inject("link", "a", 3L, 2L).inject("away", "a", "m");
    assertThat(rows(w, "reach")).hasSize(2);
    w.inject("unlink", "a", 2L, 3L);
    assertThat(rows(w, "reach")).containsExactly("reach(\"a\", 3, 2)");
  }

  @Test
  void aggregatesAndNegationSeeWhatThereIsOnce() {
    World w = world(BASE).inject("put", "a", 1L, 5L).inject("put", "a", 2L, 20L);
    w.takeEvents();
    install(
        w,
        """
        table n(@X: addr, C: int) keys(1).    table rest(@X: addr, key K: int).
        m1 n(@X, count<*>) :- t(@X, _, _).
        m2 rest(@X, K) :- t(@X, K, _), not big(@X, K).
        m3 low(@X, K) :- rest#insert(@X, K).
        m4 least(@X, min<V>) :- t(@X, _, V).
        """);
    assertThat(rows(w, "n")).containsExactly("n(\"a\", 2)");
    assertThat(rows(w, "rest")).containsExactly("rest(\"a\", 1)");
    w.inject("drop", "a", 1L);
    assertThat(rows(w, "n")).containsExactly("n(\"a\", 1)");
    assertThat(rows(w, "rest")).isEmpty();
  }

  @Test
  void remoteSupportsAreWithdrawnWhenTheProgramGoes() {
    World w = world(BASE).inject("meet", "a", "b").inject("put", "a", 1L, 2L);
    install(w, "m1 big(@Y, K) :- peer(@X, Y), t(@X, K, _).").deliver();
    assertThat(w.rowsAt("b", "big")).containsExactly("big(\"b\", 1)");
    w.inject("away", "a", "m").deliver();
    assertThat(w.rowsAt("b", "big")).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void afterComingAndGoingANodeIsAsOneThatHadItFromTheStart(long seed) {
    String more =
        """
        table both(@X: addr, key K: int).  table sum(@X: addr, key V: int, C: int).
        table far(@X: addr, key A: int, key B: int).
        m1 both(@X, K) :- big(@X, K), s(@X, K).
        m2 sum(@X, V, count<*>) :- t(@X, _, V).
        m3 far(@X, A, B) :- pair(@X, A, B).
        m4 far(@X, A, C) :- far(@X, A, B), pair(@X, B, C).
        m5 big(@X, A) :- pair(@X, A, B), not t(@X, B, _).
        """;
    World always = world(BASE + more);
    World later = world(BASE);
    World never = world(BASE);
    var random = new Random(seed);
    for (int i = 0; i < 120; i++) {
      double time = i * 0.7;
      if (i % 20 == 10) install(later.at(time), more);
      if (i % 20 == 0 && i > 0) later.at(time).inject("away", "a", "m");
      long k = random.nextInt(5);
      long v = random.nextInt(15);
      String what = List.of("put", "drop", "hear", "link", "unlink").get(random.nextInt(5));
      for (World w : List.of(always, later, never)) {
        w.at(time);
        switch (what) {
          case "put" -> w.inject("put", "a", k, v);
          case "drop", "hear" -> w.inject(what, "a", k);
          default -> w.inject(what, "a", k, v % 5);
        }
      }
      assertThat(later.errors).isEmpty();
      boolean in = i % 20 >= 10;
      for (String table : List.of("t", "s", "pair", "big"))
        assertThat(rows(later, table))
            .as("%s after %d", table, i)
            .isEqualTo(rows(in ? always : never, table));
      if (!in) continue;
      for (String table : List.of("both", "sum", "far"))
        assertThat(rows(later, table)).as("%s after %d", table, i).isEqualTo(rows(always, table));
      if (i % 3 == 0) later.nodes.put("a", Moved.copy(node(later), later));
    }
  }
}
