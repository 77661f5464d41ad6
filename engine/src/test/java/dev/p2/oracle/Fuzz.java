package dev.p2.oracle;

import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One seed after the other: a random program, the duel, and the same program in other orders and
 * with other plans.
 */
final class Fuzz {
  final Map<String, Integer> ends = new TreeMap<>();
  final Coverage coverage = new Coverage();
  int steps;

  /** A failure, made small. */
  record Failure(long seed, String variant, String why, Scenario scenario) {
    @Override
    public String toString() {
      return "seed " + seed + ", " + variant + ": " + why + "\n" + scenario;
    }
  }

  private record Variant(String name, PlanOptions options, long shuffle) {
    Duel.Result fight(Scenario scenario, Coverage coverage) {
      return Duel.fight(
          scenario,
          shuffle == 0 ? scenario.program() : shuffled(scenario, new Random(shuffle)),
          options,
          coverage);
    }
  }

  Optional<Failure> seed(long seed) {
    Scenario scenario = RandomProgram.of(seed);
    Random random = new Random(seed);
    var variants = new ArrayList<Variant>();
    variants.add(new Variant("as it stands", PlanOptions.DEFAULT, 0));
    for (Variant v :
        List.of(
            new Variant("without ", without(random), 0),
            new Variant("rules in another order", PlanOptions.DEFAULT, seed * 2 + 1)))
      variants.add(v);
    for (Variant v : variants) {
      Duel.Result result = v.fight(scenario, coverage);
      ends.merge(
          result.end() + (result.end() == Duel.End.OPEN ? " " + result.why() : ""),
          1,
          Integer::sum);
      steps += result.steps();
      if (result.end() == Duel.End.REFUSED) return Optional.empty();
      if (result.end() != Duel.End.DIFFERENT) continue;
      Scenario small =
          Shrinker.shrink(scenario, s -> v.fight(s, new Coverage()).end() == Duel.End.DIFFERENT);
      return Optional.of(
          new Failure(
              seed, v.name + v.options.without(), v.fight(small, new Coverage()).why(), small));
    }
    return Optional.empty();
  }

  private static PlanOptions without(Random random) {
    var without = new TreeSet<String>();
    for (String name : Planner.rewriteNames()) if (random.nextBoolean()) without.add(name);
    return new PlanOptions(without);
  }

  /** Rules keep their labels; facts keep their order, which counts (8.1). */
  private static String shuffled(Scenario scenario, Random random) {
    var rules = new ArrayList<String>();
    for (String s : scenario.statements()) if (s.contains(" :- ")) rules.add(s);
    Collections.shuffle(rules, random);
    var next = rules.iterator();
    var text = new StringBuilder();
    for (String s : scenario.statements())
      text.append(s.contains(" :- ") ? next.next() : s).append('\n');
    return text.toString();
  }

  /** {@code [from] [seconds] [failures]}: for work on the evaluator itself. */
  public static void main(String[] args) {
    long seed = Long.parseLong(args[0]);
    long end = System.nanoTime() + Long.parseLong(args[1]) * 1_000_000_000L;
    int most = Integer.parseInt(args[2]);
    Fuzz fuzz = new Fuzz();
    for (; System.nanoTime() < end && most > 0; seed++) {
      Optional<Failure> failure = fuzz.seed(seed);
      if (failure.isEmpty()) continue;
      System.out.println(failure.get());
      most--;
    }
    System.out.println("up to seed " + seed + ": " + fuzz.ends + " steps " + fuzz.steps);
    var missing = new ArrayList<>(Coverage.required());
    missing.removeAll(fuzz.coverage.counts.keySet());
    System.out.println("not reached: " + missing);
  }
}
