package dev.p2.oracle.programs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The same program in another order, where the order does not count (8.1, 9.6). */
public final class Reordered {
  private static final Pattern LOCATION = Pattern.compile("@(\\w+|\"\\w+\")");

  private Reordered() {}

  /** Rules keep their labels; facts keep their order, which counts. */
  public static String rules(Scenario scenario, Random random) {
    var rules = new ArrayList<String>();
    for (String s : scenario.statements()) if (Terms.rule(s).isPresent()) rules.add(s);
    Collections.shuffle(rules, random);
    var next = rules.iterator();
    return text(scenario, s -> Terms.rule(s).isPresent() ? next.next() : s);
  }

  /** The terms of each body in another order. */
  public static String terms(Scenario scenario, Random random) {
    return text(
        scenario,
        s ->
            Terms.rule(s)
                .filter(r -> free(r.body()))
                .map(
                    r -> {
                      var terms = new ArrayList<>(r.body());
                      Collections.shuffle(terms, random);
                      return r.withBody(terms).toString();
                    })
                .orElse(s));
  }

  private static String text(Scenario scenario, UnaryOperator<String> statement) {
    var text = new StringBuilder();
    for (String s : scenario.statements()) text.append(statement.apply(s)).append('\n');
    return text.toString();
  }

  /**
   * Whether the order of these terms is free: nothing is assigned that another term binds
   * (rebinding, 8.1), and all is at one node (ties of 8.5 go by the text).
   */
  private static boolean free(List<String> body) {
    var locations =
        LOCATION.matcher(String.join(" ", body)).results().map(m -> m.group()).distinct();
    if (locations.count() > 1) return false;
    for (String term : body) {
      int at = term.indexOf(" := ");
      if (at < 0) continue;
      Pattern variable = Pattern.compile("\\b" + term.substring(0, at).strip() + "\\b");
      for (String other : body) {
        boolean binds =
            other.contains(" := ") || other.matches("(?:not |!|notin )?[a-z]\\w*[#:(].*");
        if (!other.equals(term) && binds && variable.matcher(bound(other)).find()) return false;
      }
      if (variable.matcher(term.substring(at)).find()) return false;
    }
    return true;
  }

  /** The part of a term in which a variable is bound: what an assignment reads is not. */
  private static String bound(String term) {
    int at = term.indexOf(" := ");
    return at < 0 ? term : term.substring(0, at);
  }
}
