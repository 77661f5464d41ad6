package dev.p2.cli.test;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.TextFile;
import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Files of tests, and the tests of a file. */
public final class TestFile {
  /** How their names end. */
  public static final String SUFFIX = ".test.olg";

  private static final List<String> WORDS =
      List.of("program", "test", "run", "at", "never", "expect", "allow");
  private static final List<String> SKIPPED = List.of("target", "node_modules");

  private TestFile() {}

  /**
   * The test files that the user names: files, and folders with all below them.
   *
   * @throws InputException if there is no such file, or no test
   */
  public static List<String> find(List<String> names) {
    var files = new ArrayList<String>();
    for (String name : names) {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) files.addAll(below(path));
      else files.add(name);
    }
    if (files.isEmpty())
      throw new InputException(
          "there is no " + SUFFIX + " in " + String.join(", ", names), "name files or folders");
    return files.stream().distinct().toList();
  }

  private static List<String> below(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> path.toString().endsWith(SUFFIX))
          .filter(path -> !skipped(folder.relativize(path)))
          .map(path -> path.normalize().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw TextFile.unreadable(String.valueOf(folder), e);
    }
  }

  private static boolean skipped(Path path) {
    for (Path part : path)
      if (SKIPPED.contains(part.toString()) || part.toString().startsWith(".")) return true;
    return false;
  }

  /**
   * The tests of a file, in order. What stands before the first {@code p2:test} belongs to all.
   *
   * @throws InputException if the file cannot be read or a directive is unknown
   */
  public static List<TestCase> read(String name) {
    Source source = TextFile.read(name);
    var common = new ArrayList<Directive>();
    var tests = new ArrayList<TestCase>();
    var own = new ArrayList<Directive>();
    var names = new HashSet<String>();
    Directive head = null;
    for (Directive directive : Directive.all(source)) {
      requireKnown(directive);
      if (directive.word().equals("test")) {
        if (head != null) tests.add(test(source, head, common, own));
        if (!names.add(directive.rest()))
          throw directive
              .error("there are two tests called '" + directive.rest() + "'")
              .hint("give each the sentence that it alone proves");
        head = directive;
        own.clear();
      } else if (head == null) {
        common.add(directive);
      } else {
        own.add(directive);
      }
    }
    if (head == null)
      throw InputException.at(source, 0, 1, "the file has no test")
          .hint("begin one with // p2:test and the sentence that it proves");
    tests.add(test(source, head, common, own));
    return tests;
  }

  private static void requireKnown(Directive directive) {
    if (WORDS.contains(directive.word())) return;
    throw InputException.at(
            directive.source(),
            directive.wordStart(),
            directive.wordStart() + directive.word().length(),
            "there is no p2:" + directive.word())
        .hint(Suggestion.didYouMean(directive.word(), WORDS))
        .hint("there are " + String.join(", ", WORDS));
  }

  private static TestCase test(
      Source source, Directive head, List<Directive> common, List<Directive> own) {
    if (head.rest().isEmpty())
      throw head.error("the test needs a name: the sentence it proves")
          .hint("write // p2:test a node that comes back is found");
    var directives = new ArrayList<>(common);
    directives.addAll(own);
    boolean claims =
        directives.stream().anyMatch(d -> d.word().equals("expect") || d.word().equals("never"));
    if (!claims)
      throw head.error("the test expects nothing").hint("add // p2:expect or // p2:never");
    return new TestCase(source, head.rest(), head.line(), directives);
  }
}
