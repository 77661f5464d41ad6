package dev.p2.cli;

import dev.p2.cli.output.Console;
import dev.p2.cli.output.WholeLines;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The front door: {@code p2 VERB …}. */
@Command(
    name = "p2",
    description = "Write a distributed protocol as a page of rules, and run it.",
    synopsisSubcommandLabel = "VERB",
    footer = {"", "p2 VERB --help tells more. Start with: p2 up chord --nodes 16"})
public final class P2 implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Shows the version.")
  private boolean version;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs a verb and ends the process with its exit code. */
  public static void main(String[] args) {
    var lines = new WholeLines(new FileOutputStream(FileDescriptor.out).getChannel());
    var out = new PrintStream(lines, false, StandardCharsets.UTF_8);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Runtime.getRuntime().addShutdownHook(new Thread(out::flush, "output")); // after a signal
    int code = run(args, System.in, out, err, lines::closed);
    out.flush();
    code = Math.max(code, verdict(lines, err));
    // halt would skip the hooks that a cache under training needs
    System.exit(code);
  }

  /** What became of standard output; a reader that has seen enough is no failure. */
  private static int verdict(WholeLines out, PrintStream err) {
    if (out.failure().isEmpty() || out.closed()) return Verb.FINE;
    err.println("p2: standard output is not whole: " + out.failure().get());
    err.println("  hint: make room on the disk, or write to another one");
    return Verb.FAILED;
  }

  /**
   * Runs a verb.
   *
   * @return the exit code: 0 fine, 1 the run failed, 2 the input was wrong, 130 interrupted
   */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    return run(args, in, out, err, () -> false);
  }

  private static int run(
      String[] args, InputStream in, PrintStream out, PrintStream err, BooleanSupplier closed) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    var console = new Console(out, err, terminal, closed);
    int code;
    try {
      code = commandLine(args, console, in).execute(arguments(args));
    } catch (OutOfMemoryError e) {
      if (List.of(args).contains("--debug")) e.printStackTrace(err);
      code = Failures.memory(console);
    }
    out.flush();
    err.flush();
    return code;
  }

  /** A line for the named verb alone: the options of the others need not be read. */
  private static CommandLine commandLine(String[] args, Console console, InputStream in) {
    Verb verb = args.length == 0 ? null : Verbs.create(args[0], console, in);
    CommandLine line =
        verb == null ? root(console, in) : new CommandLine(verb).setCommandName("p2 " + args[0]);
    line.setOut(new java.io.PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new java.io.PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setUsageHelpAutoWidth(true);
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler(
        (e, arguments) -> Failures.parameters(e, console, List.of(args)));
    line.setExecutionExceptionHandler(
        (e, command, result) -> Failures.execution(e, console, List.of(args).contains("--debug")));
    return line;
  }

  private static CommandLine root(Console console, InputStream in) {
    var root = new CommandLine(new P2());
    root.getCommandSpec().version("p2 " + Version.text());
    for (String name : Verbs.NAMES) root.addSubcommand(name, Verbs.create(name, console, in));
    return root;
  }

  private static String[] arguments(String[] args) {
    return args.length > 0 && Verbs.NAMES.contains(args[0])
        ? Arrays.copyOfRange(args, 1, args.length)
        : args;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no verb is given");
  }
}
