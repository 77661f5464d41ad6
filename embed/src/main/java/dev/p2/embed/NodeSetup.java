package dev.p2.embed;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Node;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.code.HostFunction;
import dev.p2.engine.code.Procedure;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.net.NodeHandle;
import dev.p2.net.NodeListener;
import dev.p2.net.NodeOptions;
import dev.p2.net.NodeStartException;
import dev.p2.net.RealtimeHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a node on UDP is started with.
 *
 * {@snippet file="dev/p2/embed/EmbeddingTest.java" region="start"}
 *
 * <p>Listeners run on the node's thread, at the end of a step: answer quickly, and do not wait for
 * the node. Not thread-safe; of use for one node.
 */
public final class NodeSetup {
  private final CompiledProgram program;
  private final Listeners listeners;
  private final List<Consumer<ErrorReport>> errors = new ArrayList<>();
  private HostCode code = HostCode.BUILT_IN;
  private Optional<Rules> installable = Optional.empty();
  private NodeOptions options;

  /**
   * A node of this program.
   *
   * @param listen {@code HOST:PORT}, the node's address letter for letter; port 0 takes a free one
   */
  public NodeSetup(CompiledProgram program, String listen) {
    this.program = program;
    this.listeners = new Listeners(program);
    this.options = NodeOptions.listen(listen);
  }

  /** Joins through the node with this address: {@code LANDMARK}. */
  public NodeSetup landmark(String address) {
    options = options.withLandmark(address);
    return this;
  }

  /** Keeps the rows of durable tables in this folder. */
  public NodeSetup data(Path folder) {
    options = options.withData(folder);
    return this;
  }

  /** The code of a function that the program declares {@code extern}. */
  public NodeSetup function(String name, HostFunction function) {
    code = code.withFunction(name, JavaValues.function(function));
    return this;
  }

  /**
   * Lets rules install programs while the node runs ({@code sysInstall}, {@code sysUninstall}).
   *
   * @param rules what the program was compiled of
   */
  public NodeSetup allowInstall(Rules rules) {
    installable = Optional.of(rules);
    return this;
  }

  /** What the program may ask for. */
  private HostCode allowed() {
    return installable.map(rules -> code.withPrograms(rules.programs(code))).orElse(code);
  }

  /** The procedure that a {@code stage} of the program names. */
  public NodeSetup procedure(String name, Procedure procedure) {
    code = code.withProcedure(name, procedure);
    return this;
  }

  /**
   * Is told what happens to a relation.
   *
   * @throws IllegalArgumentException if the program has no such relation
   */
  public NodeSetup listen(String relation, Consumer<Change> listener) {
    listeners.add(relation, listener);
    return this;
  }

  /** Is told of run-time errors. */
  public NodeSetup onError(Consumer<ErrorReport> listener) {
    errors.add(listener);
    return this;
  }

  /** Changes what has no method of its own here: the id, the seed, budgets, the transport. */
  public NodeSetup options(UnaryOperator<NodeOptions> change) {
    options = change.apply(options);
    return this;
  }

  /**
   * Starts the node on a thread of its own; returns when it runs.
   *
   * @throws dev.p2.engine.code.MissingCodeException if the program asks for a function or procedure
   *     that was not given
   * @throws dev.p2.net.PortInUseException if the port is taken
   * @throws dev.p2.net.store.StoreException if the file of the durable tables cannot be used
   * @throws NodeStartException if the boot step failed; {@link #onError} was told why
   */
  public RealNode start() throws IOException, NodeStartException {
    RealtimeHost host = RealtimeHost.start(1);
    boolean started = false;
    try {
      NodeHandle handle =
          host.add(
              program,
              options.withCode(allowed()).withPrepare(this::watch).withListener(new Listener()));
      started = true;
      return new RealNode(host, handle);
    } finally {
      if (!started) host.close();
    }
  }

  private void watch(Node node) {
    for (int relation : listeners.relations()) node.watch(relation);
  }

  private final class Listener implements NodeListener {
    @Override
    public void observed(NodeHandle node, long timeNanos, Observation what) {
      listeners.tell(node.address(), timeNanos, what);
    }

    @Override
    public void reported(NodeHandle node, ErrorReport report) {
      errors.forEach(listener -> listener.accept(report));
    }
  }
}
