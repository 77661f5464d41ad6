package dev.p2.cli.experiment;

import dev.p2.cli.input.InputException;
import dev.p2.sim.RunFailedException;
import dev.p2.sim.experiment.Metric;
import dev.p2.sim.experiment.TrialResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an experiment keeps what it finds.
 *
 * <pre>
 * experiment.toml   the description          experiment.id   what tells it from others
 * trials/NAME/      metrics.csv, lookups.csv, ring.csv of one trial; there whole or not at all
 * data/             the same of all trials   plots/          NAME.svg, NAME.png
 * report.html
 * </pre>
 *
 * One process at a time; any of its threads may keep a trial.
 */
final class ResultFolder implements AutoCloseable {
  private static final String ID = "experiment.id";

  private final Path folder;
  private final FileChannel lock;

  private ResultFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens or makes the folder of an experiment.
   *
   * @param resume whether trials of an earlier run may be there
   * @throws InputException if it holds something else, or trials where none are wanted
   * @throws RunFailedException if it cannot be written
   */
  static ResultFolder open(Path folder, Description description, boolean resume) {
    try {
      boolean ours = Files.isRegularFile(folder.resolve(ID));
      if (ours) requireSame(folder, description, resume);
      else requireEmpty(folder);
      Files.createDirectories(folder.resolve("trials"));
      FileChannel lock = lock(folder);
      replace(folder.resolve("experiment.toml"), description.text());
      if (!ours) replace(folder.resolve(ID), description.digest() + "\n");
      deleteLeftovers(folder);
      return new ResultFolder(folder, lock);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static void requireSame(Path folder, Description description, boolean resume)
      throws IOException {
    if (!Files.readString(folder.resolve(ID)).strip().equals(description.digest()))
      throw new InputException(
          folder + " holds results of another description, program, -D, --axis or --quick",
          "give another folder with --out, or the same words as before");
    long kept = count(folder);
    if (!resume && kept > 0)
      throw new InputException(
          folder + " holds " + kept + (kept == 1 ? " trial" : " trials") + " of this experiment",
          "--resume goes on with them; --out FOLDER begins anew elsewhere");
  }

  private static long count(Path folder) throws IOException {
    if (!Files.isDirectory(folder.resolve("trials"))) return 0;
    try (Stream<Path> trials = Files.list(folder.resolve("trials"))) {
      return trials.filter(trial -> !temporary(trial)).count();
    }
  }

  private static boolean temporary(Path trial) {
    return trial.getFileName().toString().startsWith(".");
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    if (!Files.isDirectory(folder))
      throw new InputException(folder + " is a file, not a folder", "give another with --out");
    try (Stream<Path> files = Files.list(folder)) {
      // A trials folder without experiment.id is what a first attempt on a full disk leaves.
      if (files.anyMatch(
          file -> !List.of("trials", ".lock").contains(file.getFileName().toString())))
        throw new InputException(
            folder + " holds other files", "give a new or an empty folder with --out");
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null;
    }
    if (held != null) return channel;
    channel.close();
    throw new InputException(
        "another p2 experiment is at work in " + folder, "wait for it, or give another with --out");
  }

  /** What an earlier run was writing when it was killed. */
  private static void deleteLeftovers(Path folder) throws IOException {
    try (Stream<Path> trials = Files.list(folder.resolve("trials"))) {
      for (Path trial : trials.filter(ResultFolder::temporary).toList()) delete(trial);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
  }

  private static RunFailedException failed(Path path, IOException e) {
    String why =
        e instanceof FileSystemException system && system.getReason() != null
            ? system.getReason()
            : String.valueOf(e.getMessage());
    return new RunFailedException(
        path + " cannot be written: " + why + "; trials that are finished stay, --resume goes on");
  }

  /** Whether a trial is kept. */
  boolean has(TrialKey key) {
    return Files.isDirectory(folder.resolve("trials").resolve(key.folder()));
  }

  /** Keeps a trial: all of it, or nothing. */
  void keep(TrialKey key, List<Metric> metrics, TrialResult result) {
    Path trials = folder.resolve("trials");
    Path half = trials.resolve("." + key.folder());
    try {
      try {
        Files.createDirectory(half);
        for (String table : TrialTables.NAMES)
          Files.writeString(half.resolve(table), TrialTables.lines(table, key, metrics, result));
        Files.move(half, trials.resolve(key.folder()), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        if (Files.exists(half)) delete(half);
      }
    } catch (IOException e) {
      throw failed(trials.resolve(key.folder()), e);
    }
  }

  /** Says whether a folder has ever been the {@code --out} of an experiment. */
  static void requireResults(Path folder) {
    if (!Files.isRegularFile(folder.resolve(ID)))
      throw new InputException(
          folder + " holds no results of an experiment", "name a folder that --out has made");
  }

  /**
   * Takes over the trials of another folder.
   *
   * @return how many were new
   * @throws InputException if it holds nothing, or another experiment
   */
  int merge(Path other, Description description) {
    int taken = 0;
    try {
      requireResults(other);
      requireSame(other, description, true);
      for (TrialKey key : TrialKey.all(description)) {
        Path from = other.resolve("trials").resolve(key.folder());
        if (!Files.isDirectory(from) || has(key)) continue;
        Path half = folder.resolve("trials").resolve("." + key.folder());
        Files.createDirectory(half);
        for (String table : TrialTables.NAMES) Files.copy(from.resolve(table), half.resolve(table));
        Files.move(
            half, folder.resolve("trials").resolve(key.folder()), StandardCopyOption.ATOMIC_MOVE);
        taken++;
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
    return taken;
  }

  /** A table of a kept trial. */
  List<String> read(TrialKey key, String table) {
    Path file = folder.resolve("trials").resolve(key.folder()).resolve(table);
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** Writes {@code data/}: each table of all trials, in the order of cases and seeds. */
  void writeData(Description description) {
    for (String table : TrialTables.NAMES) {
      var text = new StringBuilder(TrialTables.header(table, description.axes()));
      for (TrialKey key : TrialKey.all(description))
        for (String line : read(key, table)) text.append(line).append('\n');
      write(
          Path.of("data", table),
          text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  /** Writes a file of the folder, whole or not at all. */
  void write(Path name, byte[] octets) {
    Path file = folder.resolve(name);
    try {
      Path parent = file.getParent();
      if (parent != null) Files.createDirectories(parent);
      replace(file, octets);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static void replace(Path file, String text) throws IOException {
    replace(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void replace(Path file, byte[] octets) throws IOException {
    Path half = file.resolveSibling("." + file.getFileName());
    try {
      Files.write(half, octets);
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
      Files.deleteIfExists(folder.resolve(".lock"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
