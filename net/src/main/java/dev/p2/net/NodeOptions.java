package dev.p2.net;

import dev.p2.engine.Node;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.host.NodeConfig;
import dev.p2.lang.value.Id;
import dev.p2.net.element.Lossy;
import dev.p2.net.stack.TransportOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What makes a node of a host.
 *
 * @param listen {@code HOST:PORT}; the node's address, letter for letter, but for port 0, which
 *     becomes the free port taken
 * @param landmark what {@code LANDMARK} stands for; the node's own address if empty
 * @param nodeId what {@code NODEID} stands for; drawn from the seed if empty
 * @param index {@code NODEINDEX}
 * @param count {@code NODES}
 * @param seed of the node's generator
 * @param prepare called before the boot step: loads rows, watches relations
 * @param code the functions and procedures that the program may ask for
 * @param data the folder that holds the rows of durable tables, a file a node; without one they end
 *     with the node
 * @param transport what to change in the transport's figures, which otherwise fit the address
 */
public record NodeOptions(
    String listen,
    Optional<String> landmark,
    Optional<Id> nodeId,
    long index,
    long count,
    long seed,
    int roundsMax,
    long derivationsMax,
    Consumer<Node> prepare,
    HostCode code,
    Optional<Path> data,
    NodeListener listener,
    UnaryOperator<TransportOptions> transport) {
  /** A node that is its own landmark, with seed 1 and nobody listening. */
  public static NodeOptions listen(String hostPort) {
    return new NodeOptions(
        hostPort,
        Optional.empty(),
        Optional.empty(),
        0,
        1,
        1,
        NodeConfig.ROUNDS_MAX,
        NodeConfig.DERIVATIONS_MAX,
        _ -> {},
        HostCode.BUILT_IN,
        Optional.empty(),
        NodeListener.NONE,
        UnaryOperator.identity());
  }

  public NodeOptions withLandmark(String address) {
    return with(draft -> draft.landmark = Optional.of(address));
  }

  public NodeOptions withNodeId(Id id) {
    return with(draft -> draft.nodeId = Optional.of(id));
  }

  /** The node's number among {@code ofNodes}. */
  public NodeOptions withIndex(long number, long ofNodes) {
    return with(
        draft -> {
          draft.index = number;
          draft.count = ofNodes;
        });
  }

  public NodeOptions withSeed(long other) {
    return with(draft -> draft.seed = other);
  }

  public NodeOptions withBudget(int rounds, long derivations) {
    return with(
        draft -> {
          draft.roundsMax = rounds;
          draft.derivationsMax = derivations;
        });
  }

  public NodeOptions withPrepare(Consumer<Node> beforeBoot) {
    return with(draft -> draft.prepare = beforeBoot);
  }

  /** Functions and procedures that the program may ask for. */
  public NodeOptions withCode(HostCode other) {
    return with(draft -> draft.code = other);
  }

  /** Keeps the rows of durable tables in a file of this folder, made if it is not there. */
  public NodeOptions withData(Path folder) {
    return with(draft -> draft.data = Optional.of(folder));
  }

  public NodeOptions withListener(NodeListener other) {
    return with(draft -> draft.listener = other);
  }

  public NodeOptions withTransport(TransportOptions other) {
    return withTransport(_ -> other);
  }

  /** Datagrams that arrive are lost, doubled and held back on purpose. */
  public NodeOptions withFaults(Lossy.Options faults) {
    return withTransport(options -> transport.apply(options).withFaults(faults));
  }

  private NodeOptions withTransport(UnaryOperator<TransportOptions> change) {
    return with(draft -> draft.transport = change);
  }

  /** The same with some of it changed. */
  private NodeOptions with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** Options while they change. */
  private static final class Draft {
    private final String listen;
    private Optional<String> landmark;
    private Optional<Id> nodeId;
    private long index;
    private long count;
    private long seed;
    private int roundsMax;
    private long derivationsMax;
    private Consumer<Node> prepare;
    private HostCode code;
    private Optional<Path> data;
    private NodeListener listener;
    private UnaryOperator<TransportOptions> transport;

    Draft(NodeOptions of) {
      listen = of.listen;
      landmark = of.landmark;
      nodeId = of.nodeId;
      index = of.index;
      count = of.count;
      seed = of.seed;
      roundsMax = of.roundsMax;
      derivationsMax = of.derivationsMax;
      prepare = of.prepare;
      code = of.code;
      data = of.data;
      listener = of.listener;
      transport = of.transport;
    }

    NodeOptions options() {
      return new NodeOptions(
          listen,
          landmark,
          nodeId,
          index,
          count,
          seed,
          roundsMax,
          derivationsMax,
          prepare,
          code,
          data,
          listener,
          transport);
    }
  }
}
