package dev.p2.cli;

import dev.p2.cli.find.Invariants;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.output.Console;
import dev.p2.cli.output.JsonText;
import dev.p2.cli.output.RowPrinter;
import dev.p2.cli.output.WatchPrinter;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import dev.p2.net.record.RecordedText;
import dev.p2.net.record.Recording;
import dev.p2.net.record.RecordingException;
import dev.p2.net.record.RecordingHeader;
import dev.p2.sim.Replay;
import dev.p2.sim.RunListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code p2 sim --replay}: recorded nodes once more. */
final class ReplayRun {
  private final Console console;
  private final String file;
  private final Recording recording;

  private ReplayRun(Console console, String file, Recording recording) {
    this.console = console;
    this.file = file;
    this.recording = recording;
  }

  /**
   * Opens a recording.
   *
   * @throws InputException if there is none, or it is of another version
   */
  static ReplayRun open(String file, Console console) {
    try {
      Recording recording = Recording.open(Path.of(file));
      var run = new ReplayRun(console, file, recording);
      if (!recording.header().p2Version().equals(Version.text()))
        throw new InputException(
            file
                + " was recorded by p2 "
                + recording.header().p2Version()
                + ", and this is p2 "
                + Version.text(),
            "replay it with that version");
      return run;
    } catch (RecordingException e) {
      throw new InputException(
          file + " cannot be replayed: " + e.getMessage(),
          "p2 sim, p2 run and p2 up make recordings with --record FILE");
    } catch (IOException e) {
      throw TextFile.unreadable(file, e);
    }
  }

  RecordingHeader header() {
    return recording.header();
  }

  /** Refuses a program that is not the recorded one. */
  void requireProgram(String digest, List<Source> texts) {
    if (digest.equals(header().programDigest())) return;
    var wrong =
        new InputException(
            file + " is a recording of another program: it was made of " + named(),
            "replay it with the same files and definitions, unchanged since");
    throw difference(texts)
        .map(place -> wrong.at(place.source(), place.start(), place.end()))
        .orElse(wrong);
  }

  /** The first line of the program that is not as it was recorded; none if the -D differ. */
  private Optional<Span> difference(List<Source> texts) {
    List<RecordedText> recorded = header().texts();
    for (int i = 0; i < texts.size() && !recorded.isEmpty(); i++) {
      Source text = texts.get(i);
      int line =
          i < recorded.size()
              ? recorded.get(i).difference(RecordedText.of(text.name(), text.text()))
              : 0;
      if (line >= 0) return Optional.of(line(text, line));
    }
    return Optional.empty();
  }

  /** A line of a text, counted from 0. */
  private static Span line(Source text, int number) {
    int start = 0;
    for (int i = 0; i < number; i++) start = text.text().indexOf('\n', start) + 1;
    int end = text.text().indexOf('\n', start);
    return Span.of(text, start, end < 0 ? text.text().length() : end);
  }

  private String named() {
    var words = new ArrayList<>(header().files());
    for (String define : header().defines()) words.add("-D " + define);
    return String.join(" ", words);
  }

  /**
   * What to show of a replay.
   *
   * @param fromNanos since the start; Long.MIN_VALUE for all
   * @param untilNanos since the start; Long.MAX_VALUE for all
   */
  record Wishes(
      long fromNanos,
      long untilNanos,
      List<String> nodes,
      List<Relation> dumped,
      List<String> never,
      List<String> watch,
      boolean digest,
      boolean json,
      String repeat) {}

