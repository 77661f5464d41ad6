package dev.p2.lang.check;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;

/** What to say of a variable without a value: P2-031. */
final class Unbound {
  private Unbound() {}

  static Diagnostic variable(Expression.Variable v) {
    String what = v.anonymous() ? "_ has no value here" : "variable " + v.name() + " is not bound";
    return hinted(Diagnostic.error("P2-031", v.span(), what), v);
  }

  /** With what to know of a variable before {@code in}, which many expect to run through a list. */
  static Diagnostic tested(Diagnostic diagnostic) {
    return diagnostic.hint("in asks whether a list holds a value; rows come from predicates only");
  }

  static Diagnostic inFact(Expression.Variable v) {
    String what = "variable " + v.name() + " in a fact";
    return hinted(Diagnostic.error("P2-031", v.span(), what), v);
  }

  /** With the hint that a macro may be missing, if the name looks like one. */
  static Diagnostic hinted(Diagnostic diagnostic, Expression.Variable v) {
    if (v.anonymous() || !Spelling.looksLikeMacro(v.name())) return diagnostic;
    return diagnostic.hint(
        "if " + v.name() + " is a constant, give it a value: -D " + v.name() + "=…");
  }
}
