package dev.p2.lang.program;

import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Type;
import java.util.List;

/**
 * A typed expression. Implicit conversions are explicit {@link Convert} nodes, params and constant
 * sub-expressions are folded, so a back end never guesses.
 *
 * <p>The operands of arithmetic, comparison and intervals have one common static type among INT,
 * DOUBLE, ID, TIME, DURATION, STRING, LIST, SET, or they are boxed values (one is ANY, NULL or of
 * another family, as in time minus duration): then the operation is {@code
 * dev.p2.lang.value.Operators} on boxed values.
 */
public sealed interface Expr {
  Span span();

  Type type();

  /**
   * Whether the value can be null; an expression that is not nullable is held as {@code
   * type().rep()}.
   */
  boolean nullable();

  default Type.Rep rep() {
    return nullable() ? Type.Rep.REF : type().rep();
  }

  /** A constant; its value as in {@code dev.p2.lang.value.Values}. */
  record Const(Span span, Type type, Object value) implements Expr {
    @Override
    public boolean nullable() {
      return value == null;
    }
  }

  /** A variable of the rule. */
  record Var(Span span, Variable variable) implements Expr {
    @Override
    public Type type() {
      return variable.type();
    }

    @Override
    public boolean nullable() {
      return variable.nullable();
    }
  }

  /** A value that differs from node to node and never changes at one. */
  record NodeConstant(Span span, Kind kind) implements Expr {
    /** Which one; overlog.md section 13. */
    public enum Kind {
      LOCALADDRESS(Type.ADDR),
      NODEID(Type.ID),
      LANDMARK(Type.ADDR),
      NODEINDEX(Type.INT),
      NODES(Type.INT);

      private final Type type;

      Kind(Type type) {
        this.type = type;
      }
    }

    @Override
    public Type type() {
      return kind.type;
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /**
   * {@code operand} as a value of {@code type}: an implicit conversion of 3.4 and 3.5; from ANY it
   * may fail, P2-R02.
   */
  record Convert(Span span, Type type, Expr operand) implements Expr {
    @Override
    public boolean nullable() {
      return operand.nullable();
    }
  }

  /** {@code - ~ !}. */
  record Unary(Span span, UnaryOperator operator, Type type, Expr operand) implements Expr {
    @Override
    public boolean nullable() {
      return false;
    }
  }

  /** The operators with one operand. */
  enum UnaryOperator {
    NEGATE,
    COMPLEMENT,
    NOT
  }

  /**
   * An operator with two operands; never null, for a null operand is P2-R06. Operands of AND and OR
   * are conditions.
   */
  record Binary(Span span, BinaryOperator operator, Type type, Expr left, Expr right)
      implements Expr {
    @Override
    public boolean nullable() {
      return false;
    }
  }

  /**
   * The operators with two operands. CONCAT is {@code +} beside a string, APPEND is {@code |||}.
   */
  enum BinaryOperator {
    OR,
    AND,
    BIT_OR,
    APPEND,
    BIT_XOR,
    BIT_AND,
    EQUAL,
    UNEQUAL,
    LESS,
    LESS_EQUAL,
    GREATER,
    GREATER_EQUAL,
    SHIFT_LEFT,
    SHIFT_RIGHT,
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    REMAINDER,
    POWER,
    CONCAT
  }

  /** {@code condition ? then : otherwise}; both branches are already converted to {@code type}. */
  record Conditional(Span span, Type type, Expr condition, Expr then, Expr otherwise)
      implements Expr {
    @Override
    public boolean nullable() {
      return then.nullable() || otherwise.nullable();
    }
  }

  /** {@code value in (low, high]}: the ring interval of 4.3. */
  record Interval(Span span, Expr value, Expr low, Expr high, boolean lowClosed, boolean highClosed)
      implements Expr {
    @Override
    public Type type() {
      return Type.BOOL;
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /** Membership in a list or set. */
  record Contains(Span span, Expr value, Expr collection) implements Expr {
    @Override
    public Type type() {
      return Type.BOOL;
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /** {@code list[index]}. */
  record Element(Span span, Expr list, Expr index) implements Expr {
    @Override
    public Type type() {
      return Type.ANY;
    }

    @Override
    public boolean nullable() {
      return true;
    }
  }

  /** {@code [a, b]}. */
  record ListOf(Span span, List<Expr> elements) implements Expr {
    @Override
    public Type type() {
      return Type.LIST;
    }

    @Override
    public boolean nullable() {
      return false;
    }
  }

  /**
   * A call of a built-in or host function; {@code f_now} and the like are functions of kind NODE.
   */
  record Call(Span span, Function function, Type type, List<Expr> arguments) implements Expr {
    @Override
    public boolean nullable() {
      return function.nullable();
    }
  }
}
