package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.compile.Compiler;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checker;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nodes whose protocol is written in Java. */
class GuestTest {
  private static final long SECOND = 1_000_000_000L;

  /** Pings the landmark every second, and shows how many pings it has heard. */
  private record Pinger() implements Guest.Kind {
    @Override
    public String name() {
      return "pinger";
    }

    @Override
    public Source relations() {
      return new Source(
          "pinger.olg",
          """
          event ping(@N: addr, From: addr, Count: int).
          table heard(@N: addr, key From: addr, Count: int).
          send ping over reliable.
          """);
    }

    @Override
    public Guest settle(Guest.Seat seat) {
      return new Guest() {
        private long sent;

        @Override
        public void started() {
          seat.after(SECOND, this::ping);
        }

        private void ping() {
          String landmark = seat.config().landmark();
          seat.send(landmark, "ping", landmark, seat.config().address(), ++sent);
          seat.after(SECOND, this::ping);
        }

        @Override
        public void received(Tuple tuple) {
          seat.put("heard", seat.config().address(), tuple.get(1), tuple.get(2));
        }
      };
    }
  }

  private static CompiledProgram program() {
    var parsed =
        Parser.parse(
            List.of(new Pinger().relations()),
            new ParseOptions(Map.of(), name -> Optional.empty(), false));
    return Compiler.compile(
        Planner.plan(
            Checker.check(parsed, CheckOptions.defaults()).program().orElseThrow(),
            PlanOptions.DEFAULT));
  }

  private static List<String> heard(Simulation run) {
    Relation relation =
        run.nodes().getFirst().program().plan().program().relation("heard").orElseThrow();
    var rows = new ArrayList<String>();
    run.rows(0, relation).forEach(row -> rows.add(row.get(1) + " " + row.get(2)));
    return rows.stream().sorted().toList();
  }

  private static Simulation simulation(SimulationOptions options) {
    var run = new Simulation(program(), options, RunListener.NONE);
    run.settle(new Pinger());
    return run;
  }

  @Test
  void guestsTalkOverTheNetworkAndShowRows() {
    Simulation run = simulation(SimulationOptions.of(3));
    run.runUntil(5 * SECOND + SECOND / 2);
    assertThat(heard(run)).containsExactly("n0 5", "n1 5", "n2 5");
  }

  @Test
  void aGuestEndsWithItsNodeAndANewOneBeginsWithTheNext() {
    Simulation run = simulation(SimulationOptions.of(2));
    run.runUntil(5 * SECOND + SECOND / 2);
    run.crash(1);
    run.runUntil(8 * SECOND);
    run.restart(1, "n0");
    run.runUntil(10 * SECOND + SECOND / 2);
    assertThat(heard(run)).containsExactly("n0 10", "n1 2");
  }

  @Test
  void whatGuestsSendIsCarriedReliablyWhereItIsDeclaredSo() {
    var faults = new SimulationOptions.Faults(0.3, 0, 0);
    Simulation run = simulation(SimulationOptions.of(2).withFaults(faults).withSizes(true));
    run.runUntil(20 * SECOND + SECOND / 2);
    assertThat(heard(run)).contains("n1 20");
    assertThat(run.totals().bytesSent()).isPositive();
  }

  @Test
  void aDigestWouldNotKnowOfGuests() {
    var run = new Simulation(program(), SimulationOptions.of(1).withDigest(true), RunListener.NONE);
    assertThatThrownBy(() -> run.settle(new Pinger())).hasMessageContaining("digest");
  }
}
