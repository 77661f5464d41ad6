package dev.p2.sim.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueueTest {
  private static final class Numbered extends Event {
    Numbered(long timeNanos, long order) {
      this.timeNanos = timeNanos;
      this.order = order;
    }
  }

  private static final Behaviour NOTHING = (_, _) -> {};

  /** How far ahead of the last event taken the next ones are. */
  private enum Spread {
    ONE_SLOT(1_000),
    MANY_SLOTS(10_000_000_000L),
    MANY_TURNS(1_000_000_000_000L);

    final long nanos;

    Spread(long nanos) {
      this.nanos = nanos;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void wheelAndHeapGiveEventsByTimeAndOrderWheneverTheyAreAdded(long seed) {
    for (Spread spread : Spread.values()) {
      agrees(new WheelQueue(1, NOTHING), seed, spread);
      agrees(new WheelQueue(100_000, NOTHING), seed, spread);
      agrees(new HeapQueue(), seed, spread);
    }
  }

  private static void agrees(EventQueue queue, long seed, Spread spread) {
    var random = new SplittableRandom(seed);
    var twin = new TreeMap<Long, TreeMap<Long, Event>>();
    long now = seed % 2 == 0 ? 1_780_000_000_000_000_000L : 0;
    long order = 0;
    for (int round = 0; round < 300; round++) {
      int added = random.nextInt(100);
      long within = 1 + random.nextLong(spread.nanos);
      for (int i = 0; i < added; i++) {
        // Some for the very same time, some out of the order of their numbers.
        long time = now + (random.nextInt(3) == 0 ? 0 : random.nextLong(within));
        var event = new Numbered(time, ++order ^ random.nextInt(2) << 3);
        if (twin.computeIfAbsent(time, t -> new TreeMap<>()).putIfAbsent(event.order, event)
            == null) queue.add(event);
      }
      int taken = round % 50 == 49 ? Integer.MAX_VALUE : random.nextInt(100);
      for (int i = 0; i < taken && !twin.isEmpty(); i++) {
        var first = twin.firstEntry();
        Event expected = first.getValue().pollFirstEntry().getValue();
        if (first.getValue().isEmpty()) twin.pollFirstEntry();
        assertThat(queue.peek()).isSameAs(expected);
        queue.remove();
        now = expected.timeNanos;
      }
      // The kernel looks at the next event and may be given an earlier one after that.
      queue.peek();
      if (twin.isEmpty()) assertThat(queue.peek()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsAddedAtTheCurrentInstantJoinsItsEnd(boolean wheel) {
    var agenda = new Agenda(wheel ? new WheelQueue(10, NOTHING) : new HeapQueue());
    var expected = new ArrayList<Event>();
    for (int i = 0; i < 3; i++) expected.add(add(agenda, 5, i));
    Event later = add(agenda, 6, 3);
    List<Event> taken = new ArrayList<>();
    taken.add(agenda.take(5));
    for (int i = 4; i < 100; i++) expected.add(add(agenda, 5, i));
    for (Event event = agenda.take(5); event != null; event = agenda.take(5)) taken.add(event);
    assertThat(taken).isEqualTo(expected);
    assertThat(agenda.take(5)).isNull();
    assertThat(agenda.take(6)).isSameAs(later);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anActorWithWorkAtTheInstantIsKnown(boolean wheel) {
    var agenda = new Agenda(wheel ? new WheelQueue(10, NOTHING) : new HeapQueue());
    for (int i = 0; i < 3; i++) add(agenda, 5, i).actor = i;
    agenda.take(5);
    assertThat(agenda.hasWorkNow(0, 3)).isFalse();
    assertThat(agenda.hasWorkNow(1, 3)).isTrue();
    add(agenda, 5, 4).actor = 0;
    agenda.take(5);
    assertThat(agenda.hasWorkNow(1, 3)).isFalse();
    agenda.take(5);
    agenda.take(5);
    assertThat(agenda.hasWorkNow(2, 3)).isFalse();
  }

  private static Event add(Agenda agenda, long time, long order) {
    var event = new Numbered(time, order);
    agenda.add(event);
    return event;
  }
}
