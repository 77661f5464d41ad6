package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which derivations hold a row up, against plain lists: a row with one derivation keeps its
 * fingerprint in place, one with several in a bag, and nobody can tell.
 */
class SupportsTest {
  private static final int ROWS = 40;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void derivationsAreKnownByFingerprint(long seed) {
    var random = new Random(seed);
    var supports = new Supports(true);
    Map<Integer, List<Long>> twin = new HashMap<>();
    for (int row = 0; row < ROWS; row++) {
      supports.add(row);
      twin.put(row, new ArrayList<>());
    }
    for (int i = 0; i < 5_000; i++) {
      int row = random.nextInt(ROWS);
      List<Long> prints = twin.get(row);
      // Few enough that a row often has one twice, and is often asked about one that it has not.
      long print = 1 + random.nextInt(4);
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          supports.addDerivation(row, print);
          prints.add(print);
        }
        case 3, 4, 5 ->
            assertThat(supports.removeDerivation(row, print)).isEqualTo(prints.remove(print));
        case 6 -> supports.setBase(row);
        default -> {
          if (random.nextInt(10) > 0) continue;
          supports.clear(row);
          prints.clear();
        }
      }
      for (long each = 1; each <= 4; each++)
        assertThat(supports.counts(row, each)).isEqualTo(prints.contains(each));
      assertThat(supports.holds(row)).isEqualTo(supports.isBase(row) || !prints.isEmpty());
    }
  }

  @ParameterizedTest(name = "{0} derivations")
  @ValueSource(ints = {0, 1, 2, 3})
  void whatARowHeldCanBePutBack(int derivations) {
    var supports = new Supports(true);
    supports.add(0);
    supports.setBase(0);
    for (long print = 1; print <= derivations; print++) supports.addDerivation(0, print);
    var gone = UndoLog.Gone.of(null, supports, 0);
    supports.clear(0);
    assertThat(supports.holds(0)).isFalse();
    supports.addDerivation(0, 7);
    supports.addDerivation(0, 8);
    gone.restore(supports, 0);
    assertThat(supports.isBase(0)).isTrue();
    for (long print = 1; print <= 8; print++)
      assertThat(supports.counts(0, print)).as("%d", print).isEqualTo(print <= derivations);
  }
}
