package dev.p2.embed;

import dev.p2.engine.tuple.Tuple;
import dev.p2.net.NodeHandle;
import dev.p2.net.RealtimeHost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A node on UDP, for any thread but that of its listeners, who must not wait for it. */
public final class RealNode implements EmbeddedNode, AutoCloseable {
  private final RealtimeHost host;
  private final NodeHandle handle;

  RealNode(RealtimeHost host, NodeHandle handle) {
    this.host = host;
    this.handle = handle;
  }

  @Override
  public String address() {
    return handle.address();
  }

  @Override
  public void inject(String relation, Object... values) {
    commit(relation, values).exceptionally(_ -> false);
  }

  /**
   * As {@link #inject}, with the news of what became of it: true when the step has committed, false
   * if it was undone or the node has stopped.
   */
  public CompletableFuture<Boolean> commit(String relation, Object... values) {
    return handle.inject(JavaValues.tuple(handle.program(), relation, values));
  }

  @Override
  public List<Tuple> rows(String relation) {
    int id = JavaValues.relation(handle.program(), relation).id();
    return handle
        .call(
            node -> {
              List<Tuple> rows = new ArrayList<>();
              node.rows(id, node.now()).forEach(rows::add);
              return rows;
            })
        .join();
  }

  /** The node as its host knows it: figures, transport counters. */
  public NodeHandle handle() {
    return handle;
  }

  @Override
  public void stop() {
    host.close();
  }

  /** The same as {@link #stop}. */
  @Override
  public void close() {
    stop();
  }
}
