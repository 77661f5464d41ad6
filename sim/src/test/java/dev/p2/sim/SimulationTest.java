package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Duration;
import dev.p2.sim.SimulationOptions.Faults;
import dev.p2.sim.SimulationOptions.Latency;
import dev.p2.sim.testing.Programs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
  private static final long SECOND = 1_000_000_000L;

  /** Notes everything heard, as text. */
  private static final class Notes implements RunListener {
    final List<String> lines = new ArrayList<>();
    final List<String> errors = new ArrayList<>();

    @Override
    public void observed(long timeNanos, int node, Observation what) {
      lines.add(new Duration(timeNanos) + " n" + node + " " + what.kind() + " " + what.tuple());
    }

    @Override
    public void reported(int node, ErrorReport report) {
      errors.add("n" + node + " " + report.code());
    }
  }

  private final Notes notes = new Notes();

  private Simulation simulation(String text, SimulationOptions options, String... watched) {
    CompiledProgram program = Programs.compile(text);
    var simulation = new Simulation(program, options, notes);
    for (String name : watched) simulation.watch(relation(program, name));
    return simulation;
  }

  private static Relation relation(CompiledProgram program, String name) {
    return program.plan().program().relation(name).orElseThrow();
  }

  private static Tuple tuple(CompiledProgram program, String relation, Object... values) {
    return program.make(relation(program, relation).id(), values);
  }

  @Test
  void atTimeZeroComeAllBootsThenAllStartsThenTimersWithoutPeriod() {
    Simulation run =
        simulation(
            """
            materialize(t, infinity, infinity, keys(1,2)).
            t(LOCALADDRESS, "boot").
            r1 t(@N, "start") :- sysStart(@N, _).
            r2 t(@N, "timer") :- periodic(@N, _, 0, 2).
            r3 fired(@N) :- periodic(@N, _, 0, 2).
            """,
            SimulationOptions.of(2),
            "t",
            "fired");
    run.run();
    assertThat(notes.lines)
        .containsExactly(
            "0s n0 INSERT t(\"n0\", \"boot\")",
            "0s n1 INSERT t(\"n1\", \"boot\")",
            "0s n0 INSERT t(\"n0\", \"start\")",
            "0s n1 INSERT t(\"n1\", \"start\")",
            "0s n0 INSERT t(\"n0\", \"timer\")",
            "0s n0 EVENT fired(\"n0\")",
            "0s n1 INSERT t(\"n1\", \"timer\")",
            "0s n1 EVENT fired(\"n1\")",
            "0s n0 EVENT fired(\"n0\")",
            "0s n1 EVENT fired(\"n1\")");
  }

  @Test
  void atOneInstantTheOrderIsThatOfScheduling() {
    Simulation run =
        simulation(
            """
            r1 out(@N, "timer 2") :- periodic(@N, _, 2, 2).
            r2 out(@N, "timer 1") :- periodic(@N, _, 1, 4).
            r3 out(@N, S) :- e(@N, S).
            """,
            SimulationOptions.of(1),
            "out");
    CompiledProgram program = run.nodes().getFirst().program();
    run.inject(2 * SECOND, 0, tuple(program, "e", "n0", "injected"));
    run.run();
    assertThat(notes.lines)
        .containsExactly(
            "1s n0 EVENT out(\"n0\", \"timer 1\")",
            "2s n0 EVENT out(\"n0\", \"injected\")",
            "2s n0 EVENT out(\"n0\", \"timer 2\")",
            "2s n0 EVENT out(\"n0\", \"timer 1\")",
            "3s n0 EVENT out(\"n0\", \"timer 1\")",
            "4s n0 EVENT out(\"n0\", \"timer 2\")",
            "4s n0 EVENT out(\"n0\", \"timer 1\")");
  }

  @Test
  void messagesTakeTheLatencyAndThoseToOneselfNoTime() {
    Simulation run =
        simulation(
            "r1 got(@M, N) :- tell(@N, M).\nr2 seen(@N, F) :- got(@N, F).",
            SimulationOptions.of(2).withLatency(new Latency(7_000_000, 7_000_000)),
            "seen");
    CompiledProgram program = run.nodes().getFirst().program();
    run.inject(SECOND, 0, tuple(program, "tell", "n0", "n1"));
    run.inject(SECOND, 0, tuple(program, "tell", "n0", "n0"));
    run.run();
    assertThat(notes.lines)
        .containsExactly(
            "1s n0 EVENT seen(\"n0\", \"n0\")", "1.007s n1 EVENT seen(\"n1\", \"n0\")");
    assertThat(run.nowNanos()).isEqualTo(SECOND + 7_000_000);
  }

  @Test
  void aRunIsQuietWhenTheLastSoftRowOfAUserHasExpired() {
    Simulation run =
        simulation(
            "materialize(s, 10, infinity, keys(1)).\n"
                + "r1 s(@N) :- e(@N).\n"
                + "r2 bad(@N, X) :- e(@N), X := 1 / 0 + f_rand() * 0.",
            SimulationOptions.of(1));
    run.inject(SECOND, 0, tuple(run.nodes().getFirst().program(), "e", "n0"));
    run.run();
    assertThat(run.nowNanos())
        .as("sysError lives 300 s, and does not count")
        .isEqualTo(11 * SECOND + 1);
  }

  @Test
  void expiryIsNoStepOfItsOwnBesideAnother() {
    String program =
        """
        materialize(s, 10, infinity, keys(1)).
        r1 s(@N) :- e(@N).
        r2 gone(@N) :- s#delete(@N).
        r3 tick(@N) :- e2(@N).
        """;
    Simulation alone = simulation(program, SimulationOptions.of(1), "gone");
    alone.inject(0, 0, tuple(alone.nodes().getFirst().program(), "e", "n0"));
    alone.run();
    long steps = alone.totals().steps();
    assertThat(notes.lines).containsExactly("10.000000001s n0 EVENT gone(\"n0\")");

    Simulation beside = simulation(program, SimulationOptions.of(1), "gone");
    beside.inject(0, 0, tuple(beside.nodes().getFirst().program(), "e", "n0"));
    beside.inject(10 * SECOND + 1, 0, tuple(beside.nodes().getFirst().program(), "e2", "n0"));
    beside.run();
    assertThat(beside.totals().steps()).isEqualTo(steps);
  }

  @Test
  void aSendToAnUnknownAddressIsAnErrorAtTheSender() {
    Simulation run =
        simulation(
            "r1 hello(@M, N) :- tell(@N, M).\n"
                + "r2 noted(@N, C) :- sysError#insert(@N, _, _, C, _, _, _, _).",
            SimulationOptions.of(1),
            "noted");
    run.inject(SECOND, 0, tuple(run.nodes().getFirst().program(), "tell", "n0", "nowhere"));
    run.run();
    assertThat(notes.errors).containsExactly("n0 P2-R08");
    assertThat(notes.lines).containsExactly("1s n0 EVENT noted(\"n0\", \"P2-R08\")");
  }

  @Test
  void untilRunsWhatIsDueAndStandsThere() {
    Simulation run =
        simulation("r1 tick(@N) :- periodic(@N, _, 2).", SimulationOptions.of(1), "tick");
    run.runUntil(4 * SECOND);
    assertThat(notes.lines).hasSize(2);
    run.runUntil(5 * SECOND);
    assertThat(notes.lines).hasSize(2);
    assertThat(run.nowNanos()).isEqualTo(5 * SECOND);
    run.runUntil(6 * SECOND);
    assertThat(notes.lines).hasSize(3);
  }

  @Test
  void lossTakesAboutItsShare() {
    Simulation run = faulty("", new Faults(0.25, 0, 0));
    assertThat(notes.lines.stream().filter(line -> line.contains("EVENT got")))
        .hasSizeBetween(700, 800);
    assertThat(run.totals().messagesDropped()).isBetween(200L, 300L);
  }

  @Test
  void duplicationAddsAboutItsShare() {
    faulty("", new Faults(0, 0, 0.5));
    assertThat(notes.lines.stream().filter(line -> line.contains("EVENT got")))
        .hasSizeBetween(1400, 1600);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theReliableTransportDeliversEverythingOnceAndInOrderThroughABadNetwork(long seed) {
    faulty("send got over reliable.\n", new Faults(0.05, 0.05, 0.05), seed);
    List<String> got =
        notes.lines.stream()
            .filter(line -> line.contains("EVENT got"))
            .map(line -> line.substring(line.indexOf("EVENT")))
            .toList();
    assertThat(got).hasSize(1000);
    for (int i = 0; i < got.size(); i++)
      assertThat(got.get(i)).isEqualTo("EVENT got(\"n1\", " + (i + 1) + ")");
  }

  @Test
  void aReliableMessageThatNobodyAnswersComesBackAsFailed() {
    Simulation run =
        simulation(
            "send got over reliable.\n"
                + "r1 got(@M, N) :- tell(@N, M).\n"
                + "r2 seen(@N, F) :- got(@N, F).\n"
                + "r3 gaveUp(@N, M, F) :- got#failed(@N, M, F).",
            SimulationOptions.of(2).withFaults(new Faults(1, 0, 0)),
            "gaveUp",
            "seen");
    run.inject(0, 0, tuple(run.nodes().getFirst().program(), "tell", "n0", "n1"));
    run.run();
    assertThat(notes.lines)
        .singleElement()
        .asString()
        .endsWith("n0 EVENT gaveUp(\"n0\", \"n1\", \"n0\")");
  }

  private Simulation faulty(String declarations, Faults faults) {
    return faulty(declarations, faults, 1);
  }

  /** Node 0 sends 1000 numbers to node 1, one every 10 ms. */
  private Simulation faulty(String declarations, Faults faults, long seed) {
    Simulation run =
        simulation(
            declarations
                + """
                materialize(count, infinity, infinity, keys(1)).
                count("n0", 0).
                r1 count(@N, C + 1) :- periodic(@N, _, 10ms, 1000), count(@N, C).
                r2 got(@"n1", C) :- count#insert(@N, C), C > 0.
                r3 seen(@N, C) :- got(@N, C).
                """,
            SimulationOptions.of(2).withFaults(faults).withSeed(seed),
            "got");
    run.runUntil(60 * SECOND);
    return run;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSameSeedGivesTheSameRun(long seed) {
    assertThat(digest(seed)).isEqualTo(digest(seed)).isNotEqualTo(digest(seed + 1));
  }

  private String digest(long seed) {
    Simulation run =
        simulation(
            """
            materialize(heard, 5, 8, keys(1,2)).
            r1 ping(@M, N, X) :- periodic(@N, _, 1), X := f_rand(), M := "n" + f_rand() % 5.
            r2 heard(@N, M)   :- ping(@N, M, _).
            r3 pong(@M, N, X) :- ping(@N, M, X), f_coinFlip(0.5).
            r4 lost(@N, M)    :- heard#delete(@N, M).
            r5 told(@N, X)    :- pong(@N, _, X).
            """,
            SimulationOptions.of(5)
                .withSeed(seed)
                .withLatency(new Latency(1_000_000, 900_000_000))
                .withFaults(new Faults(0.1, 0.1, 0.1))
                .withDigest(true));
    run.runUntil(60 * SECOND);
    return run.digest();
  }

  @Test
  void anInstantThatDoesNotEndFailsTheRunAndNamesTheRelation() {
    Simulation run = simulation("r1 a(@M, M) :- a(@N, M).", SimulationOptions.of(1));
    run.inject(SECOND, 0, tuple(run.nodes().getFirst().program(), "a", "n0", "n0"));
    assertThatThrownBy(run::run)
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("a(\"n0\", \"n0\")");
  }

  @Test
  void anInsertionBeforeTheStartIsSeenByViews() {
    Simulation run =
        simulation(
            "materialize(t, infinity, infinity, keys(1,2)).\n"
                + "materialize(c, infinity, infinity, keys(1)).\n"
                + "v c(@N, count<*>) :- t(@N, _).",
            SimulationOptions.of(1));
    CompiledProgram program = run.nodes().getFirst().program();
    for (long i = 0; i < 3; i++) run.load(0, tuple(program, "t", "n0", i));
    run.run();
    assertThat(run.rows(0, relation(program, "c")))
        .extracting(Tuple::toString)
        .containsExactly("c(\"n0\", 3)");
  }
}
