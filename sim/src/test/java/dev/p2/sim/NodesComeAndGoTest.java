package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Tuple;
import dev.p2.sim.SimulationOptions.Faults;
import dev.p2.sim.testing.Programs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that boot late, crash and restart. */
class NodesComeAndGoTest {
  private static final long SECOND = 1_000_000_000L;

  private static final CompiledProgram PROGRAM =
      Programs.compile(
          """
          materialize(started, infinity, infinity, keys(1,2,3)).
          materialize(heard, infinity, infinity, keys(1,2)).
          materialize(told, infinity, infinity, keys(1,2)).
          materialize(own, infinity, infinity, keys(1,2)).
          send note over reliable.
          own(LOCALADDRESS, "fact").
          s1 started(@N, Seconds, L) :- sysStart(@N, T), Seconds := f_int(T - f_time(0)), L := LANDMARK.
          b1 beat(@L, N, E)   :- periodic(@N, E, 1), L := LANDMARK, L != N.
          b2 heard(@N, From)  :- beat(@N, From, _).
          t1 note(@To, Word)  :- tell(@N, To, Word).
          t2 told(@N, Word)   :- note(@N, Word).
          """);

  private static List<String> rows(Simulation run, int node, String relation) {
    var rows = new ArrayList<String>();
    run.rows(node, PROGRAM.plan().program().relation(relation).orElseThrow())
        .forEach(row -> rows.add(row.toString()));
    return rows;
  }

  private static Tuple tuple(String relation, Object... values) {
    return PROGRAM.make(PROGRAM.plan().program().relation(relation).orElseThrow().id(), values);
  }

  private static Simulation three() {
    return new Simulation(PROGRAM, SimulationOptions.of(3), RunListener.NONE);
  }

  @Test
  void aNodeThatBootsLaterStartsThenAndMissesWhatCameBefore() {
    Simulation run = three();
    run.bootAt(0, 3 * SECOND);
    run.runUntil(2 * SECOND);
    assertThat(run.running(0)).isFalse();
    assertThat(rows(run, 0, "own")).isEmpty();
    run.runUntil(3 * SECOND);
    assertThat(rows(run, 0, "started")).containsExactly("started(\"n0\", 3, \"n0\")");
    assertThat(rows(run, 0, "heard")).isEmpty();
    assertThat(run.totals().messagesDropped()).isEqualTo(4);
    run.runUntil(5 * SECOND);
    assertThat(rows(run, 0, "heard")).hasSize(2);
  }

  @Test
  void aCrashedNodeDoesNothingAndARestartedOneBeginsAnew() {
    Simulation run = three();
    run.runUntil(2 * SECOND);
    run.crash(0);
    run.crash(1);
    long sent = run.totals().messagesSent();
    assertThat(rows(run, 0, "heard")).isEmpty();
    run.runUntil(5 * SECOND);
    assertThat(run.totals().messagesSent() - sent).as("only n2 beats").isEqualTo(3);
    run.restart(0, "n2");
    run.runUntil(6 * SECOND + SECOND / 2);
    assertThat(rows(run, 0, "own")).containsExactly("own(\"n0\", \"fact\")");
    assertThat(rows(run, 0, "started")).containsExactly("started(\"n0\", 5, \"n2\")");
    assertThat(rows(run, 0, "heard")).containsExactly("heard(\"n0\", \"n2\")");
    assertThat(rows(run, 2, "heard"))
        .as("the new landmark is used")
        .containsExactly("heard(\"n2\", \"n0\")");
    assertThat(run.running(1)).isFalse();
  }

  @Test
  void aRestartedNodeIsReachedReliablyAgain() {
    var run =
        new Simulation(
            PROGRAM,
            SimulationOptions.of(3).withFaults(new Faults(0.2, 0.2, 0.1)),
            RunListener.NONE);
    run.inject(SECOND, 1, tuple("tell", "n1", "n2", "before"));
    run.runUntil(5 * SECOND);
    assertThat(rows(run, 2, "told")).containsExactly("told(\"n2\", \"before\")");
    run.crash(2);
    run.runUntil(30 * SECOND);
    run.restart(2, "n0");
    run.inject(31 * SECOND, 1, tuple("tell", "n1", "n2", "after"));
    run.inject(31 * SECOND, 2, tuple("tell", "n2", "n1", "back"));
    run.runUntil(60 * SECOND);
    assertThat(rows(run, 2, "told")).containsExactly("told(\"n2\", \"after\")");
    assertThat(rows(run, 1, "told")).containsExactly("told(\"n1\", \"back\")");
  }

  @Test
  void onlyARunningNodeCrashesAndOnlyACrashedOneRestarts() {
    Simulation run = three();
    assertThatThrownBy(() -> run.crash(0)).isInstanceOf(IllegalStateException.class);
    run.runUntil(SECOND);
    assertThatThrownBy(() -> run.restart(0, "n1")).isInstanceOf(IllegalStateException.class);
  }
}
