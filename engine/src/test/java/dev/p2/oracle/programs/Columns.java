package dev.p2.oracle.programs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A relation of a scenario, to take single columns from wherever it stands: in predicates, heads,
 * facts and inputs, and in the keys of its declaration. Columns after an aggregate with several
 * results, or of a relation in a namespace, may come out wrong: then the checker refuses the
 * program.
 *
 * @param count how many columns, without the location
 */
record Columns(String relation, int count) {
  private static final Pattern ATOM =
      Pattern.compile("(?<![\\w:])((?!f_)[a-z]\\w*)(?:#\\w+)?\\((?=@)");

  static List<Columns> of(Scenario scenario) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String statement : scenario.statements()) {
      Matcher atom = ATOM.matcher(statement);
      while (atom.find()) {
        int end = Simpler.close(statement, atom.end() - 1);
        if (end < 0) continue;
        int count = Terms.split(statement.substring(atom.end(), end)).size() - 1;
        if (!atom.group(1).startsWith("sys") && !atom.group(1).equals("periodic"))
          counts.putIfAbsent(atom.group(1), count);
      }
    }
    return counts.entrySet().stream().map(e -> new Columns(e.getKey(), e.getValue())).toList();
  }

  /** The scenario with one column less, counted without the location. */
  Scenario without(Scenario scenario, int column) {
    List<String> statements =
        scenario.statements().stream().map(s -> keys(atoms(s, column + 1), column + 2)).toList();
    var inputs = new ArrayList<Scenario.Input>();
    for (Scenario.Input i : scenario.inputs()) {
      var values = new ArrayList<>(i.values());
      if (i.relation().equals(relation) && values.size() > column + 1) values.remove(column + 1);
      inputs.add(
          new Scenario.Input(
              i.nanos(), i.node(), i.relation(), Collections.unmodifiableList(values)));
    }
    return new Scenario(statements, scenario.nodes(), inputs);
  }

  /** Drops an argument of every atom of the relation. */
  private String atoms(String statement, int argument) {
    Pattern atom = Pattern.compile("(?<![\\w:])" + relation + "(?:#\\w+)?\\(");
    var text = new StringBuilder();
    int done = 0;
    Matcher m = atom.matcher(statement);
    while (m.find(Math.max(done, 0))) {
      int end = Simpler.close(statement, m.end() - 1);
      if (end < 0) break;
      var arguments = new ArrayList<>(Terms.split(statement.substring(m.end(), end)));
      if (arguments.size() > argument) arguments.remove(argument);
      text.append(statement, done, m.end()).append(String.join(", ", arguments));
      done = end;
    }
    return text.append(statement.substring(done)).toString();
  }

  /** Drops the position from the keys of the declaration, and counts those after it anew. */
  private String keys(String statement, int position) {
    if (!statement.startsWith("materialize(" + relation + ",")) return statement;
    int at = statement.indexOf("keys(") + "keys(".length();
    int end = statement.indexOf(')', at);
    if (at < "keys(".length() || end == at) return statement;
    var kept = new ArrayList<String>();
    for (String key : statement.substring(at, end).split(",")) {
      int k = Integer.parseInt(key);
      if (k != position) kept.add(String.valueOf(k > position ? k - 1 : k));
    }
    if (kept.isEmpty()) kept.add("1");
    return statement.substring(0, at) + String.join(",", kept) + statement.substring(end);
  }
}
