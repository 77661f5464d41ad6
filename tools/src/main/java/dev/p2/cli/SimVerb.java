package dev.p2.cli;

import dev.p2.cli.find.Invariants;
import dev.p2.cli.find.Swarm;
import dev.p2.cli.input.InjectionLine;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Words;
import dev.p2.cli.output.Console;
import dev.p2.cli.output.ShellText;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.cli.scenario.ScenarioFile;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.code.HostCode;
import dev.p2.lang.program.Program;
import java.util.ArrayList;
import java.util.List;
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

  @Mixin private SimFlags flags = new SimFlags();

  @Option(
      names = "--check-determinism",
      description =
          "Runs twice, side by side, with different event queues, and names the first step that"
              + " differs; needs --until.")
  private boolean checkDeterminism;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Runs recorded nodes again instead, also those of p2 run and p2 up.")
  private String replay = "";

  @Option(
      names = "--from",
      paramLabel = "T",
      description =
          "With --replay: tells what happened from then on, beginning at the last snapshots before;"
              + " for real nodes T counts from the first entry, as --until does.")
  private String from = "";

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
  private int swarm = Counts.NOT_GIVEN;

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
    mode().require(spec.commandLine().getParseResult()::hasMatchedOption, console);
    if (!replay.isEmpty()) return replay();
    if (!only.isEmpty())
      throw new InputException(
          "--node chooses nodes of a recording",
          "add --replay FILE, or write --nodes for how many run");
    if (!from.isEmpty())
      throw new InputException("--from begins within a recording", "add --replay FILE");
    flags.requireThreads();
    if (swarm != Counts.NOT_GIVEN) return swarm();
    var run = new SimRun(console, flags, repeat(), json(flags.host.format));
    program.alsoRead.addAll(run.reads());
    Program checked = checked(false);
    if (checked == null) return WRONG_INPUT;
    flags.host.requireApart(flags.inputs(programTexts()));
    CompiledProgram compiled = ProgramLoader.compile(checked, run.code(program));
    compiledIn(run.nanosSoFar());
    if (checkDeterminism) return run.selfCheck(compiled);
    return run.run(
        compiled, recordingHeader(checked, true, run.options().addresses()), simulation -> {});
  }

  private SimMode mode() {
    if (!replay.isEmpty()) return SimMode.REPLAY;
    if (checkDeterminism) return SimMode.CHECK_DETERMINISM;
    return swarm == Counts.NOT_GIVEN ? SimMode.PLAIN : SimMode.SWARM;
  }

  private int replay() {
    ReplayRun run = ReplayRun.open(replay, console);
    if (program.files.isEmpty()) {
      program.files.addAll(run.header().files());
      program.defines.addAll(run.header().defines());
    }
    if (program.dialect.isEmpty()) program.dialect = run.header().dialect();
    program.alsoRead.addAll(run.header().alsoRead());
    program.alsoRead.addAll(flags.host.named());
    program.alsoRead.addAll(flags.never);
    long fromNanos =
        from.isEmpty() ? Long.MIN_VALUE : Words.of("--from", () -> Words.durationNanos(from));
    long untilNanos = flags.until.isEmpty() ? Long.MAX_VALUE : SimFlags.untilNanos(flags.until);
    if (fromNanos > untilNanos)
      throw new InputException(
          "--from " + from + " is after --until " + flags.until, "write the earlier in --from");
    Program checked = checked(run.header().health());
    if (checked == null) return WRONG_INPUT;
    run.requireProgram(programDigest(), programTexts());
    HostCode code = HostCode.BUILT_IN;
    if (program.alsoRead.containsAll(ScenarioFile.INSTALLING))
      code =
          code.withPrograms(
              ProgramLoader.programs(program, run.header().health(), HostFlags.code(true)));
    return run.run(
        ProgramLoader.compile(checked),
        code,
        new ReplayRun.Wishes(
            fromNanos,
            untilNanos,
            only,
            flags.host.dumped(checked),
            flags.never,
            flags.host.watch,
            flags.host.digest,
            json(flags.host.format),
            repeat()));
  }

  private int swarm() {
    if (swarm < 1)
      throw new InputException(
          "--swarm " + swarm + ": at least one run is needed", "write --swarm 200");
    if (!flags.names.isEmpty() || !flags.world.plain())
      throw new InputException(
          "--swarm chooses names, scenario and topology itself", "leave them out");
    if (flags.nodes == Counts.NOT_GIVEN) flags.nodes = SWARM_NODES;
    flags.numbered();
    OutputException.requirePlace("--swarm-out", swarmOut);
    long untilNanos = flags.until.isEmpty() ? SWARM_NANOS : SimFlags.untilNanos(flags.until);
    program.alsoRead.addAll(flags.never);
    program.alsoRead.add("sysFault"); // as where the scenario is played
    Program checked = checked(false);
    if (checked == null) return WRONG_INPUT;
    OutputException.requireNoInput("--swarm-out", swarmOut, flags.inputs(programTexts()));
    CompiledProgram compiled = ProgramLoader.compile(checked);
    Invariants.of(checked, flags.never);
    List<InjectionLine> tuples = flags.injections(compiled, flags.numbered());
    InjectionLine.late(tuples, untilNanos).forEach(console::say);
    var inputs = new SwarmInputs(compiled, flags, tuples);
    var runs =
        new Swarm(
            compiled, flags.never, flags.nodes, untilNanos, flags.world.latency(), inputs::load);
    var words = new ArrayList<String>(List.of("sim"));
    words.addAll(program.files);
    for (String define : program.defines) words.addAll(List.of("-D", define));
    if (!program.dialect.isEmpty()) words.addAll(List.of("--dialect", program.dialect));
    if (!flags.never.isEmpty()) words.addAll(List.of("--never", String.join(",", flags.never)));
    var told = new SwarmRun(console, swarmOut, words, inputs, json(flags.host.format));
    return told.tell(runs.run(swarm, flags.host.seed(1), flags.threads));
  }

  /** The command that was given. */
  private String repeat() {
    var words = new ArrayList<String>();
    words.add("sim");
    words.addAll(spec.commandLine().getParseResult().originalArgs());
    return ShellText.command(words);
  }
}
