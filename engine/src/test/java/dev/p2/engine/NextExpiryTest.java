package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node remembers when its first row expires, so that a step need not ask each table: whatever
 * came, went, was refreshed or undone, that is what the tables say.
 */
class NextExpiryTest {
  private static final String PROGRAM =
      """
      table short(@X: addr, key K: int) lifetime 3s.
      table long(@X: addr, key K: int) lifetime 10s size 4.
      table kept(@X: addr, key K: int).
      event touch(@X: addr, K: int).   event stay(@X: addr, K: int).
      event drop(@X: addr, K: int).    event turn(@X: addr, K: int).
      s1 short(@X, K) :- touch(@X, K).
      s2 long(@X, K) :- stay(@X, K).
      s3 delete short(@X, K) :- drop(@X, K).
      s4 kept(@X, K) :- short#delete(@X, K).
      // Goes round until the step is undone.
      t1 turn(@X, K + 1) :- turn(@X, K).
      t2 short(@X, K) :- turn(@X, K), K < 5.
      """;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void theFirstExpiryIsThatOfTheTables(long seed) {
    World world = World.of(PROGRAM, "a");
    Node node = world.nodes.get("a");
    var random = new Random(seed);
    int pending = 0;
    for (int i = 0; i < 400; i++) {
      world.at(i * 0.25);
      long key = random.nextInt(6);
      switch (random.nextInt(20)) {
        case 0 -> world.inject("turn", "a", 0L);
        case 1, 2, 3 -> world.wake("a");
        case 4, 5 -> world.inject("drop", "a", key);
        case 6, 7, 8 -> world.inject("stay", "a", key);
        case 9, 10, 11 -> world.inject("touch", "a", key);
        default -> {}
      }
      // Of the soft tables only one has a rule that sees its rows go.
      long expected = first(node, world.id("short"));
      assertThat(node.nextRuleExpiryNanos()).as("step %d", i).isEqualTo(expected);
      // A step may look for rows past their lifetime in vain, and must not where there are some.
      if (node.nothingExpires(world.now()))
        assertThat(Math.min(expected, first(node, world.id("long"))))
            .as("step %d", i)
            .isGreaterThan(world.now());
      if (expected < Long.MAX_VALUE) pending++;
    }
    assertThat(pending).isGreaterThan(20);
    assertThat(world.errors).as("steps were undone").isNotEmpty();
  }

  private static long first(Node node, int relation) {
    Table table = node.tables[relation];
    return table == null ? Long.MAX_VALUE : table.firstExpiryNanos();
  }
}
