package dev.p2.cli;

import dev.p2.cli.input.FactsFile;
import dev.p2.cli.input.InjectionLine;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.input.Words;
import dev.p2.engine.CompiledProgram;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Budget;
import dev.p2.sim.SimulationOptions.Faults;
import dev.p2.sim.SimulationOptions.Threads;
import dev.p2.sim.kernel.Kernel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which nodes run for how long on which input: what the verbs share that run a simulation. */
@SuppressWarnings("FieldMayBeFinal") // picocli sets them
final class SimFlags {
  @Mixin HostFlags host = new HostFlags();

  @Option(names = "--nodes", paramLabel = "N", description = "How many nodes (1).")
  int nodes = Counts.NOT_GIVEN;

  @Option(
      names = "--names",
      paramLabel = "A,B,…",
      split = ",",
      description = "Addresses to use instead of n0, n1, …")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--until",
      paramLabel = "T",
      description = "Virtual time to run to; without it, until nothing more can happen.")
  String until = "";

  @Option(names = "--inject", paramLabel = "FILE.jsonl", description = "Tuples to deliver.")
  List<String> inject = new ArrayList<>();

  @Option(
      names = "--never",
      paramLabel = "REL",
      split = ",",
      description = "The first tuple of this relation stops the run with exit 1.")
  List<String> never = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Worker threads; the result does not depend on it.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Mixin WorldFlags world = new WorldFlags();

  void requireThreads() {
    Counts.requireThreads(threads);
  }

  /** The time to run to, from the flag or the scenario; -1 without one. */
  long untilNanos() {
    return until.isEmpty() ? world.wishes().untilNanos().orElse(-1L) : untilNanos(until);
  }

  /** What {@code --until} says. */
  static long untilNanos(String text) {
    return Words.of("--until", () -> Words.durationNanos(text));
  }

  SimulationOptions options() {
    List<String> addresses = names.isEmpty() ? numbered() : List.copyOf(names);
    if (!names.isEmpty() && nodes != Counts.NOT_GIVEN && nodes != names.size()) {
      throw new InputException(
          "--nodes " + nodes + " and " + names.size() + " --names do not agree",
          "leave --nodes out");
    }
    var seen = new HashSet<String>();
    for (String name : addresses) {
      if (name.isBlank())
        throw new InputException(
            "--names: a name is missing between the commas", "write --names a,b,c");
      if (!seen.add(name))
        throw new InputException(
            "--names: two nodes are called " + name, "give each a name of its own");
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

  /** The addresses n0, n1, … */
  List<String> numbered() {
    int count = nodes == Counts.NOT_GIVEN ? world.wishes().nodes().orElse(1) : nodes;
    Counts.requireNodes(count);
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  /** The files that a run of a program reads. */
  List<String> inputs(List<Source> program) {
    List<String> files = host.inputs(program);
    files.addAll(inject);
    files.addAll(world.inputs());
    return files;
  }

  /** The tuples of {@code --inject}, all of them for nodes that there are. */
  List<InjectionLine> injections(CompiledProgram compiled, List<String> addresses) {
    var lines = new ArrayList<InjectionLine>();
    if (inject.isEmpty()) return lines;
    var known = new HashSet<>(addresses);
    for (String file : inject) {
      if (file.equals("-"))
        throw new InputException(
            "--inject - reads standard input, which only p2 run does", "name a file");
      lines.addAll(InjectionLine.readAll(compiled, TextFile.read(file), known::contains));
    }
    return lines;
  }

  /** Brings facts and injected tuples in. */
  void load(Simulation simulation, CompiledProgram compiled, List<InjectionLine> injections) {
    for (FactsFile.Row row : host.facts(compiled)) load(simulation, compiled, row);
    for (InjectionLine line : injections)
      simulation.inject(
          line.atNanos(), simulation.indexOf(line.node()).orElseThrow(), line.tuple());
  }

  private static List<String> addresses(Simulation simulation) {
    return IntStream.range(0, simulation.nodes().size()).mapToObj(simulation::address).toList();
  }

  /** A row goes to the node that its home column names, in a local program to every node. */
  static void load(Simulation simulation, CompiledProgram compiled, FactsFile.Row row) {
    int home = compiled.plan().program().relations().get(row.tuple().relation()).homeColumn();
    if (home < 0) {
      for (int node = 0; node < simulation.nodes().size(); node++)
        simulation.load(node, row.tuple());
      return;
    }
    String address = String.valueOf(row.tuple().get(home));
    int node =
        simulation
            .indexOf(address)
            .orElseThrow(() -> row.unknownNode(address, addresses(simulation)));
    simulation.load(node, row.tuple());
  }
}
