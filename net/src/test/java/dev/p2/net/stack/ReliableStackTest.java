package dev.p2.net.stack;

import static dev.p2.net.testing.MemoryNetwork.MILLISECOND;
import static dev.p2.net.testing.MemoryNetwork.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.host.Message;
import dev.p2.net.element.Lossy;
import dev.p2.net.element.Retry;
import dev.p2.net.testing.MemoryNetwork;
import dev.p2.net.testing.TestProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReliableStackTest {
  private static final TestProgram PROGRAM =
      TestProgram.of("r/addr,int,string/reliable", "d/addr,int,string/datagram");
  private static final TransportOptions OPTIONS = TransportOptions.DEFAULT;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  private static Message numbered(String to, long number) {
    return PROGRAM.message(to, "r", to, number, "");
  }

  private static Message[] numbered(String to, int from, int count) {
    Message[] messages = new Message[count];
    for (int i = 0; i < count; i++) messages[i] = numbered(to, from + i);
    return messages;
  }

  private static List<Long> numbers(List<Message> messages) {
    return messages.stream().map(m -> (Long) m.tuple().get(1)).toList();
  }

  private static List<Long> oneTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static TransportOptions lossy(double loss, long seed, int retries) {
    return OPTIONS
        .withRetry(new Retry.Options(retries, 500 * MILLISECOND, 100 * MILLISECOND, 4 * SECOND))
        .withFaults(new Lossy.Options(loss, 0.05, 0.1, 30 * MILLISECOND, seed));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everythingArrivesOnceAndInOrderOverABadNetwork(long seed) {
    double loss = 0.05 * (seed % 7); // 0 to 30 % each way
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, lossy(loss, seed, 25), seed);
    MemoryNetwork.Peer b = network.start("b", PROGRAM, lossy(loss, seed + 1000, 25), seed + 2000);
    for (int i = 0; i < 30; i++) {
      a.send(numbered("b", 1 + 10 * i, 10));
      b.send(numbered("a", 1 + i, 1));
      network.runUntil(network.nowNanos + seed * 3 * MILLISECOND);
    }
    network.runUntil(network.nowNanos + 3600 * SECOND);
    assertThat(numbers(b.received)).isEqualTo(oneTo(300));
    assertThat(numbers(a.received)).isEqualTo(oneTo(30));
    assertThat(a.failed).isEmpty();
    assertThat(a.transport.isIdle()).isTrue();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fivePercentLossAndReorderingNeedNoMoreThanEightRetries(long seed) {
    MemoryNetwork network = new MemoryNetwork(MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, lossy(0.05, seed, 8), seed);
    MemoryNetwork.Peer b = network.start("b", PROGRAM, lossy(0.05, seed + 1000, 8), seed + 2000);
    a.send(numbered("b", 1, 2000));
    network.runUntil(300 * SECOND);
    assertThat(numbers(b.received)).isEqualTo(oneTo(2000));
    assertThat(a.failed).isEmpty();
  }

  @Test
  void aGoodNetworkCarriesOnePacketAMessageAndFewerAcknowledgements() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, OPTIONS, 1);
    MemoryNetwork.Peer b = network.start("b", PROGRAM, OPTIONS, 2);
    a.send(numbered("b", 1, 1000));
    network.runUntil(10 * SECOND);
    assertThat(numbers(b.received)).isEqualTo(oneTo(1000));
    assertThat(a.transport.totals().get("datagramsOut")).isEqualTo(1000);
    assertThat(b.transport.totals().get("datagramsOut")).isLessThanOrEqualTo(1000);
    assertThat(a.transport.counters().get("to b retry")).containsEntry("resent", 0L);
  }

  @Test
  void whatIsNeverAcknowledgedFailsAfterEightRetries() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, OPTIONS, 1);
    a.send(numbered("nobody", 1, 3));
    network.runUntil(10 * SECOND);
    assertThat(a.failed).isEmpty();
    network.runUntil(60 * SECOND);
    assertThat(a.failed).hasSize(3).allMatch(f -> f.startsWith("timeout after"));
    assertThat(a.failed.getFirst()).isEqualTo("timeout after 9");
    assertThat(numbers(a.failedMessages)).isEqualTo(oneTo(3));
    assertThat(a.transport.isIdle()).isTrue();
  }

  @Test
  void onlyTheDeadPeerHoldsThingsUp() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, OPTIONS, 1);
    MemoryNetwork.Peer b = network.start("b", PROGRAM, OPTIONS, 2);
    a.send(numbered("nobody", 1, 5000));
    a.send(numbered("b", 1, 5000));
    network.runUntil(20 * SECOND);
    assertThat(numbers(b.received)).isEqualTo(oneTo(5000));
    assertThat(a.failed).isEmpty();
    network.runUntil(60 * SECOND);
    assertThat(numbers(a.failedMessages)).isEqualTo(oneTo(5000));
  }

  @Test
  void aPeerThatCameBackIsReachedAgainAfterGivingUp() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, OPTIONS, 1);
    a.send(numbered("b", 1, 2));
    network.runUntil(60 * SECOND);
    assertThat(a.failed).hasSize(2);
    MemoryNetwork.Peer b = network.start("b", PROGRAM, OPTIONS, 2);
    a.send(numbered("b", 3, 2));
    network.runUntil(120 * SECOND);
    assertThat(numbers(b.received)).containsExactly(3L, 4L);
  }

  @Test
  void aPeerThatRestartedIsANewPeer() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, OPTIONS, 1);
    MemoryNetwork.Peer old = network.start("b", PROGRAM, OPTIONS, 2);
    a.send(numbered("b", 1, 20));
    network.runUntil(SECOND);
    assertThat(numbers(old.received)).isEqualTo(oneTo(20));
    MemoryNetwork.Peer young = network.start("b", PROGRAM, OPTIONS, 3);
    a.send(numbered("b", 21, 100));
    network.runUntil(10 * SECOND);
    // what was under way to the old one is given back, the rest goes to the new one, each exactly
    // once
    assertThat(a.failed).isNotEmpty().allMatch(f -> f.equals("closed after 1"));
    List<Long> all = new ArrayList<>(numbers(a.failedMessages));
    all.addAll(numbers(young.received));
    assertThat(all).isEqualTo(LongStream.rangeClosed(21, 120).boxed().toList());
  }

  @Test
  void aSenderThatRestartedBeginsAnew() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    MemoryNetwork.Peer old = network.start("a", PROGRAM, OPTIONS, 1);
    MemoryNetwork.Peer b = network.start("b", PROGRAM, OPTIONS, 2);
    old.send(numbered("b", 1, 20));
    network.runUntil(SECOND);
    MemoryNetwork.Peer young = network.start("a", PROGRAM, OPTIONS, 3);
    young.send(numbered("b", 21, 5));
    network.runUntil(2 * SECOND);
    assertThat(numbers(b.received)).isEqualTo(oneTo(25));
    assertThat(young.failed).isEmpty();
  }

  @Test
  void aReceiverThatForgotASilentSenderIsSentEverythingAgain() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    TransportOptions lasting =
        new TransportOptions(
            1400,
            OPTIONS.retry(),
            OPTIONS.window(),
            1024,
            1024,
            1024,
            100_000 * SECOND,
            100,
            OPTIONS.faults());
    MemoryNetwork.Peer a = network.start("a", PROGRAM, lasting, 1);
    MemoryNetwork.Peer b = network.start("b", PROGRAM, OPTIONS, 2);
    a.send(numbered("b", 1, 5));
    network.runUntil(SECOND);
    network.runUntil(3000 * SECOND);
    b.transport.advance(network.nowNanos); // sweeps
    assertThat(b.transport.counters()).doesNotContainKey("from a inOrder");
    a.send(numbered("b", 6, 5));
    network.runUntil(3010 * SECOND);
    assertThat(numbers(b.received)).isEqualTo(oneTo(10));
    assertThat(a.failed).isEmpty();
    assertThat(a.transport.counters().get("to b retry")).containsEntry("restarts", 1L);
  }

  @Test
  void silentPeersAreForgottenAndReachedAgain() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, OPTIONS, 1);
    MemoryNetwork.Peer b = network.start("b", PROGRAM, OPTIONS, 2);
    a.send(numbered("b", 1, 5));
    network.runUntil(1000 * SECOND);
    a.transport.advance(network.nowNanos);
    assertThat(a.transport.counters().keySet()).noneMatch(name -> name.startsWith("to b"));
    a.send(numbered("b", 6, 5));
    network.runUntil(1010 * SECOND);
    assertThat(numbers(b.received)).isEqualTo(oneTo(10));
  }

  @Test
  void aTupleOf200KilobytesIsCutAndPutTogether() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    String text = "0123456789".repeat(20_000);
    TransportOptions lossy = lossy(0.1, 5, 12);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, lossy, 1);
    MemoryNetwork.Peer b = network.start("b", PROGRAM, lossy, 2);
    a.send(numbered("b", 1), PROGRAM.message("b", "r", "b", 2L, text), numbered("b", 3));
    network.runUntil(100 * SECOND);
    assertThat(numbers(b.received)).isEqualTo(oneTo(3));
    assertThat(b.received.get(1).tuple().get(2)).isEqualTo(text);
  }

  @Test
  void aLargeTupleThatFailsIsReportedOnce() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, OPTIONS, 1);
    a.send(PROGRAM.message("nobody", "r", "nobody", 1L, "x".repeat(100_000)));
    network.runUntil(100 * SECOND);
    assertThat(a.failedMessages).hasSize(1);
  }

  @Test
  void tooMuchForOneDestinationFailsAsQueue() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    TransportOptions small =
        new TransportOptions(
            1400, OPTIONS.retry(), OPTIONS.window(), 10, 10, 1024, SECOND, 100, OPTIONS.faults());
    MemoryNetwork.Peer a = network.start("a", PROGRAM, small, 1);
    MemoryNetwork.Peer b = network.start("b", PROGRAM, small, 2);
    a.send(numbered("b", 1, 50));
    network.runUntil(SECOND);
    assertThat(a.failed).hasSize(30).allMatch(f -> f.equals("queue after 0"));
    assertThat(numbers(b.received)).isEqualTo(oneTo(20));
  }

  @Test
  void closingGivesBackWhatIsUnderWay() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, OPTIONS, 1);
    a.send(numbered("b", 1, 20));
    a.transport.close();
    assertThat(numbers(a.failedMessages)).isEqualTo(oneTo(20));
    assertThat(a.failed).contains("closed after 1", "closed after 0");
  }

  @Test
  void theWindowShrinksWhenTheNetworkLoses() {
    MemoryNetwork network = new MemoryNetwork(50 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, OPTIONS, 1);
    network.start("b", PROGRAM, OPTIONS, 2);
    a.send(numbered("b", 1, 1000));
    network.runUntil(450 * MILLISECOND);
    long before = a.transport.counters().get("to b window").get("window");
    assertThat(before).as("doubled each of four round trips from 10").isBetween(80L, 256L);
    network.cut = true;
    network.runUntil(3 * SECOND);
    assertThat(a.transport.counters().get("to b window")).containsEntry("window", 1L);
    network.cut = false;
    network.runUntil(20 * SECOND);
    assertThat(a.transport.isIdle()).isTrue();
    assertThat(a.failed).isEmpty();
  }

  @Test
  void aFullSocketHoldsThingsUpWithoutLoss() {
    MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, OPTIONS, 1);
    MemoryNetwork.Peer b = network.start("b", PROGRAM, OPTIONS, 2);
    network.socketFull = true;
    a.send(numbered("b", 1, 50));
    a.send(PROGRAM.message("b", "d", "b", 51L, ""));
    assertThat(network.datagrams).isZero();
    network.socketFull = false;
    a.transport.writable();
    a.transport.advance(network.nowNanos);
    network.runUntil(SECOND);
    assertThat(b.received).hasSize(51);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void throughCrashesNothingIsDeliveredTwiceToOneLifeAndNothingIsLostInSilence(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MemoryNetwork network = new MemoryNetwork(5 * MILLISECOND);
    MemoryNetwork.Peer a = network.start("a", PROGRAM, lossy(0.1, seed, 25), seed);
    List<MemoryNetwork.Peer> lives = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      if (i % 4 == 0)
        lives.add(network.start("b", PROGRAM, lossy(0.1, seed + i, 25), seed + 100 + i));
      a.send(numbered("b", 1 + 20 * i, 20));
      network.runUntil(network.nowNanos + random.nextLong(400 * MILLISECOND));
    }
    network.runUntil(network.nowNanos + 3600 * SECOND);
    Set<Long> accounted = new TreeSet<>(numbers(a.failedMessages));
    for (MemoryNetwork.Peer life : lives) {
      assertThat(numbers(life.received)).isSorted().doesNotHaveDuplicates();
      accounted.addAll(numbers(life.received));
    }
    assertThat(accounted).containsExactlyElementsOf(oneTo(400));
    assertThat(numbers(a.failedMessages)).doesNotHaveDuplicates();
  }
}
