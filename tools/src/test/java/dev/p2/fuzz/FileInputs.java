package dev.p2.fuzz;

import dev.p2.cli.input.FactsFile;
import dev.p2.cli.input.InjectionLine;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.scenario.ScenarioFile;
import dev.p2.cli.topology.Topologies;
import dev.p2.compile.Compiler;
import dev.p2.engine.CompiledProgram;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checker;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Any octets as a file that a flag names: it is read, or an {@link InputException} says why not.
 */
final class FileInputs {
  /** A program with a column of every type. */
  static final String TEXT =
      """
      table row(@N: addr, key A: any, B: bool, I: int, D: double, S: string, K: id, T: time,
          L: duration, O: bytes, Z: list<int>, E: set<any>).
      event e(@N: addr, K: id, Z: list, L: duration).
      event m(@N: addr, S: string, O: any).
      send m over reliable.
      r1 m(@S, S, O) :- row(@N, _, _, _, _, S, _, _, _, O, _, _).
      r2 row(@N, K, true, 1, 1.0, "n1", K, f_now(), L, null, [], f_empty()) :- e(@N, K, _, L).
      r3 e(@N, NODEID, [S, O], 1s) :- m(@N, S, O).
      r4 e(@N, K, [1, "two"], 5s) :- periodic(@N, E, 1), K := f_id(E).
      """;

  static final CompiledProgram PROGRAM = compile(TEXT);

  private static final List<String> ADDRESSES =
      List.of("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9");
  private static final Map<FuzzTarget, Path> FILES = new EnumMap<>(FuzzTarget.class);

  static {
    // It checks escapes by assertions in passing, and then once more by an error that says where.
    TextFile.class.getClassLoader().setPackageAssertionStatus("org.tomlj", false);
  }

  private FileInputs() {}

  private static CompiledProgram compile(String text) {
    var parsed = Parser.parse(List.of(new Source("rows.olg", text)), ParseOptions.plain());
    var checked = Checker.check(parsed, CheckOptions.defaults());
    return Compiler.compile(
        Planner.plan(
            checked.program().orElseThrow(() -> new AssertionError(checked.diagnostics())),
            PlanOptions.DEFAULT));
  }

  /** What may be thrown. */
  private interface Read {
    void from(String file);
  }

  private static void read(FuzzTarget target, byte[] octets, Read read) throws IOException {
    Path file = file(target);
    Files.write(file, octets);
    try {
      read.from(file.toString());
    } catch (InputException e) {
      if (e.lines().isEmpty()) throw new AssertionError("nothing to print", e);
    }
  }

  /** The file that a target's inputs are written to, one after the other. */
  static Path file(FuzzTarget target) throws IOException {
    Path file = FILES.get(target);
    if (file == null) {
      file = Files.createTempFile("p2-fuzz-", "." + target.extension());
      file.toFile().deleteOnExit();
      FILES.put(target, file);
    }
    return file;
  }

  static void facts(FuzzTarget target, byte[] octets) throws IOException {
    read(target, octets, file -> FactsFile.read(PROGRAM, "row=" + file, false));
  }

  static void injections(FuzzTarget target, byte[] octets) throws IOException {
    read(
        target,
        octets,
        file -> InjectionLine.readAll(PROGRAM, TextFile.read(file), ADDRESSES::contains));
  }

  static void topology(FuzzTarget target, byte[] octets) throws IOException {
    read(target, octets, file -> Topologies.read(file, ADDRESSES));
  }

  static void scenario(FuzzTarget target, byte[] octets) throws IOException {
    read(
        target,
        octets,
        file ->
            ScenarioFile.open(TextFile.read(file))
                .scenario(PROGRAM, ADDRESSES, Optional.empty(), true));
  }
}
