package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.Timer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArmedTimersTest {
  private static final String SOON = "s tick(@A, E) :- periodic(@A, E, 1s, infinity, 250ms).";
  private static final String OWN =
      "o tick(@A, E) :- periodic(@A, E, LOCALADDRESS == \"a\" ? 1s : 2s).";

  @Test
  void aNodeHasTheTimersOfItsProgram() {
    World w = World.of(SOON + OWN, "a", "b");
    long booted = timers(w, "a").getFirst().firstNanos() - World.SECOND / 4;
    assertThat(timers(w, "a"))
        .containsExactly(
            new Timer(0, "s", World.SECOND, Timer.FOREVER, booted + World.SECOND / 4),
            new Timer(1, "o", World.SECOND, Timer.FOREVER, booted + World.SECOND));
    assertThat(timers(w, "b").getLast().periodNanos()).isEqualTo(2 * World.SECOND);
  }

  @Test
  void nodesShareWhatIsTheSameAtAll() {
    World w = World.of(SOON, "a", "b");
    assertThat(timers(w, "a").getFirst().rhythm()).isSameAs(timers(w, "b").getFirst().rhythm());
  }

  private static List<Timer> timers(World w, String node) {
    return w.nodes.get(node).timers();
  }
}
