package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.net.wire.MessageCodec;
import dev.p2.sim.SimulationOptions.Faults;
import dev.p2.sim.testing.Programs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no socket would carry, no simulated network carries either (P2-R11). */
class TuplesTooLargeTest {
  private final List<String> errors = new ArrayList<>();

  private final RunListener listener =
      new RunListener() {
        @Override
        public void observed(long timeNanos, int node, Observation what) {}

        @Override
        public void reported(int node, ErrorReport report) {
          errors.add(report.code() + " at n" + node + " in " + report.rule());
        }
      };

  private static CompiledProgram program(String transport) {
    return Programs.compile(
        """
        send letter over %s.
        s1 letter("n1", N, Text)   :- post(@N, Text).
        g1 got(@N, From)           :- letter(@N, From, _).
        f1 back(@N, To)            :- letter#failed(@N, To, _, _).
        table got(@N: addr, key From: addr).
        table back(@N: addr, key To: addr).
        event post(@N: addr, Text: string).
        event letter(@N: addr, From: addr, Text: string).
        """
            .formatted(transport));
  }

  @ParameterizedTest(name = "{0}, {1} reordered")
  @CsvSource({"reliable, 0", "reliable, 0.1", "datagram, 0", "datagram, 0.1"})
  void areAnErrorAtTheirSenderAndFail(String transport, double reordered) {
    CompiledProgram program = program(transport);
    var run =
        new Simulation(
            program, SimulationOptions.of(2).withFaults(new Faults(0, reordered, 0)), listener);
    post(run, program, 1_000_000_000, MessageCodec.TUPLE_BYTES_MAX - 100);
    run.runUntil(60_000_000_000L);
    assertThat(errors).isEmpty();
    assertThat(run.rows(1, relation(program, "got"))).hasSize(1);
    assertThat(run.rows(0, relation(program, "back"))).isEmpty();

    post(run, program, 61_000_000_000L, MessageCodec.TUPLE_BYTES_MAX);
    run.runUntil(90_000_000_000L);
    assertThat(errors).containsExactly("P2-R11 at n0 in s1");
    assertThat(run.rows(0, relation(program, "back"))).hasSize(1);
  }

  private static void post(Simulation run, CompiledProgram program, long atNanos, int length) {
    Relation post = relation(program, "post");
    Tuple tuple = program.make(post.id(), new Object[] {"n0", "x".repeat(length)});
    run.inject(atNanos, 0, tuple);
  }

  private static Relation relation(CompiledProgram program, String name) {
    return program.plan().program().relation(name).orElseThrow();
  }
}
