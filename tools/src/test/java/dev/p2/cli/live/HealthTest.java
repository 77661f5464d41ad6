package dev.p2.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.tuple.Tuple;
import org.junit.jupiter.api.Test;

class HealthTest {
  /** A row of the table, without a program. */
  private static final class Row extends Tuple {
    private final Object[] values;

    Row(Object... values) {
      this.values = values;
    }

    @Override
    public String relationName() {
      return Health.RELATION;
    }

    @Override
    public int arity() {
      return values.length;
    }

    @Override
    public Object get(int column) {
      return values[column];
    }

    @Override
    public int relation() {
      return 0;
    }

    @Override
    public int hash(int index) {
      return 0;
    }

    @Override
    public boolean sameKey(Tuple other) {
      return false;
    }

    @Override
    public boolean sameKey(int index, Tuple other) {
      return false;
    }

    @Override
    public boolean sameRow(Tuple other) {
      return false;
    }
  }

  @Test
  void silenceIsNotHealth() {
    assertThat(new Health().good()).isFalse();
    assertThat(new Health().lines()).containsExactly("FAIL  no node reported its health");
  }

  @Test
  void oneBadVerdictIsEnough() {
    var health = new Health();
    health.add("a", new Row("a", "ring", true, "3 of 3"));
    assertThat(health.good()).isTrue();
    health.add("b", new Row("b", "ring", false, "2 of 3"));
    assertThat(health.good()).isFalse();
    assertThat(health.lines()).containsExactly("FAIL  ring at 1 of 2 nodes", "      b: 2 of 3");
  }

  @Test
  void tenFailingNodesAreListedAndTheRestCounted() {
    var health = new Health();
    for (int i = 0; i < 12; i++) health.add("n" + i, new Row("n" + i, "ring", false, "broken"));
    assertThat(health.lines()).hasSize(12).last().isEqualTo("      … and 2 more");
  }

  @Test
  void statusShowsSumsAndTheRangeOverTheNodes() {
    var status = new Status();
    status.add(new Row("a", "lookups", 3.0));
    status.add(new Row("b", "lookups", 5.5));
    status.add(new Row("a", "hops", 2L));
    assertThat(status.text()).isEqualTo("hops 2, lookups 8.50 (3..5.50)");
  }
}
