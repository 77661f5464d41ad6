package dev.p2.lang.check;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Variable;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.ExpressionText;
import dev.p2.lang.syntax.Precedence;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Function.Kind;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.TypeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes typed expressions of parsed ones: implicit conversions become nodes, constants are folded,
 * and what no types fit is P2-013. After an error the expression is a null of type ANY, so that one
 * mistake is told once.
 */
final class ExprBuilder {
  private final Report report;
  private final java.util.function.Function<String, Optional<Variable>> scope;
  private final java.util.function.Function<String, Optional<Function>> functions;
  private final Operations operations;

  ExprBuilder(
      Report report,
      java.util.function.Function<String, Optional<Variable>> scope,
      java.util.function.Function<String, Optional<Function>> functions) {
    this.report = report;
    this.scope = scope;
    this.functions = functions;
    this.operations = new Operations(report);
  }

  /** For expressions without variables; one that occurs anyway counts as a value of type ANY. */
  static ExprBuilder constants(ProgramDraft program, Report report) {
    return new ExprBuilder(report, name -> Optional.empty(), program::function);
  }

  Expr build(Expression expression) {
    return Folding.fold(
        switch (expression) {
          case Expression.Literal l -> new Expr.Const(l.span(), Types.of(l.value()), l.value());
          case Expression.Variable v -> variable(v);
          case Expression.Call c -> call(c);
          case Expression.Unary u -> operations.unary(u, build(u.operand()));
          case Expression.Binary b -> binary(b);
          case Expression.Conditional c -> conditional(c);
          case Expression.Interval i ->
              operations.interval(i, build(i.value()), build(i.low()), build(i.high()));
          case Expression.Contains c -> contains(c);
          case Expression.Element e -> element(e.span(), build(e.list()), build(e.index()));
          case Expression.MatrixElement m ->
              element(
                  m.span(),
                  Folding.fold(element(m.span(), build(m.matrix()), build(m.row()))),
                  build(m.column()));
          case Expression.ListOf l ->
              new Expr.ListOf(l.span(), l.elements().stream().map(this::build).toList());
        });
  }

  /** A condition of a body. */
  Expr condition(Expression expression) {
    Expr built = build(expression);
    if (TypeRules.isCondition(built.type())) return built;
    Span at = expression instanceof Expression.Binary b ? b.operatorSpan() : expression.span();
    report.error(
        "P2-013", at, "a condition is true or false, and this is " + Types.text(built.type()));
    return unknown(expression.span());
  }

  /** {@code expr} as a value of {@code type}, which it fits. */
  static Expr coerce(Expr expr, Type type) {
    if (expr.type() == type || (TypeRules.isText(expr.type()) && TypeRules.isText(type)))
      return expr;
    return Folding.fold(new Expr.Convert(expr.span(), type, expr));
  }

  static Expr unknown(Span span) {
    return new Expr.Const(span, Type.ANY, null);
  }

  private Expr variable(Expression.Variable v) {
    Optional<Expr.NodeConstant.Kind> constant = Expressions.nodeConstant(v.name());
    if (constant.isPresent()) return new Expr.NodeConstant(v.span(), constant.get());
    Optional<Variable> variable = scope.apply(v.name());
    return variable.isPresent() ? new Expr.Var(v.span(), variable.get()) : unknown(v.span());
  }

  private Expr binary(Expression.Binary written) {
    Expression reading = types().reading(written);
    if (Precedence.mixesShift(written)) report.add(misread(written, reading));
    return reading instanceof Expression.Binary b
        ? operations.binary(b, build(b.left()), build(b.right()))
        : build(reading);
  }

  private static Diagnostic misread(Expression.Binary written, Expression reading) {
    if (reading instanceof Expression.Binary taken) return Precedence.warning(written, taken);
    Diagnostic warning = Precedence.warning(written, written);
    return Precedence.oldReading(written)
        .map(ExpressionText::grouped)
        .map(old -> warning.hint("where the count turns out to be an id, it is read as " + old))
        .orElse(warning);
  }

