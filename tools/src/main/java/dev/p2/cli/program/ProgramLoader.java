package dev.p2.cli.program;

import dev.p2.cli.input.Defines;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.TextDigest;
import dev.p2.cli.input.TextFile;
import dev.p2.compile.Compiler;
import dev.p2.compile.InstalledPrograms;
import dev.p2.compile.TooLargeException;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Programs;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.code.MissingCodeException;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.lint.Lint;
import dev.p2.lang.program.Program;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parsed;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.overlays.Overlays;
import dev.p2.plan.Plan;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads programs by file or overlay name, and takes them through the stages. */
public final class ProgramLoader {
  private ProgramLoader() {}

  /**
   * A program as far as the checker brings it. Without errors it is there.
   *
   * @param texts that it was made of
   * @param defines the definitions of the command line
   */
  public record Outcome(
      Optional<Program> program,
      List<Diagnostic> diagnostics,
      List<Source> texts,
      Map<String, String> defines) {
    public Outcome {
      diagnostics = List.copyOf(diagnostics);
      texts = List.copyOf(texts);
      defines = Map.copyOf(defines);
    }

    /** What tells the texts and definitions from others. */
    public String digest() {
      var all = new ArrayList<String>();
      for (Source text : texts) all.add(text.text());
      new TreeMap<>(defines).forEach((name, value) -> all.add(name + "=" + value));
      return TextDigest.of(all);
    }
  }

  /**
   * Reads, parses and checks.
   *
   * @param health whether to load overlays' own health checks with them
   * @throws InputException if a file is missing, an overlay unknown, or a {@code -D} fits nothing
   *     in the program
   */
  public static Outcome check(ProgramFlags flags, boolean health) {
    Map<String, String> defines = Defines.parse(flags.defines);
    List<Source> sources = sources(flags, health);
    Parsed parsed = Parser.parse(sources, parseOptions(flags));
    requireKnown(defines, parsed);
    Checked checked = Lint.check(parsed, options(flags, defines));
    var texts = new LinkedHashMap<String, Source>();
    for (Statement statement : parsed.tree().statements())
      texts.putIfAbsent(statement.span().source().text(), statement.span().source());
    return new Outcome(
        checked.program(), checked.diagnostics(), List.copyOf(texts.values()), defines);
  }

  /**
   * What makes the programs of nodes that install rules beside this one, which was checked without
   * errors.
   */
  public static Programs programs(ProgramFlags flags, boolean health, HostCode code) {
    return new InstalledPrograms(
        sources(flags, health),
        parseOptions(flags),
        options(flags, Defines.parse(flags.defines)),
        code);
  }

  private static CheckOptions options(ProgramFlags flags, Map<String, String> defines) {
    return new CheckOptions(defines, flags.linkRestricted).withSystemRelations(flags.alsoRead);
  }

  /** Plans a checked program. */
  public static Plan plan(Program program, Set<String> without) {
    try {
      return Planner.plan(program, new PlanOptions(without));
    } catch (IllegalArgumentException noSuchRewrite) {
      throw new InputException(
          String.valueOf(noSuchRewrite.getMessage()).split(";")[0],
          "rewrites are " + String.join(", ", Planner.rewriteNames()));
    }
  }

  /**
   * Compiles a checked program for running.
   *
   * @throws InputException if it asks for functions or procedures that {@code code} does not have,
   *     or a rule is too large for the virtual machine
   */
  public static CompiledProgram compile(Program program, HostCode code) {
    return compile(plan(program, Set.of()), code);
  }

  /** The same from a plan on. */
  public static CompiledProgram compile(Plan plan, HostCode code) {
    Program program = plan.program();
    try {
      code.require(program);
    } catch (MissingCodeException e) {
      throw missing(e, code);
    }
    try {
      return Compiler.compile(plan);
    } catch (TooLargeException e) {
      Span at = e.span();
      throw InputException.at(at.source(), at.start(), at.end(), String.valueOf(e.getMessage()))
          .hint("split it in two, with an event or a table between them");
    }
  }

  /**
   * What a file of a program is read with, by itself.
   *
   * @throws InputException if a flag is wrong
   */
  public static ParseOptions parseOptions(ProgramFlags flags) {
    return new ParseOptions(
        Defines.parse(flags.defines),
        ProgramLoader::include,
        Overlays::find,
        dialect2005(flags.dialect));
  }

  /** The same where the built-in procedures are all there is. */
  public static CompiledProgram compile(Program program) {
    return compile(program, HostCode.BUILT_IN);
  }

  private static InputException missing(MissingCodeException e, HostCode code) {
    Span span = e.span();
    String hint =
        "run the program in a host of your own that registers it: docs/guide/embedding.md";
    if (e.isProcedure())
      hint =
          code.hasProcedure("CSVtuple")
              ? "built in are TOKENIZER and CSVtuple"
              : "built in is TOKENIZER; --allow-files adds CSVtuple, which reads files";
    return InputException.at(
            span.source(), span.start(), span.end(), String.valueOf(e.getMessage()))
        .hint(hint);
  }

  private static boolean dialect2005(String dialect) {
    if (dialect.isEmpty()) return false;
    if (dialect.equals("2005")) return true;
    throw new InputException(
        "--dialect " + dialect + ": there is no such dialect", "the only one is 2005");
  }

  private static List<Source> sources(ProgramFlags flags, boolean health) {
    if (flags.files.isEmpty()) {
      throw new InputException(
          "no program is given",
          "name files, or an overlay: " + String.join(", ", Overlays.names()));
    }
    var sources = new ArrayList<Source>();
    var checks = new ArrayList<Source>();
    for (String name : new LinkedHashSet<>(flags.files)) {
      Path path = Path.of(name);
      if (Files.exists(path) && !(Files.isDirectory(path) && Overlays.find(name).isPresent())) {
        sources.add(TextFile.read(name));
        continue;
      }
      sources.addAll(overlay(name));
      if (health) Overlays.health(name).ifPresent(checks::add);
    }
    sources.addAll(checks);
    return sources;
  }

  private static List<Source> overlay(String name) {
    return Overlays.find(name)
        .orElseThrow(
            () -> {
              String near = Suggestion.didYouMean(name, Overlays.names());
              boolean path = name.contains("/") || name.contains(".");
              String what =
                  path ? "there is no file " + name : "there is no file and no overlay " + name;
              return new InputException(
                  what,
                  near.isEmpty() ? "overlays are " + String.join(", ", Overlays.names()) : near);
            });
  }

  private static Optional<Source> include(String path) {
    return Files.isRegularFile(Path.of(path)) ? Optional.of(TextFile.read(path)) : Optional.empty();
  }

  private static void requireKnown(Map<String, String> defines, Parsed parsed) {
    for (String name : defines.keySet()) {
      if (parsed.words().contains(name)) continue;
      var names = new TreeSet<String>();
      for (Statement statement : parsed.tree().statements()) {
        if (statement instanceof Statement.Param param) names.add(param.name().text());
      }
      String near = Suggestion.didYouMean(name, names);
      if (near.isEmpty()) near = Suggestion.didYouMean(name, new TreeSet<>(parsed.words()));
      String known =
          names.isEmpty()
              ? "it has no parameter; write param " + name + ". there, or leave -D out"
              : "parameters are " + String.join(", ", names);
      throw new InputException("-D " + name + ": the program does not mention " + name)
          .hint(near.isEmpty() ? known : near);
    }
  }
}
