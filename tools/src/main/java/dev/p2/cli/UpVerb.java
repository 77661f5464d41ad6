package dev.p2.cli;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Words;
import dev.p2.cli.output.Console;
import dev.p2.net.NodeHandle;
import dev.p2.net.NodeOptions;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code p2 up}: an overlay of many nodes on real UDP, in one process, with a live view. */
@Command(
    name = "up",
    description =
        "Runs N nodes on real UDP over loopback, with a live view of what the overlay says about"
            + " itself.")
final class UpVerb extends LiveVerb {
  private static final int PORT_MAX = 65_535;
  private static final int BASE_PORT = 10_000;
  private static final long BETWEEN_STARTS_NANOS = 100_000_000L;
  private static final long VIEW_LINE_NANOS = 5_000_000_000L;
  private static final long VIEW_TERMINAL_NANOS = 500_000_000L;

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (1).")
  private int nodes = 1;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      description = "The first node's port (10000); the others follow. 0 takes free ones.")
  private int basePort = Counts.NOT_GIVEN;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "The first node's address (127.0.0.1:10000).")
  private String listen = "";

  private Optional<LiveView> view = Optional.empty();

  UpVerb(Console console, InputStream in) {
    super(console, in);
  }

  @Override
  boolean withHealth() {
    return true;
  }

  @Override
  boolean start(Stage stage) {
    LiveRun run = stage.run();
    view = Optional.of(new LiveView(run, stage.program(), console, stage.json()));
    boolean ended = startAll(run, stage.addresses(), stage.seed(), stage.ending());
    console.say(
        "p2: "
            + run.nodes().size()
            + " nodes on "
            + run.nodes().getFirst().address()
            + " to "
            + run.nodes().getLast().address()
            + ", seed "
            + stage.seed());
    return ended;
  }

  @Override
  void await(Stage stage) {
    LiveView shown = view.orElseThrow();
    while (!stage.ending().await(console.terminal() ? VIEW_TERMINAL_NANOS : VIEW_LINE_NANOS))
      shown.show();
    shown.end();
  }

  /** The nodes' addresses in order; those of port 0 get theirs when they listen. */
  @Override
  List<String> addresses() {
    Counts.requireNodes(nodes);
    boolean based = basePort != Counts.NOT_GIVEN;
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
