package dev.p2.lang.check;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Expr.BinaryOperator;
import dev.p2.lang.program.Expr.UnaryOperator;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.TypeRules;
import java.util.Optional;

/** Types operators and converts their operands to one type, overlog.md 4.2 and 4.3. */
final class Operations {
  private static final long EXACT_IN_DOUBLE = 1L << 53;

  private final Report report;

  Operations(Report report) {
    this.report = report;
  }

  Expr unary(Expression.Unary u, Expr operand) {
    Optional<Type> type = TypeRules.unary(u.operator(), operand.type());
    if (type.isEmpty()) {
      return undefined(u.operatorSpan(), u.span(), u.operator(), Types.text(operand.type()));
    }
    UnaryOperator operator =
        switch (u.operator()) {
          case "-" -> UnaryOperator.NEGATE;
          case "~" -> UnaryOperator.COMPLEMENT;
          default -> UnaryOperator.NOT;
        };
    boolean keep = operator == UnaryOperator.NOT || TypeRules.isOpen(operand.type());
    return new Expr.Unary(
        u.span(), operator, type.get(), keep ? operand : ExprBuilder.coerce(operand, type.get()));
  }

  Expr interval(Expression.Interval i, Expr value, Expr low, Expr high) {
    Optional<Type> type = TypeRules.interval(value.type(), low.type(), high.type());
    if (type.isEmpty()) {
      String types =
          Types.text(value.type())
              + " and "
              + Types.text(low.type())
              + ", "
              + Types.text(high.type());
      return undefined(i.operatorSpan(), i.span(), "in", types);
    }
    Type common = type.get() == Type.BOOL ? Type.INT : type.get();
    return new Expr.Interval(
        i.span(),
        common == Type.ANY ? value : ExprBuilder.coerce(value, common),
        common == Type.ANY ? low : ExprBuilder.coerce(low, common),
        common == Type.ANY ? high : ExprBuilder.coerce(high, common),
        i.lowClosed(),
        i.highClosed());
  }

  Expr binary(Expression.Binary b, Expr left, Expr right) {
    Optional<Type> type =
        ExpressionTypes.constantPower(b, left.type(), right.type())
            ? Optional.of(Type.INT)
            : TypeRules.binary(b.operator(), left.type(), right.type());
    if (type.isEmpty()) {
      // Told already: it has no value.
      if (Expressions.anonymous(b.left()) || Expressions.anonymous(b.right()))
        return ExprBuilder.unknown(b.span());
      String types = Types.text(left.type()) + " and " + Types.text(right.type());
      return undefined(b.operatorSpan(), b.span(), b.operator(), types);
    }
    BinaryOperator operator = operator(b.operator());
    boolean text = TypeRules.isText(left.type()) || TypeRules.isText(right.type());
    if (operator == BinaryOperator.ADD && text) operator = BinaryOperator.CONCAT;
    Operands operands = operands(operator, type.get(), left, right);
    return new Expr.Binary(b.span(), operator, type.get(), operands.left(), operands.right());
  }

  private record Operands(Expr left, Expr right) {
    static Operands of(Expr left, Expr right, Type both) {
      return new Operands(ExprBuilder.coerce(left, both), ExprBuilder.coerce(right, both));
    }
  }

  private static Operands operands(BinaryOperator operator, Type type, Expr left, Expr right) {
    Type l = left.type();
    Type r = right.type();
    Operands asTheyAre = new Operands(left, right);
    return switch (operator) {
      case OR, AND, CONCAT, APPEND -> asTheyAre;
      case EQUAL, UNEQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> compared(left, right);
      case SHIFT_LEFT, SHIFT_RIGHT ->
          TypeRules.isOpen(l) || TypeRules.isOpen(r)
              ? asTheyAre
              : new Operands(ExprBuilder.coerce(left, type), ExprBuilder.coerce(right, Type.INT));
      case ADD, SUBTRACT -> {
        if (TypeRules.isNumber(l) && TypeRules.isNumber(r)) yield Operands.of(left, right, type);
        yield new Operands(asLength(left, r), asLength(right, l));
      }
      case BIT_OR, BIT_XOR, BIT_AND, MULTIPLY, DIVIDE, REMAINDER, POWER ->
          TypeRules.isNumber(l) && TypeRules.isNumber(r) && type != Type.ANY
              ? Operands.of(left, right, type)
              : asTheyAre;
    };
  }

  /** A number beside a time or a duration is seconds. */
  private static Expr asLength(Expr expr, Type other) {
    boolean seconds =
        TypeRules.isSeconds(expr.type()) && (other == Type.TIME || other == Type.DURATION);
    return seconds ? ExprBuilder.coerce(expr, Type.DURATION) : expr;
  }

  /**
   * Operands of a comparison: converted to one type where that loses nothing, so not an int that
   * may be negative to an id, nor one that may be large to a double.
   */
  private static Operands compared(Expr left, Expr right) {
    Type l = left.type();
    Type r = right.type();
    if (l == Type.DURATION || r == Type.DURATION) {
      return new Operands(asLength(left, r), asLength(right, l));
    }
    if (!TypeRules.isNumber(l) || !TypeRules.isNumber(r)) return new Operands(left, right);
    Type joined = TypeRules.join(l, r) == Type.BOOL ? Type.INT : TypeRules.join(l, r);
    return joined != Type.ANY && exact(left, joined) && exact(right, joined)
        ? Operands.of(left, right, joined)
        : new Operands(left, right);
  }

  private static boolean exact(Expr expr, Type to) {
    if (expr.type() == to || expr.type() == Type.BOOL) return true;
    if (expr.type() != Type.INT) return false;
    if (!(expr instanceof Expr.Const c) || !(c.value() instanceof Long n)) return false;
    return to == Type.ID ? n >= 0 : Math.abs(n) <= EXACT_IN_DOUBLE;
  }

  private Expr undefined(Span at, Span whole, String operator, String types) {
    Diagnostic error =
        Diagnostic.error("P2-013", at, "operator " + operator + " is not defined for " + types);
    boolean joins = operator.equals("||") && types.contains("string");
    report.add(joins ? error.hint("texts are joined by + or |||") : error);
    return ExprBuilder.unknown(whole);
  }

  private static BinaryOperator operator(String text) {
    return switch (text) {
      case "||" -> BinaryOperator.OR;
      case "&&" -> BinaryOperator.AND;
      case "|" -> BinaryOperator.BIT_OR;
      case "|||" -> BinaryOperator.APPEND;
      case "^" -> BinaryOperator.BIT_XOR;
      case "&" -> BinaryOperator.BIT_AND;
      case "==" -> BinaryOperator.EQUAL;
      case "!=" -> BinaryOperator.UNEQUAL;
      case "<" -> BinaryOperator.LESS;
      case "<=" -> BinaryOperator.LESS_EQUAL;
      case ">" -> BinaryOperator.GREATER;
      case ">=" -> BinaryOperator.GREATER_EQUAL;
      case "<<" -> BinaryOperator.SHIFT_LEFT;
      case ">>" -> BinaryOperator.SHIFT_RIGHT;
      case "+" -> BinaryOperator.ADD;
      case "-" -> BinaryOperator.SUBTRACT;
      case "*" -> BinaryOperator.MULTIPLY;
      case "/" -> BinaryOperator.DIVIDE;
      case "%" -> BinaryOperator.REMAINDER;
      case "**" -> BinaryOperator.POWER;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
