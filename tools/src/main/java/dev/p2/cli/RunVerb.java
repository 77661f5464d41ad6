package dev.p2.cli;

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

/** {@code p2 run}: one node on UDP, in the foreground. */
@Command(name = "run", description = "Runs one node on UDP until Ctrl-C, SIGTERM or --for.")
final class RunVerb extends Verb {
  @Mixin private HostFlags host = new HostFlags();
  @Mixin private LiveFlags live = new LiveFlags();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      required = true,
      description = "The node's address, letter for letter; port 0 takes a free one.")
  private String listen = "";

  private final InputStream in;

  RunVerb(Console console, InputStream in) {
    super(console);
    this.in = in;
  }

  @Override
  public Integer call() {
    boolean json = json(host.format);
    long forNanos = live.forNanos();
    long seed = host.seed(new SecureRandom().nextLong());
    Words.of("--listen", () -> Words.port(listen));
    NodeOptions options = options(seed);
    long started = System.nanoTime();
    program.alsoRead.addAll(host.named());
    Program checked = checked(live.check);
    if (checked == null) return WRONG_INPUT;
    Optional<Relation> health = live.health(checked);
    if (host.allowInstall) live.allow(ProgramLoader.programs(program, live.check, live.code()));
    CompiledProgram compiled = ProgramLoader.compile(checked, live.code());
    long compiledAt = System.nanoTime();
    compiledIn(compiledAt - started);
    List<Relation> dumped = host.dumped(checked);
    live.requireInjections();
    try (StatsSink stats = StatsSink.open(host.stats, console);
        RecordSink sink =
            RecordSink.open(
                host.record,
                recordingHeader(checked, false, List.of(listen)),
                RECORD_EVERY_NANOS,
                console);
        LiveRun run = new LiveRun(console, compiled, host, live, json, sink.recorder());
        Ending ending = new Ending(forNanos)) {
      long loadedAt = System.nanoTime();
      NodeHandle node = run.add(options);
      console.say("p2: listening on " + node.address() + ", seed " + seed);
      new LiveInjector(compiled, run.nodes(), console).start(live.inject, in);
      while (!ending.await(Long.MAX_VALUE)) {}
      int healthCode = health.isEmpty() || run.healthy(health.get(), json) ? FINE : FAILED;
      run.stop();
      run.dump(dumped, json);
      stats.write(run.statistics(loadedAt - compiledAt, compiledAt - started));
      int recorded = sink.end(run.digest(json));
      int verdict = Math.max(run.verdict(), Math.max(healthCode, recorded));
      return ending.interrupted() ? INTERRUPTED : verdict;
    }
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
