package dev.p2.overlays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.p2.engine.CompiledProgram;
import dev.p2.lang.value.Id;
import dev.p2.overlays.OverlayRun.Heard;
import dev.p2.sim.SimulationOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chord against a ring that is known from outside. Seeds are in the names of the tests. */
class ChordTest {
  private static final int SUCCESSORS = 4;
  private static final int RULES_MAX = 46;
  private static final CompiledProgram CHORD = OverlayRun.compile("chord");

  private static OverlayRun chord(int nodes, long seed) {
    return new OverlayRun(CHORD, SimulationOptions.of(nodes).withSeed(seed), "lookup", "found");
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static Id key(RandomGenerator random) {
    return Id.of(random.nextInt(), random.nextLong(), random.nextLong());
  }

  private static void assertWhole(OverlayRun run) {
    assertThat(Ring.of(run).faults(SUCCESSORS))
        .as("faults of the ring at %s s", run.now())
        .isEmpty();
    assertThat(run.errors()).isEmpty();
  }

  /**
   * Looks up keys, each from every running node, and waits for the answers.
   *
   * @return the hops of each lookup
   */
  private static List<Long> lookUp(OverlayRun run, int keys, long seed) {
    RandomGenerator random = random(seed);
    Ring ring = Ring.of(run);
    Map<Long, Id> asked = new HashMap<>();
    long firstTag = Math.round(run.now() * 1_000_000);
    for (int k = 0; k < keys; k++) {
      Id key = key(random);
      for (int node : ring.members()) {
        long tag = firstTag + asked.size();
        asked.put(tag, key);
        run.inject(run.now(), node, "lookup", Ring.address(node), key, Ring.address(node), tag, 0L);
      }
    }
    run.until(run.now() + 3);
    List<Heard> found =
        run.heard("found").stream().filter(h -> asked.containsKey(h.tuple().get(4))).toList();
    assertThat(found).as("answers").hasSize(asked.size());
    for (Heard answer : found) {
      Id key = asked.get(answer.tuple().get(4));
      assertThat(answer.tuple().get(3))
          .as("node for %s as n%s hears", key, answer.node())
          .isEqualTo(Ring.address(ring.owner(key)));
    }
    return found.stream().map(answer -> (Long) answer.tuple().get(5)).toList();
  }

  private static double mean(List<Long> hops) {
    return hops.stream().mapToLong(Long::longValue).average().orElseThrow();
  }

  @Test
  void chordTakesNoMoreRulesThanTheAuthorsHad() {
    long rules =
        CHORD.plan().program().rules().stream()
            .map(rule -> rule.label().replaceAll("@.*", ""))
            .distinct()
            .count();
    assertThat(rules).isLessThanOrEqualTo(RULES_MAX);
  }

  @Test
  void aNodeAloneIsARingAndAnswersForEveryKey() {
    OverlayRun run = chord(1, 1);
    run.until(5);
    assertThat(lookUp(run, 10, 1)).containsOnly(0L);
    assertWhole(run);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void sixteenNodesAreOneRingAfter30Seconds(long seed) {
    OverlayRun run = chord(16, seed);
    run.until(30);
    assertWhole(run);
    assertThat(mean(lookUp(run, 40, seed))).as("mean hops").isLessThan(0.5 * 4 + 0.5);
  }

  @Test
  void aHundredNodesAreOneRingWithShortWays() {
    OverlayRun run = chord(100, 1);
    run.until(40);
    assertWhole(run);
    double log2 = Math.log(100) / Math.log(2);
    assertThat(mean(lookUp(run, 20, 1))).as("mean hops").isBetween(1.0, 0.5 * log2 + 0.5);
    double fingers =
        Ring.of(run).members().stream()
            .mapToInt(node -> run.rows(node, "finger").size())
            .average()
            .orElseThrow();
    // Of the log2 N distances at which other nodes are, the successor serves those below its own.
    assertThat(fingers).as("mean number of fingers").isCloseTo(log2, within(1.5));
  }

  @Test
  void nodesThatComeOneAfterTheOtherFindTheirPlaces() {
    OverlayRun run = chord(16, 4);
    for (int node = 1; node < 16; node++) run.simulation().bootAt(node, node * 700_000_000L);
    run.until(30);
    assertWhole(run);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 5, 7})
  void theRingIsWhole30SecondsAfterTheLandmarkAndFourOthersCrashed(long seed) {
    OverlayRun run = chord(16, seed);
    run.until(25);
    RandomGenerator random = random(seed);
    var crashed = new TreeSet<>(List.of(0));
    while (crashed.size() < 5) crashed.add(random.nextInt(16));
    crashed.forEach(run.simulation()::crash);
    run.until(55);
    assertWhole(run);
    lookUp(run, 20, seed);

    List<Integer> living = Ring.of(run).members();
    for (int node : crashed)
      run.simulation().restart(node, Ring.address(living.get(random.nextInt(living.size()))));
    run.until(78);
    assertWhole(run);
    lookUp(run, 20, seed + 1);
  }

  @Test
  void aNodeThatRestartsBeforeItWasMissedTakesItsPlaceAgain() {
    OverlayRun run = chord(16, 2);
    run.until(25);
    run.simulation().crash(9);
    run.until(26);
    run.simulation().restart(9, "n3");
    run.until(46);
    assertWhole(run);
  }

  /** They were a ring of their own once, and answered lookups. */
  @Test
  void nodesThatRestartThroughEachOtherWaitUntilOneOfThemFindsTheRing() {
    OverlayRun run = chord(16, 8);
    run.until(25);
    for (int node : List.of(3, 11)) run.simulation().crash(node);
    run.until(75);
    run.simulation().restart(3, "n11");
    run.simulation().restart(11, "n3");
    run.until(80);
    run.inject(80, 3, "lookup", "n3", Id.of(1), "n3", 77L, 0L);
    run.until(100);
    assertThat(run.heard("found")).noneMatch(heard -> heard.tuple().get(4).equals(77L));
    for (int node : List.of(3, 11))
      assertThat(run.rows(node, "bestSucc")).allMatch(row -> row.get(3).equals(Ring.address(node)));

    run.simulation().crash(11);
    run.simulation().restart(11, "n5");
    run.until(120);
    assertWhole(run);
    lookUp(run, 20, 8);
  }

  @Test
  void theDeadAreForgottenEverywhere() {
    OverlayRun run = chord(16, 6);
    run.until(25);
    run.simulation().crash(5);
    run.until(50);
    for (int node : Ring.of(run).members()) {
      assertThat(run.rows(node, "route"))
          .as("whom n%s knows", node)
          .noneMatch(row -> row.get(2).equals("n5"));
    }
  }

  /** They were lost: the one who handed them on did not ask whether they arrived. */
  @Test
  void lookupsThatAreHandedToANodeThatHasJustDiedTakeAnotherWay() {
    OverlayRun run = chord(16, 5);
    run.until(30);
    run.simulation().crash(9);
    Ring ring = Ring.of(run);
    Id key = Ring.id(run, 9).add(Id.of(1));
    for (int node : ring.members())
      run.inject(30, node, "lookup", Ring.address(node), key, Ring.address(node), 900L + node, 0L);
    run.until(34);
    List<Heard> found =
        run.heard("found").stream()
            .filter(heard -> heard.seconds() >= 30 && heard.tuple().get(1).equals(key))
            .toList();
    assertThat(found)
        .hasSize(ring.members().size())
        .allMatch(heard -> heard.tuple().get(3).equals(Ring.address(ring.owner(key))));
  }

  @Test
  void anIdleRingIsQuiet() {
    OverlayRun run = chord(16, 1);
    run.until(30);
    long before = run.simulation().totals().messagesSent();
    run.until(90);
    double rate = (run.simulation().totals().messagesSent() - before) / 60.0 / 16;
    assertThat(rate).as("messages per second and node").isLessThan(3);
  }
}
