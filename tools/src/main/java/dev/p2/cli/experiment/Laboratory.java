package dev.p2.cli.experiment;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.output.Console;
import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One experiment from its name to its report. */
public final class Laboratory {
  private static final String FILE = "experiment.toml";

  private final Console console;
  private final Description description;

  private Laboratory(Console console, Description description) {
    this.console = console;
    this.description = description;
  }

  /**
   * Reads the experiment of that name, folder or file.
   *
   * @throws InputException if there is none, or it does not fit
   * @throws BrokenProgramException if one of its programs has errors
   */
  public static Laboratory open(String name, DescriptionReader.Wishes wishes, Console console) {
    Path path = Path.of(name);
    if (Files.isDirectory(path)) return of(path.resolve(FILE), path, wishes, console);
    if (Files.isRegularFile(path)) {
      Path parent = path.toAbsolutePath().getParent();
      return of(path, parent == null ? Path.of(".") : parent, wishes, console);
    }
    Optional<Source> known = Library.find(name);
    if (known.isPresent())
      return new Laboratory(
          console, DescriptionReader.read(name, known.get(), Path.of(""), wishes));
    String similar = Suggestion.didYouMean(name, Library.names());
    throw new InputException("there is no folder and no experiment " + name)
        .hint(
            similar.isEmpty()
                ? "experiments are "
                    + String.join(", ", Library.names())
                    + "; p2 experiment new FOLDER makes your own"
                : similar);
  }

  private static Laboratory of(
      Path file, Path folder, DescriptionReader.Wishes wishes, Console console) {
    if (!Files.isRegularFile(file))
      throw new InputException(
          "there is no " + FILE + " in " + folder, "p2 experiment new FOLDER makes one");
    Path named = folder.toAbsolutePath().normalize().getFileName();
    String name = named == null ? "experiment" : named.toString();
    return new Laboratory(
        console, DescriptionReader.read(name, TextFile.read(file.toString()), folder, wishes));
  }

  /** Where results go without {@code --out}. */
  public Path defaultFolder(boolean quick) {
    return Path.of(description.name() + (quick ? "-quick" : "") + "-results");
  }

  /**
   * What is to be done.
   *
   * @param shard which of {@code shards} parts, from 1
   * @param merged folders whose trials are taken over first
   * @param command how to do all of it again
   */
  public record Order(
      Path out,
      boolean resume,
      int threads,
      int shard,
      int shards,
      List<Path> merged,
      String command) {
    public Order {
      merged = List.copyOf(merged);
    }
  }

  /** Something that can be asked to end soon. */
  @FunctionalInterface
  public interface Interruptible {
    void onInterrupt(Runnable stop);
  }

  /**
   * Runs what is not there yet and shows what came of it.
   *
   * @return whether everything is there now
   * @throws InputException if a folder is wrong
   * @throws dev.p2.sim.RunFailedException if a trial fails, or a file cannot be written
   */
  public boolean run(Order order, Interruptible interruptible) {
    for (Path other : order.merged()) ResultFolder.requireResults(other);
    try (ResultFolder folder = ResultFolder.open(order.out(), description, order.resume())) {
      for (Path other : order.merged()) {
        int taken = folder.merge(other, description);
        console.say("p2: " + taken + (taken == 1 ? " trial" : " trials") + " from " + other);
      }
      List<TrialKey> all = TrialKey.all(description);
      var open = new ArrayList<TrialKey>();
      for (int i = 0; i < all.size(); i++)
        if (i % order.shards() == order.shard() - 1 && !folder.has(all.get(i)))
          open.add(all.get(i));
      if (!open.isEmpty() && order.merged().isEmpty() && !work(open, order, folder, interruptible))
        return false;
      long missing = all.stream().filter(key -> !folder.has(key)).count();
      if (missing > 0) {
        console.say(
            "p2: "
                + (all.size() - missing)
                + " of "
                + all.size()
                + " trials are in "
                + order.out());
        return true;
      }
      new Outcome(description, folder).write(order.command(), console);
      console.data(order.out().resolve("report.html").toString());
      return true;
    }
  }

  private boolean work(
      List<TrialKey> open, Order order, ResultFolder folder, Interruptible interruptible) {
    var progress = new Progress(console, open);
    var sweep = new Sweep(description, folder, progress);
    interruptible.onInterrupt(sweep::stop);
    try {
      sweep.run(open, order.threads());
    } finally {
      progress.end();
    }
    if (!sweep.stopped()) return true;
    console.say("p2: interrupted; what is finished stays in " + order.out() + ", --resume goes on");
    return false;
  }

  /** Writes a new experiment that can be run at once. */
  public static void create(String folder, Console console) {
    Path path = Path.of(folder);
    for (String file : List.of(FILE)) {
      if (Files.exists(path.resolve(file)))
        throw new InputException(path.resolve(file) + " is there already", "choose a new folder");
    }
    try {
      Files.createDirectories(path);
      for (String file : List.of(FILE))
        Files.writeString(path.resolve(file), Library.template(file).orElseThrow());
    } catch (IOException e) {
      throw new InputException(
          folder + " cannot be written: " + e.getMessage(), "name another folder");
    }
    console.say("p2: try it with p2 experiment " + folder + " --quick");
    console.data(path.resolve(FILE).toString());
  }
}
