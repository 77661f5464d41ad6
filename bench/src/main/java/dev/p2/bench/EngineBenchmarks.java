package dev.p2.bench;

import dev.p2.bench.programs.Programs;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.value.Id;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The engine's speed on one node; each method is one step, the programs are under {@code
 * resources/bench}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class EngineBenchmarks {
  /** The node, filled, and the tuple that starts a step. */
  @State(Scope.Benchmark)
  public static class Chain {
    BenchNode node;
    Tuple first;

    @Setup
    public void boot() {
      node = new BenchNode(Programs.compile(Programs.ours("chain"))).boot();
      first = node.tuple("hop", BenchNode.ADDRESS, 0L);
    }
  }

  @Benchmark
  @OperationsPerInvocation(100_000)
  public void localEvents(Chain state) {
    state.node.inject(state.first);
  }

  /** As {@link Chain}, with 1,000 rows. */
  @State(Scope.Benchmark)
  public static class Keyed {
    BenchNode node;
    Tuple first;

    @Setup
    public void boot() {
      node = filled("keyed");
      first = node.tuple("hop", BenchNode.ADDRESS, 0L, 0L);
    }
  }

  @Benchmark
  @OperationsPerInvocation(100_000)
  public void keyedJoins(Keyed state) {
    state.node.inject(state.first);
  }

  /** As {@link Keyed}. */
  @State(Scope.Benchmark)
  public static class Fanout {
    BenchNode node;
    Tuple first;

    @Setup
    public void boot() {
      node = filled("fanout");
      first = node.tuple("hop", BenchNode.ADDRESS, 0L, 0L);
    }
  }

  @Benchmark
  @OperationsPerInvocation(100_000)
  public void fannedOutTuples(Fanout state) {
    state.node.inject(state.first);
  }

  /** As {@link Keyed}. */
  @State(Scope.Benchmark)
  public static class Minimum {
    BenchNode node;
    Tuple first;

    @Setup
    public void boot() {
      node = filled("minimum");
      first = node.tuple("hop", BenchNode.ADDRESS, 0L);
    }
  }

  @Benchmark
  @OperationsPerInvocation(1_000)
  public void minimaOverAThousandRows(Minimum state) {
    state.node.inject(state.first);
  }

  /** As {@link Chain}, with 160 fingers. */
  @State(Scope.Benchmark)
  public static class Fingers {
    BenchNode node;
    Tuple first;

    @Setup
    public void boot() {
      node = new BenchNode(Programs.compile(Programs.ours("event"))).boot();
      node.inject(
          node.tuple(
              "fill",
              BenchNode.ADDRESS,
              0L,
              Id.parseHex("8a5cd789635d2dffd8a5cd789635d2dffd123456")));
      if (node.rows("finger") != 160)
        throw new IllegalStateException(node.rows("finger") + " fingers");
      first =
          node.tuple(
              "lookup",
              BenchNode.ADDRESS,
              0L,
              Id.parseHex("7a5cd789635d2dffd8a5cd789635d2dffd123457"));
    }
  }

  @Benchmark
  @OperationsPerInvocation(10_000)
  public void eventPath(Fingers state) {
    state.node.inject(state.first);
  }

  /**
   * A table of 10,000 rows in a steady state: each insert is followed by the expiry of the oldest
   * row.
   */
  @State(Scope.Benchmark)
  public static class Expiry {
    BenchNode node;
    Tuple[] puts;
    int next;

    @Setup
    public void boot() {
      node = new BenchNode(Programs.compile(Programs.ours("expiry"))).boot();
      puts = new Tuple[1 << 16];
      for (int i = 0; i < puts.length; i++)
        puts[i] = node.tuple("put", BenchNode.ADDRESS, (long) i);
    }
  }

  @Benchmark
  public void insertsWithExpiry(Expiry state) {
    state.node.pass(1_000_000);
    state.node.inject(state.puts[state.next++ & state.puts.length - 1]);
  }

  private static BenchNode filled(String program) {
    BenchNode node = new BenchNode(Programs.compile(Programs.ours(program))).boot();
    node.inject(node.tuple("fill", BenchNode.ADDRESS, 0L));
    if (node.rows("t") != 1_000)
      throw new IllegalStateException(program + " has " + node.rows("t") + " rows");
    return node;
  }
}
