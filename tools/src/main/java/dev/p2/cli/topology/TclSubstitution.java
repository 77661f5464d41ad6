package dev.p2.cli.topology;

import dev.p2.cli.input.InputException;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts variables and {@code [expr …]} into Tcl text, and computes with whole numbers. */
final class TclSubstitution {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)\\}?(\\(([^()]*)\\))?");
  private static final Pattern EXPR = Pattern.compile("\\[\\s*expr\\s+([^\\[\\]]*)\\]");

  private static final int TEXT_MAX = 10_000;
  private static final int DEPTH_MAX = 100;

  private final Map<String, String> variables;
  private final Function<String, InputException> wrong;
  private String input = "";
  private int at;
  private int depth;

  TclSubstitution(Map<String, String> variables, Function<String, InputException> wrong) {
    this.variables = variables;
    this.wrong = wrong;
  }

  /** The text with all that put in. */
  String text(String text) {
    if (++depth > DEPTH_MAX) throw wrong.apply("parentheses are nested too deeply");
    String result = substituted(text);
    depth--;
    if (result.length() > TEXT_MAX)
      throw wrong.apply("this becomes more than " + TEXT_MAX + " characters");
    return result;
  }

  private String substituted(String text) {
    String result = text;
    for (Matcher expr = EXPR.matcher(result); expr.find(); expr = EXPR.matcher(result))
      result =
          result.substring(0, expr.start()) + value(expr.group(1)) + result.substring(expr.end());
    // The name of an array's element holds variables of its own: n($i).
    String name = result.startsWith("$") ? "" : result;
    if (name.matches("[A-Za-z_][A-Za-z0-9_]*\\(.*\\)")) {
      int open = name.indexOf('(');
      return name.substring(0, open + 1) + text(name.substring(open + 1, name.length() - 1)) + ")";
    }
    var out = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(result);
    int from = 0;
    while (matcher.find()) {
      out.append(result, from, matcher.start()).append(variable(matcher));
      from = matcher.end();
    }
    return out.append(result, from, result.length()).toString();
  }

  private String variable(Matcher matcher) {
    String name =
        matcher.group(2) == null
            ? matcher.group(1)
            : matcher.group(1) + "(" + text(matcher.group(3)) + ")";
    String value = variables.get(name);
    if (value == null)
      throw wrong
          .apply("there is no variable or node " + name)
          .hint("write set " + name + " [$ns node] before, or set " + name + " 0");
    return value;
  }

  private InputException cannot(String expression) {
    return wrong
        .apply("'" + expression + "' cannot be computed")
        .hint("expr knows whole numbers, + - * / %, comparisons and parentheses");
  }

  /** The value of an expression; a comparison is 1 or 0. */
  long value(String expression) {
    input = text(expression.strip().replaceAll("^\\{|\\}$", "")).replaceAll("\\s+", "");
    at = 0;
    long value = comparison();
    if (at < input.length()) throw cannot(input);
    return value;
  }

  private long comparison() {
    long left = sum();
    for (String operator : new String[] {"<=", ">=", "==", "!=", "<", ">"}) {
      if (!input.startsWith(operator, at)) continue;
      at += operator.length();
      int order = Long.compare(left, sum());
      return switch (operator) {
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            default -> order > 0;
          }
          ? 1
          : 0;
    }
    return left;
  }

  private long sum() {
    long sum = product();
    while (at < input.length() && "+-".indexOf(input.charAt(at)) >= 0)
      sum = input.charAt(at++) == '+' ? sum + product() : sum - product();
    return sum;
  }

  private long product() {
    long product = factor();
    while (at < input.length() && "*/%".indexOf(input.charAt(at)) >= 0) {
      char operator = input.charAt(at++);
      long right = factor();
      if (operator != '*' && right == 0)
        throw wrong
            .apply("division by zero in '" + input + "'")
            .hint("check what it is divided by");
      product =
          switch (operator) {
            case '*' -> product * right;
            case '/' -> Math.floorDiv(product, right);
            default -> Math.floorMod(product, right);
          };
    }
    return product;
  }

  private long factor() {
    if (input.startsWith("(", at)) {
      at++;
      if (++depth > DEPTH_MAX) throw wrong.apply("parentheses are nested too deeply");
      long value = comparison();
      depth--;
      if (!input.startsWith(")", at)) throw cannot(input);
      at++;
      return value;
    }
    int start = at;
    if (input.startsWith("-", at)) at++;
    while (at < input.length() && Character.isDigit(input.charAt(at))) at++;
    try {
      return Long.parseLong(input.substring(start, at));
    } catch (NumberFormatException e) {
      throw cannot(input);
    }
  }
}
