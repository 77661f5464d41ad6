package dev.p2.sim.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.engine.host.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {
  private static final long DELAY = 1_000;

  /** Gossips: each event schedules some others, here and elsewhere, and is written down. */
  private static final class Gossip implements Behaviour {
    final List<List<String>> histories = new ArrayList<>();
    final List<String> deferred = new ArrayList<>();
    private final RandomStream[] random;
    private final long delay;

    private static final class Word extends Event {
      private final int generation;

      Word(int generation) {
        this.generation = generation;
      }
    }

    Gossip(int actors, long seed, long delay) {
      this.delay = delay;
      random = new RandomStream[actors];
      for (int i = 0; i < actors; i++) {
        random[i] = RandomStream.of(seed, i, "gossip");
        histories.add(new ArrayList<>());
      }
    }

    @Override
    public void handle(Lane lane, Event event) {
      int at = event.actor();
      int generation = ((Word) event).generation;
      histories.get(at).add(lane.nowNanos() + " " + generation + " " + lane.hasWorkNow(at));
      if (generation == 0) return;
      RandomStream draw = random[at];
      // Times are few, so that many events meet at one instant.
      if (draw.nextInt(3) == 0) lane.schedule(at, lane.nowNanos(), new Word(0));
      if (draw.nextInt(3) == 0)
        lane.schedule(at, lane.nowNanos() + 100 * draw.nextInt(3), new Word(generation - 1));
      for (int i = draw.nextInt(3); i > 0; i--) {
        int to = draw.nextInt(random.length);
        lane.schedule(
            to, lane.nowNanos() + delay + 100 * draw.nextInt(5), new Word(generation - 1));
      }
      long now = lane.nowNanos();
      if (draw.nextInt(4) == 0)
        lane.defer(
            () -> {
              deferred.add(now + " " + at);
              lane.schedule((at + 1) % random.length, now + delay, new Word(0));
            });
    }

    static Gossip run(int lanes, int windowEventsMin, Kernel.Queue queue, long seed, long delay) {
      int actors = 500;
      var gossip = new Gossip(actors, seed, delay);
      var kernel = new Kernel(actors, lanes, windowEventsMin, delay, queue, gossip);
      for (int i = 0; i < actors; i++) kernel.schedule(i, 50 * (i % 7), new Word(12));
      for (int i = 1; i < 10; i++) {
        int actor = 31 * i;
        kernel.at(
            900 * i,
            () -> {
              gossip.deferred.add("action at " + kernel.nowNanos());
              kernel.schedule(actor, kernel.nowNanos(), new Word(3));
            });
      }
      kernel.runUntil(4_000);
      kernel.runUntilQuiet(() -> 0);
      gossip.deferred.add("end at " + kernel.nowNanos() + " after " + kernel.handled());
      return gossip;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void lanesQueuesAndWindowsChangeNothing(long seed) {
    Gossip one = Gossip.run(1, 0, Kernel.Queue.HEAP, seed, DELAY);
    assertThat(one.deferred).hasSizeGreaterThan(500);
    for (Kernel.Queue queue : Kernel.Queue.values()) {
      for (int lanes = 1; lanes <= 4; lanes++) {
        for (int windowEventsMin : new int[] {0, 100, Integer.MAX_VALUE / 8}) {
          Gossip other = Gossip.run(lanes, windowEventsMin, queue, seed, DELAY);
          assertThat(other.deferred).isEqualTo(one.deferred);
          assertThat(other.histories).isEqualTo(one.histories);
        }
      }
    }
  }

  @Test
  void withoutDelayThereIsOneLane() {
    assertThat(new Kernel(10, 4, 0, 0, Kernel.Queue.WHEEL, (_, _) -> {}).lanes()).isEqualTo(1);
    Gossip one = Gossip.run(1, 0, Kernel.Queue.HEAP, 5, 0);
    Gossip other = Gossip.run(4, 0, Kernel.Queue.WHEEL, 5, 0);
    assertThat(other.histories).isEqualTo(one.histories);
  }

  private static final class Plain extends Event {}

  @Test
  void whatBreaksTheLeastDelayIsRefused() {
    var kernel =
        new Kernel(
            1_000,
            2,
            0,
            DELAY,
            Kernel.Queue.WHEEL,
            (lane, _) -> lane.schedule(64, lane.nowNanos() + DELAY - 1, new Plain()));
    kernel.schedule(0, 10, new Plain());
    assertThatThrownBy(() -> kernel.runUntil(20_000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sooner than the least delay");
  }

  @Test
  void theFirstFailureInTheOrderOfEventsIsThatOfTheRun() {
    for (int lanes = 1; lanes <= 3; lanes++) {
      var kernel =
          new Kernel(
              1_000,
              lanes,
              0,
              DELAY,
              Kernel.Queue.WHEEL,
              (lane, event) -> {
                throw new IllegalArgumentException("at " + event.actor());
              });
      kernel.schedule(900, 500, new Plain());
      kernel.schedule(70, 501, new Plain());
      kernel.schedule(5, 500, new Plain());
      assertThatThrownBy(() -> kernel.runUntil(20_000)).hasMessage("at 900");
    }
  }

  @Test
  void aReminderDoesNotKeepARunFromBeingQuiet() {
    var times = new ArrayList<Long>();
    var kernel =
        new Kernel(1, 1, 0, 0, Kernel.Queue.WHEEL, (lane, _) -> times.add(lane.nowNanos()));
    for (long time : new long[] {5, 10, 15}) {
      kernel.schedule(
          0,
          time,
          new Event() {
            @Override
            protected boolean isWork() {
              return false;
            }
          });
    }
    kernel.schedule(0, 7, new Plain());
    kernel.runUntilQuiet(() -> 12);
    assertThat(times).containsExactly(5L, 7L, 10L);
    assertThat(kernel.nowNanos()).isEqualTo(12);
  }

  /** What lives on, as the event of a timer, would else keep the rest of its instant in memory. */
  @Test
  void anEventThatHasBeenTakenKnowsNoOther() {
    var agenda = new Agenda(new HeapQueue());
    List<Event> added = new ArrayList<>();
    for (int order = 0; order < 3; order++) {
      var event = new Gossip.Word(0);
      event.timeNanos = 5;
      event.order = order;
      agenda.add(event);
      added.add(event);
    }
    assertThat(agenda.take(5)).isSameAs(added.get(0));
    assertThat(agenda.hasWorkNow(0, 1)).isTrue();
    for (int left = 1; left < 3; left++) {
      Event taken = agenda.take(5);
      assertThat(taken).isSameAs(added.get(left));
      assertThat(taken.next).isNull();
    }
  }
}
