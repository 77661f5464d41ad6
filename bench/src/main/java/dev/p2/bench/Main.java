package dev.p2.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code ./p2 bench [NAME…] [--format json] [--write FILE]}: measures, prints a table on standard
 * output, and with {@code --write} puts it between the marks of a document.
 */
public final class Main {
  static final String BEGIN = "<!-- figures: ./p2 bench --write docs/benchmarks.md -->";
  static final String END = "<!-- end of figures -->";

  static final List<Benchmark> ALL =
      List.of(
          new EngineFigures(),
          new CompileFigures(),
          new CheckFigures(),
          new ClosureFigures(),
          new PingPongFigures(),
          new NodeMemoryFigures(),
          new RingFigures(),
          new IdleFigures(),
          new ProcessesFigures(),
          new SimulatorFigures(),
          new JoinFigures(),
          ScaleFigures.LONG,
          ScaleFigures.LARGE,
          new TwinFigures());

  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) throws IOException, InterruptedException {
    Set<String> names = new LinkedHashSet<>();
    boolean json = false;
    Path document = null;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--format" -> {
          if (i + 1 == arguments.length) return wrong("--format wants text or json");
          json = arguments[++i].equals("json");
        }
        case "--write" -> {
          if (i + 1 == arguments.length) return wrong("--write wants a file");
          document = Path.of(arguments[++i]);
        }
        case "--help", "-h" -> {
          System.out.println(help());
          return 0;
        }
        default -> names.add(arguments[i]);
      }
    }
    for (String name : names) {
      if (ALL.stream().noneMatch(b -> b.name().equals(name)))
        return wrong("there is no benchmark " + name);
    }
    if (document != null && !Files.isRegularFile(document))
      return wrong("--write " + document + ": there is no such file");
    if (document != null && !Files.readString(document).contains(BEGIN))
      return wrong(document + " has no line " + BEGIN);
    var rows = new ArrayList<Figure>();
    for (Benchmark benchmark : ALL) {
      if (names.isEmpty() ? !benchmark.byDefault() : !names.contains(benchmark.name())) continue;
      System.err.println(benchmark.name() + ": " + benchmark.summary());
      for (Figure figure : benchmark.run(line -> System.err.println("  " + line))) {
        rows.add(figure);
        if (json) System.out.println(figure.json());
      }
    }
    String table = table(rows);
    if (!json) System.out.println(table);
    if (document != null) write(document, table);
    return 0;
  }

  private static String table(List<Figure> rows) {
    return machine()
        + "\n\n| what | median | spread | runs | beside |\n|---|---|---|---|---|\n"
        + rows.stream().map(Figure::markdown).collect(Collectors.joining("\n"));
  }

  /** What the figures were measured on. */
  private static String machine() {
    String cpu = "an unknown processor";
    try {
      cpu =
          Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 2))
              .findFirst()
              .orElse(cpu);
    } catch (IOException e) {
      // not Linux: the processor stays unknown
    }
    return "Measured "
        + LocalDate.now()
        + " on "
        + cpu
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, "
        + System.getProperty("os.name")
        + ", Java "
        + System.getProperty("java.vm.version")
        + ".";
  }

  private static void write(Path document, String table) throws IOException {
    String text = Files.readString(document);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END, begin);
    String tail = end < 0 ? "\n" + END + "\n" : text.substring(end);
    Files.write(
        document,
        (text.substring(0, begin) + "\n" + table + "\n" + tail).getBytes(StandardCharsets.UTF_8));
  }

  private static int wrong(String message) {
    System.err.println("p2 bench: " + message + "\n" + help());
    return 2;
  }

  private static String help() {
    return "usage: p2 bench [NAME…] [--format json] [--write FILE]\n"
        + ALL.stream()
            .map(
                b ->
                    "  " + b.name() + "  " + b.summary() + (b.byDefault() ? "" : "; only if named"))
            .collect(Collectors.joining("\n"));
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
