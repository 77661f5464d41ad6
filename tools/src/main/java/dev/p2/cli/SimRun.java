package dev.p2.cli;

import dev.p2.cli.find.Divergence;
import dev.p2.cli.find.Invariants;
import dev.p2.cli.find.Violation;
import dev.p2.cli.input.InjectionLine;
import dev.p2.cli.input.InputException;
import dev.p2.cli.output.Console;
import dev.p2.cli.output.JsonText;
import dev.p2.cli.output.RowPrinter;
import dev.p2.cli.output.StatsReport;
import dev.p2.cli.output.WatchPrinter;
import dev.p2.cli.program.ProgramFlags;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.cli.scenario.ScenarioFile;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Duration;
import dev.p2.net.record.RecordingHeader;
import dev.p2.sim.RunListener;
import dev.p2.sim.RunTotals;
import dev.p2.sim.SelfCheck;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Threads;
import dev.p2.sim.kernel.Kernel;
import dev.p2.sim.network.NetworkModel;
import dev.p2.sim.scenario.Scenario;
import dev.p2.sim.scenario.ScenarioPlayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One simulation from flags to exit code: what it is asked to print, keep and watch over. */
final class SimRun {
  private final Console console;
  private final SimFlags flags;
  private final String repeat;
  private final boolean json;
  private final long startedNanos = System.nanoTime();
  private SimulationOptions options;
  private final long untilNanos;
  private final NetworkModel network;
  private boolean quiet;

  /**
   * Reads what can be read without the program.
   *
   * @param repeat the command that does this run again
   * @param json whether what it prints is JSON Lines
   */
  SimRun(Console console, SimFlags flags, String repeat, boolean json) {
    this.console = console;
    this.flags = flags;
    this.repeat = repeat;
    this.json = json;
    flags.requireThreads();
    flags.host.requirePlaces();
    flags.world.open();
    options = flags.options();
    untilNanos = flags.untilNanos();
    network = flags.world.network(options);
  }

  /**
   * Leaves the program's own {@code watch} directives out: what the run prints is not its point.
   */
  SimRun quiet() {
    quiet = true;
    return this;
  }

  /** Built-in relations that the run reads, whatever the program's rules do. */
  Set<String> reads() {
    var names = new TreeSet<>(flags.host.named());
    names.addAll(flags.never);
    if (flags.world.hasScenario()) names.add("sysFault");
    if (flags.world.installs()) names.addAll(ScenarioFile.INSTALLING);
    return names;
  }

  /** What the program may ask for; where programs are installed, what makes them. */
  HostCode code(ProgramFlags program) {
    if ((flags.host.allowInstall || flags.world.installs()) && options.code().programs().isEmpty())
      options =
          options.withCode(
              options.code().withPrograms(ProgramLoader.programs(program, false, options.code())));
    return options.code();
  }

  SimulationOptions options() {
    return options;
  }

  /** Since the run's flags began to be read. */
  long nanosSoFar() {
    return System.nanoTime() - startedNanos;
  }

  /**
   * Runs to the end, and prints what was asked for.
   *
   * @param header what a recording says of itself
   * @param prepare what else is to be set up before the simulation starts
   * @return the exit code
   */
  int run(CompiledProgram compiled, RecordingHeader header, Consumer<Simulation> prepare) {
    long compiledAt = System.nanoTime();
    Program checked = compiled.plan().program();
    var listener = new Listener(options.addresses(), checked);
    Scenario scenario = flags.world.scenario(compiled, options, untilNanos >= 0);
    List<InjectionLine> injections = flags.injections(compiled, options.addresses());
    tellWhatComesTooLate(scenario, injections);
    Simulation simulation = ScenarioPlayer.stage(compiled, options, network, scenario, listener);
    listener.simulation = simulation;
    List<Relation> dumped = flags.host.dumped(checked);
    for (int id : listener.observed()) simulation.watch(checked.relations().get(id));
    flags.load(simulation, compiled, injections);
    prepare.accept(simulation);
    long loadedAt = System.nanoTime();

    try (var interruption = new Interruption(simulation::stop);
        StatsSink stats = StatsSink.open(flags.host.stats, console);
        RecordSink sink = RecordSink.open(flags.host.record, header, Long.MAX_VALUE, console)) {
      console.whenClosed(simulation::stop);
      sink.recorder().ifPresent(simulation::record);
      if (untilNanos < 0) simulation.run();
      else simulation.runUntil(untilNanos);
      var rows = new RowPrinter(console, json);
      for (int node = 0; node < options.addresses().size(); node++) {
        for (Relation relation : dumped)
          rows.print(options.addresses().get(node), simulation.rows(node, relation));
      }
      if (flags.host.digest) printDigest(simulation.digest());
      simulation.endRecording();
      int recorded = sink.end(flags.host.digest ? simulation.digest() : "");
      stats.write(report(simulation.totals(), compiledAt, loadedAt));
      return interruption.verdict(Math.max(listener.verdict(), recorded));
    }
  }

