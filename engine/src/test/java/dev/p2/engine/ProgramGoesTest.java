package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** A host may compile programs for as long as it lives: those out of use take no memory. */
class ProgramGoesTest {
  private static final String PROGRAM =
      """
      materialize(t, infinity, infinity, keys(1,2)).
      r t(@X, V) :- e(@X, V).
      """;

  @Test
  void programThatRanHereGoesWithItsNodes() {
    WeakReference<CompiledProgram> program = ran();
    for (int i = 0; i < 20 && program.get() != null; i++) System.gc();
    assertThat(program.get()).isNull();
  }

  private static WeakReference<CompiledProgram> ran() {
    World world = World.of(PROGRAM, "a");
    world.inject("e", "a", 1L);
    return new WeakReference<>(world.nodes.get("a").program());
  }
}
