package dev.p2.oracle.programs;

import dev.p2.lang.value.AggregateFunction;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program and its inputs from a seed. Not every one is valid: the checker says, and those that
 * are not are thrown away. Each has a favourite function and a favourite aggregate, in turn, so
 * that a few hundred seeds meet all of them; in every fourth most rows come and go.
 */
public final class RandomProgram {
  private RandomProgram() {}

  /**
   * A program with several lists of inputs. The same seed gives the same, until the generator
   * changes.
   */
  public static List<Scenario> of(long seed, int lists) {
    var dice = new Dice(seed);
    boolean local = dice.chance(6);
    List<String> nodes =
        local ? List.of("a") : List.of("a", "b", "c").subList(0, 1 + dice.below(3));
    var schema = new Schema(nodes, local, Math.floorMod(seed, 4) == 3);
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
    return Stream.generate(
            () ->
                new Scenario(List.copyOf(schema.statements), nodes, RandomInputs.of(dice, schema)))
        .limit(lists)
        .toList();
  }

  private static <T> T turn(List<T> all, long seed) {
    return all.get((int) Math.floorMod(seed, (long) all.size()));
  }
}
