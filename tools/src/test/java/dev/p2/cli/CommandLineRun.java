package dev.p2.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One call of the command line within this process, and what came of it. */
record CommandLineRun(int code, String out, String err) {
  /** Runs {@code p2 args…} with an empty standard input. */
  static CommandLineRun of(String... args) {
    return withInput("", args);
  }

  /** Runs {@code p2 args…} with this standard input. */
  static CommandLineRun withInput(String input, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        P2.run(
            args,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8));
    return new CommandLineRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The words that run the same in a process of its own. */
  static List<String> command(String... args) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                P2.class.getName()));
    command.addAll(List.of(args));
    return command;
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
