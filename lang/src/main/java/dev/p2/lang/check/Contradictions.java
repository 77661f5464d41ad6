package dev.p2.lang.check;

import dev.p2.lang.check.RuleForm.ConditionForm;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.TypeRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds conditions that no value of a variable of type ANY meets together: {@code S == "a", S > 3}
 * is P2-013 at the second operator, though each alone is possible. {@code !=} demands nothing of a
 * type.
 */
final class Contradictions {
  private static final Set<String> DEMANDING = Set.of("==", "<", "<=", ">", ">=");

  private final RuleScope scope;
  private final ExpressionTypes types;
  private final Report report;
  private final Map<String, Type> demanded = new HashMap<>();

  private Contradictions(ProgramDraft program, RuleScope scope, Report report) {
    this.scope = scope;
    this.types = new ExpressionTypes(scope::type, program::function);
    this.report = report;
  }

  static void check(ProgramDraft program, RuleForm form, RuleScope scope, Report report) {
    Contradictions pass = null;
    for (RuleForm.Term t : form.body()) {
      if (!(t instanceof ConditionForm c)) continue;
      if (pass == null) pass = new Contradictions(program, scope, report);
      pass.condition(c.condition());
    }
  }

  private void condition(Expression e) {
    switch (e) {
      case Expression.Binary b when b.operator().equals("&&") -> {
        condition(b.left());
        condition(b.right());
      }
      case Expression.Binary b when DEMANDING.contains(b.operator()) -> {
        demand(b.left(), b.right(), b.operator(), b.operatorSpan());
        demand(b.right(), b.left(), b.operator(), b.operatorSpan());
      }
      case Expression.Interval i -> {
        demand(i.value(), i.low(), "in", i.operatorSpan());
        demand(i.value(), i.high(), "in", i.operatorSpan());
      }
      default -> {}
    }
  }

  private void demand(Expression variable, Expression by, String operator, Span at) {
    Optional<String> name = Expressions.variable(variable).map(Expression.Variable::name);
    if (name.isEmpty() || scope.type(name.get()) != Type.ANY) return;
    Type type = types.of(by);
    if (TypeRules.isOpen(type)) return;
    Type before = demanded.putIfAbsent(name.get(), type);
    if (before == null || compatible(before, type)) return;
    report.error(
        "P2-013",
        at,
        "operator "
            + operator
            + " is not defined for "
            + Types.text(before)
            + " and "
            + Types.text(type)
            + ": another condition makes "
            + name.get()
            + " "
            + Types.text(before));
  }

  private static boolean compatible(Type a, Type b) {
    return TypeRules.sameFamily(a, b) || TypeRules.ordered(a, b);
  }
}
