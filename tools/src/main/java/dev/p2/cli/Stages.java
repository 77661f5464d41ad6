package dev.p2.cli;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.output.Console;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Observation;
import dev.p2.engine.Tuple;
import dev.p2.lang.check.Program;
import dev.p2.lang.check.Relation;
import dev.p2.lang.value.EvalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The procedures that {@code stage("Proc", in, out).} connects: each event {@code in} gives events
 * {@code out}, delivered as external events in order. Built in are {@code TOKENIZER} and, where
 * files may be read, {@code CSVtuple}.
 */
final class Stages {
  private static final Pattern INT = Pattern.compile("-?[0-9]{1,18}");

  private final CompiledProgram compiled;
  private final Console console;
  private final List<Program.Stage> stages;
  private long dropped;

  /**
   * The stages of a program.
   *
   * @param files whether procedures may read files
   * @throws InputException if a procedure is not built in
   */
  Stages(CompiledProgram compiled, boolean files, Console console) {
    this.compiled = compiled;
    this.console = console;
    this.stages = compiled.plan().program().stages();
    for (Program.Stage stage : stages) {
      boolean known =
          stage.procedure().equals("TOKENIZER") || files && stage.procedure().equals("CSVtuple");
      if (known) continue;
      throw InputException.at(
              stage.span().source(),
              stage.span().start(),
              stage.span().end(),
              "there is no procedure \""
                  + stage.procedure()
                  + "\" to connect "
                  + stage.in()
                  + " with "
                  + stage.out())
          .hint(
              files
                  ? "built in are TOKENIZER and CSVtuple"
                  : "built in is TOKENIZER; CSVtuple reads files, in p2 sim only");
    }
  }

  /** The relations whose events a procedure wants. */
  List<Relation> inputs() {
    Program program = compiled.plan().program();
    return stages.stream()
        .map(stage -> program.relation(stage.in()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  /** Gives an event to the procedures that want it, and their results to {@code results}. */
  void observed(Observation what, Consumer<Tuple> results) {
    if (stages.isEmpty() || what.kind() != Observation.Kind.EVENT) return;
    for (Program.Stage stage : stages) {
      if (!stage.in().equals(what.tuple().relationName())) continue;
      for (Object[] values : run(stage.procedure(), what.tuple()))
        result(stage, values).ifPresent(results);
    }
  }

  /** Results that no reader of {@code out} can take. */
  long dropped() {
    return dropped;
  }

  private Optional<Tuple> result(Program.Stage stage, Object[] values) {
    Relation out = compiled.plan().program().relation(stage.out()).orElse(null);
    if (out != null && out.arity() == values.length) {
      try {
        return Optional.of(compiled.make(out.id(), values));
      } catch (EvalException misfit) {
        // dropped as a received tuple would be
      }
    }
    dropped++;
    return Optional.empty();
  }

  private List<Object[]> run(String procedure, Tuple in) {
    return procedure.equals("TOKENIZER") ? tokens(in) : lines(in);
  }

  /** {@code in(@N, Delimiters, String)}: a result {@code (N, Token)} each. */
  private static List<Object[]> tokens(Tuple in) {
    var results = new ArrayList<Object[]>();
    if (in.arity() == 3
        && in.get(1) instanceof String delimiters
        && in.get(2) instanceof String text) {
      var tokens = new StringTokenizer(text, delimiters);
      while (tokens.hasMoreTokens()) results.add(new Object[] {in.get(0), tokens.nextToken()});
    }
    return results;
  }

  /** {@code in(@N, File)}: a result {@code (N, F1, …, Fn)} a line. */
  private List<Object[]> lines(Tuple in) {
    var results = new ArrayList<Object[]>();
    if (in.arity() != 2 || !(in.get(1) instanceof String file)) return results;
    try {
      for (String line : TextFile.read(file).text().lines().toList()) {
        if (line.isBlank() || line.startsWith("#")) continue;
        var values = new ArrayList<Object>();
        values.add(in.get(0));
        for (String field : line.split(",", -1)) values.add(value(field.strip()));
        results.add(values.toArray());
      }
    } catch (InputException e) {
      console.complain("p2: CSVtuple: " + e.getMessage());
    }
    return results;
  }

  private static Object value(String field) {
    boolean quoted = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
    String text = quoted ? field.substring(1, field.length() - 1).strip() : field;
    return INT.matcher(text).matches() ? (Object) Long.valueOf(text) : text;
  }
}
