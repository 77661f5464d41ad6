package dev.p2.cli;

import dev.p2.cli.find.Invariants;
import dev.p2.cli.find.Swarm;
import dev.p2.cli.find.Violation;
import dev.p2.cli.input.FactsFile;
import dev.p2.cli.input.InjectionLine;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.input.Words;
import dev.p2.cli.output.Console;
import dev.p2.cli.output.JsonText;
import dev.p2.cli.output.RowPrinter;
import dev.p2.cli.output.ShellText;
import dev.p2.cli.output.StatsReport;
import dev.p2.cli.output.WatchPrinter;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.ErrorReport;
import dev.p2.engine.Observation;
import dev.p2.lang.check.Program;
import dev.p2.lang.check.Relation;
import dev.p2.sim.RunListener;
import dev.p2.sim.RunTotals;
import dev.p2.sim.SelfCheck;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Budget;
import dev.p2.sim.SimulationOptions.Faults;
import dev.p2.sim.SimulationOptions.Threads;
import dev.p2.sim.kernel.Kernel;
import dev.p2.sim.network.NetworkModel;
import dev.p2.sim.scenario.Scenario;
import dev.p2.sim.scenario.ScenarioPlayer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code p2 sim}: nodes in virtual time. */
@Command(name = "sim", description = "Runs nodes n0, n1, … in virtual time and exits.")
final class SimVerb extends Verb {
  private static final int SWARM_NODES = 16;
  private static final long SWARM_NANOS = 60_000_000_000L;

  @Mixin private HostFlags host = new HostFlags();

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (1).")
  private int nodes = -1;

