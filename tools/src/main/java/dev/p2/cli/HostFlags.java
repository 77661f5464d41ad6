package dev.p2.cli;

import dev.p2.cli.input.FactsFile;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Relations;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.input.Words;
import dev.p2.cli.scenario.ScenarioFile;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.code.CsvTuple;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.host.NodeConfig;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What the verbs that run nodes have in common. */
@SuppressWarnings("FieldMayBeFinal") // picocli sets them
final class HostFlags {
  @Option(names = "--seed", paramLabel = "S", description = "The seed of everything random.")
  String seed = "";

  @Option(
      names = "--facts",
      paramLabel = "REL=FILE",
      description = "Loads rows before the start: .csv, .tsv or .jsonl.")
  List<String> facts = new ArrayList<>();

  @Option(
      names = "--allow-install",
      description = "Lets rules install programs in running nodes: sysInstall, sysUninstall.")
  boolean allowInstall;

  @Option(names = "--csv-header", description = "The first line of every .csv is a header.")
  boolean csvHeader;

  @Option(
      names = "--dump",
      paramLabel = "REL,…",
      description = "Prints the rows of these tables at the end; * for all.")
  List<String> dump = new ArrayList<>();

  @Option(
      names = "--watch",
      paramLabel = "REL,…",
      description = "Prints what happens to these relations.")
  List<String> watch = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "text or json, where standard output holds JSON Lines only; p2 plan draws svg and dot"
              + " too.")
  String format = "text";

  @Option(
      names = "--stats",
      paramLabel = "FILE",
      description = "One JSON object of figures at the end; - is standard error.")
  String stats = "";

  @Option(names = "--digest", description = "Prints a SHA-256 over the whole history of the run.")
  boolean digest;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Keeps what happens to the nodes, for p2 sim --replay.")
  String record = "";

  @Option(
      names = "--loss",
      paramLabel = "P",
      description = "Share of datagrams that are lost on purpose: 1%% or 0.01.")
  String loss = "0";

  @Option(
      names = "--reorder",
      paramLabel = "P",
      description = "Share of datagrams that are held back, so that others overtake them.")
  String reorder = "0";

  @Option(
      names = "--duplicate",
      paramLabel = "P",
      description = "Share of datagrams that arrive twice.")
  String duplicate = "0";

  @Option(
      names = "--budget-rounds",
      paramLabel = "N",
      description = "Rounds after which a step is undone (10000).")
  int budgetRounds = NodeConfig.ROUNDS_MAX;

  @Option(
      names = "--budget-derivations",
      paramLabel = "N",
      description = "Derivations after which a step is undone (1000000).")
  long budgetDerivations = NodeConfig.DERIVATIONS_MAX;

  /** Every relation that a flag names, known to the program or not. */
  Set<String> named() {
    var flags = Stream.concat(dump.stream(), watch.stream());
    var named = flags.flatMap(list -> Stream.of(list.split(",", -1))).map(String::strip);
    return Stream.concat(named, allowInstall ? ScenarioFile.INSTALLING.stream() : Stream.empty())
        .collect(Collectors.toSet());
  }

  /** The rows of all {@code --facts}, in the order of the command line. */
  List<FactsFile.Row> facts(CompiledProgram program) {
    var rows = new ArrayList<FactsFile.Row>();
    for (String argument : facts) rows.addAll(FactsFile.read(program, argument, csvHeader));
    return rows;
  }

  double loss() {
    return Words.of("--loss", () -> Words.share(loss));
  }

  double reorder() {
    return Words.of("--reorder", () -> Words.share(reorder));
  }

  double duplicate() {
    return Words.of("--duplicate", () -> Words.share(duplicate));
  }

  int roundsMax() {
    if (budgetRounds < 1)
      throw new InputException(
          "--budget-rounds " + budgetRounds + ": a step needs one at least",
          "without the flag it has " + NodeConfig.ROUNDS_MAX);
    return budgetRounds;
  }

  long derivationsMax() {
    if (budgetDerivations < 1)
      throw new InputException(
          "--budget-derivations " + budgetDerivations + ": a step needs one at least",
          "without the flag it has " + NodeConfig.DERIVATIONS_MAX);
    return budgetDerivations;
  }

  /** Refuses files that have no place, before anything is written. */
  void requirePlaces() {
    OutputException.requirePlace("--stats", stats);
    OutputException.requirePlace("--record", record);
    if (!record.isEmpty()
        && !stats.isEmpty()
        && !stats.equals("-")
        && OutputException.same(record, stats))
      throw new InputException(
          "--record and --stats name the same file, " + record, "give each a file of its own");
  }

  /** The files of a program, and those of {@code --facts}. */
  List<String> inputs(List<Source> program) {
    var files = new ArrayList<String>();
    for (Source text : program) files.add(text.name());
    for (String argument : facts) files.add(argument.substring(argument.indexOf('=') + 1));
    return files;
  }

  /** Refuses to write over what the run reads. */
  void requireApart(Collection<String> inputs) {
    OutputException.requireNoInput("--stats", stats, inputs);
    OutputException.requireNoInput("--record", record, inputs);
  }

  /** The functions and procedures that come with the command line. */
  static HostCode code(boolean files) {
    return files
        ? HostCode.BUILT_IN.withProcedure(
            "CSVtuple", new CsvTuple(file -> TextFile.read(file).text()))
        : HostCode.BUILT_IN;
  }

  /** The relations of all {@code --dump}, by name. */
  List<Relation> dumped(Program program) {
    var relations = new ArrayList<Relation>();
    for (String list : dump) {
      for (Relation relation : Relations.list(program, list, "--dump")) {
        if (!relation.isTable()) {
          throw new InputException(
              "--dump " + relation.name() + ": it is an event, and keeps no rows",
              "use --watch " + relation.name());
        }
        if (!relations.contains(relation)) relations.add(relation);
      }
    }
    relations.sort(Comparator.comparing(Relation::name));
    return relations;
  }

  /** The seed as a number; any text but a number is refused. */
  long seed(long otherwise) {
    return seed.isEmpty() ? otherwise : seed(seed);
  }

  /** A seed as it is written after {@code --seed}. */
  static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InputException("--seed " + text + " is no number of 64 bits", "write --seed 7");
    }
  }
}
