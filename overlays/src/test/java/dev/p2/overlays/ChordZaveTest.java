package dev.p2.overlays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.lang.value.Id;
import dev.p2.overlays.OverlayRun.Heard;
import dev.p2.sim.SimulationOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The better Chord against a ring that is known from outside. */
class ChordZaveTest {
  private static final int SUCCESSORS = 4;
  private static final int RULES_MAX = 60;
  private static final long SECOND = 1_000_000_000L;
  private static final CompiledProgram ZAVE = OverlayRun.compile("chord-zave");

  private static OverlayRun ring(int nodes, long seed) {
    return new OverlayRun(ZAVE, SimulationOptions.of(nodes).withSeed(seed), "found");
  }

  private static void assertWhole(OverlayRun run) {
    assertThat(Ring.of(run).faults(SUCCESSORS))
        .as("faults of the ring at %s s", run.now())
        .isEmpty();
    assertThat(run.errors()).isEmpty();
  }

  /** A lookup, and who was responsible when it began. */
  private record Asked(int owner) {}

  private static void ask(OverlayRun run, RandomGenerator random, Map<Long, Asked> asked) {
    Ring ring = Ring.of(run);
    Id key = Id.of(random.nextInt(), random.nextLong(), random.nextLong());
    int node = ring.members().get(random.nextInt(ring.members().size()));
    long tag = 1_000_000L + asked.size();
    asked.put(tag, new Asked(ring.owner(key)));
    run.inject(run.now(), node, "lookup", Ring.address(node), key, Ring.address(node), tag, 0L);
  }

  private static long answeredAndRight(OverlayRun run, Map<Long, Asked> asked) {
    return run.heard("found").stream()
        .map(Heard::tuple)
        .filter(found -> asked.containsKey(found.get(4)))
        .filter(found -> found.get(3).equals(Ring.address(asked.get((Long) found.get(4)).owner())))
        .count();
  }

  @Test
  void itTakesNoMoreThanSixtyRules() {
    long rules =
        ZAVE.plan().program().rules().stream()
            .map(rule -> rule.label().replaceAll("@.*", ""))
            .distinct()
            .count();
    assertThat(rules).isLessThanOrEqualTo(RULES_MAX);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 16, 100})
  void nodesThatStartAtOnceAreOneRingWithinTwentySeconds(int nodes) {
    OverlayRun run = ring(nodes, nodes);
    run.until(20);
    assertWhole(run);
  }

  @Test
  void theListGrowsWithTheLogarithmOfTheNumberOfNodes() {
    OverlayRun run = ring(100, 1);
    run.until(40);
    double mean =
        Ring.of(run).members().stream()
            .mapToInt(node -> run.rows(node, "succ").size() - 1)
            .average()
            .orElseThrow();
    assertThat(mean).isBetween(5.0, 8.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theRingIsWholeHalfAMinuteAfterFourNeighboursCrashedAtOnce(long seed) {
    OverlayRun run = ring(32, seed);
    run.until(30);
    Ring before = Ring.of(run);
    for (int places = 1; places <= 4; places++) run.simulation().crash(before.after(7, places));
    run.until(60);
    assertWhole(run);
  }

  @Test
  void nodesThatRestartThroughEachOtherWaitUntilOneOfThemFindsTheRing() {
    OverlayRun run = ring(16, 8);
    run.until(25);
    for (int node : List.of(3, 11)) run.simulation().crash(node);
    run.until(75);
    run.simulation().restart(3, "n11");
    run.simulation().restart(11, "n3");
    run.until(100);
    for (int node : List.of(3, 11)) assertThat(run.rows(node, "successors")).isEmpty();

    run.simulation().crash(11);
    run.simulation().restart(11, "n5");
    run.until(115);
    assertWhole(run);
  }

  /** A tenth of the lookups meets a node that died within the last seconds on its way. */
  @Test
  void lookupsAreAnsweredAndRightWhileNodesComeAndGo() {
    OverlayRun run = ring(60, 3);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    run.until(40);
    Map<Long, Asked> asked = new HashMap<>();
    for (int round = 0; round < 300; round++) {
      run.until(40 + round);
      if (round % 4 == 0) {
        // Of 60 nodes one each four seconds: mean sessions of four minutes.
        int node = Ring.of(run).members().get(random.nextInt(Ring.of(run).members().size()));
        run.simulation().crash(node);
        int contact = Ring.of(run).members().get(random.nextInt(Ring.of(run).members().size()));
        run.simulation()
            .at(
                run.simulation().nowNanos() + 20 * SECOND,
                () -> {
                  String landmark = Ring.address(run.running(contact) ? contact : 0);
                  if (!run.running(node)) run.simulation().restart(node, landmark);
                });
      }
      for (int i = 0; i < 5; i++) ask(run, random, asked);
    }
    run.until(350);
    assertThat(answeredAndRight(run, asked) / (double) asked.size()).isGreaterThan(0.96);
  }
}
