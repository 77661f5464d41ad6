package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Decoded;
import dev.p2.net.wire.MessageCodec;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.Relations;
import java.util.List;
import java.util.Map;

/**
 * Turns octets into messages of the node's program; what is none is dropped and counted by reason.
 *
 * <p><b>Ports:</b> in 0 push: packets with a whole payload; out 0 push: with the message.
 *
 * <p><b>Options:</b> the program's {@link Relations}; {@link BadPackets}, where the reasons are
 * counted.
 *
 * <p><b>Reports:</b> {@code packets}: unmarshalled; {@code bad}: dropped.
 *
 * <p><b>See also:</b> {@link Marshal}, {@link Reassemble}.
 */
public final class Unmarshal extends Element {
  private final Relations relations;
  private final BadPackets badPackets;
  private long packets;
  private long bad;

  public Unmarshal(Relations relations, BadPackets badPackets) {
    this.relations = relations;
    this.badPackets = badPackets;
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PUSH), List.of(Ports.Kind.PUSH));
  }

  @Override
  protected boolean push(int port, Packet packet) {
    switch (MessageCodec.decode(packet.payload())) {
      case Decoded.Bad(var reason) -> {
        bad++;
        badPackets.count(reason, packet.peer(), "");
      }
      case Decoded.Body body -> {
        switch (relations.accept(body)) {
          case Relations.Result.Good(var message) -> {
            packets++;
            return context.push(0, packet.withMessage(message));
          }
          case Relations.Result.Bad(var reason, var detail) -> {
            bad++;
            badPackets.count(reason, packet.peer(), detail);
          }
        }
      }
    }
    return true;
  }

  @Override
  protected void room(int port) {
    context.room(0);
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters().with("packets", packets).with("bad", bad).map();
  }
}
