package dev.p2.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The tables of plans: one for each rewrite, run alone or behind those that it improves, and one
 * for whole plans.
 */
final class PlanTableTest {
  @TestFactory
  Stream<DynamicTest> everyRewriteHasATable() {
    return Planner.REWRITES.stream()
        .flatMap(rewrite -> tests(PlanTable.read(rewrite.name()), allBut(rewrite)));
  }

  @TestFactory
  Stream<DynamicTest> strands() {
    return tests(PlanTable.read("strands"), Set.of());
  }

  /** A rewrite's table says {@code unchanged} where the strands are those of a plan without it. */
  private static Stream<DynamicTest> tests(PlanTable table, Set<String> without) {
    if (PlanTable.updating()) update(table, without);
    return table.cases().stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    table.name() + ": " + c.claim(),
                    () -> assertThat(strands(table, c, without)).isEqualTo(c.expected())));
  }

  private static void update(PlanTable table, Set<String> without) {
    var found = new ArrayList<String>();
    for (PlanTable.Case c : table.cases()) found.add(strands(table, c, without));
    table.write(found);
  }

  private static String strands(PlanTable table, PlanTable.Case c, Set<String> without) {
    var program = table.program(c);
    String found = PlanTable.strands(program, without);
    if (without.isEmpty()) return found;
    var none = new TreeSet<>(without);
    none.add(table.name());
    String bare = PlanTable.strands(program, none);
    return found.equals(bare) ? "unchanged" : found;
  }

  private static Set<String> allBut(Rewrite one) {
    var others = new TreeSet<String>();
    for (Rewrite other : Planner.REWRITES)
      if (other != one && !one.improves().contains(other.getClass())) others.add(other.name());
    return others;
  }

  static List<PlanTable> all() {
    var tables = new ArrayList<PlanTable>();
    for (String name : Planner.rewriteNames()) tables.add(PlanTable.read(name));
    tables.add(PlanTable.read("strands"));
    return tables;
  }
}
