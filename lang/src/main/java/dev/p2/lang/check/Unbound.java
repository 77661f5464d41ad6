package dev.p2.lang.check;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.ForeignWords;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What to say of a variable without a value: P2-031. */
final class Unbound {
  private static final Set<String> CONSTANTS = Set.of("true", "false", "null", "infinity");

  private static final Set<String> NOTHING = Set.of("none", "nil", "nothing", "undefined");

  private Unbound() {}

  static String notBound(Expression.Variable v) {
    return v.anonymous() ? "_ has no value here" : "variable " + v.name() + " is not bound";
  }

  /** In a fact. */
  static Diagnostic inFact(Expression.Variable v) {
    String what = "variable " + v.name() + " in a fact";
    Diagnostic error = Diagnostic.error("P2-031", v.span(), what);
    return v.anonymous()
        ? error.hint("a fact is one row, with a value in each column")
        : constant(error, v);
  }

  /** With what to know of a variable before {@code in}, which many expect to run through a list. */
  static Diagnostic tested(Diagnostic diagnostic) {
    return diagnostic.hint("in asks whether a list holds a value; rows come from predicates only");
  }

  /** With how a rule gives it a value; it may be a macro that is missing, if it looks like one. */
  static Diagnostic inRule(Diagnostic diagnostic, Expression.Variable v) {
    if (v.anonymous()) return diagnostic;
    String constant = v.name().toLowerCase(Locale.ROOT);
    Optional<String> location = ForeignWords.location(constant);
    if (location.isPresent()) return diagnostic.hint(location.get());
    if (NOTHING.contains(constant)) return diagnostic.hint("did you mean null?");
    if (CONSTANTS.contains(constant)) return diagnostic.hint("did you mean " + constant + "?");
    Diagnostic error = Spelling.looksLikeMacro(v.name()) ? constant(diagnostic, v) : diagnostic;
    return error.hint("bind it in a predicate, or assign it: " + v.name() + " := …");
  }

  /** With how to give it a value where only constants may stand. */
  static Diagnostic constant(Diagnostic diagnostic, Expression.Variable v) {
    if (v.anonymous()) return diagnostic;
    return diagnostic.hint(
        "if " + v.name() + " is a constant, give it a value: -D " + v.name() + "=…");
  }
}