  /** Types as the scope's variables give them; nothing is reported. */
  private ExpressionTypes types() {
    return new ExpressionTypes(
        name -> scope.apply(name).map(Variable::type).orElse(Type.ANY), functions);
  }

  private Expr conditional(Expression.Conditional c) {
    Expr condition = condition(c.condition());
    return choose(c.span(), condition, build(c.then()), build(c.otherwise()));
  }

  private static Expr choose(Span span, Expr condition, Expr then, Expr otherwise) {
    Type type = TypeRules.join(then.type(), otherwise.type());
    return new Expr.Conditional(span, type, condition, coerce(then, type), coerce(otherwise, type));
  }

  private Expr contains(Expression.Contains c) {
    Expr value = build(c.value());
    Expr collection = build(c.collection());
    if (TypeRules.binary("in", value.type(), collection.type()).isEmpty()) {
      report.error(
          "P2-013",
          c.operatorSpan(),
          "in needs a list or a set on its right, and this is " + Types.text(collection.type()));
      return unknown(c.span());
    }
    return new Expr.Contains(c.span(), value, collection);
  }

  private Expr element(Span span, Expr list, Expr index) {
    boolean fits = TypeRules.fits(list.type(), Type.LIST) && TypeRules.fits(index.type(), Type.INT);
    if (!fits) {
      report.error(
          "P2-013",
          span,
          "[ ] is not defined for " + Types.text(list.type()) + " and " + Types.text(index.type()));
      return unknown(span);
    }
    return new Expr.Element(span, list, coerce(index, Type.INT));
  }

  private Expr call(Expression.Call c) {
    List<Expr> arguments = c.arguments().stream().map(this::build).toList();
    Optional<Function> found = functions.apply(c.function().text());
    // Unknown functions and wrong numbers of arguments are reported by Calls.
    if (found.isEmpty() || !found.get().takes(arguments.size())) return unknown(c.span());
    Function function = found.get();
    List<Type> types = arguments.stream().map(Expr::type).toList();
    Optional<Type> type = type(function, types);
    if (type.isEmpty()) {
      String given = types.stream().map(Types::text).collect(Collectors.joining(", "));
      report.add(
          Diagnostic.error(
              "P2-013",
              c.function().span(),
              c.function().text() + " is not defined for (" + given + ")"));
      return unknown(c.span());
    }
    if (function.kind() == Kind.NODE) {
      return new Expr.NodeConstant(c.span(), Expr.NodeConstant.Kind.LOCALADDRESS);
    }
    return switch (function.name()) {
      case "f_ifelse" -> choose(c.span(), arguments.get(0), arguments.get(1), arguments.get(2));
      case "f_max", "f_min" ->
          new Expr.Call(
              c.span(),
              function,
              type.get(),
              arguments.stream().map(a -> widened(a, type.get())).toList());
      default -> new Expr.Call(c.span(), function, type.get(), coerced(function, arguments));
    };
  }

  private static Optional<Type> type(Function function, List<Type> arguments) {
    if (function.kind() != Kind.EXTERN && function.kind() != Kind.EXTERN_PURE) {
      return TypeRules.call(function, arguments);
    }
    for (int i = 0; i < arguments.size(); i++) {
      if (!TypeRules.fits(arguments.get(i), function.parameter(i))) return Optional.empty();
    }
    return Optional.of(function.result());
  }

  private static Expr widened(Expr argument, Type type) {
    return TypeRules.isNumber(type) ? coerce(argument, type) : argument;
  }

  private static List<Expr> coerced(Function function, List<Expr> arguments) {
    var all = new ArrayList<Expr>();
    for (int i = 0; i < arguments.size(); i++) {
      Type parameter = function.parameter(i);
      all.add(parameter == Type.ANY ? arguments.get(i) : coerce(arguments.get(i), parameter));
    }
    return all;
  }
}
