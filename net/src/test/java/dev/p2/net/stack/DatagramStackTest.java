package dev.p2.net.stack;

import static dev.p2.net.testing.MemoryNetwork.MILLISECOND;
import static dev.p2.net.testing.MemoryNetwork.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.value.ListValue;
import dev.p2.net.testing.MemoryNetwork;
import dev.p2.net.testing.RandomValues;
import dev.p2.net.testing.TestProgram;
import dev.p2.net.wire.BadPacket;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DatagramStackTest {
  private static final TestProgram PROGRAM =
      TestProgram.of("d/addr,any/datagram", "r/addr,any/reliable");

  private final MemoryNetwork network = new MemoryNetwork(10 * MILLISECOND);
  private final MemoryNetwork.Peer a = network.start("a", PROGRAM, TransportOptions.DEFAULT, 1);
  private final MemoryNetwork.Peer b = network.start("b", PROGRAM, TransportOptions.DEFAULT, 2);

  @Test
  void aTupleLeavesAtOnceInOneDatagramAndIsNotAnswered() {
    a.send(PROGRAM.message("b", "d", "b", 5L));
    assertThat(network.datagrams).isEqualTo(1);
    network.runUntil(SECOND);
    assertThat(b.received).hasSize(1);
    assertThat(b.received.getFirst().tuple()).hasToString("d(\"b\", 5)");
    assertThat(network.datagrams).isEqualTo(1);
    assertThat(a.transport.totals()).containsEntry("datagramsOut", 1L);
    assertThat(b.transport.totals())
        .containsEntry("datagramsIn", 1L)
        .containsEntry("messagesIn", 1L);
  }

  @Test
  void aTupleOf200KilobytesArrivesWhole() {
    Object[] elements = new RandomValues(3).values(1);
    Object large = ListValue.of(elements[0], "x".repeat(200_000));
    a.send(PROGRAM.message("b", "d", "b", large));
    network.runUntil(SECOND);
    assertThat(b.received).hasSize(1);
    assertThat(b.received.getFirst().tuple().get(1)).isEqualTo(large);
    assertThat(b.transport.counters().get("datagram reassemble")).containsEntry("held", 0L);
  }

  @Test
  void whatCannotBeEncodedFailsAsTooLarge() {
    a.send(
        PROGRAM.message("b", "d", "b", "x".repeat(5 << 20)),
        PROGRAM.message("b", "r", "b", new Thread()));
    network.runUntil(SECOND);
    assertThat(a.failed).containsExactly("tooLarge after 0", "tooLarge after 0");
    assertThat(b.received).isEmpty();
  }

  @Test
  void aMegabyteOfNoiseIsCountedAndForgotten() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2000; i++) {
      byte[] noise = new byte[500];
      random.nextBytes(noise);
      if (i % 2 == 0) { // noise with a good beginning gets further
        noise[0] = 'P';
        noise[1] = 1;
        noise[2] = (byte) (random.nextInt(4) | (random.nextBoolean() ? 0x80 : 0));
      }
      network.arrive("b", "stranger:" + i % 50, noise);
    }
    network.runUntil(SECOND);
    assertThat(b.received).isEmpty();
    assertThat(b.bad).hasSizeGreaterThan(1000).contains(BadPacket.FOREIGN);
    a.send(PROGRAM.message("b", "d", "b", 1L), PROGRAM.message("b", "r", "b", 2L));
    network.runUntil(2 * SECOND);
    assertThat(b.received).hasSize(2);
  }

  @Test
  void partsThatStayAloneAreGivenUp() {
    network.cut = false;
    a.send(PROGRAM.message("b", "d", "b", "x".repeat(3000)));
    network.kill("a");
    byte[] part = {'P', 1, (byte) 0x80, 9, 0, 3, 1, 2, 3};
    network.arrive("b", "c", part);
    network.runUntil(SECOND);
    assertThat(b.received).hasSize(1);
    assertThat(b.transport.counters().get("datagram reassemble").get("held")).isPositive();
    network.runUntil(60 * SECOND);
    assertThat(b.transport.counters().get("datagram reassemble"))
        .containsEntry("held", 0L)
        .containsEntry("givenUp", 1L);
  }
}
