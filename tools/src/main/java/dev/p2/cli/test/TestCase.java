package dev.p2.cli.test;

import dev.p2.cli.program.ProgramFlags;
import dev.p2.lang.syntax.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A test of a file, as it is written.
 *
 * @param line where it begins
 */
public record TestCase(Source file, String name, int line, List<Directive> directives) {
  public TestCase {
    directives = List.copyOf(directives);
  }

  List<Directive> all(String word) {
    return directives.stream().filter(d -> d.word().equals(word)).toList();
  }

  RunFlags flags() {
    var flags = new RunFlags();
    all("run").forEach(flags::add);
    return flags;
  }

  /** The program: what {@code p2:program} names, and the test file's own rules. */
  ProgramFlags program(RunFlags run, List<String> defines) {
    var program = new ProgramFlags();
    for (Directive directive : all("program"))
      for (Directive.Word word : directive.words()) program.files.add(beside(word.text()));
    program.files.add(file.name());
    program.defines.addAll(run.defines());
    program.defines.addAll(defines);
    return program;
  }

  List<String> never() {
    var names = new ArrayList<String>();
    for (Directive directive : all("never"))
      for (Directive.Word word : directive.words())
        for (String name : word.text().split(",")) if (!name.isEmpty()) names.add(name);
    return names;
  }

  /** A file beside the test file, or the name of an overlay. */
  String beside(String name) {
    Path beside = Path.of(file.name()).resolveSibling(name);
    return Files.isRegularFile(beside) ? beside.toString() : name;
  }
}
