package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.tuple.Tuple;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Views after any sequence of changes hold what views made from scratch over the same tables hold.
 */
class MaintainedViewsTest {
  private static final String BASE =
      """
      materialize(t, infinity, infinity, keys(1,2,3)).    materialize(u, infinity, infinity, keys(1,2,3)).
      materialize(n, infinity, infinity, keys(1,2)).      materialize(k, infinity, infinity, keys(1,2)).
      materialize(addT, infinity, infinity, keys(1,2,3)). materialize(delT, infinity, infinity, keys(1,2,3)).
      materialize(addU, infinity, infinity, keys(1,2,3)). materialize(delU, infinity, infinity, keys(1,2,3)).
      materialize(addN, infinity, infinity, keys(1,2)).   materialize(delN, infinity, infinity, keys(1,2)).
      materialize(addK, infinity, infinity, keys(1,2)).
      c1 t(@X, A, B) :- go(@X), addT(@X, A, B).   c2 delete t(@X, A, B) :- go(@X), delT(@X, A, B).
      c3 u(@X, A, B) :- go(@X), addU(@X, A, B).   c4 delete u(@X, A, B) :- go(@X), delU(@X, A, B).
      c5 n(@X, A) :- go(@X), addN(@X, A).         c6 delete n(@X, A) :- go(@X), delN(@X, A).
      c7 k(@X, A, B) :- go(@X), addK(@X, A, B).
      z1 delete addT(@X, A, B) :- go(@X), addT(@X, A, B).  z2 delete delT(@X, A, B) :- go(@X), delT(@X, A, B).
      z3 delete addU(@X, A, B) :- go(@X), addU(@X, A, B).  z4 delete delU(@X, A, B) :- go(@X), delU(@X, A, B).
      z5 delete addN(@X, A) :- go(@X), addN(@X, A).        z6 delete delN(@X, A) :- go(@X), delN(@X, A).
      z7 delete addK(@X, A, B) :- go(@X), addK(@X, A, B).
      """;

  private static final String VIEWS =
      """
      materialize(p, infinity, infinity, keys(1,2,3)).    materialize(q, infinity, infinity, keys(1,2,3)).
      materialize(s, infinity, infinity, keys(1,2,3)).    materialize(lone, infinity, infinity, keys(1,2)).
      materialize(w, infinity, infinity, keys(1,2,3)).    materialize(r, infinity, infinity, keys(1,2,3)).
      materialize(far, infinity, infinity, keys(1,2,3)).  materialize(cnt, infinity, infinity, keys(1,2)).
      materialize(mx, infinity, infinity, keys(1,2)).     materialize(all, infinity, infinity, keys(1)).
      materialize(ev, infinity, infinity, keys(1,2,3)).   materialize(od, infinity, infinity, keys(1,2,3)).
      materialize(nl, infinity, infinity, keys(1,2,3)).   materialize(g, infinity, infinity, keys(1,2,3)).
      materialize(kk, infinity, infinity, keys(1,2,3)).   materialize(top, infinity, infinity, keys(1,2,3)).
      materialize(loop, infinity, infinity, keys(1,2)).
      v1 p(@X, A, C) :- t(@X, A, B), u(@X, B, C).
      v2 q(@X, A, C) :- t(@X, A, B), t(@X, B, C).
      v3 s(@X, A, B) :- t(@X, A, B), not u(@X, A, B).
      v4 lone(@X, A) :- n(@X, A), not t(@X, A, _), not t(@X, _, A).
      v5 w(@X, A, B) :- p(@X, A, B), not q(@X, A, B).
      v6 r(@X, A, B) :- t(@X, A, B).
      v7 r(@X, A, C) :- t(@X, A, B), r(@X, B, C).
      v8 far(@X, A, B) :- r(@X, A, B), not u(@X, A, B), A != B.
      v9 cnt(@X, A, count<*>) :- r(@X, A, _).
      v10 mx(@X, A, max<B>) :- p(@X, A, B).
      v11 all(@X, count<*>) :- w(@X, _, _).
      v12 od(@X, A, B) :- u(@X, A, B).
      v13 ev(@X, A, B) :- t(@X, A, C), od(@X, C, B).
      v14 od(@X, A, B) :- t(@X, A, C), ev(@X, C, B).
      v15 nl(@X, A, B) :- u(@X, A, B).
      v16 nl(@X, A, C) :- nl(@X, A, B), nl(@X, B, C).
      v17 g(@X, A, B) :- t(@X, A, B), not n(@X, B).
      v18 g(@X, A, C) :- g(@X, A, B), t(@X, B, C), not n(@X, C).
      v19 kk(@X, A, C) :- k(@X, A, B), k(@X, B, C), not n(@X, A).
      v20 top(@X, A, topk<B, 2>) :- q(@X, A, B).
      v21 loop(@X, A) :- r(@X, A, A), cnt(@X, A, C), C > 1.
      """;

