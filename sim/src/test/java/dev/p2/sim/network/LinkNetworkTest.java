package dev.p2.sim.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.p2.engine.host.RandomStream;
import dev.p2.sim.network.Topology.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ways, rates, queues and losses of links. */
class LinkNetworkTest {
  private static final long MS = 1_000_000;

  private static List<String> nodes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  private static List<Long> send(NetworkModel network, int from, int to, int octets, long now) {
    var arrivals = new ArrayList<Long>();
    network.send(from, to, octets, now, arrivals::add);
    return arrivals;
  }

  /** Two hosts at one router, with these links in both directions. */
  private static LinkNetwork pair(Wire wire, int nodes) {
    var builder = new Topology.Builder();
    int router = builder.router("r");
    builder.duplex(builder.host("a", 2), router, wire);
    builder.duplex(builder.host("b", 2), router, Wire.of(wire.delayNanos(), 0));
    return new LinkNetwork(builder.build(), nodes(nodes), 1);
  }

  @Test
  void datagramsWaitForEachOtherOnALinkWithARate() {
    LinkNetwork network = pair(Wire.of(5 * MS, 8_000_000), 2);
    // 1000 octets are 1 ms at 8 Mb/s.
    assertThat(send(network, 0, 1, 1000, 0)).containsExactly(11 * MS);
    assertThat(send(network, 0, 1, 1000, 0)).containsExactly(12 * MS);
    assertThat(send(network, 0, 1, 500, 10 * MS)).containsExactly(20 * MS + MS / 2);
    assertThat(network.shared()).isTrue();
    assertThat(network.needsSize()).isTrue();
  }

  @Test
  void aFullQueueDropsTheLastUntilThereIsRoom() {
    LinkNetwork network = pair(Wire.of(0, 8_000_000).withQueue(3), 2);
    for (int i = 1; i <= 3; i++) assertThat(send(network, 0, 1, 1000, 0)).containsExactly(i * MS);
    assertThat(send(network, 0, 1, 1000, 0)).isEmpty();
    assertThat(send(network, 0, 1, 1000, MS)).containsExactly(4 * MS);
    assertThat(send(network, 0, 1, 1000, MS)).isEmpty();
  }

  @Test
  void aDatagramFromAfarDoesNotHoldUpANearOneThatIsThereLongBefore() {
    var builder = new Topology.Builder();
    int router = builder.router("r");
    builder.duplex(builder.host("far", 1), router, Wire.of(100 * MS, 0));
    builder.duplex(builder.host("near", 1), router, Wire.of(MS, 0));
    builder.duplex(builder.host("to", 1), router, Wire.of(MS, 8_000_000));
    var network = new LinkNetwork(builder.build(), nodes(3), 1);
    assertThat(send(network, 0, 2, 1000, 0)).containsExactly(102 * MS);
    assertThat(send(network, 1, 2, 1000, 0)).containsExactly(3 * MS);
    assertThat(send(network, 1, 2, 1000, 99 * MS)).containsExactly(103 * MS);
  }

  @Test
  void theWayIsTheShortestByDelayAndBackItMayBeAnother() {
    var builder = new Topology.Builder();
    int a = builder.host("a", 1);
    int b = builder.host("b", 1);
    int x = builder.router("x");
    int y = builder.router("y");
    builder.duplex(a, x, Wire.of(MS, 0)).duplex(b, y, Wire.of(MS, 0));
    builder.duplex(x, y, Wire.of(30 * MS, 0));
    int z = builder.router("z");
    builder.simplex(x, z, Wire.of(4 * MS, 0)).simplex(z, y, Wire.of(5 * MS, 0));
    var network = new LinkNetwork(builder.build(), nodes(2), 1);
    assertThat(network.delayNanos(0, 1)).isEqualTo(11 * MS);
    assertThat(network.delayNanos(1, 0)).isEqualTo(32 * MS);
    assertThat(network.delayNanosMin()).isEqualTo(2 * MS);
    assertThat(network.shared()).isFalse();
    assertThat(network.orderly()).isTrue();
  }

