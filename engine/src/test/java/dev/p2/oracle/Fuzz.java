package dev.p2.oracle;

import dev.p2.oracle.programs.RandomProgram;
import dev.p2.oracle.programs.Reordered;
import dev.p2.oracle.programs.Scenario;
import dev.p2.oracle.programs.Shrinker;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One seed after the other: a random program, and the duel between the reference and the engine
 * with the program as it stands, in other orders and with other plans.
 */
final class Fuzz {
  /** How the programs ended, and how often. */
  final Map<String, Integer> ends = new TreeMap<>();

  final Coverage coverage = new Coverage();

  /** Lists of inputs a program. */
  private final int lists;

  /** Only the program as it stands and one other variant. */
  private final boolean fast;

  int programs;
  int steps;
  int runs;

  Fuzz(int lists, boolean fast) {
    this.lists = lists;
    this.fast = fast;
  }

  /** A failure, made small. */
  record Failure(long seed, String variant, String why, Scenario scenario) {
    @Override
    public String toString() {
      return "seed " + seed + ", " + variant + ": " + why + "\n" + scenario;
    }
  }

  Optional<Failure> seed(long seed) {
    var workshop = new Workshop();
    programs++;
    for (Scenario scenario : RandomProgram.of(seed, lists)) {
      Optional<Failure> failure = duel(seed, scenario, workshop);
      if (failure.isPresent()) return failure;
    }
    return Optional.empty();
  }

  private Optional<Failure> duel(long seed, Scenario scenario, Workshop workshop) {
    List<Function<Scenario, Variant>> variants = variants(seed);
    Duel.Result result = fight(scenario, variants, coverage, workshop);
    String why = result.end() == Duel.End.OPEN ? " " + result.why() : "";

    ends.merge(result.end() + why, 1, Integer::sum);
    if (result.open() > 0)
      ends.merge("variants whose order decides a conflict", result.open(), Integer::sum);
    steps += result.steps();
    runs += variants.size();
    if (result.end() != Duel.End.DIFFERENT) return Optional.empty();
    List<Function<Scenario, Variant>> guilty =
        result
            .variant()
            .map(
                v ->
                    variants.stream()
                        .filter(f -> f.apply(scenario).name().equals(v.name()))
                        .toList())
            .orElse(variants);
    Scenario small = Shrinker.shrink(scenario, s -> differs(s, guilty));
    return Optional.of(
        new Failure(
            seed,
            result.variant().map(Variant::name).orElse("the reference"),
            fight(small, guilty, new Coverage(), new Workshop()).why(),
            small));
  }

  private static boolean differs(Scenario scenario, List<Function<Scenario, Variant>> variants) {
    return fight(scenario, variants, new Coverage(), new Workshop()).end() == Duel.End.DIFFERENT;
  }

  private static Duel.Result fight(
      Scenario scenario,
      List<Function<Scenario, Variant>> variants,
      Coverage coverage,
      Workshop workshop) {
    List<Variant> all = variants.stream().map(f -> f.apply(scenario)).toList();
    return Duel.fight(scenario, all, coverage, workshop);
  }

  /** The rewrites take turns: without one, with only one, and some by chance. */
  private List<Function<Scenario, Variant>> variants(long seed) {
    List<String> rewrites = Planner.rewriteNames();
    String one = rewrites.get((int) Math.floorMod(seed, (long) rewrites.size()));
    var others = new TreeSet<>(rewrites);
    others.remove(one);
    var some = new TreeSet<String>();
    Random random = new Random(seed);
    for (String name : rewrites) if (random.nextBoolean()) some.add(name);
    var all = new ArrayList<Function<Scenario, Variant>>();
    all.add(s -> new Variant("as it stands", s.program(), PlanOptions.DEFAULT, false));
    all.add(without("without any rewrite", Set.copyOf(rewrites)));
    all.add(without("without " + one, Set.of(one)));
    all.add(without("with only " + one, others));
    all.add(
        s ->
            new Variant(
                "rules in another order",
                Reordered.rules(s, new Random(seed * 2 + 1)),
                PlanOptions.DEFAULT,
                true));
    all.add(
        s ->
            new Variant(
                "terms in another order, without " + some,
                Reordered.terms(s, new Random(seed * 2 + 1)),
                new PlanOptions(some),
                true));
    return fast ? List.of(all.getFirst(), all.get(1 + random.nextInt(all.size() - 1))) : all;
  }

  private static Function<Scenario, Variant> without(String name, Set<String> rewrites) {
    return s -> new Variant(name, s.program(), new PlanOptions(new TreeSet<>(rewrites)), false);
  }

  /**
   * {@code [from] [seconds] [failures]}: to look for differences fast. Checking and compiling takes
   * longer than the steps, so there are fewer variants and more inputs.
   */
  public static void main(String[] args) {
    long seed = Long.parseLong(args[0]);
    long end = System.nanoTime() + Long.parseLong(args[1]) * 1_000_000_000L;
    int most = Integer.parseInt(args[2]);
    Fuzz fuzz = new Fuzz(4, true);
    for (; System.nanoTime() < end && most > 0; seed++) {
      Optional<Failure> failure = fuzz.seed(seed);
      if (failure.isEmpty()) continue;
      System.out.println(failure.get());
      most--;
    }
    System.out.println("up to seed " + seed + ": " + fuzz.ends + " steps " + fuzz.steps);
    System.out.println("not reached: " + fuzz.coverage.missing());
  }
}
