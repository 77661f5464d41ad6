package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.PredicateForm;
import dev.p2.lang.program.CheckedRule.Timer;
import dev.p2.lang.program.Expr;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.TypeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code periodic(@N, E, T, Count, Phase)}: overlog.md 7.8, P2-039. */
final class Periodic {
  private static final int PERIOD = 2;
  private static final int COUNT = 3;
  private static final int PHASE = 4;

  private final Report report;
  private final ExprBuilder constants;

  Periodic(ProgramDraft program, Report report) {
    this.report = report;
    this.constants = ExprBuilder.constants(program, report);
  }

  /** Requires constants where constants belong; what is none is reported and becomes {@code _}. */
  static RuleForm requireConstants(RuleForm form, Report report) {
    RuleForm changed = form;
    for (int i = 0; i < form.body().size(); i++) {
      if (!(form.body().get(i) instanceof PredicateForm p) || !p.relation().periodic) continue;
      var body = new ArrayList<>(changed.body());
      body.set(i, constant(p, report));
      changed = changed.withBody(body);
    }
    return changed;
  }

  private static PredicateForm constant(PredicateForm p, Report report) {
    List<Expression> arguments = new ArrayList<>(p.arguments());
    for (int i = PERIOD; i < arguments.size(); i++) {
      Expression e = arguments.get(i);
      if (Expressions.constant(e)) continue;
      String what = i == PERIOD ? "period" : i == COUNT ? "count" : "phase";
      Expression.Variable v = Expressions.occurrences(e).getFirst();
      report.add(
          Unbound.constant(
              Diagnostic.error("P2-039", e.span(), "periodic: the " + what + " must be constant"),
              v));
      arguments.set(i, new Expression.Variable(e.span(), "_"));
    }
    return p.withArguments(arguments);
  }

  /** What fires. */
  Timer timer(PredicateForm p) {
    Expression written = p.arguments().get(PERIOD);
    Expr period = length(written, "period");
    Optional<Expr> count =
        p.arguments().size() > COUNT ? count(p.arguments().get(COUNT)) : Optional.empty();
    Optional<Expr> phase =
        p.arguments().size() > PHASE
            ? Optional.of(length(p.arguments().get(PHASE), "phase"))
            : Optional.empty();
    if (period instanceof Expr.Const c && c.value() instanceof Duration d) {
      if (d.nanos() < 0) report.error("P2-039", written.span(), "periodic: the period is negative");
      if (d.nanos() == 0 && count.isEmpty()) {
        report.add(
            Diagnostic.error("P2-039", written.span(), "periodic: period 0 needs a count")
                .hint("periodic(@N, E, 0, 1) fires once at the start"));
      }
    }
    return new Timer(period, count, phase);
  }

  private Expr length(Expression e, String what) {
    if (Expressions.anonymous(e)) return ExprBuilder.unknown(e.span());
    Expr built = constants.build(e);
    if (!TypeRules.fits(built.type(), Type.DURATION)) {
      var error =
          Diagnostic.error(
              "P2-039",
              e.span(),
              "periodic: the " + what + " is a number of seconds or a duration");
      report.add(built.type() == Type.STRING ? error.hint(Declarations.UNQUOTED) : error);
      return ExprBuilder.unknown(e.span());
    }
    return ExprBuilder.coerce(built, Type.DURATION);
  }

  /** The number of firings; empty for ever. */
  private Optional<Expr> count(Expression e) {
    if (Expressions.anonymous(e)) return Optional.of(ExprBuilder.unknown(e.span()));
    Expr built = constants.build(e);
    if (built instanceof Expr.Const c) {
      if (Expression.INFINITY.equals(c.value()) || Long.valueOf(0).equals(c.value()))
        return Optional.empty();
      if (c.value() instanceof Long n && n > 0) return Optional.of(built);
    } else if (built.type() == Type.INT) {
      return Optional.of(built);
    }
    notACount(e.span());
    return Optional.of(built);
  }

  private void notACount(Span at) {
    report.error("P2-039", at, "periodic: the count is an int that is not negative");
  }
}
