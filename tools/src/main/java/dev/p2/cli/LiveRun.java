package dev.p2.cli;

import dev.p2.cli.input.FactsFile;
import dev.p2.cli.input.InputException;
import dev.p2.cli.live.Health;
import dev.p2.cli.output.Console;
import dev.p2.cli.output.JsonText;
import dev.p2.cli.output.RowPrinter;
import dev.p2.cli.output.StatsReport;
import dev.p2.cli.output.WatchPrinter;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Node;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.NodeStats;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.net.NodeHandle;
import dev.p2.net.NodeListener;
import dev.p2.net.NodeOptions;
import dev.p2.net.NodeReport;
import dev.p2.net.NodeStartException;
import dev.p2.net.PortInUseException;
import dev.p2.net.RealtimeHost;
import dev.p2.net.element.Lossy;
import dev.p2.net.record.History;
import dev.p2.net.record.NodeTape;
import dev.p2.net.record.Recorder;
import dev.p2.net.record.RunDigest;
import dev.p2.net.store.StoreException;
import dev.p2.sim.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Nodes on real UDP under one command: started, shown, asked and stopped. What {@code run} and
 * {@code up} share.
 */
final class LiveRun implements AutoCloseable {
  private static final long ANSWER_SECONDS_MAX = 5;
  private static final long STOP_SECONDS_MAX = 5;
  private static final long HELD_BACK_NANOS_MAX = 50_000_000;

  private final Console console;
  private final CompiledProgram program;
  private final List<FactsFile.Row> rows;
  private final Watches watches;
  private final WatchPrinter printer;
  private final ErrorLog errors;
  private final HostFlags flags;
  private final LiveFlags live;
  private final RealtimeHost host;
  private final List<NodeTape> tapes = new ArrayList<>();
  private final long startedNanos = System.nanoTime();

  /**
   * A host without nodes.
   *
   * @param rows of {@code --facts}
   */
  LiveRun(
      Console console,
      CompiledProgram program,
      List<FactsFile.Row> rows,
      HostFlags flags,
      LiveFlags live,
      boolean json,
      Optional<Recorder> recorder) {
    this.console = console;
    this.program = program;
    this.rows = List.copyOf(rows);
    this.flags = flags;
    this.live = live;
    if (program.keepsRows() && live.data.isEmpty()) console.complain(notKept());
    watches = Watches.of(program.plan().program(), flags.watch);
    printer = new WatchPrinter(console, json);
    errors = new ErrorLog(console);
    try {
      host = RealtimeHost.start();
    } catch (IOException e) {
      throw new RunFailedException("the host does not start: " + e.getMessage());
    }
    if (recorder.isEmpty() && !flags.digest) return;
    host.tapes(
        _ -> {
          var tape = new NodeTape(recorder.map(Recorder::stream), flags.digest);
          tapes.add(tape);
          return tape;
        });
  }

  /**
   * Adds a node and starts it.
   *
   * @throws InputException if it cannot listen there
   * @throws RunFailedException if its boot step fails
   */
  NodeHandle add(NodeOptions options) {
    NodeOptions all =
        options
            .withBudget(flags.roundsMax(), flags.derivationsMax())
            .withFaults(faults(options.seed()))
            .withPrepare(this::prepare)
            .withCode(live.code())
            .withListener(new Listener());
    if (live.data().isPresent()) all = all.withData(live.data().get());
    try {
      NodeHandle node = host.add(program, all);
      console.detail("p2: " + node.address() + " runs");
      return node;
    } catch (PortInUseException e) {
      throw cannotListen(options.listen(), e);
    } catch (StoreException e) {
      throw new InputException(String.valueOf(e.getMessage()), e.hint());
    } catch (NodeStartException e) {
      throw new RunFailedException(
          "node " + options.listen() + " did not start: " + e.getMessage());
    } catch (IOException e) {
      throw cannotListen(options.listen(), e);
    }
  }

  /**
   * Tries addresses before there is a run, which would write over the files of the last one.
   *
   * @throws InputException if no node can listen there
   */
  static void requireFree(List<String> addresses) {
    for (String listen : addresses) {
      try {
        RealtimeHost.requireFree(listen);
      } catch (IOException e) {
        throw cannotListen(listen, e);
      }
    }
  }

  private static InputException cannotListen(String listen, IOException why) {
    return why instanceof PortInUseException taken
        ? new InputException(
            "port " + taken.port() + " is in use: cannot listen on " + listen,
            "take another one; port 0 takes a free one")
        : new InputException(
            "cannot listen on " + listen + ": " + why.getMessage(),
            "the host must be an address of this machine: 127.0.0.1 or 0.0.0.0, or a name of it");
  }

  private String notKept() {
    String tables =
        program.plan().program().relations().stream()
            .filter(r -> r.table().filter(Relation.TableSpec::durable).isPresent())
            .map(Relation::name)
            .collect(Collectors.joining(", "));
    return "p2: warning: without --data FOLDER the rows of durable tables are not kept: " + tables;
  }

  private Lossy.Options faults(long seed) {
    if (flags.loss() == 0 && flags.reorder() == 0 && flags.duplicate() == 0)
      return Lossy.Options.NONE;
    return new Lossy.Options(
        flags.loss(), flags.duplicate(), flags.reorder(), HELD_BACK_NANOS_MAX, seed);
  }

  /**
   * Rows go to the node that their home column names, as facts do; those for other nodes are not
   * this node's business.
   */
  private void prepare(Node node) {
    Program checked = program.plan().program();
    for (int relation : watches.relations()) node.watch(relation);
    for (FactsFile.Row row : rows) {
      int home = checked.relations().get(row.tuple().relation()).homeColumn();
      if (home < 0 || node.address().equals(row.tuple().get(home))) node.load(row.tuple());
    }
  }

