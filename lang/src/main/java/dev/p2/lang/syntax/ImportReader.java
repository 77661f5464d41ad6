package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows {@code import}: finds the file, beside the importing one, as written, or an overlay of
 * that name, reads it once, and puts it into the statement. A file that imports itself through
 * others, and one that is not there, is P2-051 at the file's name.
 */
final class ImportReader {
  private static final int FILES_MAX = 1000;

  private final ParseOptions options;
  private final Map<String, Module> modules = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final List<Diagnostic> problems = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();

  ImportReader(ParseOptions options) {
    this.options = options;
  }

  /** The program's own files, with all that they import. */
  Parser.Text program(List<Source> sources) {
    return read(sources, sources.stream().map(s -> Paths.plain(s.name())).toList());
  }

  List<Diagnostic> problems() {
    return problems;
  }

  List<Source> sources() {
    return sources;
  }

  /** What an import found: its path, and the files to read. */
  private record Found(String path, List<Source> files) {}

  private Parser.Text read(List<Source> files, List<String> paths) {
    open.addAll(paths);
    Parser.Text text = Parser.text(files, options);
    problems.addAll(text.problems());
    sources.addAll(text.sources());
    List<Statement> followed = follow(text.statements());
    paths.forEach(open::remove);
    return new Parser.Text(followed, List.of(), List.of(), text.macros());
  }

  private List<Statement> follow(List<Statement> statements) {
    return statements.stream().map(this::follow).toList();
  }

  private Statement follow(Statement statement) {
    return switch (statement) {
      case Statement.Import i ->
          new Statement.Import(i.span(), i.file(), i.as(), i.bindings(), module(i));
      case Statement.Namespace n ->
          new Statement.Namespace(n.span(), n.name(), follow(n.statements()));
      default -> statement;
    };
  }

  private Optional<Module> module(Statement.Import statement) {
    Optional<Found> found = find(statement);
    if (found.isEmpty()) return Optional.empty();
    String path = found.get().path();
    if (open.contains(path)) {
      problem(statement, "import: " + cycle(path));
      return Optional.empty();
    }
    Module known = modules.get(path);
    if (known != null) return Optional.of(known);
    if (modules.size() + open.size() >= FILES_MAX) {
      problem(statement, "import: the program has more than " + FILES_MAX + " files");
      return Optional.empty();
    }
    List<Source> files = found.get().files();
    // the files of an overlay have their own paths, its name is one more
    var paths = new LinkedHashSet<String>();
    paths.add(path);
    for (Source file : files) paths.add(Paths.plain(file.name()));
    Parser.Text text = read(files, List.copyOf(paths));
    var module = new Module(path, Paths.base(path), text.statements(), text.macros());
    modules.put(path, module);
    return Optional.of(module);
  }

  private Optional<Found> find(Statement.Import statement) {
    String name = statement.file().text();
    String beside = Paths.plain(Paths.beside(statement.file().span().source().name(), name));
    for (String path : List.of(beside, Paths.plain(name))) {
      // a file that is being read is found by its name alone: it may be one given as text
      if (open.contains(path)) return Optional.of(new Found(path, List.of()));
      Optional<Source> file = options.include().apply(path);
      if (file.isPresent()) return Optional.of(new Found(path, List.of(file.get())));
    }
    Optional<List<Source>> overlay = options.library().apply(name);
    if (overlay.isPresent()) return Optional.of(new Found(name, overlay.get()));
    problem(statement, "import: file not found: " + name);
    return Optional.empty();
  }

  private String cycle(String path) {
    var files = new ArrayList<String>();
    for (String file : open) if (!files.isEmpty() || file.equals(path)) files.add(file);
    return files.size() == 1
        ? path + " imports itself"
        : "files import each other: " + String.join(" imports ", files) + " imports " + path;
  }

  private void problem(Statement.Import statement, String message) {
    problems.add(Diagnostic.error("P2-051", statement.file().span(), message));
  }
}
