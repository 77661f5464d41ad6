package dev.p2.bench;

import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.lint.Lint;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.DiagnosticPrinter;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What {@code p2 check} takes beside the start of a JVM: a generated program of 5,000 rules, and a
 * megabyte full of errors, each in a fresh JVM with the flags of {@code ./p2 check}. Processor time
 * of all threads that work: as long as it would take on one core.
 */
final class CheckFigures implements Benchmark {
  private static final int RUNS = 5;

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "a program of 5,000 rules, and a megabyte of errors, from text to diagnostics";
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    return List.of(
        figure("check 5,000 rules, fresh JVM", "rules", "limit 2,000 ms"),
        figure("check 1 MB of errors, fresh JVM", "errors", "limit 1,000 ms"));
  }

  private static Figure figure(String name, String what, String beside)
      throws IOException, InterruptedException {
    var samples = new ArrayList<Double>();
    for (int i = 0; i < RUNS; i++) {
      samples.add(
          Double.parseDouble(Jvm.run(Jvm.checking(), Child.class.getName(), what).getFirst()));
    }
    return new Figure(name, "ms", samples, beside);
  }

  /** Checks one generated text and prints the milliseconds. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      boolean errors = arguments[0].equals("errors");
      String text = errors ? errors() : rules();
      long start = workNanos();
      Checked checked =
          Lint.check(
              Parser.parse(List.of(new Source("generated.olg", text)), ParseOptions.plain()),
              CheckOptions.defaults());
      long printed = 0;
      for (Diagnostic d : checked.diagnostics()) printed += DiagnosticPrinter.print(d).length();
      long nanos = workNanos() - start;
      if (checked.program().isPresent() == errors || printed == 0) {
        throw new IllegalStateException("the generated program is not what it should be");
      }
      System.out.println(nanos / 1e6);
    }
  }

  /** Processor time of the main thread and of those that help it. */
  private static long workNanos() {
    var threads = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    for (long id : threads.getAllThreadIds()) nanos += Math.max(0, threads.getThreadCpuTime(id));
    return nanos;
  }

  /** Timers, messages, joins, negation, counts and conditions over 400 tables, last rule first. */
  static String rules() {
    var random = new Random(1);
    int tables = 400;
    var text = new StringBuilder();
    for (int i = 0; i < tables; i++) {
      String lifetime = i % 3 == 0 ? "60" : "infinity";
      line(text, "materialize(t%d, %s, infinity, keys(1,2)).", i, lifetime);
      line(text, "t%d(LOCALADDRESS, %d, \"x%d\").", i, i, i);
    }
    var rules = new ArrayList<String>();
    for (int i = 0; i < 5_000; i++) {
      int a = random.nextInt(tables);
      int b = random.nextInt(tables);
      rules.add(
          switch (i % 5) {
            case 0 ->
                "r%d e%d(@X, Y, Z) :- periodic(@X, _, 3), t%d(@X, Y, Z), Y > %d."
                    .formatted(i, i, a, i);
            case 1 ->
                "r%d e%d(@Y, X, N) :- e%d(@X, Y, N), t%d(@X, Q, N), Q != %d, f_size([Q]) == 1."
                    .formatted(i, i, i - 1, b, i);
            case 2 ->
                "r%d t%d(@X, Q, N) :- e%d(@X, _, N), t%d(@X, Q, _), not t%d(@X, Q, N), Q + 1 > 3."
                    .formatted(i, a, i - 1, b, a);
            case 3 ->
                "r%d c%d(@X, Q, count<*>) :- e%d(@X, Q, _), t%d(@X, Q, _)."
                    .formatted(i, i, i - 2, b);
            default -> "r%d h%d(@X, Q, C + 1) :- c%d(@X, Q, C), C < 100.".formatted(i, i, i - 1);
          });
    }
    for (String rule : rules.reversed()) text.append(rule).append('\n');
    return text.toString();
  }

  /** A megabyte of rules of which each has an error of one of seven kinds. */
  static String errors() {
    List<String> kinds =
        List.of(
            "r%1$d h%1$d(@X, Zed) :- e%1$d(@X).",
            "r%1$d h%1$d(@X) :- e%1$d(@X, S), S == \"a\", S > 3.",
            "r%1$d h%1$d(@X, T) :- e%1$d(@X), T := f_nov%1$d().",
            "r%1$d h%1$d(@X :- e%1$d(@X).",
            "r%1$d h%1$d(@X) :- e%1$d(@X), f%1$d(@X).",
            "r%1$d h%1$d(@X) :- e%1$d(@X), A = 3.",
            "r%1$d h%1$d(@X) :- e%1$d(@X), not k%1$d(@X).");
    var text = new StringBuilder();
    for (int i = 0; text.length() < 1_000_000; i++) line(text, kinds.get(i % kinds.size()), i);
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(format.formatted(arguments)).append('\n');
  }
}