  /** Runs it; the exit code. */
  int run(CompiledProgram program, HostCode hostCode, Wishes wishes) {
    var damaged = recording.damage() != Recording.Damage.NONE;
    if (damaged) console.complain("p2: " + file + ": " + recording.damageText());
    boolean whole = !damaged && wishes.nodes.isEmpty() && wishes.untilNanos == Long.MAX_VALUE;
    long startNanos = recording.startNanos(program);
    long fromNanos = absolute(wishes.fromNanos, startNanos);
    if (wishes.digest && !recording.histories(fromNanos))
      throw new InputException(
          "--digest needs the history from the start, and " + file + " was recorded without",
          "record with --digest, or leave out --from");
    boolean compares = whole && recording.digest().isPresent() && recording.histories(fromNanos);
    if (header().simulated()) // of real nodes the entries alone tell
    for (String name : wishes.nodes) requireNode(name, header().addresses());
    Set<String> wanted = new HashSet<>(wishes.nodes);
    var seen = new TreeSet<String>();
    var listener = new Listener(program.plan().program(), wishes);
    var replay =
        new Replay(
            program,
            hostCode,
            recording,
            fromNanos,
            wishes.digest || compares,
            address -> {
              seen.add(address);
              return wanted.isEmpty() || wanted.contains(address);
            },
            listener);
    listener.replay = replay;
    for (int id : listener.observed()) replay.watch(program.plan().program().relations().get(id));
    console.whenClosed(replay::stop);
    replay.runUntil(absolute(wishes.untilNanos, startNanos));
    for (String name : wanted) requireNode(name, seen);
    dump(replay, wishes);
    int code = listener.verdict();
    String digest = wishes.digest || compares ? replay.digest() : "";
    if (wishes.digest)
      console.data(wishes.json ? new JsonText().field("digest", digest).toString() : digest);
    console.say("p2: replayed " + replay.steps() + " steps of " + replay.nodes().size() + " nodes");
    boolean differs =
        compares && listener.unbroken() && !digest.equals(recording.digest().orElseThrow());
    if (differs)
      console.complain(
          "p2: the replay differs from the run: digest "
              + digest
              + ", recorded "
              + recording.digest().orElseThrow());
    return differs || recording.damage() == Recording.Damage.CORRUPT ? Verb.FAILED : code;
  }

  private static void requireNode(String name, Collection<String> nodes) {
    if (!nodes.contains(name))
      throw new InputException("--node " + name + ": the recording has no such node")
          .hint(Suggestion.didYouMean(name, nodes));
  }

  /** A time since the start, by the recorded nodes' clock. */
  private static long absolute(long sinceStart, long startNanos) {
    boolean bounded = sinceStart != Long.MIN_VALUE && sinceStart != Long.MAX_VALUE;
    return bounded ? startNanos + sinceStart : sinceStart;
  }

  private void dump(Replay replay, Wishes wishes) {
    var rows = new RowPrinter(console, wishes.json);
    for (int node : replay.nodes())
      for (Relation relation : wishes.dumped)
        rows.print(replay.address(node), replay.rows(node, relation));
  }

  /** Shows what is watched, and stops at a broken invariant. */
  private final class Listener implements RunListener {
    private final Wishes wishes;
    private final Watches watches;
    private final Invariants invariants;
    private final WatchPrinter printer;
    private final ErrorLog errors = new ErrorLog(console);
    private Replay replay;

    Listener(Program program, Wishes wishes) {
      this.wishes = wishes;
      watches = Watches.of(program, wishes.watch);
      invariants = Invariants.of(program, wishes.never);
      printer = new WatchPrinter(console, wishes.json);
    }

    Set<Integer> observed() {
      var ids = new TreeSet<>(invariants.relations());
      watches.relations().forEach(ids::add);
      return ids;
    }

    @Override
    public void observed(long timeNanos, int node, Observation what) {
      if (watches.shows(what)) printer.print(timeNanos, replay.address(node), what);
      if (!invariants.breaks(what)) return;
      var found = invariants.broken(timeNanos, replay.address(node), what, replay.stepTitle());
      found.lines(wishes.repeat).forEach(console::complain);
      if (wishes.json) console.data(found.json(wishes.repeat));
      replay.stop();
    }

    @Override
    public void observedInstalled(
        long timeNanos, int node, CompiledProgram program, Observation what) {
      if (watches.shows(program, what)) printer.print(timeNanos, replay.address(node), what);
    }

    @Override
    public void reported(int node, ErrorReport report) {
      errors.add(replay.address(node), report);
    }

    boolean unbroken() {
      return invariants.violation().isEmpty();
    }

    int verdict() {
      errors.summary();
      return !unbroken() || errors.failedSteps() > 0 ? Verb.FAILED : Verb.FINE;
    }
  }
}
