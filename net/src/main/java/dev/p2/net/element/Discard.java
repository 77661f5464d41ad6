package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Packet;
import java.util.List;
import java.util.Map;

/**
 * Takes everything and drops it: an end for ports whose packets nobody wants.
 *
 * <p><b>Ports:</b> in 0 push.
 *
 * <p><b>Options:</b> none.
 *
 * <p><b>Reports:</b> {@code packets}: dropped.
 *
 * <p><b>See also:</b> {@link Count}. Source: Click's Discard.
 */
public final class Discard extends Element {
  private long packets;

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PUSH), List.of());
  }

  @Override
  protected boolean push(int port, Packet packet) {
    packets++;
    return true;
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters().with("packets", packets).map();
  }
}
