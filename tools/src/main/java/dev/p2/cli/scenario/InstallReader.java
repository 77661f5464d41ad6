package dev.p2.cli.scenario;

import dev.p2.cli.input.Entries;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.TextFile;
import dev.p2.engine.InstallException;
import dev.p2.engine.Installed;
import dev.p2.engine.Programs;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import dev.p2.sim.scenario.Action;
import dev.p2.sim.scenario.Selection;
import dev.p2.sim.scenario.Times;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads which programs are installed and uninstalled when. A program is checked here, together with
 * the one that runs, so that what is wrong with it is said before anything runs.
 */
final class InstallReader {
  private final Source scenario;
  private final Optional<Programs> programs;
  private final List<Installed> before = new ArrayList<>();

  InstallReader(Source scenario, Optional<Programs> programs) {
    this.scenario = scenario;
    this.programs = programs;
  }

  Action read(Times times, Selection nodes, Entries in) {
    Optional<Json> gone = in.get("uninstall");
    if (gone.isPresent()) {
      if (in.has("file") || in.has("text"))
        throw in.error(gone.get(), "a text is installed, and a name uninstalled: here are both")
            .hint("write two tables [[install]]");
      String name = in.text(gone.get(), "uninstall");
      List<String> names = before.stream().map(Installed::name).distinct().toList();
      if (!names.contains(name)) {
        String similar = Suggestion.didYouMean(name, names);
        throw in.error(gone.get(), "no program " + name + " is installed above")
            .hint(
                !similar.isEmpty()
                    ? similar
                    : names.isEmpty()
                        ? "write [[install]] with file = \"monitor.olg\" before"
                        : "above are " + String.join(", ", names));
      }
      return new Action.Install(times, nodes, name, Optional.empty());
    }
    Optional<Json> inline = in.get("text");
    String name;
    Source text;
    if (inline.isPresent()) {
      name = in.text(in.need("name", "\"monitor\""), "name");
      if (in.has("file"))
        throw in.error(in.need("file", ""), "the text stands here already; this is another")
            .hint("leave out file or text");
      text = new Source(name, in.text(inline.get(), "text"));
    } else {
      Json file = in.need("file", "\"monitor.olg\"");
      try {
        text = text(in.text(file, "file"));
      } catch (InputException e) {
        throw e.at(scenario, file.start(), file.end())
            .hint("the path is taken from the scenario's folder");
      }
      name = in.get("name").map(json -> in.text(json, "name")).orElse(baseName(text.name()));
    }
    try {
      requireValid(new Installed(name, text.text(), 0), text);
    } catch (InputException e) {
      throw inline.isEmpty()
          ? e
          : e.hint("the text of " + name + " stands at " + place(inline.get()));
    }
    return new Action.Install(times, nodes, name, Optional.of(text.text()));
  }

  private String place(Json json) {
    return Span.of(scenario, json.start(), json.end()).place();
  }

  /** Looked for beside the scenario. */
  private Source text(String name) {
    Path folder = Path.of(scenario.name()).getParent();
    return TextFile.read((folder == null ? Path.of(name) : folder.resolve(name)).toString());
  }

  private static String baseName(String path) {
    String file = String.valueOf(Path.of(path).getFileName());
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  /** With the program that runs alone, or with all that is installed above. */
  private void requireValid(Installed one, Source text) {
    Programs all =
        programs.orElseThrow(
            () ->
                new InputException(
                    "nothing can be installed in this run", "leave [[install]] out"));
    var both = new ArrayList<>(before);
    both.removeIf(other -> other.name().equals(one.name()));
    both.add(one);
    try {
      all.with(List.of(one));
    } catch (InstallException alone) {
      try {
        all.with(both);
      } catch (InstallException e) {
        throw error(e, text);
      }
    }
    before.clear();
    before.addAll(both);
  }

  private static InputException error(InstallException e, Source text) {
    Optional<Diagnostic> problem = e.diagnostic();
    if (problem.isEmpty())
      return new InputException(
          text.name() + " cannot be installed: " + e.getMessage(),
          "what can be installed is in docs/reference/language-decisions.md");
    Diagnostic found = problem.get();
    boolean here = Installed.is(found.span().source());
    var error =
        InputException.at(
            here ? text : found.span().source(),
            found.span().start(),
            found.span().end(),
            found.message() + " (" + found.code() + ")");
    return found.hints().isEmpty() ? error : error.hint(found.hints().getFirst());
  }
}
