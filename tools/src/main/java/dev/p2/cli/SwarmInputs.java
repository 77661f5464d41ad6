package dev.p2.cli;

import dev.p2.cli.input.FactsFile;
import dev.p2.cli.input.InjectionLine;
import dev.p2.engine.CompiledProgram;
import dev.p2.sim.Simulation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The {@code --facts} and {@code --inject} of a swarm. A run with fewer nodes gets what is for the
 * nodes that it has; whoever repeats it needs files that name no others.
 */
final class SwarmInputs {
  private final CompiledProgram program;
  private final List<FactsArgument> facts = new ArrayList<>();
  private final List<InjectionLine> tuples;
  private final List<String> injectFiles;
  private final boolean csvHeader;

  private record FactsArgument(String text, List<FactsFile.Row> rows) {
    /** {@code REL=} */
    String relation() {
      return text.substring(0, text.indexOf('=') + 1);
    }

    String extension() {
      return text.substring(text.lastIndexOf('.'));
    }
  }

  /**
   * Reads the facts.
   *
   * @param tuples of {@code --inject}
   */
  SwarmInputs(CompiledProgram program, SimFlags flags, List<InjectionLine> tuples) {
    this.program = program;
    this.tuples = List.copyOf(tuples);
    injectFiles = List.copyOf(flags.inject);
    csvHeader = flags.host.csvHeader;
    for (String argument : flags.host.facts)
      facts.add(new FactsArgument(argument, FactsFile.read(program, argument, csvHeader)));
  }

  /** Loads what concerns the nodes that a run has. */
  void load(Simulation simulation) {
    for (FactsArgument argument : facts)
      for (FactsFile.Row row : argument.rows)
        if (concerns(row, address -> simulation.indexOf(address).isPresent()))
          SimFlags.load(simulation, program, row);
    for (InjectionLine line : tuples)
      simulation
          .indexOf(line.node())
          .ifPresent(node -> simulation.inject(line.atNanos(), node, line.tuple()));
  }

  private boolean concerns(FactsFile.Row row, Predicate<String> known) {
    int home = program.plan().program().relations().get(row.tuple().relation()).homeColumn();
    return home < 0 || known.test(String.valueOf(row.tuple().get(home)));
  }

  /** Flags for a run of some nodes, and the files that must be there for it, by name. */
  record Repeat(List<String> flags, Map<String, String> files) {
    Repeat {
      flags = List.copyOf(flags);
      files = Collections.unmodifiableMap(files);
    }
  }

  /**
   * How a run of these nodes gets what it got here: from the files that were given, or, if these
   * name other nodes, from copies without the lines for them.
   *
   * @param scenario the file of its scenario; copies go beside it
   */
  Repeat repeat(Set<String> nodes, String scenario) {
    boolean asGiven =
        facts.stream().flatMap(f -> f.rows.stream()).allMatch(row -> concerns(row, nodes::contains))
            && tuples.stream().allMatch(line -> nodes.contains(line.node()));
    var flags = new ArrayList<String>();
    var files = new LinkedHashMap<String, String>();
    if (asGiven) {
      for (FactsArgument argument : facts) flags.addAll(List.of("--facts", argument.text));
      if (csvHeader) flags.add("--csv-header");
      for (String file : injectFiles) flags.addAll(List.of("--inject", file));
      return new Repeat(flags, files);
    }
    String beside =
        scenario.endsWith(".toml") ? scenario.substring(0, scenario.length() - 5) : scenario;
    for (FactsArgument argument : facts) {
      String name = beside + ".facts" + (files.size() + 1) + argument.extension();
      files.put(
          name,
          argument.rows.stream()
              .filter(row -> concerns(row, nodes::contains))
              .map(row -> row.source().text().substring(row.start(), row.end()) + "\n")
              .collect(Collectors.joining()));
      flags.addAll(List.of("--facts", argument.relation() + name));
    }
    if (tuples.isEmpty()) return new Repeat(flags, files);
    files.put(
        beside + ".inject.jsonl",
        tuples.stream()
            .filter(line -> nodes.contains(line.node()))
            .map(line -> line.place().source().lineText(line.place().line()) + "\n")
            .collect(Collectors.joining()));
    flags.addAll(List.of("--inject", beside + ".inject.jsonl"));
    return new Repeat(flags, files);
  }
}
