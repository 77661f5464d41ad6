package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  private static final List<List<Integer>> INDEXES = List.of(List.of(0), List.of(1), List.of(1, 2));

  private static Relation relation(long lifetime, long size) {
    var column = new Relation.Column("C", Type.INT, false);
    var spec = new TableSpec(lifetime, size, List.of(0), false, false);
    return new Relation(
        0,
        "t",
        Span.NONE,
        List.of(column, column, column),
        -1,
        Optional.of(spec),
        "datagram",
        false,
        false,
        false);
  }

  private static Table table(Relation relation) {
    return new Table(relation, INDEXES.size(), new Supports(true));
  }

  private static Tuple tuple(Relation relation, long key, long a, long b) {
    return new BoxedTuple(relation, INDEXES, key, a, b);
  }

  /** What a table must hold, kept the plain way. */
  private static final class Twin {
    final TreeMap<Long, Tuple> rows = new TreeMap<>();
    final Map<Long, Long> times = new HashMap<>();
    final List<Long> byAge = new ArrayList<>();

    void put(Tuple tuple, long time) {
      Long key = (Long) tuple.get(0);
      rows.put(key, tuple);
      touch(key, time);
    }

    void touch(Long key, long time) {
      times.put(key, time);
      byAge.remove(key);
      byAge.add(key);
    }

    void remove(Long key) {
      rows.remove(key);
      times.remove(key);
      byAge.remove(key);
    }

    Twin copy() {
      Twin copy = new Twin();
      copy.rows.putAll(rows);
      copy.times.putAll(times);
      copy.byAge.addAll(byAge);
      return copy;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aTableWithALifetimeAgreesWithASortedMapThroughChangesAndUndo(long seed) {
    assertAgreesThroughChangesAndUndo(relation(1_000_000, TableSpec.UNBOUNDED), seed);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void soDoesOneWithASizeBound(long seed) {
    assertAgreesThroughChangesAndUndo(relation(1_000_000, 1_000), seed);
  }

  private static void assertAgreesThroughChangesAndUndo(Relation relation, long seed) {
    Table table = table(relation);
    Twin twin = new Twin();
    UndoLog undo = new UndoLog();
    Random random = new Random(seed);
    long time = 0;
    for (int transaction = 0; transaction < 60; transaction++) {
      Twin before = twin.copy();
      for (int change = random.nextInt(40); change > 0; change--) {
        time += random.nextInt(3);
        change(table, twin, relation, random, time, undo);
      }
      if (random.nextInt(3) == 0) {
        undo.rollBack();
        twin = before;
      } else {
        undo.clear();
      }
      assertAgree(table, twin, relation);
    }
  }

  /** As after a crowd: what is left of many rows is as it was, under lower numbers. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void aTableThatHeldManyRowsIsMadeSmall(long seed) {
    Relation relation = relation(1_000_000, TableSpec.UNBOUNDED);
    Table table = new Table(relation, INDEXES.size(), null);
    Twin twin = new Twin();
    Random random = new Random(seed);
    for (int round = 0; round < 5; round++) {
      for (long key = 0; key < 50; key++) {
        for (int copy = 0; copy < 4; copy++) {
          Tuple tuple = tuple(relation, key + 50 * copy, key % 4, copy);
          if (table.find(tuple, tuple.hash(0)) >= 0) continue;
          table.add(tuple, tuple.hash(0), 200 * round + key, null);
          twin.put(tuple, 200 * round + key);
        }
      }
      assertThat(table.wasteful()).isFalse();
      for (Long key : List.copyOf(twin.rows.keySet())) {
        if (random.nextInt(12) == 0 && key < 50) continue;
        table.remove(table.find(twin.rows.get(key), twin.rows.get(key).hash(0)), null);
        twin.remove(key);
      }
      assertThat(table.wasteful()).isTrue();
      table.compact();
      assertThat(table.freeRows()).isEmpty();
      assertThat(table.wasteful()).isFalse();
      assertThat(table.size()).isEqualTo(twin.rows.size());
      for (Tuple tuple : twin.rows.values()) {
        int row = table.find(tuple, tuple.hash(0));
        assertThat(table.row(row)).isSameAs(tuple);
        assertThat(table.time(row)).isEqualTo(twin.times.get((Long) tuple.get(0)));
      }
    }
  }

  private static void change(
      Table table, Twin twin, Relation relation, Random random, long time, UndoLog undo) {
    Tuple tuple = tuple(relation, random.nextInt(50), random.nextInt(4), random.nextInt(3));
    int hash = tuple.hash(0);
    int row = table.find(tuple, hash);
    Long key = (Long) tuple.get(0);
    assertThat(row >= 0).isEqualTo(twin.rows.containsKey(key));
    if (row < 0) {
      table.add(tuple, hash, time, undo);
      twin.put(tuple, time);
    } else if (random.nextInt(3) == 0) {
      table.remove(row, undo);
      twin.remove(key);
    } else if (random.nextInt(2) == 0) {
      table.replace(row, tuple, time, undo);
      twin.put(tuple, time);
    } else {
      table.touch(row, time, undo);
      twin.touch(key, time);
    }
  }

  private static void assertAgree(Table table, Twin twin, Relation relation) {
    assertThat(table.size()).isEqualTo(twin.rows.size());
    var scanned = new TreeMap<Long, Tuple>();
    for (int row = table.firstRow(); row >= 0; row = table.nextRow(row)) {
      scanned.put((Long) table.row(row).get(0), table.row(row));
    }
    assertThat(scanned).isEqualTo(twin.rows);
    for (int index = 0; index < INDEXES.size(); index++) {
      for (long key = 0; key < 50; key++) {
        Tuple wanted = tuple(relation, key, key % 4, key % 3);
        assertThat(found(table, index, wanted))
            .containsExactlyInAnyOrderElementsOf(matching(twin, index, wanted));
      }
    }
    var ages = new ArrayList<Long>();
    for (int row = table.size() == 0 ? -1 : table.oldest(); row >= 0; row = table.newer(row)) {
      Long key = (Long) table.row(row).get(0);
      ages.add(key);
      assertThat(table.time(row)).isEqualTo(twin.times.get(key));
    }
    if (table.sized()) assertThat(ages).isEqualTo(twin.byAge);
    else
      assertThat(ages)
          .containsExactlyInAnyOrderElementsOf(twin.byAge)
          .isSortedAccordingTo(Comparator.comparing(twin.times::get));
  }

  private static List<Tuple> found(Table table, int index, Tuple wanted) {
    var found = new ArrayList<Tuple>();
    for (int row = table.first(index, wanted.hash(index)); row >= 0; row = table.next(index, row)) {
      if (table.row(row).sameKey(index, wanted)) found.add(table.row(row));
    }
    return found;
  }

  private static List<Tuple> matching(Twin twin, int index, Tuple wanted) {
    return twin.rows.values().stream().filter(t -> t.sameKey(index, wanted)).toList();
  }

  @Test
  void theOldVersionHasTheRowsThatWentAndNotThoseThatCame() {
    Relation relation = relation(TableSpec.UNBOUNDED, TableSpec.UNBOUNDED);
    Table table = table(relation);
    Tuple stays = tuple(relation, 1, 7, 0);
    Tuple goes = tuple(relation, 2, 7, 1);
    Tuple comes = tuple(relation, 3, 7, 2);
    table.add(stays, stays.hash(0), 0, null);
    int came = table.add(comes, comes.hash(0), 0, null);
    Overlay overlay = new Overlay();
    overlay.addCame(came);
    overlay.addGhost(goes, false);
    table.show(overlay);

    assertThat(read(table, Overlay.NOW, stays)).containsExactly(stays, comes);
    assertThat(read(table, Overlay.OLD, stays)).containsExactly(stays, goes);
    assertThat(read(table, Overlay.STABLE, stays)).containsExactly(stays);
    assertThat(read(table, Overlay.EITHER, stays)).containsExactly(stays, comes, goes);
    assertThat(scan(table, Overlay.OLD)).containsExactly(stays, goes);
  }

  @Test
  void manyGhostsAreFoundByTheirIndex() {
    Relation relation = relation(TableSpec.UNBOUNDED, TableSpec.UNBOUNDED);
    Table table = table(relation);
    Overlay overlay = new Overlay();
    var ghosts = new ArrayList<Tuple>();
    for (int i = 0; i < 100; i++) {
      Tuple ghost = tuple(relation, i, i % 10, 0);
      ghosts.add(ghost);
      overlay.addGhost(ghost, i % 2 == 0);
    }
    table.show(overlay);
    Tuple wanted = tuple(relation, 0, 3, 0);
    assertThat(read(table, Overlay.OLD, wanted))
        .containsExactlyElementsOf(ghosts.stream().filter(t -> t.get(1).equals(3L)).toList());
  }

  private static List<Tuple> read(Table table, int version, Tuple wanted) {
    var found = new ArrayList<Tuple>();
    for (int row = table.first(version, 1, wanted.hash(1));
        row >= 0;
        row = table.next(version, 1, row)) {
      found.add(table.row(row));
    }
    return found;
  }

  private static List<Tuple> scan(Table table, int version) {
    var found = new ArrayList<Tuple>();
    for (int row = table.firstRow(version); row >= 0; row = table.nextRow(version, row))
      found.add(table.row(row));
    return found;
  }

  @Test
  void aSupportCountsAgainOnlyWhenItsDerivationComesAgain() {
    Supports supports = new Supports(true);
    supports.add(0);
    supports.addDerivation(0, 11);
    supports.addDerivation(0, 12);
    supports.clear(0);
    supports.addDerivation(0, 11);
    assertThat(supports.removeDerivation(0, 12)).isFalse();
    assertThat(supports.holds(0)).isTrue();
    assertThat(supports.removeDerivation(0, 11)).isTrue();
    assertThat(supports.holds(0)).isFalse();
  }
}
