package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedIndexTest {
  private static final int VALUE = 1;

  private static final Relation RELATION = relation();

  private static Relation relation() {
    var column = new Relation.Column("C", Type.INT, false);
    var spec = new TableSpec(TableSpec.UNBOUNDED, TableSpec.UNBOUNDED, List.of(0), false, false);
    return new Relation(
        0,
        "t",
        Span.NONE,
        List.of(column, column),
        -1,
        Optional.of(spec),
        "datagram",
        false,
        false,
        false);
  }

  private static Tuple tuple(long key, long value) {
    return new BoxedTuple(RELATION, List.of(List.of(0)), key, value);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rangesAgreeWithASortedMapThroughChangesAndUndo(long seed) {
    var random = new Random(seed);
    var table = new Table(RELATION, 1, null);
    var undo = new UndoLog();
    var twin = new TreeMap<Long, Long>();
    int most = seed % 2 == 0 ? 40 : 400;
    for (int transaction = 0; transaction < 150; transaction++) {
      var before = new TreeMap<>(twin);
      int changes = random.nextInt(transaction % 10 == 0 ? 60 : 4);
      for (int i = 0; i < changes; i++)
        change(table, twin, undo, random.nextInt(most), random.nextInt(50));
      if (random.nextInt(3) == 0) {
        if (random.nextBoolean()) compare(table, twin, random);
        undo.rollBack();
        twin = before;
      } else {
        undo.clear();
      }
      for (int i = 0; i < 4; i++) compare(table, twin, random);
    }
  }

  private static void change(
      Table table, TreeMap<Long, Long> twin, UndoLog undo, long key, long value) {
    Tuple tuple = tuple(key, value);
    int row = table.find(tuple, tuple.hash(0));
    if (row < 0) {
      table.add(tuple, tuple.hash(0), 0, undo);
      twin.put(key, value);
    } else if (value % 2 == 0) {
      table.remove(row, undo);
      twin.remove(key);
    } else {
      table.replace(row, tuple, 0, undo);
      twin.put(key, value);
    }
  }

  private static void compare(Table table, TreeMap<Long, Long> twin, Random random) {
    long low = random.nextInt(8) == 0 ? Long.MIN_VALUE : random.nextInt(54) - 2;
    long high = random.nextInt(8) == 0 ? Long.MAX_VALUE : random.nextInt(54) - 2;
    boolean wraps = random.nextBoolean() && low >= high;
    var expected = new ArrayList<Long>();
    twin.forEach(
        (key, value) -> {
          boolean above = value >= low;
          boolean below = value <= high;
          if (wraps ? above || below : above && below) expected.add(key);
        });
    var found = new ArrayList<Long>();
    var values = new ArrayList<Long>();
    for (long range = table.firstIn(VALUE, low, high, wraps);
        (int) range != 0;
        range = table.nextIn(VALUE, range)) {
      Tuple tuple = table.row(table.rowIn(VALUE, range));
      found.add((Long) tuple.get(0));
      values.add((Long) tuple.get(1));
    }
    if (table.size() < 16) {
      assertThat(found).containsExactlyInAnyOrderElementsOf(twin.keySet());
      return;
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    long descents = 0;
    for (int i = 1; i < values.size(); i++) if (values.get(i) < values.get(i - 1)) descents++;
    assertThat(descents).isLessThanOrEqualTo(wraps ? 1 : 0);
  }

  @Test
  void rowsOfOneValueComeInOrderOfTheirNumbers() {
    var table = new Table(RELATION, 1, null);
    for (long key = 0; key < 40; key++) {
      Tuple tuple = tuple(key, key % 2);
      table.add(tuple, tuple.hash(0), 0, null);
    }
    var rows = new ArrayList<Integer>();
    for (long range = table.firstIn(VALUE, 1, 1, false);
        (int) range != 0;
        range = table.nextIn(VALUE, range)) {
      rows.add(table.rowIn(VALUE, range));
    }
    assertThat(rows).hasSize(20).isSorted();
  }

  @Test
  void longsSortAsTheValuesTheyStandFor() {
    double[] doubles = {
      Double.NEGATIVE_INFINITY, -1e300, -1.5, -Double.MIN_VALUE, 0, Double.MIN_VALUE, 1, 1e300
    };
    assertThat(Arrays.stream(doubles).mapToObj(Order::of).toList())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(Order.of(-0.0)).isEqualTo(Order.of(0.0));
    Id[] ids = {
      Id.ZERO,
      Id.of(0, 1L << 32, 0),
      Id.of(1, 0, 0),
      Id.of(1, 1L << 63, 0),
      Id.of(-1, 0, 0),
      Id.of(-1)
    };
    assertThat(Arrays.stream(ids).map(Order::of).toList()).isSorted().doesNotHaveDuplicates();
    assertThat(Order.of((Object) new Time(7))).isEqualTo(7);
    assertThat(Order.of((Object) new Duration(-7))).isEqualTo(-7);
  }
}
