package dev.p2.lang.lint;

import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checked;
import dev.p2.lang.check.Checker;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Diagnostics;
import dev.p2.lang.syntax.Parsed;
import java.util.ArrayList;
import java.util.List;

/** All advice about a program. Time: in proportion to the program, but for the circles named. */
public final class Lint {
  private static final List<Analysis> ANALYSES =
      List.of(
          new Unread(),
          new Underived(),
          new NeverFilled(),
          new Growth(),
          new ShortHeads(),
          new SlowRefresh(),
          new NoReturn(),
          new DeletedViews(),
          new LossyViews(),
          new EndlessEvents(),
          new KeyConflicts(),
          new FactsOfOneNode(),
          new FactsOfOneKey(),
          new UnknownProcedures(),
          new StageResults(),
          new EndlessChanges(),
          new Amplification(),
          new DeadConditions(),
          new RacingDeletes(),
          new UnusedDeclarations(),
          new DeadWatches(),
          new BitsInLists(),
          new SelfReplacements());

  private Lint() {}

  /** Checks a program and, if it has no errors, adds the advice; in text order. */
  public static Checked check(Parsed parsed, CheckOptions options) {
    Checked checked = Checker.check(parsed, options);
    if (checked.program().isEmpty()) return checked;
    var all = new ArrayList<>(checked.diagnostics());
    all.addAll(advice(checked));
    return new Checked(checked.program(), Diagnostics.sorted(all), checked.mentions());
  }

  /** The advice alone; none for a program with errors. */
  private static List<Diagnostic> advice(Checked checked) {
    var found = new ArrayList<Diagnostic>();
    checked
        .program()
        .ifPresent(
            program -> {
              Flow flow = Flow.of(program, checked.mentions());
              for (Analysis analysis : ANALYSES) analysis.run(flow, found::add);
            });
    return found;
  }
}
