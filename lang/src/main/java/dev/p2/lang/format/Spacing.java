package dev.p2.lang.format;

import dev.p2.lang.syntax.Lexeme;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Whether a blank stands before each piece of a statement that is on the line of the one before.
 */
final class Spacing {
  /** What is open: a bracket, or the {@code <} of an aggregate or a type. */
  private enum Open {
    BRACKET,
    BRACES_OF_A_TRANSPORT,
    AGGREGATE,
    TYPE,
    CONDITIONAL
  }

  private static final Set<String> VALUES =
      Set.of("true", "false", "null", "infinity", "now", "id", "new");
  private static final Set<String> BEFORE_OPERAND =
      Set.of("in", "not", "notin", "lifetime", "size", "delete");
  private static final Set<String> EITHER = Set.of("id", "with", "as", "over", "rule");
  private static final Set<String> OPERATORS =
      Set.of(
          ":-", ":=", "==", "!=", "<>", "<=", ">=", "<", ">", "<<", ">>", "+", "-", "*", "**", "/",
          "%", "&", "|", "^", "&&", "||", "|||", "?", "=");

  private final List<Lexeme> pieces;
  private final boolean[] blank;
  private final boolean[] prefix;
  private final boolean[] angle;
  private final Deque<Open> open = new ArrayDeque<>();

  /** Inside {@code keys(1,2)}, which has no blanks. */
  private boolean keys;

  private Spacing(List<Lexeme> pieces) {
    this.pieces = pieces;
    this.blank = new boolean[pieces.size()];
    this.prefix = new boolean[pieces.size()];
    this.angle = new boolean[pieces.size()];
  }

  /** A value for each piece; for the first it means nothing. */
  static boolean[] of(List<Lexeme> pieces) {
    var spacing = new Spacing(pieces);
    for (int i = 0; i < pieces.size(); i++) spacing.piece(i);
    return spacing.blank;
  }

  private void piece(int i) {
    Lexeme piece = pieces.get(i);
    if (i > 0) blank[i] = before(i, pieces.get(i - 1), piece);
    prefix[i] = isPrefix(i, piece);
    if (prefix[i] && i > 0 && !isAfterOpening(i)) blank[i] = afterOperator(i);
    track(i, piece);
  }

  private boolean isAfterOpening(int i) {
    Lexeme left = pieces.get(i - 1);
    return left.is("(") || left.is("[") || left.is("{") || angle[i - 1] || prefix[i - 1];
  }

  private boolean afterOperator(int i) {
    return !pieces.get(i - 1).is("@") && !pieces.get(i - 1).is("#");
  }

  private boolean before(int i, Lexeme left, Lexeme right) {
    if (right.is(",") || right.is(".") || right.is(")") || right.is("]")) return false;
    if (left.isComment() || right.isComment()) return true;
    if (left.is(",")) return !keys;
    if (right.is("}")) return open.peek() == Open.BRACES_OF_A_TRANSPORT;
    if (left.is("{")) return open.peek() == Open.BRACES_OF_A_TRANSPORT;
    if (left.is("(") || left.is("[")) return false;
    if (left.is("::")) return false;
    if (right.is("::")) return left.kind() != Lexeme.Kind.WORD || right.spaced();
    if (left.is("@")) return false;
    if (left.is("#")) return false;
    if (prefix[i - 1] || angle[i - 1] && !closesAngle(i - 1)) return false;
    if (right.is("@"))
      return left.kind() != Lexeme.Kind.WORD || BEFORE_OPERAND.contains(left.text());
    if (right.is("#"))
      return left.kind() != Lexeme.Kind.WORD
          || BEFORE_OPERAND.contains(left.text())
          || right.spaced() && i + 2 < pieces.size() && pieces.get(i + 2).is("(");
    if (right.is(":")) return open.contains(Open.CONDITIONAL);
    if (right.is("(")) return beforeBracket(i - 1, left, right);
    if (right.is("[") || right.is("{")) return !isOperand(i - 1) || isTransport(i);
    if (right.is("<") && opensAngle(i)) return false;
    if ((right.is(">") || right.is(">>")) && inAngle(right)) return false;
    return true;
  }

  private boolean closesAngle(int i) {
    return pieces.get(i).is(">") || pieces.get(i).is(">>");
  }

