package dev.p2.sim.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the made topologies promise. */
class BuiltInTopologiesTest {
  private static final long MS = 1_000_000;

  private static List<String> nodes(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  @Test
  void thePapersNetworkHas4MsInsideADomainAnd108MsBetweenDomains() {
    var network = new LinkNetwork(BuiltInTopologies.paper(100, 4), nodes(400), 1);
    int inside = 0;
    for (int from = 0; from < 100; from++) {
      for (int to = 0; to < 100; to++) {
        if (from == to) continue;
        boolean domain = from % 12 == to % 12;
        if (domain) inside++;
        assertThat(network.delayNanos(from, to))
            .as("n%s to n%s", from, to)
            .isEqualTo(domain ? 4 * MS : 108 * MS);
      }
    }
    assertThat(inside).isEqualTo(4 * 9 * 8 + 8 * 8 * 7);
    assertThat(network.hostOf(0)).isEqualTo(network.hostOf(100)).isNotEqualTo(network.hostOf(1));
  }

  @Test
  void thePapersNetworkHasTwelveRoutersWithHostsAndRoomFor400Nodes() {
    Topology paper = BuiltInTopologies.paper(100, 4);
    assertThat(paper.places()).isEqualTo(400);
    assertThat(paper.sites().stream().filter(site -> site.name().startsWith("router"))).hasSize(12);
    assertThatThrownBy(() -> new LinkNetwork(paper, nodes(401), 1))
        .hasMessageContaining("400 places");
  }

  @Test
  void aDatagramOnThePapersNetworkTakesItsSendingTimesToo() {
    var network = new LinkNetwork(BuiltInTopologies.paper(100, 4), nodes(100), 1);
    var arrivals = new java.util.ArrayList<Long>();
    network.send(0, 1, 1250, 0, arrivals::add);
    // 10,000 bits at 10 Mb/s twice, at 45 Mb/s twice, at 100 Mb/s twice; each rounded up.
    assertThat(arrivals).containsExactly(108 * MS + 2 * (1_000_000L + 222_223L + 100_000L));
  }

  @Test
  void waxmanIsConnectedTheSameForOneSeedAndAnotherForTheNext() {
    for (long seed = 1; seed <= 20; seed++) {
      Topology topology = BuiltInTopologies.waxman(30, 60, 1, 0.1, 0.1, seed);
      assertThat(topology.gap()).as("seed %s", seed).isEmpty();
      assertThat(BuiltInTopologies.waxman(30, 60, 1, 0.1, 0.1, seed)).isEqualTo(topology);
      assertThat(BuiltInTopologies.waxman(30, 60, 1, 0.1, 0.1, seed + 1)).isNotEqualTo(topology);
    }
  }

  @Test
  void transitStubIsConnectedAtEverySize() {
    for (int transits = 1; transits <= 9; transits++) {
      Topology topology = BuiltInTopologies.transitStub(transits, 3, 40, 2, 5);
      assertThat(topology.gap()).as("%s transit routers", transits).isEmpty();
      assertThat(topology.places()).isEqualTo(80);
      assertThat(topology).isEqualTo(BuiltInTopologies.transitStub(transits, 3, 40, 2, 5));
    }
  }
}