  List<NodeHandle> nodes() {
    return host.nodes();
  }

  /** Asks every node, each on its own thread; those that do not answer in time are left out. */
  <T> Map<NodeHandle, T> ask(Function<NodeHandle, CompletableFuture<T>> question) {
    var asked = new java.util.LinkedHashMap<NodeHandle, CompletableFuture<T>>();
    for (NodeHandle node : host.nodes()) asked.put(node, question.apply(node));
    long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS_MAX);
    var answers = new java.util.LinkedHashMap<NodeHandle, T>();
    asked.forEach(
        (node, future) -> {
          try {
            answers.put(
                node,
                future.get(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS));
          } catch (TimeoutException | ExecutionException e) {
            errors.broke(node.address(), e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return answers;
  }

  /** The live rows of a relation, by node. */
  Map<NodeHandle, List<Tuple>> rowsOf(Relation relation) {
    return ask(
        node ->
            node.call(
                n -> {
                  var found = new ArrayList<Tuple>();
                  n.rows(relation, n.now()).forEach(found::add);
                  return found;
                }));
  }

  /** Every node's figures. */
  Map<NodeHandle, NodeReport> reports() {
    return ask(NodeHandle::report);
  }

  /** Lets every node run its last step, and waits for it. */
  void stop() {
    CompletableFuture<?>[] all =
        host.nodes().stream().map(NodeHandle::stop).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(all).get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      console.complain("p2: not every node stopped within " + STOP_SECONDS_MAX + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Prints the rows of these tables, node by node. */
  void dump(List<Relation> relations, boolean json) {
    var printed = new RowPrinter(console, json);
    var found = new ArrayList<Map<NodeHandle, List<Tuple>>>();
    for (Relation relation : relations) found.add(rowsOf(relation));
    for (NodeHandle node : host.nodes()) {
      for (Map<NodeHandle, List<Tuple>> one : found)
        printed.print(node.address(), one.getOrDefault(node, List.of()));
    }
  }

  /** The figures of all nodes together. */
  StatsReport statistics(long loadNanos, long compileNanos) {
    long wall = System.nanoTime() - startedNanos;
    var transport = new TreeMap<String, Long>();
    long[] sums = new long[8];
    var perRelation = new TreeMap<String, Long>();
    for (NodeReport report : reports().values()) {
      NodeStats stats = report.node();
      sums[0] += stats.steps();
      sums[1] += stats.derivations();
      sums[2] += stats.rowsInserted();
      sums[3] += stats.messagesSent();
      sums[4] +=
          stats.messagesDropped()
              + report.transport().getOrDefault("late", 0L)
              + report.transport().getOrDefault("messagesFailed", 0L);
      sums[5] += report.transport().getOrDefault("bytesOut", 0L);
      sums[6] += stats.errors();
      stats.perRelation().forEach((name, count) -> perRelation.merge(name, count, Long::sum));
      report.transport().forEach((name, count) -> transport.merge(name, count, Long::sum));
    }
    console.detail("p2: transport: " + JsonText.of(transport));
    return new StatsReport(
        wall,
        wall,
        loadNanos,
        compileNanos,
        host.nodes().size(),
        sums[0],
        sums[1],
        sums[2],
        sums[3],
        sums[4],
        sums[5],
        sums[6],
        perRelation);
  }

  /**
   * Prints the digest of all that happened to the nodes, which have stopped, if it is asked for.
   *
   * @return the digest, or an empty text
   */
  String digest(boolean json) {
    if (!flags.digest) return "";
    var sum = new RunDigest();
    long tables =
        program.plan().program().relations().stream()
            .filter(r -> r.isTable() && !r.system())
            .count();
    for (NodeTape tape : tapes) {
      History history = tape.history().orElseThrow();
      sum.add(history.steps());
      sum.add(history.network());
      // A node that has stopped holds no rows.
      for (long table = 0; table < tables; table++) sum.add(0);
    }
    String digest = sum.hex();
    console.data(json ? new JsonText().field("digest", digest).toString() : digest);
    return digest;
  }

  /** The overlay's own health check: printed, and whether all is well. */
  boolean healthy(Relation relation, boolean json) {
    var health = new Health();
    rowsOf(relation).forEach((node, rows) -> rows.forEach(row -> health.add(node.address(), row)));
    (json ? health.jsonLines() : health.lines()).forEach(console::data);
    return health.good();
  }

  /** What to exit with after a run that ended as it should. */
  int verdict() {
    errors.summary();
    return errors.failedSteps() > 0 ? Verb.FAILED : Verb.FINE;
  }

  @Override
  public void close() {
    host.close();
  }

  /** Prints what nodes tell, on their threads. */
  private final class Listener implements NodeListener {
    @Override
    public void observed(NodeHandle node, long timeNanos, Observation what) {
      if (!watches.shows(what)) return;
      printer.print(timeNanos, node.address(), what);
      console.flush();
    }

    @Override
    public void observedInstalled(
        NodeHandle node, long timeNanos, CompiledProgram installed, Observation what) {
      if (!watches.shows(installed, what)) return;
      printer.print(timeNanos, node.address(), what);
      console.flush();
    }

    @Override
    public void reported(NodeHandle node, ErrorReport report) {
      errors.add(node.address(), report);
    }

    @Override
    public void broke(NodeHandle node, Throwable cause) {
      errors.broke(node.address(), cause);
    }
  }
}
