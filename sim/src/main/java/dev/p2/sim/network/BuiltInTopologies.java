package dev.p2.sim.network;

import dev.p2.engine.host.RandomStream;
import dev.p2.sim.network.Topology.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Topologies that are made instead of read. */
public final class BuiltInTopologies {
  private static final long MS = 1_000_000L;
  private static final long MEGABIT = 1_000_000L;

  private BuiltInTopologies() {}

  /**
   * The network of the published Chord experiments: twelve routers with a hundred hosts between
   * them, dealt out in turn. A host link has 10 Mb/s and 2 ms, a router's uplink 45 Mb/s and 2 ms,
   * and the core 100 Mb/s and 50 ms a side. One way that makes 4 ms inside a domain and 108 ms
   * between domains.
   */
  public static Topology paper(int hosts, int placesPerHost) {
    return paper(hosts, placesPerHost, false);
  }

  /**
   * The same.
   *
   * @param unlimited whether links send at once, so that nothing queues: delays are all that is
   *     left of it, and no datagram overtakes another
   */
  public static Topology paper(int hosts, int placesPerHost, boolean unlimited) {
    long megabit = unlimited ? Wire.UNLIMITED : MEGABIT;
    var builder = new Topology.Builder();
    int routers = 12;
    int core = builder.router("core");
    for (int i = 0; i < routers; i++) {
      int router = builder.router("router" + i);
      int gateway = builder.router("gateway" + i);
      builder.duplex(router, gateway, Wire.of(2 * MS, 45 * megabit));
      builder.duplex(gateway, core, Wire.of(50 * MS, 100 * megabit));
    }
    for (int i = 0; i < hosts; i++) {
      int host = builder.host("host" + i, placesPerHost);
      builder.duplex(host, 1 + 2 * (i % routers), Wire.of(2 * MS, 10 * megabit));
    }
    return builder.build();
  }

  /**
   * Routers at random places of a square, near ones linked more often: with the probability {@code
   * alpha} × exp(-distance / ({@code beta} × diagonal)); where that leaves parts, the nearest pair
   * of routers joins them. A link's delay is its length; the diagonal takes 50 ms. Hosts are dealt
   * out in turn. Source: B. M. Waxman, Routing of multipoint connections, IEEE JSAC 6 (1988).
   */
  public static Topology waxman(
      int routers, int hosts, int placesPerHost, double alpha, double beta, long seed) {
    RandomGenerator random = RandomStream.of(seed, 0, "waxman");
    double[] x = new double[routers];
    double[] y = new double[routers];
    for (int i = 0; i < routers; i++) {
      x[i] = random.nextDouble();
      y[i] = random.nextDouble();
    }
    var builder = new Topology.Builder();
    for (int i = 0; i < routers; i++) builder.router("router" + i);
    int[] part = new int[routers];
    for (int i = 0; i < routers; i++) part[i] = i;
    double diagonal = StrictMath.sqrt(2);
    for (int i = 0; i < routers; i++) {
      for (int j = i + 1; j < routers; j++) {
        double distance = distance(x, y, i, j);
        if (random.nextDouble() >= alpha * StrictMath.exp(-distance / (beta * diagonal))) continue;
        link(builder, i, j, distance / diagonal);
        join(part, i, j);
      }
    }
    joinParts(builder, part, x, y, diagonal);
    for (int i = 0; i < hosts; i++) {
      int host = builder.host("host" + i, placesPerHost);
      builder.duplex(host, i % routers, Wire.of(MS, 100 * MEGABIT));
    }
    return builder.build();
  }

  private static void joinParts(
      Topology.Builder builder, int[] part, double[] x, double[] y, double diagonal) {
    while (true) {
      int bestInside = -1;
      int bestOutside = -1;
      double best = Double.MAX_VALUE;
      for (int i = 0; i < part.length; i++) {
        if (part[i] != part[0]) continue;
        for (int j = 0; j < part.length; j++) {
          if (part[j] == part[0] || distance(x, y, i, j) >= best) continue;
          best = distance(x, y, i, j);
          bestInside = i;
          bestOutside = j;
        }
      }
      if (bestInside < 0) return;
      link(builder, bestInside, bestOutside, best / diagonal);
      join(part, bestInside, bestOutside);
    }
  }

  private static double distance(double[] x, double[] y, int i, int j) {
    return StrictMath.sqrt((x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]));
  }

  private static void link(Topology.Builder builder, int i, int j, double shareOfDiagonal) {
    long nanos = Math.max(100_000L, Math.round(shareOfDiagonal * 50 * MS));
    builder.duplex(i, j, Wire.of(nanos, 1000 * MEGABIT));
  }

  private static void join(int[] part, int i, int j) {
    int from = part[j];
    int to = part[i];
    for (int k = 0; k < part.length; k++) if (part[k] == from) part[k] = to;
  }

  /**
   * A ring of transit routers with a chord from every second one, each serving {@code stubsPer}
   * stub routers, to which the hosts are dealt out in turn. Delays are drawn evenly: 20 to 60 ms
   * between transit routers, 5 to 15 ms down to a stub, 1 to 3 ms to a host. Source: the shape of
   * E. Zegura, K. Calvert, S. Bhattacharjee, How to model an internetwork, INFOCOM 1996.
   */
  public static Topology transitStub(
      int transits, int stubsPer, int hosts, int placesPerHost, long seed) {
    RandomGenerator random = RandomStream.of(seed, 0, "transit-stub");
    var builder = new Topology.Builder();
    for (int i = 0; i < transits; i++) builder.router("transit" + i);
    for (int i = 0; i + 1 < transits; i++) transit(builder, i, i + 1, random);
    if (transits > 2) transit(builder, transits - 1, 0, random);
    for (int i = 0; i + 4 <= transits; i += 2) {
      int across = (i + transits / 2) % transits;
      if (across > i + 1) transit(builder, i, across, random);
    }
    List<Integer> stubs = new ArrayList<>();
    for (int i = 0; i < transits; i++) {
      for (int j = 0; j < stubsPer; j++) {
        int stub = builder.router("stub" + i + "." + j);
        stubs.add(stub);
        builder.duplex(i, stub, Wire.of(drawn(random, 5, 15), 155 * MEGABIT));
      }
    }
    for (int i = 0; i < hosts; i++) {
      int host = builder.host("host" + i, placesPerHost);
      int stub = stubs.get(i % stubs.size());
      builder.duplex(host, stub, Wire.of(drawn(random, 1, 3), 10 * MEGABIT));
    }
    return builder.build();
  }

  private static void transit(Topology.Builder builder, int i, int j, RandomGenerator random) {
    builder.duplex(i, j, Wire.of(drawn(random, 20, 60), 1000 * MEGABIT));
  }

  private static long drawn(RandomGenerator random, int msMin, int msMax) {
    return random.nextLong(msMin * MS, msMax * MS + 1);
  }
}
