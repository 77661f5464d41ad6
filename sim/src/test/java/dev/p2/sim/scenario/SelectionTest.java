package dev.p2.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.RandomStream;
import dev.p2.sim.scenario.Selection.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of ten nodes are chosen. */
class SelectionTest {
  private static List<Integer> choose(Selection selection) {
    return choose(selection, 1);
  }

  private static List<Integer> choose(Selection selection, long seed) {
    return selection.choose(10, node -> node != 7, RandomStream.of(seed, 0, "test"));
  }

  @Test
  void allAreThoseToWhomItCanHappen() {
    assertThat(choose(Selection.ALL)).containsExactly(0, 1, 2, 3, 4, 5, 6, 8, 9);
  }

  @Test
  void theUnionOfPartsIsInOrderAndWithoutTheSpared() {
    var selection =
        Selection.of(new Part.Range(8, 9), new Part.Range(2, 4), new Part.Range(3, 3))
            .sparing(new Part.Range(4, 8));
    assertThat(choose(selection)).containsExactly(2, 3, 9);
  }

  @Test
  void aShareIsOneOfThoseThatAreLeft() {
    var selection = Selection.of(new Part.Share(0.5)).sparing(new Part.Range(0, 0));
    assertThat(choose(selection)).hasSize(4).doesNotContain(0, 7);
    assertThat(choose(selection)).isEqualTo(choose(selection)).isNotEqualTo(choose(selection, 2));
  }

  @Test
  void aCountBeyondAllIsAll() {
    assertThat(choose(Selection.of(new Part.Count(100)))).hasSize(9);
    assertThat(choose(Selection.of(new Part.Count(3)))).hasSize(3);
  }

  @Test
  void spreadTimesTakeBothEnds() {
    Times times = Times.spread(10, 20);
    assertThat(times.nanos(0, 4)).isEqualTo(10);
    assertThat(times.nanos(1, 4)).isEqualTo(13);
    assertThat(times.nanos(3, 4)).isEqualTo(20);
    assertThat(times.nanos(0, 1)).isEqualTo(10);
  }
}
