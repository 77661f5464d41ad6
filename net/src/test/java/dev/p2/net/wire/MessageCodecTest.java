package dev.p2.net.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.engine.host.Message;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.Values;
import dev.p2.net.testing.RandomValues;
import dev.p2.net.testing.TestProgram;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {
  private static final TestProgram PROGRAM =
      TestProgram.of(
          "any5/any,any,any,any,any/datagram", "typed/string,int,id/datagram", "one/any/datagram");
  private static final Relations RELATIONS = new Relations(PROGRAM);

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsEncodedDecodesToTheSame(long seed) throws UnencodableException {
    Message message = randomMessage(seed);
    Decoded decoded = MessageCodec.decode(MessageCodec.encode(message));
    assertThat(decoded).isInstanceOf(Decoded.Body.class);
    Relations.Result result = RELATIONS.accept((Decoded.Body) decoded);
    assertThat(result).isInstanceOf(Relations.Result.Good.class);
    Message back = ((Relations.Result.Good) result).message();
    assertThat(back.kind()).isEqualTo(message.kind());
    assertThat(back.destination()).isEqualTo(message.destination());
    assertThat(Values.equal(back.tuple(), message.tuple()))
        .as("%s came back as %s", message, back)
        .isTrue();
    assertThat(Values.sourceText(back.tuple())).isEqualTo(Values.sourceText(message.tuple()));
  }

  private static Message randomMessage(long seed) {
    Object[] values = new RandomValues(seed).values(5);
    Message.Kind kind = Message.Kind.values()[(int) (seed % Message.Kind.values().length)];
    return new Message("127.0.0.1:" + seed, kind, PROGRAM.tuple("any5", values), -1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noValueTakesMoreOctetsThanForeseen(long seed) throws UnencodableException {
    for (Object value : new RandomValues(seed).values(5)) {
      long most = ValueCodec.octetsAtMost(value, 1);
      var out = new WireWriter();
      ValueCodec.write(out, value, 1);
      if (most >= 0) assertThat((long) out.size()).isLessThanOrEqualTo(most);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aMessageCutShortIsBad(long seed) throws UnencodableException {
    byte[] whole = MessageCodec.encode(randomMessage(seed));
    for (int length = 0; length < whole.length; length += 1 + length / 10) {
      assertThat(MessageCodec.decode(Arrays.copyOf(whole, length))).isInstanceOf(Decoded.Bad.class);
    }
    assertThat(MessageCodec.decode(Arrays.copyOf(whole, whole.length + 1)))
        .isEqualTo(new Decoded.Bad(BadPacket.TRAILING));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void alteredAndRandomOctetsNeverThrow(long seed) throws UnencodableException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] whole = MessageCodec.encode(randomMessage(seed));
    for (int i = 0; i < 200; i++) {
      byte[] altered = whole.clone();
      for (int j = random.nextInt(4); j >= 0; j--)
        altered[random.nextInt(altered.length)] = (byte) random.nextInt();
      accept(altered);
      byte[] noise = new byte[random.nextInt(100)];
      random.nextBytes(noise);
      accept(noise);
      PacketCodec.read(noise, "somebody");
    }
  }

  private static void accept(byte[] octets) {
    if (MessageCodec.decode(octets) instanceof Decoded.Body body) RELATIONS.accept(body);
  }

  @Test
  void theDestinationCostsOneOctetWhereItIsAColumn() throws UnencodableException {
    int within =
        MessageCodec.encode(PROGRAM.message("host:1", "typed", "host:1", 5L, Id.of(7))).length;
    int beside =
        MessageCodec.encode(PROGRAM.message("host:2", "typed", "host:1", 5L, Id.of(7))).length;
    assertThat(beside - within).isEqualTo("host:2".length() + 1);
    assertThat(within).isEqualTo(1 + 6 + 1 + 7 + 1 + 3 + 1);
  }

  @Test
  void claimsOfManyElementsAreNotBelieved() {
    WireWriter out = new WireWriter();
    out.octet(0);
    out.text("one");
    out.varint(1);
    for (int depth = 0; depth < 60; depth++) {
      out.octet(9);
      out.varint(1_000_000);
    }
    for (int i = 0; i < 1_000_000; i++) out.octet(0);
    long before = Runtime.getRuntime().totalMemory();
    assertThat(MessageCodec.decode(out.toArray())).isEqualTo(new Decoded.Bad(BadPacket.TRUNCATED));
    assertThat(Runtime.getRuntime().totalMemory() - before).isLessThan(64L << 20);
  }

  @Test
  void listsNestedTooDeepAreRefusedOnBothSides() {
    Object deep = 1L;
    for (int i = 0; i < ValueCodec.DEPTH_MAX; i++) deep = ListValue.of(deep);
    Message message = PROGRAM.message("x", "one", deep);
    assertThatThrownBy(() -> MessageCodec.encode(message)).isInstanceOf(UnencodableException.class);
    assertThat(MessageCodec.encodable(message)).isFalse();
    assertThat(MessageCodec.encodable(PROGRAM.message("x", "one", ((ListValue) deep).get(0))))
        .isTrue();
  }

  @Test
  void tuplesTooLargeAndHostObjectsAreRefused() {
    Message large = PROGRAM.message("x", "one", "y".repeat(MessageCodec.TUPLE_BYTES_MAX));
    assertThatThrownBy(() -> MessageCodec.encode(large)).hasMessageContaining("larger than");
    assertThat(MessageCodec.encodable(large)).isFalse();
    String most = "y".repeat(MessageCodec.TUPLE_BYTES_MAX - 100); // three times as many, foreseen
    assertThat(MessageCodec.encodable(PROGRAM.message("x", "one", most))).isTrue();
    Message opaque = PROGRAM.message("x", "one", new Thread());
    assertThatThrownBy(() -> MessageCodec.encode(opaque)).isInstanceOf(UnencodableException.class);
    assertThat(MessageCodec.encodable(opaque)).isFalse();
  }

  @Test
  void strangersAreNamedByTheirReason() throws UnencodableException {
    TestProgram other =
        TestProgram.of(
            "unknown/int/datagram", "one/int,int/datagram", "typed/int,int,int/datagram");
    assertThat(reason(other.message("x", "unknown", 1L))).isEqualTo(BadPacket.UNKNOWN_RELATION);
    assertThat(reason(other.message("x", "one", 1L, 2L))).isEqualTo(BadPacket.ARITY);
    assertThat(reason(other.message("x", "typed", 1L, 2L, 3L))).isEqualTo(BadPacket.TYPE);
  }

  private static BadPacket reason(Message message) throws UnencodableException {
    Decoded.Body body = (Decoded.Body) MessageCodec.decode(MessageCodec.encode(message));
    return ((Relations.Result.Bad) RELATIONS.accept(body)).reason();
  }
}
