package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.code.HostCode;
import dev.p2.sim.SelfCheck.Difference;
import dev.p2.sim.SelfCheck.Result;
import dev.p2.sim.kernel.Kernel;
import dev.p2.sim.testing.Programs;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SelfCheckTest {
  private static final long SECOND = 1_000_000_000L;

  private static Simulation simulation(SimulationOptions options, RunListener listener) {
    return new Simulation(DigestProgram.PROGRAM, options, listener);
  }

  @Test
  void runsThatAreAlikeAgreeInEveryStep() {
    SimulationOptions options = DigestProgram.options(1);
    Result result =
        SelfCheck.run(
            listener -> simulation(options, listener),
            listener -> simulation(options.withQueue(Kernel.Queue.HEAP), listener),
            3 * SECOND);
    assertThat(result.difference()).isEmpty();
    assertThat(result.run().totals().steps()).isGreaterThan(500);
    Simulation plain = simulation(options, RunListener.NONE);
    plain.runUntil(3 * SECOND);
    assertThat(result.run().digest()).as("the check changes nothing").isEqualTo(plain.digest());
  }

  @Test
  void theFirstDifferenceIsNamed() {
    var tuple =
        DigestProgram.PROGRAM.make(
            DigestProgram.PROGRAM.plan().program().relation("gossip").orElseThrow().id(),
            new Object[] {"n3", "n5", 1L});
    Result result =
        SelfCheck.run(
            listener -> simulation(DigestProgram.options(1), listener),
            listener -> {
              Simulation other = simulation(DigestProgram.options(1), listener);
              other.inject(1_234_567_890, 3, tuple);
              return other;
            },
            3 * SECOND);
    assertThat(result.difference().orElseThrow().second(result.run()))
        .isEqualTo("takes that of inject gossip(\"n3\", \"n5\", 1) at n3 after 1.23456789s");
  }

  /** What a function of the host draws by itself, or reads from a clock, is no part of the seed. */
  private static String parted(String rules) {
    CompiledProgram program =
        Programs.compile(
            "extern f_own(int): int.\n"
                + "table soft(@N: addr, key K: int, V: int) lifetime 3s.\n"
                + "table hard(@N: addr, key K: int, V: int).\n"
                + rules);
    var drawn = new AtomicLong();
    var code =
        HostCode.BUILT_IN.withFunction(
            "f_own", a -> (Long) a[0] < 3 ? (Long) a[0] : drawn.incrementAndGet());
    SimulationOptions options = SimulationOptions.of(2).withDigest(true).withCode(code);
    Result result =
        SelfCheck.run(
            listener -> new Simulation(program, options, listener),
            listener -> new Simulation(program, options, listener),
            10 * SECOND);
    Difference found = result.difference().orElseThrow();
    return found.where(result.run())
        + "; "
        + found.first(result.run())
        + "; "
        + found.second(result.run());
  }

  @Test
  void aFunctionThatDrawsByItselfIsFoundWhereItsValueFirstShows() {
    String tick =
        "event tick(@N: addr, I: int).\nt tick(@N, I) :- periodic(@N, _, 1), I := f_idgen().\n";
    String at = "step 9, that of timer t at n0 after 3s; ";
    assertThat(parted(tick + "h hard(@N, I, V) :- tick(@N, I), V := f_own(I)."))
        .isEqualTo(
            at
                + "has insert hard(\"n0\", 3, 1), derived by h (test.olg:6); "
                + "has insert hard(\"n0\", 3, 3), derived by h (test.olg:6)");
    assertThat(parted(tick + "s soft(@N, I, V) :- tick(@N, I), V := f_own(I)."))
        .as("also where no history hears of it: a row with a lifetime")
        .isEqualTo(
            at
                + "has insert soft(\"n0\", 3, 1), derived by s (test.olg:6); "
                + "has insert soft(\"n0\", 3, 3), derived by s (test.olg:6)");
    assertThat(parted(tick + "o out(@L, V) :- tick(@N, I), L := LANDMARK, V := f_own(I)."))
        .isEqualTo(
            at.replace("9", "13")
                + "has send out(\"n0\", 1), derived by o (test.olg:6); "
                + "has send out(\"n0\", 3), derived by o (test.olg:6)");
    assertThat(parted(tick + "e soft(@N, I, V) :- tick(@N, I), V := 5 / (f_own(I) - 3)."))
        .isEqualTo(
            at
                + "has insert soft(\"n0\", 3, -2), derived by e (test.olg:6); "
                + "has test.olg:6: P2-R01 in rule e: division by zero, tuple tick(\"n0\", 3)");
    assertThat(parted(tick + "x hard(@N, I, 1) :- tick(@N, I), f_own(I) > 2."))
        .isEqualTo(
            at + "has nothing more; has insert hard(\"n0\", 3, 1), derived by x (test.olg:6)");
  }
}
