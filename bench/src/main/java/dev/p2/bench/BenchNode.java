package dev.p2.bench;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Host;
import dev.p2.engine.Node;
import dev.p2.engine.StepPool;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.value.Id;

/**
 * One node without a network, for the engine's own speed: sends are counted and dropped, a failed
 * step stops the run.
 */
final class BenchNode implements Host {
  static final String ADDRESS = "n0";

  private final CompiledProgram program;
  private final StepPool steps = new StepPool();
  private final Node node;
  private long now;
  private long sends;

  BenchNode(CompiledProgram program) {
    this.program = program;
    this.node =
        new Node(
            program,
            new NodeConfig(
                ADDRESS, Id.of(1), ADDRESS, 0, 1, 1, NodeConfig.ROUNDS_MAX, Long.MAX_VALUE),
            this);
  }

  Node node() {
    return node;
  }

  /** Boots, with the rows given to {@link #load} before. */
  BenchNode boot() {
    require(node.boot(now));
    require(node.start(now));
    return this;
  }

  void load(String relation, Object... values) {
    node.load(program.make(id(relation), values));
  }

  Tuple tuple(String relation, Object... values) {
    return program.make(id(relation), values);
  }

  /** One step, a microsecond after the last. */
  void inject(Tuple tuple) {
    now += 1_000;
    require(node.inject(tuple, now));
  }

  /** The node's time moves on by {@code nanos}. */
  void pass(long nanos) {
    now += nanos;
  }

  int rows(String relation) {
    int count = 0;
    for (Tuple ignored : node.rows(id(relation), now)) count++;
    return count;
  }

  private int id(String relation) {
    return program.plan().program().relation(relation).orElseThrow().id();
  }

  private static void require(boolean committed) {
    if (!committed) throw new IllegalStateException("a step of the benchmark failed");
  }

  @Override
  public StepPool steps() {
    return steps;
  }

  @Override
  public void send(Node from, Message message) {
    sends++;
  }

  @Override
  public void observe(Node at, Observation what) {}

  @Override
  public void report(Node at, ErrorReport report) {
    throw new IllegalStateException(report.toString());
  }

  @Override
  public Object callExtern(String name, Object[] arguments) {
    throw new IllegalStateException("no host function " + name);
  }
}
