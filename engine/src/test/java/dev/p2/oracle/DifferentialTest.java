package dev.p2.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The engine and the reference evaluator agree on random programs, whatever the planner leaves out
 * and in whatever order rules and terms stand; and the programs reach every construct of the
 * language. {@code -Dp2.fuzz.duration=10m -Dp2.fuzz.seed=7} runs other seeds for as long as one
 * likes; see docs/internals/testing.md.
 */
class DifferentialTest {
  private static final int SEEDS = 400;

  @Test
  void engineAndReferenceAgreeOnRandomPrograms() {
    Fuzz fuzz = new Fuzz(1, false);
    Optional<String> duration =
        Optional.ofNullable(System.getProperty("p2.fuzz.duration")).filter(d -> !d.isEmpty());
    long seed = Long.getLong("p2.fuzz.seed", 1);
    long last = duration.isPresent() ? Long.MAX_VALUE : seed + SEEDS;
    long begin = System.nanoTime();
    long end = begin + duration.map(DifferentialTest::nanos).orElse(Long.MAX_VALUE / 2);
    while (seed < last && System.nanoTime() < end) {
      Optional<Fuzz.Failure> failure = fuzz.seed(seed);
      assertThat(failure.map(Fuzz.Failure::toString))
          .as("a difference, as a program and its inputs")
          .isEmpty();
      seed++;
    }
    double minutes = (System.nanoTime() - begin) / 60e9;
    System.out.printf(
        Locale.ROOT,
        "random programs up to seed %d: %d programs, %d runs on the engine, %d steps;"
            + " %.0f programs and %.0f steps a minute%n%s%n%s",
        seed,
        fuzz.programs,
        fuzz.runs,
        fuzz.steps,
        fuzz.programs / minutes,
        fuzz.steps / minutes,
        fuzz.ends,
        fuzz.coverage);
    assertThat(fuzz.coverage.missing())
        .as("constructs that no random program reached: see dev.p2.oracle.programs")
        .isEmpty();
  }

  private static long nanos(String duration) {
    String iso = duration.toUpperCase(Locale.ROOT);
    return Duration.parse("PT" + iso).toNanos();
  }
}
