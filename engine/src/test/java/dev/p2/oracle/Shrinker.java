package dev.p2.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing scenario small: leaves out statements and inputs as long as it still fails. */
final class Shrinker {
  private Shrinker() {}

  static Scenario shrink(Scenario scenario, Predicate<Scenario> fails) {
    Scenario best = scenario;
    boolean again = true;
    while (again) {
      Scenario before = best;
      List<Scenario.Input> inputs =
          fewer(
              best.inputs(),
              part -> fails.test(new Scenario(before.statements(), before.nodes(), part)));
      best = best.withInputs(inputs);
      List<String> statements =
          fewer(best.statements(), part -> fails.test(new Scenario(part, before.nodes(), inputs)));
      best = best.withStatements(statements);
      best = best.withStatements(shorter(best, fails));
      again =
          best.statements().size() < before.statements().size()
              || best.inputs().size() < before.inputs().size()
              || !best.statements().equals(before.statements());
    }
    return best;
  }

  /** Leaves out halves, quarters, and at last single elements. */
  private static <T> List<T> fewer(List<T> all, Predicate<List<T>> fails) {
    List<T> best = all;
    for (int size = Math.max(1, best.size() / 2); size >= 1; size /= 2) {
      for (int from = best.size() - size; from >= 0; from -= size) {
        if (from + size > best.size()) continue;
        var without = new ArrayList<>(best.subList(0, from));
        without.addAll(best.subList(from + size, best.size()));
        if (fails.test(without)) best = without;
      }
    }
    return best;
  }

  /** Leaves out single terms of bodies. */
  private static List<String> shorter(Scenario scenario, Predicate<Scenario> fails) {
    var best = new ArrayList<>(scenario.statements());
    for (int i = 0; i < best.size(); i++) {
      int at = best.get(i).indexOf(" :- ");
      if (at < 0) continue;
      List<String> terms = terms(best.get(i).substring(at + 4, best.get(i).length() - 1));
      for (int t = terms.size() - 1; t >= 0 && terms.size() > 1; t--) {
        var fewer = new ArrayList<>(terms);
        fewer.remove(t);
        String old = best.get(i);
        best.set(i, old.substring(0, at + 4) + String.join(", ", fewer) + ".");
        if (fails.test(scenario.withStatements(best))) terms = fewer;
        else best.set(i, old);
      }
    }
    return best;
  }

  /** The terms of a body: split at commas outside brackets and strings. */
  static List<String> terms(String body) {
    var terms = new ArrayList<String>();
    int depth = 0;
    boolean string = false;
    int start = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == '"') string = !string;
      else if (string) continue;
      else if (c == '(' || c == '[') depth++;
      else if (c == ')' || c == ']') depth--;
      else if (c == ',' && depth <= 0) {
        terms.add(body.substring(start, i).strip());
        start = i + 1;
      }
    }
    terms.add(body.substring(start).strip());
    return terms;
  }
}
