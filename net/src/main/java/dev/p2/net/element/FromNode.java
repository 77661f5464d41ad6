package dev.p2.net.element;

import dev.p2.engine.host.Message;
import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Packet;
import java.util.List;
import java.util.Map;

/**
 * Where messages of a node's steps enter the graph.
 *
 * <p><b>Ports:</b> out 0 push: packets with a message.
 *
 * <p><b>Options:</b> none.
 *
 * <p><b>Reports:</b> {@code messages}; {@code refused}: that found no room and are lost.
 *
 * <p><b>See also:</b> {@link ToNode}, {@link Backlog}.
 */
public final class FromNode extends Element {
  private long messages;
  private long refused;

  @Override
  public Ports ports() {
    return Ports.of(List.of(), List.of(Ports.Kind.PUSH));
  }

  public void send(Message message) {
    messages++;
    if (!context.push(0, Packet.of(message))) refused++;
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters().with("messages", messages).with("refused", refused).map();
  }
}
