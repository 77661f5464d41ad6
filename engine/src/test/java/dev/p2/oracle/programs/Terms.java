package dev.p2.oracle.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A statement's text taken apart, as far as random programs need it. */
final class Terms {
  private static final String IF = " :- ";

  private Terms() {}

  /** A rule on a line of its own. */
  record Rule(String head, List<String> body) {
    @Override
    public String toString() {
      return head + IF + String.join(", ", body) + ".";
    }

    Rule withBody(List<String> terms) {
      return new Rule(head, List.copyOf(terms));
    }
  }

  /** The rule that a statement is; empty if it is none, or one inside of a namespace. */
  static Optional<Rule> rule(String statement) {
    int at = statement.indexOf(IF);
    if (at < 0 || statement.startsWith("namespace")) return Optional.empty();
    return Optional.of(
        new Rule(
            statement.substring(0, at),
            split(statement.substring(at + IF.length(), statement.length() - 1))));
  }

  /** The parts between commas outside brackets and strings. */
  static List<String> split(String text) {
    var parts = new ArrayList<String>();
    int depth = 0;
    boolean string = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') string = !string;
      else if (string) continue;
      else if (c == '(' || c == '[' || c == '{' || c == '<' && opensAggregate(text, i)) depth++;
      else if (c == ')' || c == ']' || c == '}' || c == '>' && closesAggregate(text, i)) depth--;
      else if (c == ',' && depth <= 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }

  /** Aggregates are written without blanks around their brackets, comparisons with. */
  private static boolean opensAggregate(String text, int at) {
    return at > 0 && Character.isLetter(text.charAt(at - 1));
  }

  private static boolean closesAggregate(String text, int at) {
    return at > 0
        && text.charAt(at - 1) != ' '
        && text.charAt(at - 1) != '>'
        && (at + 1 == text.length() || text.charAt(at + 1) == ',' || text.charAt(at + 1) == ')');
  }
}
