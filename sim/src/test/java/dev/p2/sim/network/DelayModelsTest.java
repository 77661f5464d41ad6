package dev.p2.sim.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Delays without links, and faults on top of any network. */
class DelayModelsTest {
  private static List<Long> send(NetworkModel network, int from, int to, long now) {
    var arrivals = new ArrayList<Long>();
    network.send(from, to, 100, now, arrivals::add);
    return arrivals;
  }

  @Test
  void aConstantDelayIsConstant() {
    assertThat(send(new ConstantDelay(10), 0, 1, 5)).containsExactly(15L);
  }

  @Test
  void aUniformDelayReachesBothEndsAndOneSenderDoesNotMoveAnother() {
    var network = new UniformDelay(3, 6, 2, 1);
    var seen = new java.util.TreeSet<Long>();
    for (int i = 0; i < 200; i++) seen.addAll(send(network, 0, 1, 0));
    assertThat(seen).containsExactly(3L, 4L, 5L, 6L);

    var quiet = new UniformDelay(0, 1_000_000, 2, 7);
    var busy = new UniformDelay(0, 1_000_000, 2, 7);
    for (int i = 0; i < 50; i++) send(busy, 1, 0, 0);
    assertThat(send(quiet, 0, 1, 0)).isEqualTo(send(busy, 0, 1, 0));
  }

  @Test
  void aMatrixGivesEachDirectionItsDelayAndPutsMoreNodesAtTheSameSites() {
    var network = new MatrixDelay(new long[][] {{0, 10}, {20, 0}}, 4, 3);
    assertThat(send(network, 0, 1, 100)).containsExactly(110L);
    assertThat(send(network, 1, 0, 100)).containsExactly(120L);
    assertThat(send(network, 3, 2, 100)).containsExactly(120L);
    assertThat(send(network, 0, 2, 100)).containsExactly(103L);
    assertThat(network.delayNanosMin()).isEqualTo(3);
    assertThat(new MatrixDelay(new long[][] {{0, 10}, {20, 0}}, 2, 3).delayNanosMin())
        .isEqualTo(10);
    assertThatThrownBy(() -> new MatrixDelay(new long[][] {{0, 1}}, 2, 1))
        .hasMessageContaining("2 columns");
  }

  @Test
  void faultsLoseDoubleAndHoldBackTheirShares() {
    int sent = 20_000;
    var lossy = new Faulty(new ConstantDelay(10), Loss.independent(0.1), 0, 0, 30, 1, 1);
    var doubling = new Faulty(new ConstantDelay(10), Loss.NONE, 0, 0.2, 30, 1, 1);
    var holding = new Faulty(new ConstantDelay(10), Loss.NONE, 0.3, 0, 30, 1, 1);
    var bursts = new Faulty(new ConstantDelay(10), new Loss(0.1, 8), 0, 0, 30, 1, 1);
    int lost = 0;
    int doubled = 0;
    int held = 0;
    int lostInBursts = 0;
    for (int i = 0; i < sent; i++) {
      if (send(lossy, 0, 1, 0).isEmpty()) lost++;
      if (send(doubling, 0, 1, 0).size() == 2) doubled++;
      if (send(holding, 0, 1, 0).getFirst() > 10) held++;
      if (send(bursts, 0, 1, 0).isEmpty()) lostInBursts++;
    }
    assertThat(lost / (double) sent).isCloseTo(0.1, within(0.01));
    assertThat(doubled / (double) sent).isCloseTo(0.2, within(0.01));
    assertThat(held / (double) sent).isCloseTo(0.3, within(0.015));
    assertThat(lostInBursts / (double) sent).isCloseTo(0.1, within(0.03));
    assertThat(lossy.orderly()).isFalse();
    assertThat(new Faulty(new ConstantDelay(10), Loss.NONE, 0, 0, 0, 1, 1).orderly()).isTrue();
  }
}
