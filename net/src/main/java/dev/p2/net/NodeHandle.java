package dev.p2.net;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Node;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A node that runs on a {@link RealtimeHost}, for any thread. */
public final class NodeHandle {
  private final String address;
  private final CompiledProgram program;
  private final EventLoop loop;
  private HostedNode hosted; // set once, before the handle leaves RealtimeHost.add

  NodeHandle(String address, CompiledProgram program, EventLoop loop) {
    this.address = address;
    this.program = program;
    this.loop = loop;
  }

  void host(HostedNode node) {
    this.hosted = node;
  }

  /** The node's address: as it was given, with the real port. */
  public String address() {
    return address;
  }

  public CompiledProgram program() {
    return program;
  }

  /**
   * Gives the node an event, or a row to insert.
   *
   * @return whether the step committed; false if the node no longer runs
   */
  public CompletableFuture<Boolean> inject(Tuple tuple) {
    CompletableFuture<Boolean> committed = new CompletableFuture<>();
    loop.submit(() -> hosted.inject(tuple, committed));
    return committed;
  }

  /**
   * Gives the node an event, or a row to insert, of boxed language values, location included.
   *
   * @throws IllegalArgumentException if the program has no such relation with so many columns
   * @throws dev.p2.lang.value.EvalException if a value does not fit its column
   */
  public CompletableFuture<Boolean> inject(String relation, Object... values) {
    Relation known =
        program
            .plan()
            .program()
            .relation(relation)
            .filter(r -> r.arity() == values.length)
            .orElseThrow(
                () ->
                    new IllegalArgumentException("no relation " + relation + "/" + values.length));
    return inject(program.make(known.id(), values));
  }

  /** Runs a function on the node between two steps, on its thread; the node must not be kept. */
  public <T> CompletableFuture<T> call(Function<Node, T> function) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.submit(() -> hosted.call(function, result));
    return result;
  }

  /** The node's figures. */
  public CompletableFuture<NodeReport> report() {
    return call(_ -> hosted.report());
  }

  /** All counters of the transport's elements: by element, then by name. */
  public CompletableFuture<Map<String, Map<String, Long>>> elements() {
    return call(_ -> hosted.transport().counters());
  }

  /**
   * Runs the {@code sysStop} step, lets its sends leave, and closes the socket. The future
   * completes when that is done.
   */
  public CompletableFuture<Void> stop() {
    if (!hosted.stopped().isDone()) loop.submit(hosted::stop);
    return hosted.stopped();
  }
}
