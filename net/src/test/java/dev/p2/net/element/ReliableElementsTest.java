package dev.p2.net.element;

import static dev.p2.net.testing.Ends.data;
import static dev.p2.net.testing.Ends.packet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.net.flow.Router;
import dev.p2.net.testing.Ends.Puller;
import dev.p2.net.testing.Ends.Pusher;
import dev.p2.net.testing.Ends.Supply;
import dev.p2.net.testing.Ends.Taker;
import dev.p2.net.wire.FailReason;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.Part;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sequence, Retry, CongestionWindow. */
class ReliableElementsTest {
  private static final long MS = 1_000_000;
  private static final long US = 77; // the receiver's session

  private final Router router = new Router(0, new SplittableRandom(1));
  private final Supply supply = router.add("supply", new Supply());
  private final Puller puller = router.add("puller", new Puller());
  private final Pusher answers = router.add("answers", new Pusher());
  private final Taker feedback = router.add("feedback", new Taker());
  private final Taker failures = router.add("failures", new Taker());
  private final SendStream stream = new SendStream(new SplittableRandom(5), (_, _) -> {});
  private final Retry retry =
      new Retry(new Retry.Options(2, 500 * MS, 100 * MS, 4000 * MS), stream);

  private void wire() {
    Sequence sequence = router.add("sequence", new Sequence(stream));
    router.add("retry", retry);
    router.chain(supply, sequence, retry, puller);
    router
        .connect(answers, 0, retry, 1)
        .connect(retry, 1, feedback, 0)
        .connect(retry, 2, failures, 0);
  }

  private void supply(int count) {
    for (int i = 1; i <= count; i++) supply.add(packet("p", i));
  }

  private static List<Long> sequences(List<Packet> packets) {
    return packets.stream().map(p -> ((Header.Data) p.header()).sequence()).toList();
  }

  private void ack(long cumulative, long beyond) {
    answers.push(Packet.signal("p", new Header.Ack(stream.id(), US, cumulative, beyond)));
  }

  private long counter(String name) {
    return retry.counters().get(name);
  }

  @Test
  void packetsAreNumberedFromOne() {
    Sequence sequence = router.add("sequence", new Sequence(stream));
    router.chain(supply, sequence, puller);
    supply(3);
    assertThat(puller.pullAll())
        .extracting(Packet::header)
        .containsExactly(
            new Header.Data(stream.id(), 0, 1),
            new Header.Data(stream.id(), 0, 2),
            new Header.Data(stream.id(), 0, 3));
    assertThat(sequence.counters()).isEqualTo(Map.of("packets", 3L));
  }

  @Test
  void theTimeoutFollowsMeasuredRoundTripsAsRfc6298Says() {
    wire();
    supply(2);
    puller.pull();
    router.advance(200 * MS);
    ack(1, 0);
    assertThat(counter("rttNanos")).isEqualTo(200 * MS);
    assertThat(counter("rttVarianceNanos")).isEqualTo(100 * MS);
    assertThat(counter("timeoutNanos")).isEqualTo(600 * MS);
    puller.pull();
    router.advance(300 * MS);
    ack(2, 0);
    assertThat(counter("rttNanos")).isEqualTo(200 * MS - 100 * MS / 8);
    assertThat(counter("rttVarianceNanos")).isEqualTo(100 * MS);
  }

