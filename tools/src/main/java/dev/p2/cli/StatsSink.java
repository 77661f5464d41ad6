package dev.p2.cli;

import dev.p2.cli.output.Console;
import dev.p2.cli.output.StatsReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where {@code --stats} goes: opened before the run, so that a file that cannot be written stops
 * it.
 */
final class StatsSink implements AutoCloseable {
  private final Console console;
  private final String file;
  private final OutputStream out;

  private StatsSink(Console console, String file, OutputStream out) {
    this.console = console;
    this.file = file;
    this.out = out;
  }

  /**
   * A sink for a file, for standard error ({@code -}) or, if {@code file} is empty, for nothing.
   */
  static StatsSink open(String file, Console console) {
    try {
      boolean none = file.isEmpty() || file.equals("-");
      return new StatsSink(
          console,
          file,
          none ? OutputStream.nullOutputStream() : Files.newOutputStream(Path.of(file)));
    } catch (IOException e) {
      throw OutputException.cannotOpen("--stats", file, e);
    }
  }

  /**
   * Writes the figures of a run that has ended.
   *
   * @throws OutputException if the file cannot take them
   */
  void write(StatsReport report) {
    if (file.equals("-")) console.complain(report.json());
    try {
      out.write((report.json() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private OutputException failed(IOException e) {
    return new OutputException("--stats " + file + " is not whole: " + e.getMessage());
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
