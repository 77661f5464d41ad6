package dev.p2.net.element;

import static dev.p2.net.testing.Ends.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.net.flow.Router;
import dev.p2.net.testing.Ends.Puller;
import dev.p2.net.testing.Ends.Pusher;
import dev.p2.net.testing.Ends.Supply;
import dev.p2.net.testing.Ends.Taker;
import dev.p2.net.wire.FailReason;
import dev.p2.net.wire.Header;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Queue, Backlog, RoundRobin, Demultiplex, Count, Discard, Lossy. */
class FlowElementsTest {
  private static final long SECOND = 1_000_000_000L;

  private final Router router = new Router(0, new SplittableRandom(1));
  private final Pusher pusher = router.add("pusher", new Pusher());
  private final Taker taker = router.add("taker", new Taker());
  private final Puller puller = router.add("puller", new Puller());

  @Test
  void aQueueThatBlocksRefusesAndCallsBack() {
    Queue queue = router.add("queue", new Queue(2, Queue.Late.BLOCK));
    router.chain(pusher, queue, puller);
    assertThat(pusher.push(packet("a", 1))).isTrue();
    assertThat(pusher.push(packet("a", 2))).isTrue();
    assertThat(pusher.push(packet("a", 3))).isFalse();
    assertThat(pusher.rooms).isZero();
    assertThat(puller.pull().orElseThrow().payload()).containsExactly(1);
    assertThat(pusher.rooms).isEqualTo(1);
    assertThat(puller.pullAll()).hasSize(1);
    assertThat(pusher.rooms).as("called once for one refusal").isEqualTo(1);
    assertThat(queue.counters())
        .isEqualTo(
            Map.of("in", 2L, "out", 2L, "refused", 1L, "dropped", 0L, "length", 0L, "peak", 2L));
  }

