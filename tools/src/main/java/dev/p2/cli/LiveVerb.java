package dev.p2.cli;

import dev.p2.cli.input.FactsFile;
import dev.p2.cli.input.InjectionLine;
import dev.p2.cli.output.Console;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.engine.CompiledProgram;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Real nodes from flags to exit code: what {@code run} and {@code up} do alike. */
abstract class LiveVerb extends Verb {
  @Mixin HostFlags host = new HostFlags();
  @Mixin LiveFlags live = new LiveFlags();

  private final InputStream in;

  LiveVerb(Console console, InputStream in) {
    super(console);
    this.in = in;
  }

  /** A run whose nodes are to be started. */
  record Stage(
      LiveRun run,
      Program program,
      List<String> addresses,
      long seed,
      boolean json,
      Ending ending) {
    Stage {
      addresses = List.copyOf(addresses);
    }
  }

  /** The nodes' addresses, as far as they are known before. */
  abstract List<String> addresses();

  /** Whether the overlay's health check is part of the program. */
  abstract boolean withHealth();

  /**
   * Starts the nodes, and says so.
   *
   * @return whether the run is to end already
   */
  abstract boolean start(Stage stage);

  /** Waits for the end. */
  abstract void await(Stage stage);

  @Override
  public final Integer call() {
    boolean json = json(host.format);
    host.requirePlaces();
    long forNanos = live.forNanos();
    long seed = host.seed(new SecureRandom().nextLong());
    List<String> addresses = addresses();
    live.landmark();
    live.id();
    long started = System.nanoTime();
    program.alsoRead.addAll(host.named());
    Program checked = checked(withHealth());
    if (checked == null) return WRONG_INPUT;
    List<String> inputs = host.inputs(programTexts());
    inputs.add(live.inject);
    host.requireApart(inputs);
    Optional<Relation> health = live.health(checked);
    if (host.allowInstall) live.allow(ProgramLoader.programs(program, withHealth(), live.code()));
    CompiledProgram compiled = ProgramLoader.compile(checked, live.code());
    long compiledAt = System.nanoTime();
    compiledIn(compiledAt - started);
    List<Relation> dumped = host.dumped(checked);
    List<InjectionLine> injections = live.injections(compiled, addresses);
    List<FactsFile.Row> rows = host.facts(compiled);
    LiveRun.requireFree(addresses);
    live.requireData(compiled, addresses);
    try (Ending ending = new Ending(forNanos); // before there are files to leave complete
        StatsSink stats = StatsSink.open(host.stats, console);
        RecordSink sink =
            RecordSink.open(
                host.record,
                recordingHeader(checked, false, addresses),
                RECORD_EVERY_NANOS,
                console);
        LiveRun run = new LiveRun(console, compiled, rows, host, live, json, sink.recorder())) {
      console.whenClosed(ending::end);
      long loadedAt = System.nanoTime();
      var stage = new Stage(run, checked, addresses, seed, json, ending);
      boolean ended = start(stage);
      var injector = new LiveInjector(compiled, run.nodes(), console);
      if (live.inject.equals("-")) injector.start(in);
      else injector.start(injections);
      if (!ended) await(stage);
      int healthCode = health.isEmpty() || run.healthy(health.get(), json) ? FINE : FAILED;
      run.stop();
      run.dump(dumped, json);
      int recorded = sink.end(run.digest(json));
      stats.write(run.statistics(loadedAt - compiledAt, compiledAt - started));
      int verdict = Math.max(run.verdict(), Math.max(healthCode, recorded));
      return ending.interrupted() ? INTERRUPTED : verdict;
    }
  }
}
