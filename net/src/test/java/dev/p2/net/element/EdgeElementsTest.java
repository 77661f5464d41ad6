package dev.p2.net.element;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.Message;
import dev.p2.net.flow.Router;
import dev.p2.net.testing.Ends;
import dev.p2.net.testing.Ends.Puller;
import dev.p2.net.testing.Ends.Pusher;
import dev.p2.net.testing.Ends.Supply;
import dev.p2.net.testing.Ends.Taker;
import dev.p2.net.testing.TestProgram;
import dev.p2.net.wire.BadPacket;
import dev.p2.net.wire.FailReason;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.Part;
import dev.p2.net.wire.Relations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Marshal, Unmarshal, FromNode, ToNode, UdpSource, UdpSink. */
class EdgeElementsTest {
  private static final TestProgram PROGRAM = TestProgram.of("d/addr,any/datagram");

  private final Router router = new Router(0, new SplittableRandom(1));
  private final Taker taker = router.add("taker", new Taker());
  private final Taker failures = router.add("failures", new Taker());
  private final List<String> dropped = new ArrayList<>();
  private final BadPackets bad =
      new BadPackets((reason, source, _) -> dropped.add(reason + " from " + source));

  private static Message message(Object value) {
    return PROGRAM.message("b", "d", "b", value);
  }

  @Test
  void whatIsMarshalledUnmarshalsToTheSame() {
    FromNode fromNode = router.add("fromNode", new FromNode());
    Marshal marshal = router.add("marshal", new Marshal());
    Unmarshal unmarshal = router.add("unmarshal", new Unmarshal(new Relations(PROGRAM), bad));
    router.chain(fromNode, marshal, unmarshal, taker).connect(marshal, 1, failures, 0);
    fromNode.send(message(5L));
    fromNode.send(message(new Thread()));
    taker.refusing = true;
    fromNode.send(message(6L));
    assertThat(taker.taken).hasSize(1);
    assertThat(taker.taken.getFirst().message().orElseThrow().tuple()).hasToString("d(\"b\", 5)");
    assertThat(failures.last()).isEqualTo(new Header.Failed(0, FailReason.TOO_LARGE));
    assertThat(marshal.counters()).containsEntry("packets", 2L).containsEntry("failed", 1L);
    assertThat(unmarshal.counters()).containsEntry("bad", 0L);
    assertThat(fromNode.counters()).isEqualTo(Map.of("messages", 3L, "refused", 1L));
  }

  @Test
  void marshallingCanWaitUntilATupleIsPulled() {
    Supply supply = router.add("supply", new Supply());
    Marshal marshal = router.add("marshal", new Marshal());
    Puller puller = router.add("puller", new Puller());
    router.chain(supply, marshal, puller).connect(marshal, 1, failures, 0);
    supply.add(Packet.of(message(new Thread()))).add(Packet.of(message(1L)));
    assertThat(marshal.counters()).containsEntry("packets", 0L);
    assertThat(puller.pull().orElseThrow().payload()).isNotEmpty();
    assertThat(failures.taken).hasSize(1);
  }

  @Test
  void whatIsNoMessageIsCountedByReason() {
    Pusher pusher = router.add("pusher", new Pusher());
    Unmarshal unmarshal = router.add("unmarshal", new Unmarshal(new Relations(PROGRAM), bad));
    router.chain(pusher, unmarshal, taker);
    pusher.push(Ends.packet("x", 0));
    assertThat(dropped).containsExactly("TRUNCATED from x");
    assertThat(bad.counters()).isEqualTo(Map.of("bad.truncated", 1L));
    assertThat(unmarshal.counters()).containsEntry("bad", 1L);
  }

  @Test
  void aMessageOfManyPartsFailsOnce() {
    List<String> told = new ArrayList<>();
    ToNode toNode =
        router.add(
            "toNode",
            new ToNode(
                new ToNode.Receiver() {
                  @Override
                  public void deliver(Message message, String source) {
                    told.add(message.tuple() + " from " + source);
                  }

                  @Override
                  public void failed(Message message, int attempts, FailReason reason) {
                    told.add(message.tuple() + " failed: " + reason.word());
                  }
                }));
    Pusher arrived = router.add("arrived", new Pusher());
    Pusher failed = router.add("failed", new Pusher());
    router.connect(arrived, 0, toNode, 0).connect(failed, 0, toNode, 1);
    arrived.push(Ends.packet("x", 1).withMessage(message(1L)));
    Packet large = Packet.of(message(2L)).withHeader(new Header.Failed(9, FailReason.TIMEOUT));
    failed.push(large.withPayload(new Part(1, 0, 2), new byte[1]));
    failed.push(large.withPayload(new Part(1, 1, 2), new byte[1]));
    assertThat(told).containsExactly("d(\"b\", 1) from x", "d(\"b\", 2) failed: timeout");
    assertThat(toNode.counters()).isEqualTo(Map.of("messages", 1L, "failed", 1L));
  }

  @Test
  void datagramsThatAreNoPacketsAreCounted() {
    UdpSource source = router.add("source", new UdpSource(bad));
    router.chain(source, taker);
    source.arrived(new byte[] {'P', 1, 0, 42}, "x");
    source.arrived(new byte[] {1, 2, 3}, "y");
    assertThat(taker.marks()).containsExactly(42);
    assertThat(bad.of(BadPacket.FOREIGN)).isEqualTo(1);
    assertThat(source.counters())
        .isEqualTo(Map.of("datagrams", 2L, "bytes", 7L, "bad", 1L, "refused", 0L));
  }

  @Test
  void theSinkPullsWhileTheSocketHasRoom() {
    List<String> sent = new ArrayList<>();
    int[] room = {2};
    UdpSink sink =
        router.add(
            "sink",
            new UdpSink(
                (destination, datagram) -> {
                  if (room[0] == 0) return false;
                  room[0]--;
                  return sent.add(destination + ":" + datagram.remaining());
                },
                200));
    Supply supply = router.add("supply", new Supply());
    router.chain(supply, sink);
    for (int i = 0; i < 4; i++) supply.add(Ends.packet("x" + i, i));
    assertThat(sent).as("not before the work in hand is done").isEmpty();
    router.advance(0);
    assertThat(sent).containsExactly("x0:4", "x1:4");
    assertThat(sink.blocked()).isTrue();
    room[0] = 10;
    sink.writable();
    router.advance(0);
    assertThat(sent).containsExactly("x0:4", "x1:4", "x2:4", "x3:4");
    assertThat(sink.counters()).isEqualTo(Map.of("datagrams", 4L, "bytes", 16L, "full", 1L));
    supply.add(Ends.packet("x4", 4));
    router.advance(0);
    assertThat(sent).hasSize(5);
  }
}
