package dev.p2.net.flow;

import static dev.p2.net.testing.Ends.packet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.net.element.Count;
import dev.p2.net.element.Queue;
import dev.p2.net.testing.Ends.Puller;
import dev.p2.net.testing.Ends.Pusher;
import dev.p2.net.testing.Ends.Supply;
import dev.p2.net.testing.Ends.Taker;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RouterTest {
  private final Router router = new Router(0, new SplittableRandom(1));

  @Test
  void pushAndPullPortsAreNotWiredTogether() {
    Pusher pusher = router.add("pusher", new Pusher());
    Puller puller = router.add("puller", new Puller());
    assertThatThrownBy(() -> router.connect(pusher, 0, puller, 0))
        .hasMessage("pusher[0] is PUSH, puller[0] is PULL");
    assertThatThrownBy(() -> router.connect(pusher, 1, puller, 0)).hasMessage("no output 1");
  }

  @Test
  void anElementForBothSidesTakesTheKindOfItsNeighbour() {
    Count pushed = router.add("pushed", new Count());
    Count pulled = router.add("pulled", new Count());
    Supply supply = router.add("supply", new Supply());
    Puller puller = router.add("puller", new Puller());
    Pusher pusher = router.add("pusher", new Pusher());
    Taker taker = router.add("taker", new Taker());
    router.chain(supply, pulled, puller).chain(pusher, pushed, taker);
    supply.add(packet("a", 1));
    assertThat(puller.pull()).isPresent();
    assertThat(pusher.push(packet("a", 2))).isTrue();
    assertThat(pulled.counters()).isEqualTo(pushed.counters()).containsEntry("packets", 1L);
    Count other = router.add("other", new Count());
    assertThatThrownBy(() -> router.connect(other, 0, puller, 0))
        .hasMessageContaining("wired already");
    assertThatThrownBy(() -> router.connect(other, 0, router.add("third", new Count()), 0))
        .hasMessageContaining("push or pull first");
  }

  @Test
  void onlyWhoWasRefusedIsCalledBack() {
    Pusher lucky = router.add("lucky", new Pusher());
    Pusher refused = router.add("refused", new Pusher());
    Taker taker = router.add("taker", new Taker());
    router.connect(lucky, 0, taker, 0).connect(refused, 0, taker, 0);
    assertThat(lucky.push(packet("a", 1))).isTrue();
    taker.refusing = true;
    assertThat(refused.push(packet("a", 2))).isFalse();
    taker.acceptAgain();
    assertThat(refused.rooms).isEqualTo(1);
    assertThat(lucky.rooms).isZero();
  }

  @Test
  void whoFoundNothingIsCalledOnce() {
    Pusher pusher = router.add("pusher", new Pusher());
    Queue queue = router.add("queue", new Queue(10, Queue.Late.DROP));
    Puller puller = router.add("puller", new Puller());
    router.chain(pusher, queue, puller);
    assertThat(puller.pull()).isEmpty();
    pusher.push(packet("a", 1));
    pusher.push(packet("a", 2));
    assertThat(puller.calls).isEqualTo(1);
    assertThat(puller.pullAll()).hasSize(2);
    pusher.push(packet("a", 3));
    assertThat(puller.calls).isEqualTo(2);
  }

  @Test
  void alarmsRunInOrderOfTimeThenOfSetting() {
    Pusher element = router.add("any", new Pusher());
    List<String> ran = new ArrayList<>();
    element.context.after(20, () -> ran.add("c@" + router.nowNanos()));
    element.context.after(10, () -> ran.add("a@" + router.nowNanos()));
    element.context.after(
        10, () -> element.context.after(5, () -> ran.add("b@" + router.nowNanos())));
    element.context.after(12, () -> ran.add("never")).cancel();
    element.context.soon(() -> ran.add("soon@" + router.nowNanos()));
    assertThat(router.nextAlarmNanos()).isZero();
    router.advance(0);
    assertThat(router.nextAlarmNanos()).isEqualTo(10);
    router.advance(100);
    assertThat(ran).containsExactly("soon@0", "a@10", "b@15", "c@20");
    assertThat(router.nowNanos()).isEqualTo(100);
    assertThat(router.nextAlarmNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anElementThatWasTakenOutLeavesNoWires() {
    Pusher pusher = router.add("pusher", new Pusher());
    Count count = router.add("count", new Count());
    Taker taker = router.add("taker", new Taker());
    router.chain(pusher, count, taker);
    router.remove(count);
    assertThat(pusher.push(packet("a", 1))).as("discarded").isTrue();
    assertThat(taker.taken).isEmpty();
    router.chain(pusher, taker);
    pusher.push(packet("a", 2));
    assertThat(taker.marks()).containsExactly(2);
    assertThat(router.counters()).containsOnlyKeys("pusher", "taker");
  }
}
