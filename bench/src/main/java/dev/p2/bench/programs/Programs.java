package dev.p2.bench.programs;

import dev.p2.compile.Compiler;
import dev.p2.engine.CompiledProgram;
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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The benchmarks' programs: resources of this module, and overlays of the library. */
public final class Programs {
  private Programs() {}

  /** The text of {@code bench/NAME.olg}. */
  public static List<Source> ours(String name) {
    try (InputStream in = Programs.class.getResourceAsStream("/bench/" + name + ".olg")) {
      if (in == null) throw new IllegalArgumentException("no benchmark program " + name);
      return List.of(
          new Source(name + ".olg", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of an overlay of the library. */
  public static List<Source> overlay(String name) {
    return Overlays.find(name)
        .orElseThrow(() -> new IllegalArgumentException("no overlay " + name));
  }

  /** The whole way from text to loaded classes. */
  public static CompiledProgram compile(List<Source> sources) {
    Checked checked =
        Checker.check(Parser.parse(sources, ParseOptions.plain()), CheckOptions.defaults());
    var program =
        checked
            .program()
            .orElseThrow(
                () -> new IllegalStateException("does not check: " + checked.diagnostics()));
    return Compiler.compile(Planner.plan(program, PlanOptions.DEFAULT));
  }
}