  @Test
  void aTimeoutDoublesAndWhatWasSentTwiceIsNotMeasured() {
    wire();
    supply(1);
    puller.pull();
    router.advance(500 * MS);
    assertThat(counter("timeouts")).isEqualTo(1);
    assertThat(counter("timeoutNanos")).isEqualTo(1000 * MS);
    assertThat(sequences(puller.pullAll())).containsExactly(1L);
    router.advance(510 * MS);
    ack(1, 0);
    assertThat(counter("rttNanos")).as("Karn: whose answer was it?").isZero();
    assertThat(counter("acknowledged")).isEqualTo(1);
    assertThat(router.nextAlarmNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void packetsThatThreeLaterOnesOvertookAreSentAgainAtOnce() {
    wire();
    supply(6);
    puller.pullAll();
    router.advance(10 * MS);
    ack(1, 0b0011); // 3 and 4 are there, 2 is not
    assertThat(puller.pullAll()).as("may be reordering").isEmpty();
    ack(1, 0b0111); // 5 as well
    assertThat(sequences(puller.pullAll())).containsExactly(2L);
    ack(1, 0b1111);
    assertThat(puller.pullAll()).as("once").isEmpty();
    assertThat(counter("inFlight")).isEqualTo(1);
    assertThat(feedback.taken)
        .extracting(Packet::header)
        .contains(new Header.Flight(1, 1, Header.Loss.GAP));
  }

  @Test
  void afterItsRetriesEverythingFailsAndTheNextPacketBeginsANewStream() {
    wire();
    supply(3);
    puller.pull();
    long before = stream.id();
    router.advance(500 * MS); // first timeout
    puller.pullAll();
    router.advance(1500 * MS); // second
    puller.pullAll();
    router.advance(3400 * MS);
    assertThat(failures.taken).isEmpty();
    supply.add(packet("p", 9));
    router.advance(3500 * MS); // two retries were all
    assertThat(failures.marks()).containsExactly(1, 2, 3, 9);
    assertThat(failures.taken.getFirst().header())
        .isEqualTo(new Header.Failed(3, FailReason.TIMEOUT));
    assertThat(failures.last()).isEqualTo(new Header.Failed(0, FailReason.TIMEOUT));
    supply(1);
    assertThat(puller.pull().orElseThrow().header()).isEqualTo(new Header.Data(stream.id(), 0, 1));
    assertThat(stream.id()).isNotEqualTo(before);
  }

  @Test
  void aReceiverThatForgotGetsEverythingAgainAndOneThatRestartedDoesNot() {
    wire();
    supply(3);
    puller.pullAll();
    ack(1, 0);
    answers.push(Packet.signal("p", new Header.Reset(stream.id(), US)));
    assertThat(puller.pullAll())
        .extracting(Packet::header)
        .containsExactly(new Header.Data(stream.id(), 0, 1), new Header.Data(stream.id(), 0, 2));
    ack(0, 1); // 2 waits there for 1, and is lost with it
    answers.push(Packet.signal("p", new Header.Reset(stream.id(), US + 1)));
    assertThat(failures.marks()).containsExactly(2, 3);
    assertThat(failures.last()).isEqualTo(new Header.Failed(2, FailReason.CLOSED));
    answers.push(Packet.signal("p", new Header.Reset(123, US)));
    assertThat(counter("stale")).isEqualTo(1);
    assertThat(counter("restarts")).isEqualTo(2);
  }

  @Test
  void theWindowDoublesThenGrowsByOneAndHalvesOnLoss() {
    CongestionWindow window =
        router.add("window", new CongestionWindow(new CongestionWindow.Options(2, 16)));
    router.chain(supply, window, puller).connect(answers, 0, window, 1);
    supply(100);
    assertThat(puller.pullAll()).hasSize(2);
    flight(0, 2, Header.Loss.NONE);
    assertThat(puller.calls).as("told that the window opened").isPositive();
    assertThat(puller.pullAll()).hasSize(4);
    flight(0, 4, Header.Loss.NONE);
    assertThat(puller.pullAll()).hasSize(8);
    flight(4, 4, Header.Loss.GAP);
    assertThat(window.counters()).containsEntry("window", 4L).containsEntry("threshold", 4L);
    assertThat(puller.pullAll()).isEmpty();
    flight(0, 4, Header.Loss.NONE);
    assertThat(puller.pullAll()).as("one more a round trip").hasSize(4);
    flight(0, 4, Header.Loss.NONE);
    assertThat(puller.pullAll()).hasSize(5);
    flight(0, 0, Header.Loss.TIMEOUT);
    assertThat(puller.pullAll()).hasSize(1);
    assertThat(window.counters())
        .containsEntry("losses", 1L)
        .containsEntry("timeouts", 1L)
        .containsEntry("inFlight", 1L)
        .containsEntry("held", 7L);
  }

  private void flight(int inFlight, int acknowledged, Header.Loss loss) {
    answers.push(Packet.signal("", new Header.Flight(inFlight, acknowledged, loss)));
  }

  @Test
  void anUnusedWindowDoesNotGrow() {
    CongestionWindow window =
        router.add("window", new CongestionWindow(new CongestionWindow.Options(10, 16)));
    router.chain(supply, window, puller).connect(answers, 0, window, 1);
    for (int i = 0; i < 5; i++) {
      supply(1);
      puller.pullAll();
      flight(0, 1, Header.Loss.NONE);
    }
    assertThat(window.counters()).containsEntry("window", 10L);
  }

  @Test
  void partsAreCutAndComeTogetherInAnyOrder() {
    Fragment fragment = router.add("fragment", new Fragment(64));
    BadPackets bad = new BadPackets((_, _, _) -> {});
    Reassemble reassemble =
        router.add("reassemble", new Reassemble(new Reassemble.Options(10_000, 1000), bad));
    router.chain(supply, fragment, puller).chain(answers, reassemble, feedback);
    byte[] payload = new byte[200];
    new SplittableRandom(3).nextBytes(payload);
    supply.add(Packet.of("p", Header.PLAIN, Part.WHOLE, payload)).add(packet("p", 5));
    List<Packet> parts = puller.pullAll();
    assertThat(parts).hasSize(5);
    assertThat(fragment.counters()).isEqualTo(Map.of("packets", 2L, "cut", 1L, "parts", 4L));
    for (int i : new int[] {4, 2, 0, 0, 3}) answers.push(parts.get(i));
    assertThat(feedback.taken).hasSize(1);
    answers.push(parts.get(1));
    assertThat(feedback.taken.getLast().payload()).isEqualTo(payload);
    assertThat(feedback.taken.getLast().part()).isEqualTo(Part.WHOLE);
    answers.push(parts.get(1).withPayload(new Part(9, 1, 3), payload));
    answers.push(parts.get(1).withPayload(new Part(9, 1, 4), payload));
    assertThat(bad.total()).as("parts that contradict each other").isEqualTo(1);
    router.advance(2000);
    assertThat(reassemble.counters())
        .isEqualTo(Map.of("packets", 2L, "assembled", 1L, "givenUp", 1L, "held", 0L));
  }

  @Test
  void incompletePacketsHoldNoMoreThanTheBound() {
    BadPackets bad = new BadPackets((_, _, _) -> {});
    Reassemble reassemble =
        router.add("reassemble", new Reassemble(new Reassemble.Options(1_000_000, 1000), bad));
    router.chain(answers, reassemble, feedback);
    for (int i = 0; i < 1000; i++) {
      answers.push(Packet.of("p" + i, Header.PLAIN, new Part(i, 1, Part.COUNT_MAX), new byte[10]));
    }
    assertThat(reassemble.counters().get("held")).isBetween(0L, 1_000_000L);
    assertThat(reassemble.counters().get("givenUp")).isGreaterThan(990);
  }

  @Test
  void eachPacketPassesOnceAndIsAcknowledgedEachTime() {
    Deduplicate deduplicate = router.add("deduplicate", new Deduplicate(US, 64));
    Taker passed = router.add("passed", new Taker());
    router.chain(answers, deduplicate, passed).connect(deduplicate, 1, feedback, 0);
    for (int sequence : new int[] {1, 3, 3, 2, 1}) answers.push(data(5, 0, sequence));
    assertThat(passed.marks()).containsExactly(1, 3, 2);
    assertThat(feedback.taken)
        .extracting(Packet::header)
        .containsExactly(
            new Header.Ack(5, US, 1, 0),
            new Header.Ack(5, US, 1, 1),
            new Header.Ack(5, US, 1, 1),
            new Header.Ack(5, US, 3, 0),
            new Header.Ack(5, US, 3, 0));
    answers.push(data(5, US, 68));
    assertThat(deduplicate.counters()).containsEntry("tooFar", 1L).containsEntry("duplicates", 2L);
    answers.push(data(5, US, 67));
    assertThat(passed.taken).hasSize(4);
  }

  @Test
  void aPacketThatIsRefusedIsNotAcknowledged() {
    Deduplicate deduplicate = router.add("deduplicate", new Deduplicate(US, 64));
    Taker passed = router.add("passed", new Taker());
    router.chain(answers, deduplicate, passed).connect(deduplicate, 1, feedback, 0);
    passed.refusing = true;
    assertThat(answers.push(data(5, 0, 1))).isFalse();
    assertThat(feedback.last()).isEqualTo(new Header.Ack(5, US, 0, 0));
    passed.refusing = false;
    assertThat(answers.push(data(5, 0, 1))).isTrue();
    assertThat(feedback.last()).isEqualTo(new Header.Ack(5, US, 1, 0));
  }

  @Test
  void streamsForOthersAndForgottenOnesAreResetAndOldOnesAreIgnored() {
    Deduplicate deduplicate = router.add("deduplicate", new Deduplicate(US, 64));
    Taker passed = router.add("passed", new Taker());
    router.chain(answers, deduplicate, passed).connect(deduplicate, 1, feedback, 0);
    answers.push(data(5, 66, 1));
    assertThat(feedback.last()).as("meant for a former life").isEqualTo(new Header.Reset(5, US));
    answers.push(data(5, US, 4));
    assertThat(feedback.last()).as("not known here").isEqualTo(new Header.Reset(5, US));
    answers.push(data(5, 0, 1));
    answers.push(data(6, 0, 1));
    answers.push(data(5, 0, 2));
    assertThat(passed.marks()).containsExactly(1, 1);
    assertThat(deduplicate.counters())
        .containsEntry("streams", 2L)
        .containsEntry("resets", 2L)
        .containsEntry("stale", 1L);
  }

  @Test
  void earlyPacketsWaitForTheirTurn() {
    InOrder inOrder = router.add("inOrder", new InOrder(2));
    Taker passed = router.add("passed", new Taker());
    router.chain(answers, inOrder, passed);
    answers.push(data(5, 0, 3));
    answers.push(data(5, 0, 2));
    assertThat(answers.push(data(5, 0, 4))).as("two wait already").isFalse();
    assertThat(passed.taken).isEmpty();
    answers.push(data(5, 0, 1));
    assertThat(passed.marks()).containsExactly(1, 2, 3);
    answers.push(data(5, 0, 2));
    answers.push(data(5, 0, 5));
    answers.push(data(6, 0, 1));
    assertThat(passed.marks()).containsExactly(1, 2, 3, 1);
    assertThat(inOrder.counters())
        .isEqualTo(Map.of("passed", 4L, "early", 3L, "late", 1L, "dropped", 1L, "waiting", 0L));
  }

  @Test
  void aRefusedPacketIsPassedWhenThereIsRoom() {
    InOrder inOrder = router.add("inOrder", new InOrder(4));
    Taker passed = router.add("passed", new Taker());
    router.chain(answers, inOrder, passed);
    answers.push(data(5, 0, 2));
    passed.refusing = true;
    answers.push(data(5, 0, 1));
    assertThat(passed.taken).isEmpty();
    passed.acceptAgain();
    assertThat(passed.marks()).containsExactly(1, 2);
  }

  @Test
  void ofSeveralAcknowledgementsTheLastIsSent() {
    Acknowledge acknowledge = router.add("acknowledge", new Acknowledge(2));
    router.chain(answers, acknowledge, puller);
    for (int i = 1; i <= 3; i++) answers.push(Packet.signal("p", new Header.Ack(5, US, i, 0)));
    answers.push(Packet.signal("p", new Header.Reset(4, US)));
    assertThat(puller.pullAll())
        .extracting(Packet::header)
        .containsExactly(new Header.Ack(5, US, 3, 0), new Header.Reset(4, US));
    for (int i = 1; i <= 3; i++) answers.push(Packet.signal("q" + i, new Header.Ack(5, US, i, 0)));
    assertThat(puller.pullAll()).extracting(Packet::peer).containsExactly("q2", "q3");
    assertThat(acknowledge.counters())
        .isEqualTo(Map.of("in", 7L, "merged", 2L, "dropped", 1L, "out", 4L));
  }
}
