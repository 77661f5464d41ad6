package dev.p2.net.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketCodecTest {
  private static final byte[] PAYLOAD = {1, 2, 3};

  private static byte[] octets(Header header, Part part) {
    ByteBuffer buffer = ByteBuffer.allocate(PacketCodec.HEADER_MAX + PAYLOAD.length);
    PacketCodec.write(Packet.of("x", header, part, PAYLOAD), buffer);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static BadPacket reason(byte[] octets) {
    return ((PacketCodec.Result.Bad) PacketCodec.read(octets, "y")).reason();
  }

  @Test
  void everyHeaderComesBack() {
    List<Header> headers =
        List.of(
            Header.PLAIN,
            new Header.Data(-1, 0, Long.MAX_VALUE),
            new Header.Ack(5, -7, 300, -1),
            new Header.Reset(1, 2));
    for (Header header : headers) {
      for (Part part : List.of(Part.WHOLE, new Part(-1, Part.COUNT_MAX - 1, Part.COUNT_MAX))) {
        Packet packet =
            ((PacketCodec.Result.Good) PacketCodec.read(octets(header, part), "y")).packet();
        assertThat(packet.header()).isEqualTo(header);
        assertThat(packet.part()).isEqualTo(part);
        assertThat(packet.peer()).isEqualTo("y");
        assertThat(packet.payload()).isEqualTo(PAYLOAD);
      }
    }
  }

  @Test
  void otherPacketsAreNamedByTheirReason() {
    assertThat(reason(new byte[0])).isEqualTo(BadPacket.TRUNCATED);
    assertThat(reason("GET / HTTP/1.0".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo(BadPacket.FOREIGN);
    assertThat(reason(new byte[] {'P', 9, 0})).isEqualTo(BadPacket.VERSION);
    assertThat(reason(new byte[] {'P', 1, 77})).isEqualTo(BadPacket.KIND);
    assertThat(reason(new byte[] {'P', 1, 1, 5})).isEqualTo(BadPacket.TRUNCATED);
    assertThat(reason(new byte[] {'P', 1, (byte) 0x80, 1, 2, 2})).isEqualTo(BadPacket.FRAGMENT);
    assertThat(reason(new byte[20])).isEqualTo(BadPacket.FOREIGN);
  }
}
