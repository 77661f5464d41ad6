package dev.p2.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.Timer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeTimersTest {
  private final NodeTimers timers = new NodeTimers();

  /** What fires if the host looks at these times. */
  private List<String> firings(long... times) {
    List<String> fired = new ArrayList<>();
    for (long now : times) {
      while (timers.nextNanos() <= now) fired.add(timers.poll(now) + "@" + now);
    }
    return fired;
  }

  @Test
  void lateFiringsWithoutACountMergeAndStayOnTheGrid() {
    timers.arm(List.of(new Timer(0, "r", 10, Timer.FOREVER, 10)));
    assertThat(firings(9, 10, 47, 49, 50)).containsExactly("0@10", "0@47", "0@50");
    assertThat(timers.nextNanos()).isEqualTo(60);
  }

  @Test
  void lateFiringsWithACountAreAllMade() {
    timers.arm(List.of(new Timer(0, "r", 10, 4, 10)));
    assertThat(firings(35, 40, 1000)).containsExactly("0@35", "0@35", "0@35", "0@40");
    assertThat(timers.nextNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aPeriodOfZeroFiresItsCountAtOnce() {
    timers.arm(List.of(new Timer(0, "r", 0, 3, 5)));
    assertThat(firings(5)).containsExactly("0@5", "0@5", "0@5");
  }

  @Test
  void timersDueTogetherFireInTheOrderInWhichTheyWereArmed() {
    timers.arm(
        List.of(
            new Timer(0, "a", 20, Timer.FOREVER, 20),
            new Timer(1, "b", 10, Timer.FOREVER, 10),
            new Timer(2, "c", 20, 1, 20)));
    assertThat(firings(10, 20))
        .as("b armed again at 10, after a and c")
        .containsExactly("1@10", "0@20", "2@20", "1@20");
  }
}