  @Option(
      names = "--names",
      paramLabel = "A,B,…",
      split = ",",
      description = "Addresses to use instead of n0, n1, …")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--until",
      paramLabel = "T",
      description = "Virtual time to run to; without it, until nothing more can happen.")
  private String until = "";

  @Option(names = "--inject", paramLabel = "FILE.jsonl", description = "Tuples to deliver.")
  private List<String> inject = new ArrayList<>();

  @Option(
      names = "--never",
      paramLabel = "REL",
      split = ",",
      description = "The first tuple of this relation stops the run with exit 1.")
  private List<String> never = new ArrayList<>();

  @Option(
      names = "--check-determinism",
      description =
          "Runs twice, side by side, with different event queues, and names the first step that"
              + " differs; needs --until.")
  private boolean checkDeterminism;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Worker threads; the result does not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private WorldFlags world = new WorldFlags();

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Runs recorded nodes again instead, also those of p2 run and p2 up.")
  private String replay = "";

  @Option(
      names = "--node",
      paramLabel = "A,B,…",
      split = ",",
      description = "With --replay: only these nodes.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--swarm",
      paramLabel = "N",
      description =
          "N runs with random faults, each with its own seed; the first that breaks is made small.")
  private int swarm;

  @Option(
      names = "--swarm-out",
      paramLabel = "FILE.toml",
      description = "With --swarm: where the scenario of the smallest failure goes (swarm.toml).")
  private String swarmOut = "swarm.toml";

  @Spec private CommandSpec spec;

  SimVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    if (!replay.isEmpty()) return replay();
    if (!only.isEmpty())
      throw new InputException("--node chooses nodes of a recording", "add --replay FILE");
    if (threads < 1)
      throw new InputException("--threads " + threads + ": at least one thread is needed");
    if (swarm != 0) return swarm();
    boolean json = json(host.format);
    long started = System.nanoTime();
    world.open();
    SimulationOptions options = options();
    long untilNanos =
        until.isEmpty() ? world.wishes().untilNanos().orElse(-1L) : Words.durationNanos(until);
    NetworkModel network = world.network(options);
    program.alsoRead.addAll(host.named());
    program.alsoRead.addAll(never);
    if (world.hasScenario()) program.alsoRead.add("sysFault");
    Program checked = checked(false);
    if (checked == null) return WRONG_INPUT;
    CompiledProgram compiled = ProgramLoader.compile(checked, options.code());
    long compiledAt = System.nanoTime();
    compiledIn(compiledAt - started);

    if (checkDeterminism) return selfCheck(compiled, options, untilNanos);

    var listener = new Listener(options.addresses(), checked, json);
    Scenario scenario = world.scenario(compiled, options.addresses(), untilNanos >= 0);
    Simulation simulation = ScenarioPlayer.stage(compiled, options, network, scenario, listener);
    listener.simulation = simulation;
    List<Relation> dumped = host.dumped(checked);
    for (int id : listener.observed()) simulation.watch(checked.relations().get(id));
    load(simulation, compiled, options.addresses());
    long loadedAt = System.nanoTime();

    try (var interruption = new Interruption(simulation::stop);
        StatsSink stats = StatsSink.open(host.stats, console);
        RecordSink sink =
            RecordSink.open(
                host.record,
                recordingHeader(checked, true, options.addresses()),
                Long.MAX_VALUE,
                console)) {
      sink.recorder().ifPresent(simulation::record);
      if (untilNanos < 0) simulation.run();
      else simulation.runUntil(untilNanos);
      var rows = new RowPrinter(console, json);
      for (int node = 0; node < options.addresses().size(); node++) {
        for (Relation relation : dumped)
          rows.print(options.addresses().get(node), simulation.rows(node, relation));
      }
      if (host.digest)
        console.data(
            json
                ? new JsonText().field("digest", simulation.digest()).toString()
                : simulation.digest());
      RunTotals totals = simulation.totals();
      stats.write(report(totals, started, compiledAt, loadedAt));
      simulation.endRecording();
      int recorded = sink.end(host.digest ? simulation.digest() : "");
      return interruption.verdict(Math.max(listener.verdict(), recorded));
    }
  }

  private int selfCheck(CompiledProgram compiled, SimulationOptions options, long untilNanos) {
    if (untilNanos < 0)
      throw new InputException("--check-determinism wants a time to run to", "add --until 60s");
    SimulationOptions alike = options.withDigest(true).withThreads(Threads.ONE);
    Scenario scenario = world.scenario(compiled, options.addresses(), true);
    Simulation one =
        ScenarioPlayer.stage(compiled, alike, world.network(alike), scenario, RunListener.NONE);
    SimulationOptions otherwise = alike.withQueue(Kernel.Queue.HEAP);
    Simulation other =
        ScenarioPlayer.stage(
            compiled, otherwise, world.network(otherwise), scenario, RunListener.NONE);
    load(one, compiled, options.addresses());
    load(other, compiled, options.addresses());
    var difference = SelfCheck.run(one, other, untilNanos);
    if (difference.isPresent()) {
      console.complain("p2: two runs differ: " + difference.get().text(one));
      return FAILED;
    }
    if (host.digest)
      console.data(
          json(host.format)
              ? new JsonText().field("digest", one.digest()).toString()
              : one.digest());
    console.complain("p2: two runs agree in all " + one.totals().steps() + " steps");
    return FINE;
  }

  private int replay() {
    ReplayRun run = ReplayRun.open(replay, console);
    if (program.files.isEmpty()) {
      program.files.addAll(run.header().files());
      program.defines.addAll(run.header().defines());
    }
    if (program.dialect.isEmpty()) program.dialect = run.header().dialect();
    program.alsoRead.addAll(run.header().alsoRead());
    program.alsoRead.addAll(host.named());
    program.alsoRead.addAll(never);
    long untilNanos = until.isEmpty() ? Long.MAX_VALUE : Words.durationNanos(until);
    Program checked = checked(run.header().health());
    if (checked == null) return WRONG_INPUT;
    run.requireProgram(programDigest());
    return run.run(
        ProgramLoader.compile(checked),
        new ReplayRun.Wishes(
            untilNanos,
            only,
            host.dumped(checked),
            never,
            host.watch,
            host.digest,
            json(host.format),
            repeat()));
  }

  private int swarm() {
    if (swarm < 1) throw new InputException("--swarm " + swarm + ": at least one run is needed");
    if (!names.isEmpty() || !world.plain())
      throw new InputException(
          "--swarm chooses names, scenario and topology itself", "leave them out");
    if (nodes == -1) nodes = SWARM_NODES;
    numbered();
    long untilNanos = until.isEmpty() ? SWARM_NANOS : Words.durationNanos(until);
    program.alsoRead.addAll(never);
    program.alsoRead.add("sysFault"); // as where the scenario is played
    Program checked = checked(false);
    if (checked == null) return WRONG_INPUT;
    CompiledProgram compiled = ProgramLoader.compile(checked);
    Invariants.of(checked, never);
    var rows = new ArrayList<FactsFile.Row>();
    for (String argument : host.facts)
      rows.addAll(FactsFile.read(compiled, argument, host.csvHeader));
    var tuples = new ArrayList<InjectionLine>();
    for (String file : inject)
      tuples.addAll(InjectionLine.readAll(compiled, TextFile.read(file), numbered()::contains));
    var runs =
        new Swarm(
            compiled,
            never,
            nodes,
            untilNanos,
            world.latency(),
            simulation -> loadKnown(simulation, compiled, rows, tuples));
    var words = new ArrayList<String>(List.of("sim"));
    words.addAll(program.files);
    for (String define : program.defines) words.addAll(List.of("-D", define));
    if (!never.isEmpty()) words.addAll(List.of("--never", String.join(",", never)));
    var told = new SwarmRun(console, swarmOut, words, json(host.format));
    return told.tell(runs.run(swarm, host.seed(1), threads));
  }

  /** Loads what concerns the nodes that a run has. */
  private static void loadKnown(
      Simulation simulation,
      CompiledProgram compiled,
      List<FactsFile.Row> rows,
      List<InjectionLine> tuples) {
    for (FactsFile.Row row : rows) {
      int home = compiled.plan().program().relations().get(row.tuple().relation()).homeColumn();
      if (home < 0 || simulation.indexOf(String.valueOf(row.tuple().get(home))).isPresent())
        load(simulation, compiled, row);
    }
    for (InjectionLine line : tuples)
      simulation
          .indexOf(line.node())
          .ifPresent(node -> simulation.inject(line.atNanos(), node, line.tuple()));
  }

  private SimulationOptions options() {
    List<String> addresses = names.isEmpty() ? numbered() : List.copyOf(names);
    if (!names.isEmpty() && nodes >= 0 && nodes != names.size()) {
      throw new InputException(
          "--nodes " + nodes + " and " + names.size() + " --names do not agree",
          "leave --nodes out");
    }
    var seen = new HashSet<String>();
    for (String name : addresses) {
      if (name.isBlank()) throw new InputException("--names: a name is missing between the commas");
      if (!seen.add(name)) throw new InputException("--names: two nodes are called " + name);
    }
    return new SimulationOptions(
        addresses,
        host.seed(world.wishes().seed().orElse(1L)),
        world.latency(),
        new Faults(host.loss(), host.reorder(), host.duplicate()),
        new Budget(host.roundsMax(), host.derivationsMax()),
        host.digest,
        !host.stats.isEmpty(),
        Threads.upTo(threads),
        Kernel.Queue.WHEEL,
        HostFlags.code(true));
  }

  private List<String> numbered() {
    int count = nodes == -1 ? world.wishes().nodes().orElse(1) : nodes;
    if (count < 1) throw new InputException("--nodes " + count + ": at least one node is needed");
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  private void load(Simulation simulation, CompiledProgram compiled, List<String> addresses) {
    for (String argument : host.facts) {
      for (FactsFile.Row row : FactsFile.read(compiled, argument, host.csvHeader))
        load(simulation, compiled, row);
    }
    for (String file : inject) {
      if (file.equals("-"))
        throw new InputException(
            "--inject - reads standard input, which only p2 run does", "name a file");
      for (InjectionLine line :
          InjectionLine.readAll(
              compiled, TextFile.read(file), name -> simulation.indexOf(name).isPresent())) {
        simulation.inject(
            line.atNanos(), simulation.indexOf(line.node()).orElseThrow(), line.tuple());
      }
    }
  }

  /** The command that was given. */
  private String repeat() {
    var words = new ArrayList<String>();
    words.add("sim");
    words.addAll(spec.commandLine().getParseResult().originalArgs());
    return ShellText.command(words);
  }

  /** A row goes to the node that its home column names, in a local program to every node. */
  private static void load(Simulation simulation, CompiledProgram compiled, FactsFile.Row row) {
    int home = compiled.plan().program().relations().get(row.tuple().relation()).homeColumn();
    if (home < 0) {
      for (int node = 0; node < simulation.nodes().size(); node++)
        simulation.load(node, row.tuple());
      return;
    }
    String address = String.valueOf(row.tuple().get(home));
    int node =
        simulation.indexOf(address).orElseThrow(() -> row.error("there is no node " + address));
    simulation.load(node, row.tuple());
  }

  private static StatsReport report(
      RunTotals totals, long started, long compiledAt, long loadedAt) {
    return new StatsReport(
        totals.virtualNanos(),
        System.nanoTime() - started,
        loadedAt - compiledAt,
        compiledAt - started,
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
    private final boolean json;
    private final WatchPrinter printer;
    private final ErrorLog errors = new ErrorLog(console);
    private Simulation simulation;

    Listener(List<String> addresses, Program program, boolean json) {
      this.addresses = addresses;
      watches = Watches.of(program, host.watch);
      this.json = json;
      invariants = Invariants.of(program, never);
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
      found.lines(repeat()).forEach(console::complain);
      if (json) console.data(found.json(repeat()));
      simulation.stop();
    }

    @Override
    public void reported(int node, ErrorReport report) {
      errors.add(addresses.get(node), report);
    }

    int verdict() {
      errors.summary();
      return invariants.violation().isPresent() || errors.failedSteps() > 0 ? FAILED : FINE;
    }
  }
}
