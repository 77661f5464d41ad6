package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.ErrorReport;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Time;
import dev.p2.plan.Operator;
import dev.p2.plan.PlanOptions;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads of a range give what reads of the whole table give, whatever the bounds and whatever came
 * and went before.
 */
class RangesAgreeTest {
  private static final String PROGRAM =
      """
      table place(@X: addr, key K: int, Id: id) lifetime 20s.
      table number(@X: addr, key K: int, V: int) size 60.
      table real(@X: addr, key K: int, V: double, At: time).
      table total(@X: addr, N: int) keys(1).
      event ask(@X: addr, A: id, B: id).   event from(@X: addr, A: int, B: int).
      event put(@X: addr, K: int, Id: id, V: int, D: double, At: time).   event drop(@X: addr, K: int).
      event mid(@X: addr, A: double, B: double).
      p1 place(@X, K, Id) :- put(@X, K, Id, _, _, _).
      p2 number(@X, K, V) :- put(@X, K, _, V, _, _).
      p3 real(@X, K, D, At) :- put(@X, K, _, _, D, At).
      p4 delete place(@X, K, _) :- drop(@X, K).
      p5 delete real(@X, K, _, _) :- drop(@X, K).

      i1 openOpen(@X, K) :- ask(@X, A, B), place(@X, K, Id), Id in (A, B).
      i2 openClosed(@X, K) :- ask(@X, A, B), place(@X, K, Id), Id in (A, B].
      i3 closedOpen(@X, K) :- ask(@X, A, B), place(@X, K, Id), Id in [A, B).
      i4 closedClosed(@X, K) :- ask(@X, A, B), place(@X, K, Id), Id in [A, B].
      i5 idLess(@X, K) :- ask(@X, A, B), place(@X, K, Id), Id < A, Id >= B.
      n1 open(@X, K) :- from(@X, A, B), number(@X, K, V), V in (A, B).
      n2 closed(@X, K) :- from(@X, A, B), number(@X, K, V), V in [A, B].
      n3 less(@X, K) :- from(@X, A, _), number(@X, K, V), V < A.
      n4 atMost(@X, K) :- from(@X, A, _), number(@X, K, V), A >= V.
      n5 more(@X, K) :- from(@X, A, B), number(@X, K, V), V > A, V < B.
      n6 atLeast(@X, K) :- from(@X, A, B), number(@X, K, V), A <= V, V <= B, V != 3.
      n7 pairs(@X, K, J) :- from(@X, A, _), number(@X, K, V), V in (A, 8], number(@X, J, W), W in (V, V + 2].
      n8 failing(@X, K) :- from(@X, A, B), number(@X, K, V), V > 10 / (A - B).
      n9 failed(@X, K) :- from(@X, A, B), Q := 10 / (A - B), number(@X, K, V), V in (Q, B), V != 7.
      d1 doubles(@X, K) :- mid(@X, A, B), real(@X, K, V, _), V in [A, B).
      d2 zero(@X, K) :- mid(@X, A, _), real(@X, K, V, _), V >= 0.0 * A.
      d3 young(@X, K) :- mid(@X, _, _), real(@X, K, _, At), At > f_now() - 5s.
      g1 total(@X, count<*>) :- number(@X, K, V), V > 12.
      m1 below(@X, A, min<A - Id, K>) :- ask(@X, A, B), place(@X, K, Id), Id in (B, A).
      m2 upTo(@X, A, min<A - Id, K>) :- ask(@X, A, B), place(@X, K, Id), Id in [B, A], K != 7.
      m3 least(@X, A, min<A - Id>) :- ask(@X, A, B), place(@X, _, Id), Id in (B, A].
      g2 nearest(@X, A, min<D, K>) :- ask(@X, A, B), place(@X, K, Id), Id in (B, A), D := A - Id.
      """;

  private static final String[] HEADS =
      ("openOpen openClosed closedOpen closedClosed idLess open closed less atMost more atLeast"
              + " pairs failing failed doubles zero young nearest below upTo least")
          .split(" ");

  private static final int RANGES = 23;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void rangesAndWholeTablesGiveTheSame(long seed) {
    World ranges = World.of(PROGRAM, "a");
    World scans = World.of(World.compile(PROGRAM, new PlanOptions(Set.of("range-probes"))), "a");
    assertThat(rangesOf(ranges)).isEqualTo(RANGES);
    assertThat(rangesOf(scans)).isZero();
    var heads = new TreeSet<String>();
    for (int round = 0; round < 60; round++) {
      play(ranges.at(round), new Random(1000 * seed + round));
      play(scans.at(round), new Random(1000 * seed + round));
      List<String> seen = sorted(ranges.takeEvents());
      for (String event : seen) heads.add(event.substring(0, event.indexOf('(')));
      assertThat(sorted(scans.takeEvents())).as("round %d", round).isEqualTo(seen);
      assertThat(errors(scans)).as("round %d", round).isEqualTo(errors(ranges));
      assertThat(scans.changes).as("round %d", round).isEqualTo(ranges.changes);
    }
    assertThat(heads).as("every rule derives something").contains(HEADS);
    assertThat(ranges.errors).isNotEmpty();
  }

  private static long rangesOf(World world) {
    return world.program.plan().strands().stream()
        .flatMap(strand -> strand.operators().stream())
        .filter(Operator.Range.class::isInstance)
        .count();
  }

  private static void play(World world, Random random) {
    for (int i = random.nextInt(6); i > 0; i--) {
      double real = random.nextInt(5) == 0 ? -0.0 : random.nextInt(20) / 4.0 - 2;
      Time at = new Time(random.nextInt(60) * World.SECOND);
      world.inject(
          "put", "a", (long) random.nextInt(80), id(random), (long) random.nextInt(20), real, at);
    }
    if (random.nextBoolean()) world.inject("drop", "a", (long) random.nextInt(80));
    Id low = id(random);
    world.inject("ask", "a", low, random.nextInt(4) == 0 ? low : id(random));
    long from = random.nextInt(20);
    world.inject("from", "a", from, random.nextInt(4) == 0 ? from : (long) random.nextInt(20));
    world.inject("mid", "a", random.nextInt(20) / 4.0 - 2, random.nextInt(20) / 4.0 - 2);
  }

  /**
   * Few enough to be equal at times; some differ only in the lower bits, by which nothing is
   * sorted.
   */
  private static Id id(Random random) {
    return Id.of(random.nextInt(4) << 30, (long) random.nextInt(3) << 40, random.nextInt(3));
  }

  private static List<String> sorted(List<String> events) {
    return events.stream().sorted().toList();
  }

  private static List<String> errors(World world) {
    return world.errors.stream().map(ErrorReport::toString).sorted().toList();
  }
}
