package dev.p2.oracle.programs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing scenario small: leaves out nodes, inputs, statements, terms of bodies, columns of
 * relations, and puts parts of expressions in the place of the whole, as long as it still fails.
 */
public final class Shrinker {
  private final Predicate<Scenario> fails;
  private Scenario best;

  private Shrinker(Scenario scenario, Predicate<Scenario> fails) {
    this.best = scenario;
    this.fails = fails;
  }

  /** The smallest scenario found for which {@code fails} holds, as it does for the one given. */
  public static Scenario shrink(Scenario scenario, Predicate<Scenario> fails) {
    var shrinker = new Shrinker(scenario, fails);
    Scenario before;
    do {
      before = shrinker.best;
      shrinker.once();
    } while (!before.equals(shrinker.best));
    return shrinker.best;
  }

  private void once() {
    fewer(best.inputs(), best::withInputs);
    fewer(best.statements(), best::withStatements);
    fewer(best.inputs(), best::withInputs);
    oneNodeLess();
    for (int i = 0; i < best.statements().size(); i++) fewerTerms(i);
    for (Columns c : Columns.of(best))
      for (int i = c.count() - 1; i >= 0; i--) tryOut(c.without(best, i));
    for (int i = 0; i < best.statements().size(); i++) simplerExpressions(i);
    atOnce();
  }

  private boolean tryOut(Scenario other) {
    if (other.equals(best) || !fails.test(other)) return false;
    best = other;
    return true;
  }

  private interface With<T> {
    Scenario with(List<T> elements);
  }

  /** Leaves out halves, quarters, and at last single elements. */
  private <T> void fewer(List<T> elements, With<T> with) {
    List<T> all = elements;
    for (int size = Math.max(1, all.size() / 2); size >= 1; size /= 2) {
      for (int from = all.size() - size; from >= 0; from -= size) {
        if (from + size > all.size()) continue;
        var without = new ArrayList<>(all.subList(0, from));
        without.addAll(all.subList(from + size, all.size()));
        if (tryOut(with.with(without))) all = without;
      }
    }
  }

  private void oneNodeLess() {
    List<String> nodes = best.nodes();
    if (nodes.size() > 1)
      tryOut(new Scenario(best.statements(), nodes.subList(0, nodes.size() - 1), best.inputs()));
  }

  private void fewerTerms(int statement) {
    int terms = Terms.rule(best.statements().get(statement)).map(r -> r.body().size()).orElse(0);
    for (int t = terms - 1; t >= 0; t--) {
      Terms.Rule rule = Terms.rule(best.statements().get(statement)).orElseThrow();
      if (rule.body().size() == 1) return;
      var fewer = new ArrayList<>(rule.body());
      fewer.remove(t);
      tryOut(with(statement, rule.withBody(fewer).toString()));
    }
  }

  private Scenario with(int statement, String text) {
    var all = new ArrayList<>(best.statements());
    all.set(statement, text);
    return best.withStatements(all);
  }

  /** Puts the operands of what stands in brackets, and constants, in the place of the whole. */
  private void simplerExpressions(int statement) {
    for (int tries = 0, at = 0; tries < 200; tries++) {
      String text = best.statements().get(statement);
      List<String> simpler = Simpler.of(text);
      if (at >= simpler.size()) return;
      if (!tryOut(with(statement, simpler.get(at)))) at++;
    }
  }

  /** Time that passes counts for little: all inputs at the times of those before. */
  private void atOnce() {
    for (int i = best.inputs().size() - 1; i >= 0; i--) {
      var inputs = new ArrayList<>(best.inputs());
      Scenario.Input input = inputs.get(i);
      long before = i == 0 ? 0 : inputs.get(i - 1).nanos();
      if (input.nanos() == before) continue;
      inputs.set(i, new Scenario.Input(before, input.node(), input.relation(), input.values()));
      inputs.sort((a, b) -> Long.compare(a.nanos(), b.nanos()));
      tryOut(best.withInputs(Collections.unmodifiableList(inputs)));
    }
  }
}
