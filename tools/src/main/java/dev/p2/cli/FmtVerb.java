package dev.p2.cli;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.output.Console;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.lang.format.Formatter;
import dev.p2.lang.format.Formatter.Formatted;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.DiagnosticPrinter;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Source;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code p2 fmt}: writes programs as everybody writes them. All files are formatted, or none. */
@Command(
    name = "fmt",
    description = "Formats programs in place; - is standard input to standard output.")
final class FmtVerb extends Verb {
  private static final String STDIN = "-";

  @Option(
      names = "--check",
      description = "Changes nothing; names what would change, and exits 1 then.")
  private boolean check;

  private final InputStream in;

  FmtVerb(Console console, InputStream in) {
    super(console);
    this.in = in;
  }

  @Override
  public Integer call() {
    if (program.files.isEmpty())
      throw new InputException("no file is given", "name files, or - for standard input");
    ParseOptions options = ProgramLoader.parseOptions(program);
    return program.files.contains(STDIN) ? standardInput(options) : files(options);
  }

  private int standardInput(ParseOptions options) {
    if (program.files.size() > 1)
      throw new InputException(
          "- stands alone: standard input goes to standard output",
          "format the files in a command of their own");
    Source source = TextFile.read("stdin", in);
    Formatted formatted = Formatter.format(source, options);
    if (complain(formatted.errors())) return WRONG_INPUT;
    if (!check) console.text(formatted.text());
    return check && !formatted.text().equals(source.text()) ? FAILED : FINE;
  }

  private int files(ParseOptions options) {
    Map<String, String> changed = new LinkedHashMap<>();
    var errors = new ArrayList<Diagnostic>();
    for (String file : new LinkedHashSet<>(program.files)) {
      Source source = TextFile.read(file);
      Formatted formatted = Formatter.format(source, options);
      errors.addAll(formatted.errors());
      if (!formatted.text().equals(source.text())) changed.put(file, formatted.text());
    }
    if (complain(errors)) return WRONG_INPUT;
    if (check) {
      changed.keySet().forEach(console::data);
      return changed.isEmpty() ? FINE : FAILED;
    }
    changed.forEach(TextFile::replace);
    changed.keySet().forEach(file -> console.say("p2: formatted " + file));
    return FINE;
  }

  private boolean complain(List<Diagnostic> errors) {
    for (Diagnostic error : errors)
      console.complain(DiagnosticPrinter.print(error, console.colour()).stripTrailing());
    return !errors.isEmpty();
  }
}
