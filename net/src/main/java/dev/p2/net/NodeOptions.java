package dev.p2.net;

import dev.p2.engine.Node;
import dev.p2.engine.NodeConfig;
import dev.p2.engine.code.HostCode;
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
    return new NodeOptions(
        listen,
        Optional.of(address),
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

  public NodeOptions withNodeId(Id id) {
    return new NodeOptions(
        listen,
        landmark,
        Optional.of(id),
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

  /** The node's number among {@code ofNodes}. */
  public NodeOptions withIndex(long number, long ofNodes) {
    return new NodeOptions(
        listen,
        landmark,
        nodeId,
        number,
        ofNodes,
        seed,
        roundsMax,
        derivationsMax,
        prepare,
        code,
        data,
        listener,
        transport);
  }

  public NodeOptions withSeed(long other) {
    return new NodeOptions(
        listen,
        landmark,
        nodeId,
        index,
        count,
        other,
        roundsMax,
        derivationsMax,
        prepare,
        code,
        data,
        listener,
        transport);
  }

  public NodeOptions withBudget(int rounds, long derivations) {
    return new NodeOptions(
        listen,
        landmark,
        nodeId,
        index,
        count,
        seed,
        rounds,
        derivations,
        prepare,
        code,
        data,
        listener,
        transport);
  }

  public NodeOptions withPrepare(Consumer<Node> beforeBoot) {
    return new NodeOptions(
        listen,
        landmark,
        nodeId,
        index,
        count,
        seed,
        roundsMax,
        derivationsMax,
        beforeBoot,
        code,
        data,
        listener,
        transport);
  }

  /** Functions and procedures that the program may ask for. */
  public NodeOptions withCode(HostCode other) {
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
        other,
        data,
        listener,
        transport);
  }

  /** Keeps the rows of durable tables in a file of this folder, made if it is not there. */
  public NodeOptions withData(Path folder) {
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
        Optional.of(folder),
        listener,
        transport);
  }

  public NodeOptions withListener(NodeListener other) {
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
        other,
        transport);
  }

  public NodeOptions withTransport(TransportOptions other) {
    return withTransport(_ -> other);
  }

  /** Datagrams that arrive are lost, doubled and held back on purpose. */
  public NodeOptions withFaults(Lossy.Options faults) {
    return withTransport(options -> transport.apply(options).withFaults(faults));
  }

  private NodeOptions withTransport(UnaryOperator<TransportOptions> change) {
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
        change);
  }
}
