package dev.p2.oracle.programs;

import dev.p2.lang.value.AggregateFunction;
import java.util.List;

/**
 * A program and its inputs from a seed. Not every one is valid: the checker says, and those that
 * are not are thrown away. Each has a favourite function and a favourite aggregate, in turn, so
 * that a few hundred seeds meet all of them.
 */
public final class RandomProgram {
  private RandomProgram() {}

  /** The same seed gives the same program, until the generator changes. */
  public static Scenario of(long seed) {
    var dice = new Dice(seed);
    boolean local = dice.chance(6);
    List<String> nodes =
        local ? List.of("a") : List.of("a", "b", "c").subList(0, 1 + dice.below(3));
    var schema = new Schema(nodes, local);
    var tables = new RandomTables(dice, schema);
    tables.base();
    tables.feed();
    var rules =
        new RandomRules(
            dice,
            schema,
            tables,
            turn(RandomCalls.PURE, seed),
            turn(List.of(AggregateFunction.values()), seed));
    if (!local) rules.favourite();
    int count = 2 + dice.below(6);
    for (int i = 0; i < count; i++) rules.any();
    return new Scenario(List.copyOf(schema.statements), nodes, RandomInputs.of(dice, schema));
  }

  private static <T> T turn(List<T> all, long seed) {
    return all.get((int) Math.floorMod(seed, (long) all.size()));
  }
}
