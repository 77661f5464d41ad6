package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.AggregateForm;
import dev.p2.lang.check.RuleForm.AssignForm;
import dev.p2.lang.check.RuleForm.Column;
import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.value.Function.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What draws, what asks for the time, and what is the same for all matches of an event: overlog.md
 * 6.1, 6.2, 8.4.
 */
final class Purity {
  private static final Set<Kind> DRAWS = EnumSet.of(Kind.RANDOM, Kind.EXTERN);
  private static final Set<Kind> CHANGES = EnumSet.of(Kind.RANDOM, Kind.EXTERN, Kind.NOW);

  private final ProgramDraft program;

  Purity(ProgramDraft program) {
    this.program = program;
  }

  private boolean calls(Expression e, Set<Kind> kinds) {
    return Expressions.anyCall(
        e,
        c ->
            program
                .function(c.function().text())
                .filter(f -> kinds.contains(f.kind()))
                .isPresent());
  }

  /**
   * The name of a function that makes a view one that is not maintained, if the rule calls such a
   * function.
   */
  Optional<String> impure(RuleForm form) {
    var all = new ArrayList<>(form.head().expressions());
    for (RuleForm.Term t : form.body()) all.addAll(t.needs());
    for (Expression e : all) {
      var found = new ArrayList<String>();
      Expressions.anyCall(
          e,
          c -> {
            boolean changes =
                program
                    .function(c.function().text())
                    .filter(f -> CHANGES.contains(f.kind()))
                    .isPresent();
            if (changes) found.add(c.function().text());
            return false;
          });
      if (!found.isEmpty()) return Optional.of(found.getFirst());
    }
    return Optional.empty();
  }

  /**
   * Whether an aggregate rule has exactly one group: each event (6.1), or from the first step on
   * (6.2).
   */
  boolean fixedGroup(RuleForm form) {
    if (!form.head().aggregating()) return false;
    List<Expression> groupBy = new ArrayList<>();
    for (Column c : form.head().columns()) if (c instanceof Column.Value v) groupBy.add(v.value());
    if (form.isView()) {
      Optional<String> here =
          form.predicates().stream()
              .filter(p -> !p.negated())
              .findFirst()
              .flatMap(PredicateForm::location);
      return groupBy.stream().allMatch(e -> atNode(e, here));
    }
    Set<String> fixed = fixedByEvent(form);
    return groupBy.stream()
        .allMatch(e -> fixed.containsAll(Expressions.names(e)) && !calls(e, DRAWS));
  }

  private boolean atNode(Expression e, Optional<String> here) {
    Optional<Expression.Variable> v = Expressions.variable(e);
    if (v.isPresent()) return here.filter(v.get().name()::equals).isPresent();
    return Expressions.constant(e) && !calls(e, CHANGES);
  }

  private Set<String> fixedByEvent(RuleForm form) {
    Set<String> fixed = new HashSet<>(form.eventPredicate().orElseThrow().variables());
    boolean again = true;
    while (again) {
      again = false;
      for (RuleForm.Term t : form.body()) {
        if (!(t instanceof AssignForm a) || calls(a.value(), DRAWS)) continue;
        if (fixed.containsAll(Expressions.names(a.value()))) again |= fixed.add(a.variable());
      }
    }
    return fixed;
  }

  /**
   * Aggregate views cannot be kept up to date if they draw or ask for the time: P2-037; others are
   * warned of: P2-117.
   */
  void checkView(RuleForm form, Report report) {
    if (!form.isView()) return;
    Optional<String> impure = impure(form);
    if (impure.isEmpty()) return;
    for (AggregateForm a : form.head().aggregates()) {
      report.error(
          "P2-037",
          a.span(),
          "an aggregate is not allowed in a view that uses "
              + impure.get()
              + ": its value could not be maintained");
      return;
    }
    if (form.head().relation().isTable() && !form.head().delete()) {
      report.warning(
          "P2-117",
          form.head().span(),
          "view " + form.head().relation() + " is not maintained because it uses " + impure.get());
    }
  }
}
