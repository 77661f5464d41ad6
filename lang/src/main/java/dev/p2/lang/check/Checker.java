package dev.p2.lang.check;

import dev.p2.lang.program.Program;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Diagnostics;
import dev.p2.lang.syntax.Parsed;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * From a parsed program to a checked one, in a row of passes of which each does one thing. Passes
 * go on after errors, so that all independent errors are told at once; a rule of which the shape is
 * wrong drops out of the later ones.
 */
public final class Checker {
  private Checker() {}

  /** Checks; never throws. */
  public static Checked check(Parsed parsed, CheckOptions options) {
    var report = new Report();
    ProgramDraft draft = read(parsed, options, report);
    boolean readable = parsed.diagnostics().stream().noneMatch(Diagnostic::isError);
    Optional<Program> program = check(draft, options, readable);
    var all = new ArrayList<>(parsed.diagnostics());
    boolean incomplete = all.stream().anyMatch(Checker::lacksFile);
    for (Diagnostic d : report.all()) if (!incomplete || !mayBeInTheFile(d)) all.add(d);
    List<Diagnostic> sorted = Diagnostics.sorted(all);
    boolean failed = sorted.stream().anyMatch(Diagnostic::isError);
    return new Checked(failed ? Optional.empty() : program, sorted, draft.mentions());
  }

  /** The names of the relations that are built in. */
  public static Set<String> builtInRelations() {
    return SystemRelations.names();
  }

  /** Whether a file that belongs to the program is not there. */
  private static boolean lacksFile(Diagnostic d) {
    return (d.code().equals("P2-004") || d.code().equals("P2-051"))
        && d.message().contains("file not found");
  }

  /** Whether what is missing may be a declaration or macro of a file that is not there. */
  private static boolean mayBeInTheFile(Diagnostic d) {
    Span at = d.span();
    return switch (d.code()) {
      case "P2-016", "P2-020", "P2-033", "P2-035", "P2-036", "P2-040" -> true;
      case "P2-030", "P2-031", "P2-039" ->
          Spelling.looksLikeMacro(at.source().text().substring(at.start(), at.end()));
      default -> false;
    };
  }

  private static ProgramDraft read(Parsed parsed, CheckOptions options, Report report) {
    Imports.Opened opened = Imports.open(parsed, options, report);
    List<Statement> statements = Namespaces.flatten(opened.statements(), opened.aliases(), report);
    statements = OldSpellings.modernize(statements, report);
    return new ProgramDraft(statements, report);
  }

  private static Optional<Program> check(
      ProgramDraft program, CheckOptions options, boolean readable) {
    Report report = program.report;
    Externs.read(program);
    Calls.check(program);
    Declarations.read(program);
    Uses.read(program);
    Locations.resolve(program);
    var tables = new Kinds.Tables(program);
    for (RuleDraft rule : usable(program)) Kinds.check(rule, report, tables);
    List<RuleDraft> rules = usable(program);
    AllCores.each(rules.size(), report, (i, found) -> requireValues(rules.get(i), found));
    for (RuleDraft rule : rules) {
      if (!rule.broken) Localizer.localize(program, rule, options.linkRestricted());
    }
    for (RuleDraft rule : program.rules) if (rule.unusable) rule.forms = List.of();
    Transports.read(program);
    for (String name : SystemRelations.ALWAYS) program.relation(name, Span.NONE);
    program
        .statements(Statement.Watch.class)
        .map(w -> w.name().text())
        .filter(SystemRelations::isBuiltIn)
        .forEach(name -> program.relation(name, Span.NONE));
    if (traces(program.statements))
      SystemRelations.TRACED.forEach(n -> program.relation(n, Span.NONE));
    for (String name : new TreeSet<>(options.systemRelations())) {
      if (SystemRelations.isBuiltIn(name)) program.relation(name, Span.NONE);
    }

    List<RuleScope> scopes = Inference.infer(program);
    if (!readable || report.hasErrors()) {
      ProgramBuilder.check(program, scopes);
      return Optional.empty();
    }
    Nullability.infer(program, scopes);
    return Optional.of(ProgramBuilder.build(program, scopes));
  }

  private static void requireValues(RuleDraft rule, Report report) {
    rule.forms = List.of(Rebinding.rename(rule.forms.getFirst(), report));
    Safety.check(rule, report);
    rule.forms = List.of(DataFlow.order(rule.forms.getFirst()));
  }

  private static boolean traces(List<Statement> statements) {
    return statements.stream()
        .anyMatch(
            s ->
                s instanceof Statement.Watch w
                    && (w.kind() == Statement.Watch.Kind.TRACE
                        || w.kind() == Statement.Watch.Kind.TRACE_TABLE));
  }

  private static List<RuleDraft> usable(ProgramDraft program) {
    return program.rules.stream().filter(r -> !r.unusable).toList();
  }
}
