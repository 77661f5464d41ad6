package dev.p2.cli;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.input.Words;
import dev.p2.cli.scenario.ScenarioFile;
import dev.p2.cli.topology.Topologies;
import dev.p2.engine.CompiledProgram;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Latency;
import dev.p2.sim.network.Faulty;
import dev.p2.sim.network.Loss;
import dev.p2.sim.network.NetworkModel;
import dev.p2.sim.scenario.Scenario;
import dev.p2.sim.scenario.Scenario.RunWishes;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What surrounds the nodes of a simulation: network and scenario. */
@SuppressWarnings("FieldMayBeFinal") // picocli sets them
final class WorldFlags {
  @Option(
      names = "--latency",
      paramLabel = "D|A..B",
      description = "One-way delay between two nodes, constant or uniform (10ms).")
  private String latency = "";

  @Option(
      names = "--topology",
      paramLabel = "FILE|NAME",
      description =
          "The network: paper, waxman or transit-stub, or a file: ns-2 (.tcl), a matrix of delays"
              + " (.csv), .toml.")
  private String topology = "";

  @Option(
      names = "--scenario",
      paramLabel = "FILE.toml",
      description = "What happens when: joins, crashes, churn, partitions, lookups.")
  private String scenario = "";

  private Optional<ScenarioFile> file = Optional.empty();

  /** Reads the scenario as far as it can be read alone. */
  void open() {
    if (!scenario.isEmpty()) file = Optional.of(ScenarioFile.open(TextFile.read(scenario)));
  }

  /** Whether neither a topology nor a scenario is given. */
  boolean plain() {
    return topology.isEmpty() && scenario.isEmpty();
  }

  /** The files of topology and scenario. */
  List<String> inputs() {
    int settings = topology.indexOf(':');
    return List.of(scenario, settings < 0 ? topology : topology.substring(0, settings));
  }

  boolean hasScenario() {
    return file.isPresent();
  }

  /** What the scenario wishes for the run. */
  RunWishes wishes() {
    return file.map(ScenarioFile::wishes).orElse(RunWishes.NONE);
  }

  /** Whether the scenario installs programs in running nodes. */
  boolean installs() {
    return file.map(ScenarioFile::installs).orElse(false);
  }

  Latency latency() {
    if (latency.isEmpty()) return Latency.DEFAULT;
    if (!topology.isEmpty())
      throw new InputException(
          "--latency and --topology both say how long datagrams take", "leave one of them out");
    List<Long> range = Words.of("--latency", () -> Words.durationRange(latency));
    if (range.get(1) > Latency.NANOS_MAX)
      throw new InputException("--latency " + latency + " is more than a day", "write 10ms");
    return new Latency(range.get(0), range.get(1));
  }

  /** The network of these options. */
  NetworkModel network(SimulationOptions options) {
    if (topology.isEmpty()) return options.network();
    NetworkModel network =
        Topologies.read(topology, options.addresses()).build(options.addresses(), options.seed());
    SimulationOptions.Faults faults = options.faults();
    if (faults.none()) return network;
    return new Faulty(
        network,
        Loss.independent(faults.lossShare()),
        faults.reorderShare(),
        faults.duplicateShare(),
        SimulationOptions.HELD_BACK_LATENCIES * network.delayNanosMin(),
        options.addresses().size(),
        options.seed());
  }

  /**
   * The scenario among these nodes.
   *
   * @param ends whether the run has an end of its own
   */
  Scenario scenario(CompiledProgram program, SimulationOptions options, boolean ends) {
    if (file.isEmpty()) return Scenario.NONE;
    return file.get().scenario(program, options.addresses(), options.code().programs(), ends);
  }
}
