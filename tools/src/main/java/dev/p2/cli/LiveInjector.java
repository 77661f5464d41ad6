package dev.p2.cli;

import dev.p2.cli.input.InjectionLine;
import dev.p2.cli.input.InputException;
import dev.p2.cli.output.Console;
import dev.p2.engine.CompiledProgram;
import dev.p2.lang.syntax.Source;
import dev.p2.net.NodeHandle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Delivers tuples to running nodes: lines of standard input as they come, or a file's lines at
 * their times.
 */
final class LiveInjector {
  private final CompiledProgram program;
  private final Console console;
  private final Map<String, NodeHandle> nodes = new LinkedHashMap<>();

  LiveInjector(CompiledProgram program, List<NodeHandle> handles, Console console) {
    this.program = program;
    this.console = console;
    for (NodeHandle handle : handles) nodes.put(handle.address(), handle);
  }

  /** Reads standard input in the background; wrong lines are said and skipped. */
  void start(InputStream in) {
    background(() -> readAll(in));
  }

  /** Delivers the lines of a file at their times, in the background. */
  void start(List<InjectionLine> file) {
    var lines = new ArrayList<>(file);
    lines.sort(
        Comparator.comparingLong(InjectionLine::atNanos)); // stable: file order among equal times
    background(() -> deliver(lines));
  }

  private static void background(Runnable work) {
    Thread.ofPlatform().name("p2-inject").daemon().start(work);
  }

  private List<InjectionLine> parse(Source source) {
    return nodes.size() == 1
        ? InjectionLine.readAll(program, source, nodes.keySet().iterator().next())
        : InjectionLine.readAll(program, source, nodes::containsKey);
  }

  private void readAll(InputStream in) {
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        try {
          parse(new Source("stdin", line)).forEach(this::deliver);
        } catch (InputException e) {
          say(line, number);
        }
      }
    } catch (IOException e) {
      console.complain("p2: standard input cannot be read: " + e.getMessage());
    }
  }

  /** Reads a wrong line again as the line that it is, for a message with its number. */
  private void say(String line, int number) {
    try {
      parse(new Source("stdin", "\n".repeat(number - 1) + line));
    } catch (InputException e) {
      e.lines().forEach(console::complain);
    }
  }

  private void deliver(List<InjectionLine> lines) {
    long started = System.nanoTime();
    for (InjectionLine line : lines) {
      try {
        TimeUnit.NANOSECONDS.sleep(line.atNanos() - (System.nanoTime() - started));
      } catch (InterruptedException e) {
        return;
      }
      deliver(line);
    }
  }

  private void deliver(InjectionLine line) {
    // A single node is meant by any name, also by the one that it had before it got a free port.
    NodeHandle node = nodes.size() == 1 ? nodes.values().iterator().next() : nodes.get(line.node());
    var unused = node.inject(line.tuple());
  }
}