  @Test
  void aQueueThatDropsSendsLatePacketsByItsSecondPort() {
    Queue queue = router.add("queue", new Queue(2, Queue.Late.DROP));
    router.chain(pusher, queue, puller).connect(queue, 1, taker, 0);
    for (int i = 1; i <= 5; i++) assertThat(pusher.push(packet("a", i))).isTrue();
    assertThat(taker.marks()).containsExactly(3, 4, 5);
    assertThat(puller.pullAll()).hasSize(2);
    assertThat(queue.counters()).containsEntry("dropped", 3L).containsEntry("peak", 2L);
    assertThatThrownBy(() -> new Queue(0, Queue.Late.DROP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBacklogHoldsEachPeersPacketsInOrderAndFailsThoseBeyondItsBound() {
    Backlog backlog = router.add("backlog", new Backlog(2));
    Taker failures = router.add("failures", new Taker());
    router.chain(pusher, backlog, taker).connect(backlog, 1, failures, 0);
    taker.refusing = true;
    for (int i = 1; i <= 3; i++) pusher.push(packet("a", i));
    pusher.push(packet("b", 9));
    assertThat(backlog.counters())
        .isEqualTo(Map.of("passed", 0L, "failed", 1L, "waiting", 3L, "peers", 2L));
    assertThat(failures.marks()).containsExactly(3);
    assertThat(failures.last()).isEqualTo(new Header.Failed(0, FailReason.QUEUE));
    taker.acceptAgain();
    assertThat(taker.marks()).containsExactly(1, 2, 9);
    assertThat(backlog.isEmpty()).isTrue();
    assertThat(backlog.counters()).containsEntry("passed", 3L).containsEntry("waiting", 0L);
  }

  @Test
  void aRoundRobinServesItsInputsInTurnAndAsksOnlyThoseThatHaveSomething() {
    RoundRobin robin = router.add("robin", new RoundRobin());
    Supply a = router.add("a", new Supply());
    Supply b = router.add("b", new Supply());
    router
        .connect(a, 0, robin, robin.claim())
        .connect(b, 0, robin, robin.claim())
        .chain(robin, puller);
    for (int i = 1; i <= 3; i++) a.add(packet("a", i));
    b.add(packet("b", 11));
    assertThat(puller.pullAll()).extracting(p -> (int) p.payload()[0]).containsExactly(1, 11, 2, 3);
    int before = puller.calls;
    b.add(packet("b", 12));
    assertThat(puller.calls).isEqualTo(before + 1);
    router.remove(b);
    robin.release(1);
    assertThat(puller.pullAll()).isEmpty();
    assertThat(robin.claim()).isEqualTo(1);
    assertThat(robin.counters()).isEqualTo(Map.of("packets", 4L, "inputs", 2L));
  }

  @Test
  void aDemultiplexChoosesTheOutputAndRefusesAsItDoes() {
    Demultiplex byPeer = router.add("byPeer", new Demultiplex(p -> "ab".indexOf(p.peer())));
    Taker b = router.add("b", new Taker());
    router.chain(pusher, byPeer, taker).connect(byPeer, 1, b, 0);
    pusher.push(packet("a", 1));
    pusher.push(packet("b", 2));
    pusher.push(packet("c", 3));
    b.refusing = true;
    assertThat(pusher.push(packet("b", 4))).isFalse();
    b.acceptAgain();
    assertThat(pusher.rooms).isEqualTo(1);
    assertThat(taker.marks()).containsExactly(1);
    assertThat(b.marks()).containsExactly(2);
    assertThat(byPeer.counters()).isEqualTo(Map.of("packets", 2L, "dropped", 1L));
  }

  @Test
  void countingCountsWhatWasTaken() {
    Count count = router.add("count", new Count());
    router.chain(pusher, count, taker);
    pusher.push(packet("a", 1));
    taker.refusing = true;
    pusher.push(packet("a", 2));
    assertThat(count.counters()).isEqualTo(Map.of("packets", 1L, "bytes", 1L));
  }

  @Test
  void discardingTakesEverything() {
    Discard discard = router.add("discard", new Discard());
    router.chain(pusher, discard);
    for (int i = 0; i < 3; i++) assertThat(pusher.push(packet("a", i))).isTrue();
    assertThat(discard.counters()).isEqualTo(Map.of("packets", 3L));
  }

  @Test
  void aLossyLosesDoublesAndHoldsBackAboutAsOftenAsItIsTold() {
    Lossy lossy = router.add("lossy", new Lossy(new Lossy.Options(0.05, 0.1, 0.2, SECOND, 7)));
    router.chain(pusher, lossy, taker);
    for (int i = 0; i < 10_000; i++) pusher.push(packet("a", 1));
    Map<String, Long> counters = lossy.counters();
    assertThat(counters.get("lost")).isBetween(430L, 570L);
    assertThat(counters.get("duplicated")).isBetween(850L, 1050L);
    assertThat(counters.get("held")).isBetween(1750L, 2050L);
    assertThat(taker.taken).hasSize((int) (10_000 - counters.get("lost") - counters.get("held")));
    router.advance(SECOND + 1);
    assertThat(taker.taken)
        .hasSize((int) (10_000 - counters.get("lost") + counters.get("duplicated")));
  }

  @Test
  void theSameSeedLosesTheSame() {
    Lossy first = router.add("first", new Lossy(new Lossy.Options(0.5, 0.5, 0.5, 1, 3)));
    Lossy second = router.add("second", new Lossy(new Lossy.Options(0.5, 0.5, 0.5, 1, 3)));
    Pusher other = router.add("other", new Pusher());
    router.chain(pusher, first).chain(other, second);
    for (int i = 0; i < 100; i++) {
      pusher.push(packet("a", i));
      other.push(packet("a", i));
    }
    assertThat(first.counters()).isEqualTo(second.counters());
    assertThatThrownBy(() -> new Lossy.Options(1.5, 0, 0, 1, 0)).hasMessageContaining("0..1");
  }
}
