package dev.p2.cli.test;

import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.program.ProgramFlags;
import dev.p2.cli.scenario.ScenarioFile;
import dev.p2.lang.syntax.Source;
import dev.p2.overlays.Overlays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /**
   * How to run.
   *
   * @param scenario the scenario to play whatever the test says
   */
  RunFlags flags(Optional<String> scenario) {
    var flags = new RunFlags();
    all("run").forEach(flags::add);
    if (scenario.isPresent()) flags.play(ScenarioFile.open(TextFile.read(scenario.get())));
    else
      flags
          .scenario()
          .map(named -> named.read(() -> TextFile.read(beside(named.text()))))
          .ifPresent(text -> flags.play(ScenarioFile.open(text)));
    return flags;
  }

  /** The program: what {@code p2:program} names, and the test file's own rules. */
  ProgramFlags program(RunFlags run, List<String> defines) {
    var program = new ProgramFlags();
    for (Directive directive : all("program")) {
      for (Directive.Word word : directive.words()) {
        String file = beside(word.text());
        if (!Files.exists(Path.of(file)) && Overlays.find(file).isEmpty())
          throw directive
              .error(word, "there is no file and no overlay " + word.text())
              .hint(Suggestion.didYouMean(word.text(), Overlays.names()))
              .hint("files are looked for beside the test");
        program.files.add(file);
      }
    }
    program.files.add(file.name());
    program.defines.addAll(run.defines());
    program.defines.addAll(defines);
    return program;
  }

  List<String> never() {
    var names = new ArrayList<String>();
    for (Directive directive : all("never"))
      for (Directive.Word word : directive.words()) names.addAll(names(word));
    return names;
  }

  /** The names of a word, between commas. */
  static List<String> names(Directive.Word word) {
    return Stream.of(word.text().split(",")).filter(name -> !name.isEmpty()).toList();
  }

  /** A file beside the test file, or the name of an overlay. */
  String beside(String name) {
    return TextFile.beside(Path.of(file.name()).resolveSibling(""), name);
  }
}
