package dev.p2.bench.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.p2.bench.programs.Programs;
import dev.p2.sim.experiment.Metric;
import dev.p2.sim.experiment.SubjectProvider;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The Chord written by hand is the library's, and the comparison is a fair one. */
class ChordTwinTest {
  private static final long SECOND = 1_000_000_000L;

  private static Map<Metric, Double> outcome(String overlay, long sessionSeconds) {
    long session = sessionSeconds * SECOND;
    return new ChurnTrial(30, session, session / 8, 300 * SECOND, 500 * SECOND)
        .run(
            overlay.isEmpty()
                ? new ChordTwinSubject().subject(Map.of())
                : ChordTwinSubject.rules(Programs.compile(Programs.overlay(overlay))),
            1);
  }

  @Test
  void itIsFoundByName() {
    assertThat(ServiceLoader.load(SubjectProvider.class))
        .anySatisfy(provider -> assertThat(provider.name()).isEqualTo("chord-twin"));
  }

  @Test
  void withoutChurnItDoesWhatTheRulesDo() {
    Map<Metric, Double> rules = outcome("chord", 0);
    Map<Metric, Double> java = outcome("", 0);
    assertThat(java.get(Metric.BOTH)).isEqualTo(1.0);
    assertThat(rules.get(Metric.BOTH)).isEqualTo(1.0);
    assertThat(rules.get(Metric.HOPS)).isEqualTo(java.get(Metric.HOPS));
    assertThat(rules.get(Metric.MAINTENANCE))
        .isCloseTo(java.get(Metric.MAINTENANCE), within(0.05 * java.get(Metric.MAINTENANCE)));
  }

  @Test
  void theBetterChordIsRightMoreOftenUnderChurn() {
    assertThat(outcome("chord-zave", 240).get(Metric.BOTH))
        .isGreaterThan(outcome("", 240).get(Metric.BOTH));
  }
}
