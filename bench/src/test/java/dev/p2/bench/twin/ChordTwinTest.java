package dev.p2.bench.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.p2.overlays.Overlays;
import dev.p2.sim.experiment.SubjectProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The Chord written by hand is the library's, and the comparison is a fair one. */
class ChordTwinTest {
  private static final long SECOND = 1_000_000_000L;

  private static ChurnRun.Outcome outcome(String overlay, long sessionSeconds) {
    var plan =
        new ChurnRun.Plan(
            30,
            1,
            sessionSeconds * SECOND,
            sessionSeconds * SECOND / 8,
            300 * SECOND,
            500 * SECOND);
    if (!overlay.isEmpty())
      return ChurnRun.of(
          ChurnRun.compile(Overlays.find(overlay).orElseThrow(), Map.of()), Optional.empty(), plan);
    var twin = new ChordTwin.Kind();
    return ChurnRun.of(
        ChurnRun.compile(List.of(twin.relations()), Map.of()), Optional.of(twin), plan);
  }

  @Test
  void itIsFoundByName() {
    assertThat(ServiceLoader.load(SubjectProvider.class))
        .anySatisfy(provider -> assertThat(provider.name()).isEqualTo("chord-twin"));
  }

  @Test
  void withoutChurnItDoesWhatTheRulesDo() {
    ChurnRun.Outcome rules = outcome("chord", 0);
    ChurnRun.Outcome java = outcome("", 0);
    assertThat(java.right()).isEqualTo(1.0);
    assertThat(rules.right()).isEqualTo(1.0);
    assertThat(rules.hops()).isEqualTo(java.hops());
    assertThat(rules.bytes()).isCloseTo(java.bytes(), within(0.05 * java.bytes()));
  }

  @Test
  void theBetterChordIsRightMoreOftenUnderChurn() {
    assertThat(outcome("chord-zave", 240).right()).isGreaterThan(outcome("", 240).right());
  }
}
