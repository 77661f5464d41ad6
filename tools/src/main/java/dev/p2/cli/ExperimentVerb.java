package dev.p2.cli;

import dev.p2.cli.experiment.BrokenProgramException;
import dev.p2.cli.experiment.DescriptionReader;
import dev.p2.cli.experiment.Laboratory;
import dev.p2.cli.experiment.Library;
import dev.p2.cli.input.InputException;
import dev.p2.cli.output.Console;
import dev.p2.cli.output.ShellText;
import dev.p2.lang.syntax.DiagnosticPrinter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code p2 experiment}: a described experiment, from programs to plots. */
@Command(
    name = "experiment",
    description = {
      "Runs an experiment: a name of the library, or a folder with an experiment.toml.",
      "p2 experiment new FOLDER writes one to start from."
    })
final class ExperimentVerb extends Verb {
  private static final Pattern SHARD = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  @Option(names = "--list", description = "Names the experiments of the library.")
  private boolean list;

  @Option(names = "--quick", description = "The small form: minutes, not an hour.")
  private boolean quick;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds 1 to N for each point (what the description says, or 5).")
  private int seeds = Counts.NOT_GIVEN;

  @Option(
      names = "--axis",
      paramLabel = "NAME=A,B,…",
      description = "Other values for an axis of the description.")
  private List<String> axes = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where data, plots and report.html go (NAME-results).")
  private String out = "";

  @Option(names = "--resume", description = "Goes on with what is in the folder already.")
  private boolean resume;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Trials at the same time (all cores); the data do not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Only every N-th trial, from the I-th on, for one of N machines.")
  private String shard = "";

  @Option(
      names = "--merge",
      paramLabel = "FOLDER,…",
      split = ",",
      description = "Takes over the trials of these folders and runs nothing.")
  private List<String> merge = new ArrayList<>();

  ExperimentVerb(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    if (list) {
      Library.names().forEach(console::data);
      return FINE;
    }
    List<String> names = program.files;
    if (names.isEmpty())
      throw new InputException(
          "which experiment?",
          "experiments are "
              + String.join(", ", Library.names())
              + "; p2 experiment new FOLDER makes your own");
    if (names.getFirst().equals("new")) return create(names);
    if (names.size() > 1)
      throw new InputException("one experiment at a time", "leave out " + names.getLast());
    return run(names.getFirst());
  }

  private int create(List<String> names) {
    if (names.size() != 2)
      throw new InputException("where does it go?", "write p2 experiment new FOLDER");
    Laboratory.create(names.getLast(), console);
    return FINE;
  }

  private int run(String name) {
    if (seeds < 1 && seeds != Counts.NOT_GIVEN)
      throw new InputException(
          "--seeds " + seeds + ": without a seed there is no trial", "write --seeds 5");
    if (seeds > DescriptionReader.SEEDS_MAX)
      throw new InputException(
          "--seeds " + seeds + ": seeds must be at most " + DescriptionReader.SEEDS_MAX,
          "write --seeds 5");
    Counts.requireThreads(threads);
    int part = 1;
    int parts = 1;
    if (!shard.isEmpty()) {
      Matcher matcher = SHARD.matcher(shard);
      if (matcher.matches()) {
        part = Integer.parseInt(matcher.group(1));
        parts = Integer.parseInt(matcher.group(2));
      }
      if (!matcher.matches() || part < 1 || part > parts)
        throw new InputException("--shard " + shard, "write --shard 1/3, 2/3 and 3/3");
    }
    Laboratory laboratory;
    try {
      laboratory =
          Laboratory.open(
              name,
              new DescriptionReader.Wishes(quick, Math.max(seeds, 0), axes, program.defines),
              console);
    } catch (BrokenProgramException e) {
      e.diagnostics().stream()
          .filter(d -> d.isError())
          .forEach(
              d -> console.complain(DiagnosticPrinter.print(d, console.colour()).stripTrailing()));
      return WRONG_INPUT;
    }
    var order =
        new Laboratory.Order(
            out.isEmpty() ? laboratory.defaultFolder(quick) : Path.of(out),
            resume || !merge.isEmpty(),
            threads,
            part,
            parts,
            merge.stream().map(Path::of).toList(),
            repeat());
    var stop = new AtomicReference<Runnable>(() -> {});
    try (var interruption = new Interruption(() -> stop.get().run())) {
      boolean complete = laboratory.run(order, stop::set);
      return interruption.verdict(complete ? FINE : INTERRUPTED);
    }
  }

  /** The command that gives the same results: whatever is only about how it is run is left out. */
  private String repeat() {
    var words = new ArrayList<>(List.of("experiment", program.files.getFirst()));
    if (quick) words.add("--quick");
    if (seeds > 0) words.addAll(List.of("--seeds", String.valueOf(seeds)));
    for (String axis : axes) words.addAll(List.of("--axis", axis));
    for (String define : program.defines) words.addAll(List.of("-D", define));
    return ShellText.command(words);
  }
}
