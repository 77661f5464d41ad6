package dev.p2.lang.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates constant expressions over the operators and functions under test, without the parser or
 * the compiler: the grammar of overlog.md 4.1 in a page. {@code set(…)} makes a set, {@code
 * bytes()} and {@code tuple(…)} what has no literal.
 */
final class MiniLanguage {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(0x[0-9a-fA-F]+I?|[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?:ns|us|ms|s|m|h|d|I)?"
              + "|[A-Za-z_][A-Za-z_0-9]*|\"(?:\\\\.|[^\"\\\\])*\""
              + "|\\|\\|\\||\\|\\||&&|==|!=|<=|>=|<<|>>|\\*\\*|[-+*/%<>!~^&|?:()\\[\\],])");
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("||"),
          List.of("&&"),
          List.of("|"),
          List.of("|||"),
          List.of("^"),
          List.of("&"),
          List.of("==", "!="),
          List.of("<", ">", "<=", ">=", "in"),
          List.of("<<", ">>"),
          List.of("+", "-"),
          List.of("*", "/", "%"));
  private static final Map<String, Object> WORDS = new HashMap<>();

  static {
    WORDS.put("null", null);
    WORDS.put("true", true);
    WORDS.put("false", false);
    WORDS.put("infinity", Double.POSITIVE_INFINITY);
  }

  private final List<String> tokens = new ArrayList<>();
  private int at;

  private MiniLanguage(String text) {
    Matcher matcher = TOKEN.matcher(text.strip());
    while (matcher.lookingAt()) {
      tokens.add(matcher.group(1));
      matcher.region(matcher.end(), matcher.regionEnd());
    }
    if (matcher.regionStart() < matcher.regionEnd()) {
      throw new IllegalArgumentException("no token at " + matcher.regionStart() + " of " + text);
    }
    tokens.add("");
  }

  static Object evaluate(String text) {
    MiniLanguage parser = new MiniLanguage(text);
    Object value = parser.conditional();
    parser.expect("");
    return value;
  }

  private Object conditional() {
    Object value = binary(0);
    if (!accept("?")) {
      return value;
    }
    Object then = conditional();
    expect(":");
    Object otherwise = conditional();
    return Values.condition(value) ? then : otherwise;
  }

  private Object binary(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    Object left = binary(level + 1);
    while (LEVELS.get(level).contains(tokens.get(at))) {
      String operator = tokens.get(at++);
      left =
          operator.equals("in") && (tokens.get(at).equals("(") || tokens.get(at).equals("["))
              ? interval(left)
              : apply(operator, left, binary(level + 1));
    }
    return left;
  }

  private Object interval(Object x) {
    boolean lowClosed = tokens.get(at++).equals("[");
    Object low = conditional();
    expect(",");
    Object high = conditional();
    return Operators.in(x, low, high, lowClosed, tokens.get(at++).equals("]"));
  }

  static Object apply(String operator, Object a, Object b) {
    return switch (operator) {
      case "||" -> Values.condition(a) || Values.condition(b);
      case "&&" -> Values.condition(a) && Values.condition(b);
      case "|" -> Operators.bitOr(a, b);
      case "|||" -> Operators.append(a, b);
      case "^" -> Operators.bitXor(a, b);
      case "&" -> Operators.bitAnd(a, b);
      case "==" -> Values.equal(a, b);
      case "!=" -> !Values.equal(a, b);
      case "<" -> Operators.less(a, b);
      case ">" -> Operators.greater(a, b);
      case "<=" -> Operators.lessEqual(a, b);
      case ">=" -> Operators.greaterEqual(a, b);
      case "in" -> Operators.contains(a, b);
      case "<<" -> Operators.shiftLeft(a, b);
      case ">>" -> Operators.shiftRight(a, b);
      case "+" -> Operators.add(a, b);
      case "-" -> Operators.subtract(a, b);
      case "*" -> Operators.multiply(a, b);
      case "/" -> Operators.divide(a, b);
      case "%" -> Operators.remainder(a, b);
      case "**" -> Operators.power(a, b);
      default -> throw new AssertionError(operator);
    };
  }

  private Object unary() {
    if (accept("-")) {
      return Operators.negate(unary());
    }
    if (accept("~")) {
      return Operators.complement(unary());
    }
    if (accept("!")) {
      return Operators.not(unary());
    }
    Object base = indexed();
    return accept("**") ? Operators.power(base, unary()) : base;
  }

  private Object indexed() {
    Object value = primary();
    while (accept("[")) {
      value = Operators.element(value, conditional());
      expect("]");
    }
    return value;
  }

  private Object primary() {
    String token = tokens.get(at++);
    if (token.equals("(")) {
      Object value = conditional();
      expect(")");
      return value;
    }
    if (token.equals("[")) {
      return ListValue.of(arguments("]"));
    }
    if (token.startsWith("\"")) {
      return token.substring(1, token.length() - 1).translateEscapes();
    }
    if (Character.isDigit(token.charAt(0))) {
      return number(token);
    }
    return WORDS.containsKey(token) ? WORDS.get(token) : call(token);
  }

  private Object call(String name) {
    expect("(");
    Object[] arguments = arguments(")");
    return switch (name) {
      case "set" -> SetValue.of(arguments);
      case "bytes" -> Bytes.of((byte) 0xab, (byte) 1);
      case "tuple" ->
          new PlainTuple((String) arguments[0], List.of(arguments).subList(1, arguments.length));
      default ->
          Functions.call(
              Functions.lookup(name).orElseThrow(() -> new AssertionError(name)), arguments);
    };
  }

  private static Object number(String token) {
    if (token.endsWith("I")) {
      return ConversionFunctions.toId(token);
    }
    if (token.startsWith("0x")) {
      return ConversionFunctions.toInt(token);
    }
    if (Character.isLetter(token.charAt(token.length() - 1))) {
      return ConversionFunctions.duration(token);
    }
    return token.matches("[0-9]+")
        ? (Object) Long.parseLong(token)
        : (Object) Double.parseDouble(token);
  }

  private Object[] arguments(String close) {
    List<Object> arguments = new ArrayList<>();
    if (!accept(close)) {
      do {
        arguments.add(conditional());
      } while (accept(","));
      expect(close);
    }
    return arguments.toArray();
  }

  private boolean accept(String token) {
    if (tokens.get(at).equals(token)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw new IllegalArgumentException("expected " + token + " at token " + at + " of " + tokens);
    }
  }

  /** A tuple value as simple as can be. */
  record PlainTuple(String relationName, List<Object> fields) implements TupleValue {
    @Override
    public int arity() {
      return fields.size();
    }

    @Override
    public Object get(int column) {
      return fields.get(column);
    }
  }
}
