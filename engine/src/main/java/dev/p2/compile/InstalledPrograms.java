package dev.p2.compile;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.InstallException;
import dev.p2.engine.Installed;
import dev.p2.engine.Programs;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.code.MissingCodeException;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.check.Checker;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks, plans and compiles a program together with texts that nodes install. Each combination of
 * texts once, errors included: ten thousand nodes that install the same rules share the classes.
 */
public final class InstalledPrograms implements Programs {
  /** Combinations that are kept; nodes keep theirs anyway. */
  private static final int KEPT_MAX = 64;

  private final List<Source> base;
  private final ParseOptions parsing;
  private final CheckOptions checking;
  private final HostCode code;

  private record Text(String name, String text) {}

  private record Outcome(Optional<CompiledProgram> program, Optional<InstallException> error) {}

  private final Map<List<Text>, Outcome> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Text>, Outcome> eldest) {
          return size() > KEPT_MAX;
        }
      };

  /**
   * For nodes of one program.
   *
   * @param base its texts, and {@code parsing} and {@code checking} what they were read with
   * @param code the functions and procedures that installed texts may ask for
   */
  public InstalledPrograms(
      List<Source> base, ParseOptions parsing, CheckOptions checking, HostCode code) {
    this.base = List.copyOf(base);
    this.parsing = parsing;
    this.checking = checking;
    this.code = code;
  }

  @Override
  public CompiledProgram with(List<Installed> installed) throws InstallException {
    List<Text> texts = installed.stream().map(i -> new Text(i.name(), i.text())).toList();
    Outcome outcome;
    synchronized (known) { // nodes on several threads ask for the same one at the same time
      outcome = known.get(texts);
      if (outcome == null) {
        outcome = outcome(installed);
        known.put(texts, outcome);
      }
    }
    if (outcome.error().isPresent()) {
      InstallException e = outcome.error().get();
      String why = String.valueOf(e.getMessage());
      throw e.diagnostic().isPresent()
          ? new InstallException(e.diagnostic().get(), why)
          : new InstallException(e.code(), e.line(), why);
    }
    return outcome.program().orElseThrow();
  }

  private Outcome outcome(List<Installed> installed) {
    try {
      var sources = new ArrayList<>(base);
      for (Installed one : installed) {
        var source = new Source(one.source(), one.text());
        requireNoFiles(source);
        sources.add(source);
      }
      Checked checked = Checker.check(Parser.parse(sources, parsing), checking);
      for (Diagnostic problem : checked.diagnostics()) if (problem.isError()) throw of(problem);
      Program program = checked.program().orElseThrow();
      code.require(program);
      requireInstallable(program);
      var compiled = Compiler.compile(Planner.plan(program, PlanOptions.DEFAULT));
      return new Outcome(Optional.of(compiled), Optional.empty());
    } catch (InstallException e) {
      return new Outcome(Optional.empty(), Optional.of(e));
    } catch (TooLargeException e) {
      return refused(e.span(), e);
    } catch (MissingCodeException e) {
      return refused(e.span(), e);
    }
  }

  private static Outcome refused(Span place, RuntimeException e) {
    String why = String.valueOf(e.getMessage());
    return new Outcome(
        Optional.empty(), Optional.of(new InstallException("P2-R14", place.line(), why)));
  }

  /** What only a host can set up when a node is made. */
  private static void requireInstallable(Program program) throws InstallException {
    for (Program.Stage stage : program.stages())
      if (Installed.is(stage.span().source()))
        throw new InstallException(
            "P2-R14", stage.span().line(), "a stage cannot be installed in a running node");
    for (Relation relation : program.relations())
      if (relation.table().filter(Relation.TableSpec::durable).isPresent()
          && Installed.is(relation.span().source()))
        throw new InstallException(
            "P2-R14",
            relation.span().line(),
            "a durable table cannot be installed: who restarts begins without the program");
  }

  /** A text may come from anywhere: it reads none of the host's files, overlays only. */
  private void requireNoFiles(Source source) throws InstallException {
    var asked = new ArrayList<String>();
    var alone =
        new ParseOptions(
            parsing.defines(),
            path -> {
              asked.add(path);
              return Optional.empty();
            },
            parsing.library(),
            parsing.dialect2005());
    for (Diagnostic problem : Parser.parse(List.of(source), alone).diagnostics())
      if (problem.isError() && !asked.isEmpty()) throw of(problem);
  }

  private static InstallException of(Diagnostic problem) {
    var where = problem.span().source();
    boolean installed = Installed.is(where);
    String file = installed ? "" : where.name() + ":";
    String hint = problem.hints().isEmpty() ? "" : " (" + problem.hints().getFirst() + ")";
    String text =
        file
            + problem.span().line()
            + ":"
            + where.column(problem.span().start())
            + ": "
            + problem.message()
            + hint;
    return new InstallException(problem, text);
  }
}
