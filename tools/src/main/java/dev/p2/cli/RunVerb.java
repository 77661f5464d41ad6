package dev.p2.cli;

import dev.p2.cli.input.Words;
import dev.p2.cli.output.Console;
import dev.p2.net.NodeHandle;
import dev.p2.net.NodeOptions;
import java.io.InputStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code p2 run}: one node on UDP, in the foreground. */
@Command(name = "run", description = "Runs one node on UDP until Ctrl-C, SIGTERM or --for.")
final class RunVerb extends LiveVerb {
  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      required = true,
      description = "The node's address, letter for letter; port 0 takes a free one.")
  private String listen = "";

  RunVerb(Console console, InputStream in) {
    super(console, in);
  }

  @Override
  List<String> addresses() {
    Words.of("--listen", () -> Words.port(listen));
    return List.of(listen);
  }

  @Override
  boolean withHealth() {
    return live.check;
  }

  @Override
  boolean start(Stage stage) {
    NodeHandle node = stage.run().add(options(stage.seed()));
    console.say("p2: listening on " + node.address() + ", seed " + stage.seed());
    return false;
  }

  @Override
  void await(Stage stage) {
    while (!stage.ending().await(Long.MAX_VALUE)) {}
  }

  private NodeOptions options(long seed) {
    NodeOptions options = NodeOptions.listen(listen).withSeed(seed);
    if (live.landmark().isPresent()) options = options.withLandmark(live.landmark().get());
    if (live.id().isPresent()) return options.withNodeId(live.id().get());
    if (Words.port(listen) == 0)
      return options; // drawn from the seed: the address is not known yet
    return options.withNodeId(LiveFlags.idOf(listen));
  }
}