  private static final List<String> BASES = List.of("t", "u", "n", "k");
  private static final List<String> HEADS =
      List.of(
          "p", "q", "s", "lone", "w", "r", "far", "cnt", "mx", "all", "ev", "od", "nl", "g", "kk",
          "top", "loop");

  private static final CompiledProgram PROGRAM = World.compile(BASE + VIEWS);

  static List<Long> seeds() {
    return List.of(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void viewsEqualThoseMadeFromScratch(long seed) {
    Random random = new Random(seed);
    World world = World.of(PROGRAM, "a");
    Set<String> mirror = new TreeSet<>();
    apply(mirror, world.takeChanges());
    for (int round = 0; round < 40; round++) {
      prepare(world, random);
      world.inject("go", "a");
      apply(mirror, world.takeChanges());
      assertThat(world.errors).isEmpty();
      World fresh = fromScratch(world);
      for (String head : HEADS) {
        assertThat(world.rows(head))
            .as("%s after round %d", head, round)
            .isEqualTo(fresh.rows(head));
        assertThat(mirror.stream().filter(row -> row.startsWith(head + "(")).toList())
            .as("what watchers of %s saw", head)
            .containsExactlyInAnyOrderElementsOf(world.rows(head));
      }
    }
  }

  /** Puts a handful of changes into the tables that the event applies at once. */
  private static void prepare(World world, Random random) {
    int changes = random.nextInt(8);
    for (int i = 0; i < changes; i++) {
      boolean adds = random.nextInt(3) > 0;
      long a = random.nextInt(6);
      long b = random.nextInt(6);
      switch (random.nextInt(4)) {
        case 0 -> world.inject(adds ? "addT" : "delT", "a", a, b);
        case 1 -> world.inject(adds ? "addU" : "delU", "a", a, b);
        case 2 -> world.inject(adds ? "addN" : "delN", "a", a);
        default -> world.inject("addK", "a", a, b);
      }
    }
    if (random.nextInt(6) == 0) deleteMany(world, random);
  }

  private static void deleteMany(World world, Random random) {
    for (long a = 0; a < 6; a++) {
      for (long b = 0; b < 6; b++) {
        if (random.nextBoolean()) world.inject("delT", "a", a, b);
      }
    }
  }

  /** Every change must be one of what there was. */
  private static void apply(Set<String> mirror, List<String> changes) {
    for (String change : changes) {
      String row = change.substring(change.indexOf(' ') + 1);
      switch (change.substring(0, change.indexOf(' '))) {
        case "INSERT" -> assertThat(mirror.add(row)).as(change).isTrue();
        case "DELETE" -> assertThat(mirror.remove(row)).as(change).isTrue();
        case "REPLACE" -> {
          String[] rows = row.split(" -> ", -1);
          assertThat(mirror.remove(rows[0])).as(change).isTrue();
          assertThat(mirror.add(rows[1])).as(change).isTrue();
        }
        default -> throw new AssertionError(change);
      }
    }
  }

  private static World fromScratch(World world) {
    World fresh = World.unbooted(PROGRAM, NodeConfig.ROUNDS_MAX, NodeConfig.DERIVATIONS_MAX, "a");
    for (String base : BASES) {
      for (Tuple row : world.nodes.get("a").rows(world.id(base), world.now())) {
        var values = new ArrayList<Object>();
        for (int column = 0; column < row.arity(); column++) values.add(row.get(column));
        fresh.nodes.get("a").load(PROGRAM.make(world.id(base), values.toArray()));
      }
    }
    fresh.boot();
    return fresh;
  }

  @ParameterizedTest(name = "without {0}")
  @MethodSource("rewrites")
  void rewritesChangeNoResult(String rewrite) {
    CompiledProgram other = World.compile(BASE + VIEWS, new PlanOptions(Set.of(rewrite)));
    World one = World.of(PROGRAM, "a");
    World two = World.of(other, "a");
    Random random = new Random(7);
    for (int round = 0; round < 15; round++) {
      long seed = random.nextLong();
      for (World world : List.of(one, two)) {
        prepare(world, new Random(seed));
        world.inject("go", "a");
      }
      for (String head : HEADS) assertThat(two.rows(head)).as(head).isEqualTo(one.rows(head));
    }
  }

  static List<String> rewrites() {
    return Planner.rewriteNames();
  }
}
