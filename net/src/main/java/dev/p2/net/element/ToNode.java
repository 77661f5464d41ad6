package dev.p2.net.element;

import dev.p2.engine.host.Message;
import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.FailReason;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.Packet;
import java.util.List;
import java.util.Map;

/**
 * Where messages leave the graph for the node: those that arrived, and those of its own that were
 * given up. A message of many parts is given up once.
 *
 * <p><b>Ports:</b> in 0 push: packets with a message that arrived; in 1 push: packets marked {@link
 * Header.Failed}.
 *
 * <p><b>Options:</b> the {@link Receiver}.
 *
 * <p><b>Reports:</b> {@code messages}: delivered; {@code failed}: given up.
 *
 * <p><b>See also:</b> {@link FromNode}, {@link Retry}.
 */
public final class ToNode extends Element {
  /** The node's side. */
  public interface Receiver {
    void deliver(Message message, String source);

    /**
     * A message of this node's that will not be sent again.
     *
     * @param attempts how often it was sent; a part of it may have arrived each time
     */
    void failed(Message message, int attempts, FailReason reason);
  }

  private final Receiver receiver;
  private Message lastFailed;
  private long messages;
  private long failed;

  public ToNode(Receiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PUSH, Ports.Kind.PUSH), List.of());
  }

  @Override
  protected boolean push(int port, Packet packet) {
    packet.message().ifPresent(message -> take(packet, message));
    return true;
  }

  @SuppressWarnings(
      "ReferenceEquality") // the parts of one message share it; an equal message is another one
  private void take(Packet packet, Message message) {
    if (!(packet.header() instanceof Header.Failed(int attempts, FailReason reason))) {
      messages++;
      receiver.deliver(message, packet.peer());
    } else if (message != lastFailed) {
      failed++;
      lastFailed = message;
      receiver.failed(message, attempts, reason);
    }
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters().with("messages", messages).with("failed", failed).map();
  }
}
