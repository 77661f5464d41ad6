package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.ErrorReport;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Event rules give the same events and the same errors, whichever rewrites the planner leaves out
 * (9.6).
 */
class RewritesAgreeTest {
  private static final String PROGRAM =
      """
      materialize(t, infinity, infinity, keys(1,2,3)).  materialize(u, infinity, infinity, keys(1,2)).
      materialize(bag, infinity, infinity, keys()).
      materialize(one, infinity, infinity, keys(1)).    materialize(pal, infinity, infinity, keys(1,2)).
      table mixed(@X: addr, key K: int, V: any).
      l1 t(@X, A, B) :- setT(@X, A, B).   l2 u(@X, A, B) :- setU(@X, A, B).
      l3 mixed(@X, A, B) :- setMixed(@X, A, B).  l4 bag(@X, A) :- setBag(@X, A).
      l5 one(@X, A) :- setOne(@X, A).     l6 pal(@X, Y) :- meet(@X, Y).
      l7 pal(X, @Y) :- meet(@X, Y).

      a1 join(@X, A, C) :- e(@X, K, _), t(@X, A, B), t(@X, B, C), u(@X, K, A).
      a2 cross(@X, V, O) :- e(@X, K, _), u(@X, A, V), one(@X, O), V > K, O != A.
      a3 none(@X, A) :- e(@X, K, _), t(@X, A, K), not t(@X, K, A), not u(@X, A, _), not t(@X, Y, Y), A > 0.
      a4 shift(@X, A, V) :- e(@X, K, M), u(@X, K + 1, V), t(@X, A, A + 1), J := V - 1, mixed(@X, J, _), M < 9.
      a5 twice(@X, K) :- e(@X, K, K), bag(@X, K), bag(@X, V), V <= K.
      a6 like(@X, K, V) :- e(@X, K, M), mixed(@X, K, V), u(@X, M, V).
      a7 late(@X, S) :- expect(@X, S + 1, K), u(@X, K, S), not one(@X, S).
      a8 friend(@X, Y) :- e(@X, _, _), pal(@X, Y).
      a9 known(@Y, X) :- e(@Y, _, _), pal(X, @Y).

      b1 size(@X, K, count<*>) :- e(@X, K, M), t(@X, A, B), B > M, J := K + M, J > 4, A != J.
      b2 least(@X, K, min<V, A>) :- e(@X, K, M), u(@X, A, V), not t(@X, A, K), K != M.
      b3 each(@X, A, count<*>) :- e(@X, K, _), t(@X, A, B), u(@X, B, V), V > K.

      c1 ratio(@X, A, Q) :- e(@X, K, M), t(@X, A, B), Q := A / (B - M), Q >= 0, u(@X, Q, _), A > 1.
      c2 sure(@X, A) :- e(@X, K, M), mixed(@X, A, V), V > K, A != 2.
      c3 safe(@X, A) :- e(@X, K, M), mixed(@X, A, V), V != "x", V + 0 > K.
      """;

  private static final String[] HEADS =
      ("join cross none shift twice like late friend known size least each ratio sure safe")
          .split(" ");

  static Stream<Set<String>> choices() {
    List<String> names = Planner.rewriteNames();
    return IntStream.range(1, 1 << names.size())
        .mapToObj(
            bits -> {
              var without = new TreeSet<String>();
              for (int i = 0; i < names.size(); i++)
                if ((bits >> i & 1) == 1) without.add(names.get(i));
              return without;
            });
  }

  @ParameterizedTest(name = "without {0}")
  @MethodSource("choices")
  void eventsAndErrorsAreTheSame(Set<String> without) {
    World on = World.of(PROGRAM, "a", "b");
    World off = World.of(World.compile(PROGRAM, new PlanOptions(without)), "a", "b");
    var heads = new TreeSet<String>();
    for (int round = 0; round < 60; round++) {
      long seed = 31 * round;
      play(on, new Random(seed));
      play(off, new Random(seed));
      List<String> seen = sorted(on.takeEvents());
      for (String event : seen) heads.add(event.substring(0, event.indexOf('(')));
      assertThat(sorted(off.takeEvents())).as("round %d", round).isEqualTo(seen);
      assertThat(errors(off)).as("round %d", round).isEqualTo(errors(on));
    }
    assertThat(heads).as("every rule derives something").contains(HEADS);
    assertThat(on.errors).isNotEmpty();
  }

  private static void play(World world, Random random) {
    String node = random.nextBoolean() ? "a" : "b";
    for (int i = 0; i < 3; i++) {
      world.inject("setT", node, small(random), small(random));
      world.inject("setU", node, small(random), small(random));
      world.inject("setMixed", node, small(random), random.nextInt(3) == 0 ? "x" : small(random));
    }
    world.inject("setBag", node, small(random));
    world.inject("setOne", node, small(random));
    world.inject("meet", node, random.nextBoolean() ? "a" : "b");
    world.deliver();
    world.inject("e", node, small(random), small(random));
    world.inject("expect", node, small(random), small(random));
    world.deliver();
  }

  private static Object small(Random random) {
    return (long) random.nextInt(7);
  }

  private static List<String> sorted(List<String> events) {
    return events.stream().sorted().toList();
  }

  private static List<String> errors(World world) {
    return world.errors.stream().map(ErrorReport::toString).sorted().toList();
  }
}