  /** The end is often the command line's, so that this is no mistake of the file. */
  private void tellWhatComesTooLate(Scenario scenario, List<InjectionLine> injections) {
    if (untilNanos < 0) return;
    InjectionLine.late(injections, untilNanos).forEach(console::say);
    long late = scenario.beginningAfter(untilNanos);
    if (late > 0)
      console.say(
          "p2: "
              + late
              + " of the "
              + scenario.actions().size()
              + (late == 1 ? " actions of the scenario begins" : " actions of the scenario begin")
              + " after the end of the run, "
              + new Duration(untilNanos));
  }

  private void printDigest(String digest) {
    console.data(json ? new JsonText().field("digest", digest).toString() : digest);
  }

  /** Runs twice side by side, and compares step by step; the exit code. */
  int selfCheck(CompiledProgram compiled) {
    if (untilNanos < 0)
      throw new InputException("--check-determinism wants a time to run to", "add --until 60s");
    SimulationOptions alike = options.withDigest(true).withThreads(Threads.ONE);
    Scenario scenario = flags.world.scenario(compiled, options, true);
    List<InjectionLine> injections = flags.injections(compiled, options.addresses());
    tellWhatComesTooLate(scenario, injections);
    var errors = new ErrorLog(console);
    SelfCheck.Result result =
        SelfCheck.run(
            listener ->
                staged(compiled, alike, scenario, injections, new WithErrors(listener, errors)),
            listener ->
                staged(
                    compiled, alike.withQueue(Kernel.Queue.HEAP), scenario, injections, listener),
            untilNanos);
    if (result.difference().isPresent()) {
      var told = new Divergence(result.difference().get(), result.run());
      told.lines().forEach(console::complain);
      if (json) console.data(told.json());
      return Verb.FAILED;
    }
    if (flags.host.digest) printDigest(result.run().digest());
    errors.summary();
    console.complain("p2: two runs agree in all " + result.run().totals().steps() + " steps");
    return errors.failedSteps() > 0 ? Verb.FAILED : Verb.FINE;
  }

  /** Lets the errors of one run be told too. */
  private final class WithErrors implements RunListener {
    private final RunListener listener;
    private final ErrorLog errors;

    WithErrors(RunListener listener, ErrorLog errors) {
      this.listener = listener;
      this.errors = errors;
    }

    @Override
    public void observed(long timeNanos, int node, Observation what) {
      listener.observed(timeNanos, node, what);
    }

    @Override
    public void reported(int node, ErrorReport report) {
      listener.reported(node, report);
      errors.add(options.addresses().get(node), report);
    }
  }

  private Simulation staged(
      CompiledProgram compiled,
      SimulationOptions how,
      Scenario scenario,
      List<InjectionLine> injections,
      RunListener listener) {
    Simulation run =
        ScenarioPlayer.stage(compiled, how, flags.world.network(how), scenario, listener);
    flags.load(run, compiled, injections);
    return run;
  }

  private StatsReport report(RunTotals totals, long compiledAt, long loadedAt) {
    return new StatsReport(
        totals.virtualNanos(),
        System.nanoTime() - startedNanos,
        loadedAt - compiledAt,
        compiledAt - startedNanos,
        totals.nodes(),
        totals.steps(),
        totals.derivations(),
        totals.rowsInserted(),
        totals.messagesSent(),
        totals.messagesDropped(),
        totals.bytesSent(),
        totals.errors(),
        totals.perRelation());
  }

  /** Shows what is watched, and stops the run at a broken invariant. */
  private final class Listener implements RunListener {
    private final List<String> addresses;
    private final Watches watches;
    private final Invariants invariants;
    private final WatchPrinter printer;
    private final ErrorLog errors = new ErrorLog(console);
    private Simulation simulation;

    Listener(List<String> addresses, Program program) {
      this.addresses = addresses;
      watches =
          quiet && flags.host.watch.isEmpty()
              ? Watches.none()
              : Watches.of(program, flags.host.watch);
      invariants = Invariants.of(program, flags.never);
      printer = new WatchPrinter(console, json);
    }

    List<Integer> observed() {
      var ids = new ArrayList<>(invariants.relations());
      for (int id : watches.relations()) if (!ids.contains(id)) ids.add(id);
      return ids;
    }

    @Override
    public boolean steers() {
      return !invariants.relations().isEmpty();
    }

    @Override
    public void observed(long timeNanos, int node, Observation what) {
      if (watches.shows(what)) printer.print(timeNanos, addresses.get(node), what);
      if (!invariants.breaks(what)) return;
      Violation found =
          invariants.broken(timeNanos, addresses.get(node), what, simulation.stepTitle());
      found.lines(repeat).forEach(console::complain);
      if (json) console.data(found.json(repeat));
      simulation.stop();
    }

    @Override
    public void observedInstalled(
        long timeNanos, int node, CompiledProgram program, Observation what) {
      if (watches.shows(program, what)) printer.print(timeNanos, addresses.get(node), what);
    }

    @Override
    public void reported(int node, ErrorReport report) {
      errors.add(addresses.get(node), report);
    }

    int verdict() {
      errors.summary();
      return invariants.violation().isPresent() || errors.failedSteps() > 0
          ? Verb.FAILED
          : Verb.FINE;
    }
  }
}