  private boolean beforeBracket(int i, Lexeme left, Lexeme right) {
    if (left.kind() != Lexeme.Kind.WORD) return !prefix[i] && !isOperand(i);
    if (left.text().equals("in") || left.text().equals("not") || left.text().equals("notin")) {
      return true;
    }
    return EITHER.contains(left.text()) && right.spaced();
  }

  private boolean isTransport(int i) {
    return pieces.getFirst().isWord("namespace") || i == 2 && pieces.getFirst().isWord("transport");
  }

  /** Whether the piece ends an operand, so that an operator can follow. */
  private boolean isOperand(int i) {
    Lexeme piece = pieces.get(i);
    return switch (piece.kind()) {
      case WORD -> !BEFORE_OPERAND.contains(piece.text()) && !piece.text().equals("id");
      case NUMBER, STRING -> true;
      case SYMBOL -> piece.is(")") || piece.is("]") || piece.is("}") || angle[i] && closesAngle(i);
      case COMMENT, LINE_COMMENT, DIRECTIVE, SKIPPED -> false;
    };
  }

  private boolean isPrefix(int i, Lexeme piece) {
    if (piece.is("!") || piece.is("~")) return true;
    if (!piece.is("-")) return false;
    int left = i - 1;
    while (left >= 0 && (pieces.get(left).isComment() || pieces.get(left).isLines())) left--;
    return left < 0 || !isOperand(left);
  }

  /** {@code <} after the name of an aggregate that is a whole argument, or after a type's name. */
  private boolean opensAngle(int i) {
    Lexeme name = pieces.get(i - 1);
    if (name.kind() != Lexeme.Kind.WORD || VALUES.contains(name.text())) return false;
    if (name.text().startsWith("f_") || i < 2) return false;
    if (Character.isLowerCase(name.text().charAt(0))) return true;
    Lexeme left = pieces.get(i - 2);
    if (left.is("@") && i > 2) left = pieces.get(i - 3);
    return (left.is("(") || left.is(",")) && closes(i + 1);
  }

  /** Whether a {@code >} that ends an argument comes before the brackets close. */
  private boolean closes(int from) {
    int depth = 0;
    for (int i = from; i < pieces.size(); i++) {
      Lexeme piece = pieces.get(i);
      if (piece.is("(") || piece.is("[")) depth++;
      if (piece.is(")") || piece.is("]")) depth--;
      if (depth < 0 || OPERATORS.contains(piece.text()) && isWeak(piece)) return false;
      if (depth == 0 && piece.is(">")) {
        return i + 1 < pieces.size() && (pieces.get(i + 1).is(",") || pieces.get(i + 1).is(")"));
      }
    }
    return false;
  }

  private static boolean isWeak(Lexeme piece) {
    return piece.is(":-") || piece.is("&&") || piece.is("||") || piece.is("?");
  }

  private boolean inAngle(Lexeme right) {
    Open innermost = open.peek();
    if (innermost == Open.TYPE) return true;
    return innermost == Open.AGGREGATE && right.is(">");
  }

  private void track(int i, Lexeme piece) {
    if (piece.kind() != Lexeme.Kind.SYMBOL) return;
    switch (piece.text()) {
      case "(", "[" -> {
        open.push(Open.BRACKET);
        keys = i > 0 && pieces.get(i - 1).isWord("keys");
      }
      case "{" -> open.push(isTransport(i) ? Open.BRACES_OF_A_TRANSPORT : Open.BRACKET);
      case ")", "]", "}" -> close();
      case "?" -> open.push(Open.CONDITIONAL);
      case ":" -> {
        if (open.peek() == Open.CONDITIONAL) open.pop();
      }
      case "<" -> {
        if (i > 0 && opensAngle(i)) {
          angle[i] = true;
          String name = pieces.get(i - 1).text();
          open.push(name.equals("list") || name.equals("set") ? Open.TYPE : Open.AGGREGATE);
        }
      }
      case ">", ">>" -> {
        if (!inAngle(piece)) return;
        angle[i] = true;
        open.pop();
        if (piece.is(">>") && open.peek() == Open.TYPE) open.pop();
      }
      default -> {}
    }
  }

  /** A closing bracket ends what is open inside it. */
  private void close() {
    keys = false;
    while (!open.isEmpty()) {
      Open innermost = open.pop();
      if (innermost == Open.BRACKET || innermost == Open.BRACES_OF_A_TRANSPORT) return;
    }
  }
}
