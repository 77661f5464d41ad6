package dev.p2.oracle.programs;

import dev.p2.lang.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program and what happens to its nodes.
 *
 * @param statements one a line, so that a shrinker can leave some out
 */
public record Scenario(List<String> statements, List<String> nodes, List<Input> inputs) {
  /**
   * One external event.
   *
   * @param nanos when
   * @param relation what is injected; empty: the node only wakes; {@code periodic}: timer number
   *     {@code values[0]} fires
   */
  public record Input(long nanos, String node, String relation, List<Object> values) {}

  public String program() {
    return String.join("\n", statements) + "\n";
  }

  public Scenario withStatements(List<String> other) {
    return new Scenario(List.copyOf(other), nodes, inputs);
  }

  public Scenario withInputs(List<Input> other) {
    return new Scenario(statements, nodes, List.copyOf(other));
  }

  /**
   * The inputs as lines that {@code p2 sim --inject} takes; wake-ups, which it makes by itself, are
   * comments.
   */
  public String inputLines() {
    var lines = new ArrayList<String>();
    for (Input i : inputs) {
      String at = "{\"at\":\"" + i.nanos + "ns\",\"node\":\"" + i.node + "\"";
      if (i.relation.isEmpty()) lines.add("// wake " + at + "}");
      else if (i.relation.equals("periodic")) lines.add("// fire " + i.values + " " + at + "}");
      else
        lines.add(
            at
                + ",\"relation\":\""
                + i.relation
                + "\",\"values\":["
                + i.values.stream().map(Values::sourceText).collect(Collectors.joining(","))
                + "]}");
    }
    return String.join("\n", lines) + "\n";
  }

  @Override
  public String toString() {
    return "---- program.olg\n"
        + program()
        + "---- program.jsonl, --nodes "
        + nodes.size()
        + " --names "
        + String.join(",", nodes)
        + "\n"
        + inputLines();
  }
}
