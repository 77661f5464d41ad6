package dev.p2.embed;

import dev.p2.compile.Compiler;
import dev.p2.compile.InstalledPrograms;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Programs;
import dev.p2.engine.code.HostCode;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.check.Checker;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.overlays.Overlays;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The text of a program: strings, files and overlays of the library, read as one program in the
 * order in which they were added. Immutable.
 */
public final class Rules {
  private static final Set<String> INSTALLING = Set.of("sysInstall", "sysUninstall");

  private final List<Source> sources;
  private final Map<String, String> defines;

  private final boolean installable;

  private Rules(List<Source> sources, Map<String, String> defines, boolean installable) {
    this.installable = installable;
    this.sources = List.copyOf(sources);
    this.defines = new LinkedHashMap<>(defines);
  }

  /** Rules written in Java; diagnostics call them {@code rules.olg}. */
  public static Rules ofText(String text) {
    return new Rules(List.of(), Map.of(), false).andText("rules.olg", text);
  }

  /**
   * The rules of a file.
   *
   * @throws IOException if it cannot be read, or is no UTF-8
   */
  public static Rules ofFile(Path file) throws IOException {
    return new Rules(List.of(), Map.of(), false).andFile(file);
  }

  /**
   * An overlay of the library, such as {@code chord}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Rules ofOverlay(String name) {
    List<Source> files =
        Overlays.find(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no overlay " + name + "; overlays are " + Overlays.names()));
    return new Rules(files, Map.of(), false);
  }

  /** With more rules; {@code name} is what diagnostics call them. */
  public Rules andText(String name, String text) {
    var more = new ArrayList<>(sources);
    more.add(new Source(name, text));
    return new Rules(more, defines, installable);
  }

  /**
   * With the rules of a file.
   *
   * @throws IOException if it cannot be read, or is no UTF-8
   */
  public Rules andFile(Path file) throws IOException {
    return andText(file.toString(), Files.readString(file));
  }

  /** With a parameter or macro, as {@code -D NAME=text} of the command line. */
  public Rules define(String name, String text) {
    var more = new LinkedHashMap<>(defines);
    more.put(name, text);
    return new Rules(sources, more, installable);
  }

  /**
   * With the events {@code sysInstall} and {@code sysUninstall}, also if no rule derives them: Java
   * may inject them where a node's setup allows it.
   */
  public Rules installable() {
    return new Rules(sources, defines, true);
  }

  /**
   * Compiles. What comes out makes any number of nodes.
   *
   * @throws ProgramException if there are errors
   * @throws dev.p2.compile.TooLargeException if a rule is too large for the virtual machine
   */
  public CompiledProgram compile() {
    var parsed = Parser.parse(sources, parsing());
    Checked checked = Checker.check(parsed, checking());
    return Compiler.compile(
        Planner.plan(
            checked.program().orElseThrow(() -> new ProgramException(checked.diagnostics())),
            PlanOptions.DEFAULT));
  }

  private ParseOptions parsing() {
    return new ParseOptions(defines, Rules::include, Overlays::find, false);
  }

  private CheckOptions checking() {
    var checking = new CheckOptions(defines, false);
    return installable ? checking.withSystemRelations(INSTALLING) : checking;
  }

  /** What makes the programs that nodes install beside these rules. */
  Programs programs(HostCode code) {
    return new InstalledPrograms(sources, parsing(), checking(), code);
  }

  private static Optional<Source> include(String path) {
    Path file = Path.of(path);
    if (!Files.isRegularFile(file)) return Optional.empty();
    try {
      return Optional.of(new Source(path, Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
