package dev.p2.sim;

import dev.p2.engine.CompiledProgram;
import dev.p2.lang.program.Relation;
import dev.p2.sim.SimulationOptions.Faults;
import dev.p2.sim.SimulationOptions.Latency;
import dev.p2.sim.testing.Programs;
import java.util.List;

/**
 * A program with something of everything that could make two runs differ, in a bad network, with
 * nodes that come and go; as a main class it prints the digests of three seeds.
 */
public final class DigestProgram {
  private static final long SECOND = 1_000_000_000L;
  static final int NODES = 20;

  static final CompiledProgram PROGRAM =
      Programs.compile(
          """
          materialize(member, 3, infinity, keys(1,2)).
          materialize(word, 1700ms, 5, keys(1,2)).
          materialize(lost, infinity, infinity, keys(1,2)).
          materialize(load, infinity, infinity, keys(1)).
          materialize(total, infinity, infinity, keys(1)).
          materialize(unseen, 900ms, infinity, keys(1,2)).
          send word over reliable.
          m1 member(@N, L) :- sysStart(@N, _), L := LANDMARK.
          g1 pick(@N, E, max<R, M>) :- periodic(@N, E, 500ms), member(@N, M), R := f_rand().
          g2 gossip(@M, N, E) :- pick(@N, E, _, M), M != null.
          g3 member(@N, From) :- gossip(@N, From, _).
          g4 gossip(@To, N, E) :- gossip(@N, From, E), member(@N, To), To != From, f_coinFlip(0.4).
          w1 word(@M, E, N) :- periodic(@N, E, 700ms, infinity, f_rand() % 700 * 1ms), member(@N, M).
          c1 load(@N, count<*>) :- word(@N, _, _).
          c2 total(@L, N, C) :- load#change(@N, C), L := LANDMARK.
          e1 lost(@N, M) :- member#delete(@N, M).
          e2 again(@N, M) :- lost#insert(@N, M), f_coinFlip(0.5).
          e3 member(@N, M) :- again(@N, M).
          u1 unseen(@N, E) :- gossip(@N, _, E).
          x1 broken(@N, Y) :- gossip(@N, _, E), E % 50 == 0, Y := 1 / (E % 50).
          """);

  private DigestProgram() {}

  static SimulationOptions options(long seed) {
    return SimulationOptions.of(NODES)
        .withSeed(seed)
        .withLatency(new Latency(20_000_000, 60_000_000))
        .withFaults(new Faults(0.05, 0.05, 0.02))
        .withDigest(true);
  }

  /** Five seconds in which nodes start late, crash, leave, pause and come back. */
  static Simulation run(Simulation run) {
    for (int node = NODES / 2; node < NODES; node++) run.bootAt(node, node * SECOND / 10);
    run.at(3 * SECOND, () -> run.crash(3));
    run.at(3 * SECOND, () -> run.leave(4));
    run.at(3 * SECOND + 500_000_000, () -> run.pause(5));
    run.at(4 * SECOND, () -> run.restart(3, "n7"));
    run.at(4 * SECOND + 1, () -> run.resume(5));
    run.at(2 * SECOND, () -> run.setClock(6, 250_000_000, 0.01));
    run.at(4 * SECOND + 300_000_000, () -> run.setClock(6, -250_000_000, -0.01));
    run.at(2 * SECOND, () -> run.setStepTime(8, 10_000_000));
    run.runUntil(5 * SECOND);
    return run;
  }

  static String digest(SimulationOptions options) {
    return run(new Simulation(PROGRAM, options, RunListener.NONE)).digest();
  }

  /** Every relation of the program and of the system. */
  static List<Relation> relations() {
    return PROGRAM.plan().program().relations();
  }

  public static void main(String[] arguments) {
    for (long seed = 1; seed <= 3; seed++) System.out.println(digest(options(seed)));
  }
}
