package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.sim.testing.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What comes to a node that is busy or paused. */
class BusyNodesTest {
  private static final long MILLISECOND = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private static final CompiledProgram PROGRAM =
      Programs.compile(
          """
          event tell(@N: addr, I: int).
          event told(@N: addr, I: int).
          table held(@N: addr, key I: int) lifetime 1s.
          t told(@To, I) :- tell(@N, I), To := "n1".
          h held(@N, I)  :- told(@N, I).
          x gone(@N, I)  :- held#delete(@N, I).
          """);

  private final List<String> told = new ArrayList<>();
  private final Simulation run =
      new Simulation(
          PROGRAM,
          SimulationOptions.of(2),
          new RunListener() {
            @Override
            public void reported(int node, ErrorReport report) {
              throw new AssertionError(report);
            }

            @Override
            public void observed(long nanos, int node, Observation what) {
              if (what.kind() == Observation.Kind.EVENT)
                told.add(nanos / MILLISECOND + " ms: " + what.tuple().get(1));
            }
          });

  private static Relation relation(String name) {
    return PROGRAM.plan().program().relation(name).orElseThrow();
  }

  /** From n0 to n1, where it arrives 10 ms later. */
  private void tell(long atMillis, long number) {
    Tuple tuple = PROGRAM.make(relation("tell").id(), new Object[] {"n0", number});
    run.inject(atMillis * MILLISECOND, 0, tuple);
  }

  @Test
  void aBusyNodeTakesWhatCameInTheOrderInWhichItCame() {
    run.watch(relation("told"));
    LongStream.rangeClosed(1, 8).forEach(i -> tell(4 * i, i));
    run.setStepTime(1, 10 * MILLISECOND);
    run.runUntil(SECOND);
    assertThat(told)
        .containsExactly(
            "14 ms: 1",
            "24 ms: 2",
            "34 ms: 3",
            "44 ms: 4",
            "54 ms: 5",
            "64 ms: 6",
            "74 ms: 7",
            "84 ms: 8");
  }

  @Test
  void whatComesWhenAPausedNodeGoesOnComesBehindWhatWaited() {
    run.watch(relation("told"));
    tell(85, 1);
    tell(87, 2);
    tell(90, 3);
    run.at(92 * MILLISECOND, () -> run.pause(1));
    run.at(100 * MILLISECOND, () -> run.resume(1)); // before the third, which comes now as well
    run.runUntil(SECOND);
    assertThat(told).containsExactly("100 ms: 1", "100 ms: 2", "100 ms: 3");
  }

  @Test
  void aPausedNodeThatWasBusyGoesOnInOrder() {
    run.watch(relation("told"));
    run.setStepTime(1, 10 * MILLISECOND);
    for (int i = 1; i <= 5; i++) tell(i, i);
    run.at(15 * MILLISECOND, () -> run.pause(1));
    run.at(50 * MILLISECOND, () -> run.resume(1));
    run.runUntil(SECOND);
    assertThat(told).containsExactly("11 ms: 1", "50 ms: 2", "60 ms: 3", "70 ms: 4", "80 ms: 5");
  }

  @Test
  void whatWaitsForANodeThatCrashesIsLost() {
    run.watch(relation("told"));
    for (int i = 1; i <= 3; i++) tell(i, i);
    run.at(5 * MILLISECOND, () -> run.pause(1));
    run.at(50 * MILLISECOND, () -> run.crash(1));
    run.at(60 * MILLISECOND, () -> run.restart(1, "n0"));
    tell(70, 4);
    run.runUntil(SECOND);
    assertThat(told).containsExactly("80 ms: 4");
    assertThat(run.totals().messagesDropped()).isEqualTo(3);
  }

  @Test
  void aRunIsQuietWhenABusyNodeHasTakenAllAndItsRowsAreGone() {
    run.watch(relation("gone"));
    run.setStepTime(1, 300 * MILLISECOND);
    for (int i = 1; i <= 3; i++) tell(0, i); // while it boots
    run.run();
    assertThat(told).containsExactly("1300 ms: 1", "1600 ms: 2", "1900 ms: 3");
  }
}
