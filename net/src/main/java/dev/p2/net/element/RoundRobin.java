package dev.p2.net.element;

import dev.p2.engine.host.Passage;
import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Packet;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Serves its inputs in turn, a packet each. Inputs that had nothing are not asked again before they
 * say that they have: a thousand quiet peers cost nothing.
 *
 * <p><b>Ports:</b> in 0, 1, … pull, as many as are claimed; out 0 pull.
 *
 * <p><b>Options:</b> none.
 *
 * <p><b>Reports:</b> {@code packets}: that passed; {@code inputs}: in use now.
 *
 * <p><b>See also:</b> {@link Queue}. Source: Click's RoundRobinSched.
 */
public final class RoundRobin extends Element {
  private final ArrayDeque<Integer> turns = new ArrayDeque<>();
  private final BitSet inTurn = new BitSet();
  private final BitSet claimed = new BitSet();
  private long packets;

  @Override
  public Ports ports() {
    return new Ports(List.of(Ports.Kind.PULL), List.of(Ports.Kind.PULL), true, false);
  }

  /** A free input. */
  public int claim() {
    int port = claimed.nextClearBit(0);
    claimed.set(port);
    return port;
  }

  /** Gives an input back; what was wired to it has been removed. */
  public void release(int port) {
    claimed.clear(port);
    if (inTurn.get(port)) {
      inTurn.clear(port);
      turns.remove(port);
    }
  }

  @Override
  protected Optional<Packet> pull(int output) {
    for (Integer port = turns.poll(); port != null; port = turns.poll()) {
      Optional<Packet> packet = context.pull(port);
      if (packet.isPresent()) {
        turns.add(port);
        packets++;
        context.tell(Passage.Op.TURN, packet.get(), port);
        return packet;
      }
      inTurn.clear(port);
    }
    return Optional.empty();
  }

  @Override
  protected void ready(int port) {
    if (!inTurn.get(port)) {
      inTurn.set(port);
      turns.add(port);
    }
    context.ready(0);
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters().with("packets", packets).with("inputs", claimed.cardinality()).map();
  }
}
