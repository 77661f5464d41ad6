package dev.p2.oracle.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Simpler texts of a rule: an operand, or a constant, in the place of an expression. */
final class Simpler {
  private static final Pattern CALL = Pattern.compile("(f_\\w+)?\\(");
  private static final Pattern OPERATOR =
      Pattern.compile(" (?:[-+*/%&|^<>]|\\*\\*|<<|>>|\\|\\|\\||\\|\\||&&|==|!=|<=|>=) ");
  private static final List<String> CONSTANTS = List.of("1", "0", "\"x\"");

  private Simpler() {}

  static List<String> of(String statement) {
    int from = Terms.rule(statement).map(r -> statement.indexOf('(')).orElse(statement.length());
    var found = new ArrayList<String>();
    Matcher open = CALL.matcher(statement);
    for (int at = from; open.find(at); at = open.end()) {
      if (open.start() > 0 && Character.isLetterOrDigit(statement.charAt(open.start() - 1)))
        continue; // a predicate, or the function of an aggregate
      int end = close(statement, open.end() - 1);
      if (end < 0) continue;
      String inside = statement.substring(open.end(), end);
      var parts = new ArrayList<String>();
      if (open.group(1) != null) parts.addAll(Terms.split(inside));
      else for (String operand : OPERATOR.split(inside)) parts.add(operand.strip());
      parts.addAll(CONSTANTS);
      for (String part : parts)
        found.add(statement.substring(0, open.start()) + part + statement.substring(end + 1));
    }
    return found.stream().filter(s -> s.length() < statement.length()).toList();
  }

  /** Where the bracket that opens at {@code open} is closed; -1 if nowhere. */
  static int close(String text, int open) {
    int depth = 0;
    boolean string = false;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') string = !string;
      else if (string) continue;
      else if (c == '(' || c == '[' || c == '{') depth++;
      else if ((c == ')' || c == ']' || c == '}') && --depth == 0) return i;
    }
    return -1;
  }
}
