package dev.p2.lang.check;

import dev.p2.lang.program.Expr;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Name;
import dev.p2.lang.syntax.Precedence;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Function.Kind;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.TypeRules;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The type of a parsed expression, given those of its variables. NULL is a type not known yet: what
 * an operator makes of it is not known either, unless the other operand decides. A misfit counts as
 * ANY here; {@link ExprBuilder} reports it.
 */
final class ExpressionTypes {
  private final Function<String, Type> scope;
  private final Function<String, Optional<dev.p2.lang.value.Function>> functions;

  ExpressionTypes(
      Function<String, Type> scope,
      Function<String, Optional<dev.p2.lang.value.Function>> functions) {
    this.scope = scope;
    this.functions = functions;
  }

  Type of(Expression expression) {
    return switch (expression) {
      case Expression.Literal l -> Types.of(l.value());
      case Expression.Variable v -> variable(v);
      case Expression.Call c -> call(c);
      case Expression.Unary u -> unary(u);
      case Expression.Binary b -> binary(b);
      case Expression.Conditional c -> TypeRules.join(of(c.then()), of(c.otherwise()));
      case Expression.Interval i -> Type.BOOL;
      case Expression.Contains c -> Type.BOOL;
      case Expression.Element e -> Type.ANY;
      case Expression.MatrixElement m -> Type.ANY;
      case Expression.ListOf l -> Type.LIST;
    };
  }

  private Type variable(Expression.Variable v) {
    return Expressions.nodeConstant(v.name())
        .map(kind -> new Expr.NodeConstant(v.span(), kind).type())
        .orElseGet(() -> v.anonymous() ? Type.ANY : scope.apply(v.name()));
  }

  private Type unary(Expression.Unary u) {
    Type operand = of(u.operand());
    return settle(TypeRules.unary(u.operator(), operand), operand, operand);
  }

  private Type binary(Expression.Binary written) {
    Expression reading = reading(written);
    if (!(reading instanceof Expression.Binary b)) return of(reading);
    Type left = of(b.left());
    Type right = of(b.right());
    if (constantPower(b, left, right)) return Type.INT;
    return settle(TypeRules.binary(b.operator(), left, right), left, right);
  }

  /**
   * The expression as it is read: {@code A << B + C} as {@code (A << B) + C} where the count would
   * be an id (1.6); where that shows only at run time, both readings and the choice between them.
   */
  Expression reading(Expression.Binary written) {
    Optional<Expression.Binary> old = Precedence.oldReading(written);
    if (old.isEmpty()) return written;
    Type count = of(written.right());
    if (count == Type.ID) return old.get();
    if (count != Type.ANY) return written;
    Expression.Binary asWritten = withGroupedCount(written);
    Span at = written.operatorSpan();
    var typeOf = new Expression.Call(at, new Name(at, "f_typeOf"), List.of(written.right()));
    var isId = new Expression.Binary(at, at, "==", typeOf, new Expression.Literal(at, "id"), true);
    return new Expression.Conditional(written.span(), isId, old.get(), asWritten);
  }

  /** With the count in parentheses, so that there is only one reading. */
  private static Expression.Binary withGroupedCount(Expression.Binary shift) {
    var sum = (Expression.Binary) shift.right();
    var grouped =
        new Expression.Binary(
            sum.span(), sum.operatorSpan(), sum.operator(), sum.left(), sum.right(), true);
    return new Expression.Binary(
        shift.span(),
        shift.operatorSpan(),
        shift.operator(),
        shift.left(),
        grouped,
        shift.parenthesised());
  }

  /**
   * An int to the power of a literal that is not negative is an int; otherwise that shows at run
   * time.
   */
  static boolean constantPower(Expression.Binary b, Type left, Type right) {
    return b.operator().equals("**")
        && left == Type.INT
        && right == Type.INT
        && b.right() instanceof Expression.Literal l
        && l.value() instanceof Long n
        && n >= 0;
  }

  private static Type settle(Optional<Type> result, Type left, Type right) {
    Type type = result.orElse(Type.ANY);
    boolean unknown = left == Type.NULL || right == Type.NULL;
    return unknown && type == Type.ANY && result.isPresent() ? Type.NULL : type;
  }

  private Type call(Expression.Call c) {
    List<Type> arguments = c.arguments().stream().map(this::of).toList();
    Optional<dev.p2.lang.value.Function> function = functions.apply(c.function().text());
    if (function.isEmpty() || !function.get().takes(arguments.size())) return Type.ANY;
    if (function.get().kind() == Kind.EXTERN || function.get().kind() == Kind.EXTERN_PURE) {
      return function.get().result();
    }
    Type type = TypeRules.call(function.get(), arguments).orElse(Type.ANY);
    return type == Type.ANY && arguments.contains(Type.NULL) ? Type.NULL : type;
  }
}
