package dev.p2.cli.find;

import dev.p2.cli.output.JsonText;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.value.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tuple that must never be: where, when and why.
 *
 * @param rules the rule that derived it; several if one of them did; none if it is a fact or came
 *     from outside
 * @param step what made the step: {@code receive e("n0", 1) from n3}, {@code timer r1}
 */
public record Violation(
    long timeNanos, String node, Tuple tuple, List<CheckedRule> rules, String step) {
  public Violation {
    rules = List.copyOf(rules);
  }

  /** In one line. */
  public String reason() {
    return "broken: "
        + tuple
        + " at "
        + node
        + " after "
        + new Duration(timeNanos)
        + ", derived by "
        + rulesText()
        + ", in the step of "
        + step;
  }

  /** For people; {@code repeat} is the command that shows it again. */
  public List<String> lines(String repeat) {
    var lines = new ArrayList<String>();
    lines.add("p2: broken: " + tuple + " at " + node + " after " + new Duration(timeNanos));
    lines.add("  derived by " + rulesText());
    lines.add("  in the step of " + step);
    lines.add("  repeat: " + repeat);
    return lines;
  }

  private String rulesText() {
    if (rules.isEmpty()) return "no rule: it is a fact, or came from outside";
    List<String> texts =
        rules.stream().map(rule -> rule.label() + " (" + place(rule) + ")").toList();
    return (texts.size() == 1 ? "" : "one of ") + String.join(", ", texts);
  }

  private static String place(CheckedRule rule) {
    return rule.span().source().name() + ":" + rule.span().line();
  }

  /** The same as one object. */
  public String json(String repeat) {
    List<Map<String, Object>> places =
        rules.stream()
            .map(
                rule -> {
                  Map<String, Object> place = new LinkedHashMap<>();
                  place.put("rule", rule.label());
                  place.put("file", rule.span().source().name());
                  place.put("line", rule.span().line());
                  return place;
                })
            .toList();
    return new JsonText()
        .seconds("time", timeNanos)
        .field("node", node)
        .field("kind", "broken")
        .tuple(tuple)
        .field("rules", places)
        .field("step", step)
        .field("repeat", repeat)
        .toString();
  }
}
