package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which tables are read ahead for a step, and that reading ahead changes nothing. */
class ForesightTest {
  private static final String PROGRAM =
      """
      table near(@X: addr, key Y: addr).
      table seen(@X: addr, key Y: addr, N: int).
      table gone(@X: addr, key Y: addr).
      table other(@X: addr, key Y: addr).
      event hello(@X: addr, Y: addr).   event noted(@X: addr, Y: addr).   event far(@X: addr, Y: addr).
      event found(@X: addr, Y: addr).
      a1 noted(@X, Y) :- hello(@X, Y), X != Y.
      a2 seen(@X, Y, 1) :- noted(@X, Y), not gone(@X, Y).
      a3 far(@Y, X) :- hello(@X, Y).
      a6 found(@X, Y) :- hello(@X, Y), near(@X, Y).
      a7 delete gone(@X, Y) :- found(@X, Y), other(@X, Y).
      a4 other(@X, Y) :- far(@X, Y).
      a5 delete other(@X, Y) :- periodic(@X, _, 5s), other(@X, Y).
      """;

  @Test
  void tablesOfTheStrandsAndOfWhatTheyEmitWhateverIsThere() {
    World world = World.of(PROGRAM, "a");
    Foresight foresight = world.program.layout().foresight;
    assertThat(names(world, foresight.onArrival(world.id("hello"))))
        .containsExactlyInAnyOrder("near", "seen", "gone");
    assertThat(names(world, foresight.onArrival(world.id("far")))).containsExactly("other");
    assertThat(names(world, foresight.onArrival(world.id("near")))).containsExactly("near");
    assertThat(names(world, foresight.onTimer(0))).containsExactly("other");
  }

  @Test
  void aTableIsScannedWhereNothingIsKnownOfTheRowsWanted() {
    World world = World.of(PROGRAM, "a");
    Foresight foresight = world.program.layout().foresight;
    assertThat(foresight.onTimer(0)[0] & Foresight.SCAN).isNotZero();
    assertThat(foresight.onArrival(world.id("far"))[0] & Foresight.SCAN).isZero();
  }

  @Test
  void anEmptyNodeAndAFullOneCanBeReadAhead() {
    World world = World.of(PROGRAM, "a");
    Node node = world.nodes.get("a");
    var ahead = new ReadAhead(world.program);
    for (int rows = 0; rows < 60; rows++) {
      for (int times = 0; times < 40; times++) {
        ahead.receive(node, world.id("hello"));
        ahead.fire(node, 0);
      }
      ahead.receive(node, 1000);
      ahead.fire(node, 1000);
      ahead.read();
      assertThat(world.rows("near")).hasSize(rows);
      assertThat(world.rows("other")).hasSize(rows);
      world.inject("near", "a", "n" + rows);
      world.inject("other", "a", "n" + rows);
    }
  }

  private static List<String> names(World world, int[] touches) {
    return Arrays.stream(touches)
        .map(touch -> touch >> Foresight.HOW_BITS)
        .mapToObj(id -> world.program.plan().program().relations().get(id).name())
        .toList();
  }
}
