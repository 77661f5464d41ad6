package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node goes on from its state as if nothing had happened. On random programs {@code
 * DifferentialTest} shows the same.
 */
class NodeStateTest {
  private static final List<String> TABLES =
      List.of("t", "s", "q", "v", "c", "r", "bag", "away", "ruleExec", "seen", "sysError");

  private static final String EVERYTHING =
      """
      materialize(t, infinity, infinity, keys(1,2)).  materialize(s, 10, infinity, keys(1,2)).
      materialize(q, infinity, 3, keys(1,2)).         materialize(v, 20, infinity, keys(1,2)).
      materialize(c, infinity, infinity, keys(1)).    materialize(r, infinity, infinity, keys(1,2,3)).
      materialize(bag, infinity, 9, keys()).          materialize(away, 30, infinity, keys(1,2)).
      materialize(seen, infinity, infinity, keys(1,2)).
      r1 t(@X, K, V) :- put(@X, K, V).
      r2 s(@X, K)    :- put(@X, K, _).
      r3 q(@X, K, V) :- put(@X, K, V).
      r4 delete t(@X, J, _) :- put(@X, K, _), J := (K + 1) % 7.
      r5 bag(@X, V)  :- put(@X, _, V).
      r6 pick(@X, K, max<R, V>) :- put(@X, K, _), bag(@X, V), R := f_rand().
      r7 number(@X, I, J) :- put(@X, K, _), I := f_idgen(), J := 6 / K.
      r8 many(@X, K, B) :- put(@X, K, V), r(@X, _, V), bag(@X, B).
      v1 v(@X, K)    :- s(@X, K), t(@X, K, V), V > 1.
      v2 c(@X, count<*>) :- s(@X, _).
      v3 r(@X, A, B) :- t(@X, A, B).
      v4 r(@X, A, C) :- r(@X, A, B), t(@X, B, C).
      v5 away(@Y, X, K) :- v(@X, K), Y := X == "a" ? "b" : "a".
      v6 sum(@X, V, count<*>) :- t(@X, _, V).
      n1 seen(@X, Label, F) :- put(@X, _, _), sysRule(@X, _, Label, _, _, _, _, F, _, _, _, _).
      trace(r). trace(t).
      """;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void aNodeGoesOnFromItsState(long seed) {
    CompiledProgram program = World.compile(EVERYTHING);
    World plain = World.of(program, "a", "b");
    World moved = World.of(program, "a", "b");
    var random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      double time = i * 1.5;
      for (String name : List.of("a", "b"))
        moved.nodes.put(name, Moved.copy(moved.nodes.get(name), moved));
      String name = random.nextBoolean() ? "a" : "b";
      long key = random.nextInt(7);
      long value = random.nextInt(4);
      for (World world : List.of(plain, moved))
        world.at(time).inject("put", name, key, value).deliver();
      for (String table : TABLES)
        assertThat(scan(moved, table)).as("%s after %d", table, i).isEqualTo(scan(plain, table));
      assertThat(moved.takeEvents()).isEqualTo(plain.takeEvents());
      assertThat(moved.nodes.get(name).stats()).isEqualTo(plain.nodes.get(name).stats());
    }
    assertThat(plain.rows("away")).isNotEmpty();
    assertThat(plain.rows("ruleExec")).isNotEmpty();
    assertThat(plain.rows("sysError")).isNotEmpty();
  }

  /** The rows as strands scan them. */
  private static List<String> scan(World world, String table) {
    var rows = new ArrayList<String>();
    for (Node node : world.nodes.values())
      node.rows(world.id(table), world.now()).forEach(row -> rows.add(row.toString()));
    return rows;
  }

  @Test
  void thereIsNoStateInTheMiddleOfAStep() {
    World world = World.of("r1 out(@X, V) :- e(@X, N), V := 1 / N.", "a");
    Node node = world.nodes.get("a");
    node.inject(world.program.make(world.id("e"), new Object[] {"a", 0L}), 1);
    assertThat(node.hasFollowUp()).isTrue();
    assertThatThrownBy(() -> Moved.copy(node, world)).isInstanceOf(IllegalStateException.class);
  }
}