  @Test
  void nodesOfOneHostAreLocalToEachOther() {
    LinkNetwork network = pair(Wire.of(5 * MS, 0), 3);
    assertThat(send(network, 0, 2, 100, 7)).containsExactly(7 + Topology.LOCAL_NANOS_DEFAULT);
    assertThat(network.delayNanosMin()).isEqualTo(Topology.LOCAL_NANOS_DEFAULT);
    assertThat(pair(Wire.of(5 * MS, 0), 2).delayNanosMin()).isEqualTo(10 * MS);
  }

  @Test
  void aNodeWithTheNameOfAHostIsThereAndTheOthersFillTheRest() {
    var builder = new Topology.Builder();
    int router = builder.router("r");
    for (String name : List.of("a", "n2", "b"))
      builder.duplex(builder.host(name, 2), router, Wire.of(MS, 0));
    var network = new LinkNetwork(builder.build(), nodes(6), 1);
    assertThat(IntStream.range(0, 6).mapToObj(network::hostOf))
        .containsExactly("a", "b", "n2", "a", "n2", "b");
  }

  @Test
  void hostsThatAreLinkedDirectlyNeedNoRouter() {
    var builder = new Topology.Builder();
    int a = builder.host("a", 1);
    int b = builder.host("b", 1);
    int c = builder.host("c", 1);
    builder.duplex(a, b, Wire.of(MS, 0)).duplex(b, c, Wire.of(2 * MS, 0));
    var line = new LinkNetwork(builder.build(), nodes(3), 1);
    assertThat(line.delayNanos(0, 2)).isEqualTo(3 * MS);
    assertThat(line.delayNanosMin()).isEqualTo(MS);
    var two = new Topology.Builder();
    two.duplex(two.host("a", 1), two.host("b", 1), Wire.of(MS, 0));
    assertThat(new LinkNetwork(two.build(), nodes(2), 1).delayNanos(1, 0)).isEqualTo(MS);
  }

  @Test
  void whoCannotBeReachedIsNamed() {
    var builder = new Topology.Builder();
    int a = builder.host("a", 1);
    int b = builder.host("b", 1);
    builder.simplex(a, b, Wire.of(MS, 0));
    Topology topology = builder.build();
    assertThat(topology.gap().orElseThrow().from().name()).isEqualTo("b");
    assertThatThrownBy(() -> new LinkNetwork(topology, nodes(2), 1))
        .hasMessageContaining("from b to a");
  }

  @Test
  void noDatagramArrivesBeforeTheLeastDelay() {
    for (long seed = 1; seed <= 5; seed++) {
      Topology topology = BuiltInTopologies.waxman(20, 40, 2, 0.2, 0.2, seed);
      var network = new LinkNetwork(topology, nodes(80), seed);
      RandomStream random = RandomStream.of(seed, 0, "test");
      for (int i = 0; i < 2000; i++) {
        int from = random.nextInt(80);
        int to = random.nextInt(80);
        if (from == to) continue;
        long now = i * 10_000L;
        for (long at : send(network, from, to, 100, now))
          assertThat(at - now).isGreaterThanOrEqualTo(network.delayNanosMin());
      }
    }
  }

  @Test
  void burstsLoseTheirShareInRunsOfTheirLength() {
    Loss loss = new Loss(0.1, 5);
    RandomStream random = RandomStream.of(1, 0, "test");
    int lost = 0;
    int runs = 0;
    boolean burst = false;
    int sent = 200_000;
    for (int i = 0; i < sent; i++) {
      boolean next = loss.burstNext(burst, random);
      if (next) lost++;
      if (next && !burst) runs++;
      burst = next;
    }
    assertThat(lost / (double) sent).isCloseTo(0.1, within(0.006));
    assertThat(lost / (double) runs).isCloseTo(5, within(0.2));
    assertThatThrownBy(() -> new Loss(0.9, 2)).hasMessageContaining("0.9");
  }

  @Test
  void aLossyLinkLosesItsShare() {
    LinkNetwork network = pair(new Wire(MS, 0, 50, Loss.independent(0.2)), 2);
    int arrived = 0;
    for (int i = 0; i < 10_000; i++) arrived += send(network, 0, 1, 100, i).size();
    assertThat(arrived / 10_000.0).isCloseTo(0.8, within(0.02));
    assertThat(network.shared()).isFalse();
    assertThat(network.orderly()).isFalse();
  }
}
