package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a hash, beside a list of all rows that is searched. */
class ChainIndexTest {
  /** A row and its hash, in order of arrival. */
  private record Entry(int hash, int row) {}

  @ParameterizedTest(name = "{0} hashes")
  @ValueSource(ints = {1, 5, 1000})
  void rowsOfAHashInTheOrderInWhichTheyCame(int hashes) {
    var random = new Random(hashes);
    var index = new ChainIndex();
    List<Entry> twin = new ArrayList<>();
    for (int step = 0; step < 3000; step++) {
      // Grows past the rows that are a list, and shrinks to none again.
      int wanted = Math.abs(step % 200 - 100);
      if (twin.size() < wanted) {
        var entry = new Entry(random.nextInt(hashes) * 0x9E3779B9, freeRow(twin, random));
        index.add(entry.hash, entry.row);
        twin.add(entry);
      } else if (!twin.isEmpty()) {
        Entry gone = twin.remove(random.nextInt(twin.size()));
        index.remove(gone.hash, gone.row);
      }
      int hash = random.nextInt(hashes) * 0x9E3779B9;
      assertThat(rows(index, hash))
          .isEqualTo(twin.stream().filter(e -> e.hash == hash).map(Entry::row).toList());
    }
  }

  private static int freeRow(List<Entry> taken, Random random) {
    while (true) {
      int row = random.nextInt(128);
      if (taken.stream().noneMatch(e -> e.row == row)) return row;
    }
  }

  private static List<Integer> rows(ChainIndex index, int hash) {
    var rows = new ArrayList<Integer>();
    for (int row = index.first(hash); row >= 0; row = index.next(row)) rows.add(row);
    return rows;
  }
}
