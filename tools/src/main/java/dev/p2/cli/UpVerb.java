package dev.p2.cli;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Words;
import dev.p2.cli.output.Console;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.engine.CompiledProgram;
import dev.p2.lang.check.Program;
import dev.p2.lang.check.Relation;
import dev.p2.net.NodeHandle;
import dev.p2.net.NodeOptions;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code p2 up}: an overlay of many nodes on real UDP, in one process, with a live view. */
@Command(
    name = "up",
    description =
        "Runs N nodes on real UDP over loopback, with a live view of what the overlay says about"
            + " itself.")
final class UpVerb extends Verb {
  private static final int PORT_MAX = 65_535;
  private static final int BASE_PORT = 10_000;
  private static final long BETWEEN_STARTS_NANOS = 100_000_000L;
  private static final long VIEW_LINE_NANOS = 5_000_000_000L;
  private static final long VIEW_TERMINAL_NANOS = 500_000_000L;

  @Mixin private HostFlags host = new HostFlags();
  @Mixin private LiveFlags live = new LiveFlags();

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (1).")
  private int nodes = 1;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      description = "The first node's port (10000); the others follow. 0 takes free ones.")
  private int basePort = SimFlags.NOT_GIVEN;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "The first node's address (127.0.0.1:10000).")
  private String listen = "";

  private final InputStream in;

  UpVerb(Console console, InputStream in) {
    super(console);
    this.in = in;
  }

  @Override
  public Integer call() {
    boolean json = json(host.format);
    long forNanos = live.forNanos();
    long seed = host.seed(new SecureRandom().nextLong());
    List<String> addresses = addresses();
    long started = System.nanoTime();
    program.alsoRead.addAll(host.named());
    Program checked = checked(true);
    if (checked == null) return WRONG_INPUT;
    Optional<Relation> health = live.health(checked);
    if (host.allowInstall) live.allow(ProgramLoader.programs(program, true, live.code()));
    CompiledProgram compiled = ProgramLoader.compile(checked, live.code());
    long compiledAt = System.nanoTime();
    compiledIn(compiledAt - started);
    List<Relation> dumped = host.dumped(checked);
    live.requireInjections();
    try (StatsSink stats = StatsSink.open(host.stats, console);
        RecordSink sink =
            RecordSink.open(
                host.record,
                recordingHeader(checked, false, addresses),
                RECORD_EVERY_NANOS,
                console);
        LiveRun run = new LiveRun(console, compiled, host, live, json, sink.recorder());
        Ending ending = new Ending(forNanos)) {
      long loadedAt = System.nanoTime();
      var view = new LiveView(run, checked, console, json);
      boolean ended = startAll(run, addresses, seed, ending);
      console.say(
          "p2: "
              + run.nodes().size()
              + " nodes on "
              + run.nodes().getFirst().address()
              + " to "
              + run.nodes().getLast().address()
              + ", seed "
              + seed);
      new LiveInjector(compiled, run.nodes(), console).start(live.inject, in);
      while (!ended && !ending.await(console.terminal() ? VIEW_TERMINAL_NANOS : VIEW_LINE_NANOS))
        view.show();
      view.end();
      int healthCode = health.isEmpty() || run.healthy(health.get(), json) ? FINE : FAILED;
      run.stop();
      run.dump(dumped, json);
      stats.write(run.statistics(loadedAt - compiledAt, compiledAt - started));
      int recorded = sink.end(run.digest(json));
      int verdict = Math.max(run.verdict(), Math.max(healthCode, recorded));
      return ending.interrupted() ? INTERRUPTED : verdict;
    }
  }

  /** The nodes' addresses in order; those of port 0 get theirs when they listen. */
  private List<String> addresses() {
    SimFlags.requireNodes(nodes);
    boolean based = basePort != SimFlags.NOT_GIVEN;
    if (based && (basePort < 0 || basePort > PORT_MAX))
      throw new InputException(
          "--base-port " + basePort + " is no port", "ports are 1 to 65535; 0 takes free ones");
    if (!listen.isEmpty() && based)
      throw new InputException(
          "--listen and --base-port both name the first port", "leave one of them out");
    if (!live.id.isEmpty() && nodes > 1)
      throw new InputException(
          "--id is for one node, and --nodes is " + nodes, "leave --id out: each has its own");
    int first = listen.isEmpty() ? (based ? basePort : BASE_PORT) : port();
    String before =
        listen.isEmpty() ? "127.0.0.1:" : listen.substring(0, listen.lastIndexOf(':') + 1);
    if (first > 0 && first + nodes - 1 > PORT_MAX) {
      throw new InputException(
          nodes + " nodes from port " + first + " on go beyond port " + PORT_MAX,
          "take a smaller --base-port");
    }
    return java.util.stream.IntStream.range(0, nodes)
        .mapToObj(i -> before + (first == 0 ? 0 : first + i))
        .toList();
  }

  private int port() {
    return Words.of("--listen", () -> Words.port(listen));
  }

  /**
   * Starts the nodes one after the other, the first as the landmark; true if the run is to end
   * before all are up.
   */
  private boolean startAll(LiveRun run, List<String> addresses, long seed, Ending ending) {
    Optional<String> landmark = live.landmark();
    for (int i = 0; i < addresses.size(); i++) {
      String address = addresses.get(i);
      NodeOptions options =
          NodeOptions.listen(address).withIndex(i, addresses.size()).withSeed(seed + i);
      if (live.id().isPresent()) options = options.withNodeId(live.id().get());
      else if (!address.endsWith(":0")) options = options.withNodeId(LiveFlags.idOf(address));
      if (landmark.isPresent()) options = options.withLandmark(landmark.get());
      NodeHandle node = run.add(options);
      if (landmark.isEmpty()) landmark = Optional.of(node.address());
      if (i + 1 < addresses.size() && ending.await(BETWEEN_STARTS_NANOS)) return true;
    }
    return false;
  }
}
