package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.Packet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets as many packets be under way as the network seems to bear: more while acknowledgements come
 * (doubling each round trip up to where loss began the last time, then one more a round trip), half
 * after a loss, one after a timeout.
 *
 * <p><b>Ports:</b> in 0 pull; in 1 push: {@link Header.Flight} of a {@link Retry}; out 0 pull:
 * nothing while the window is full.
 *
 * <p><b>Options:</b> {@code initial}, {@code max}: packets.
 *
 * <p><b>Reports:</b> {@code window}, {@code threshold}, {@code inFlight}: now, packets; {@code
 * losses}, {@code timeouts}; {@code held}: pulls that found the window full.
 *
 * <p><b>See also:</b> {@link Retry}. Behind a {@link RoundRobin} it is one window for all peers.
 * Source: RFC 5681.
 */
public final class CongestionWindow extends Element {
  /** In packets. */
  public record Options(int initial, int max) {
    public Options {
      if (initial < 1 || initial > max)
        throw new IllegalArgumentException("window " + initial + " of " + max);
    }
  }

  private final Options options;
  private double window;
  private double threshold;
  private int inFlight;
  private long losses;
  private long timeouts;
  private long held;

  public CongestionWindow(Options options) {
    this.options = options;
    this.window = options.initial();
    this.threshold = options.max();
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PULL, Ports.Kind.PUSH), List.of(Ports.Kind.PULL));
  }

  @Override
  protected Optional<Packet> pull(int port) {
    if (inFlight >= (int) window) {
      held++;
      return Optional.empty();
    }
    Optional<Packet> packet = context.pull(0);
    if (packet.isPresent()) inFlight++;
    return packet;
  }

  @Override
  protected void ready(int port) {
    if (inFlight < (int) window) context.ready(0);
  }

  @Override
  protected boolean push(int port, Packet signal) {
    if (signal.header() instanceof Header.Flight flight) {
      boolean wasFull = flight.inFlight() + flight.acknowledged() >= (int) window;
      inFlight = flight.inFlight();
      switch (flight.loss()) {
        case NONE -> {
          if (wasFull)
            grow(flight.acknowledged()); // an unused window says nothing about the network
        }
        case GAP -> {
          losses++;
          threshold = Math.max(window / 2, 2);
          window = threshold;
        }
        case TIMEOUT -> {
          timeouts++;
          threshold = Math.max(window / 2, 2);
          window = 1;
        }
      }
      if (inFlight < (int) window) context.ready(0);
    }
    return true;
  }

  private void grow(int acknowledged) {
    for (int i = 0; i < acknowledged; i++) window += window < threshold ? 1 : 1 / window;
    window = Math.min(window, options.max());
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("window", (long) window)
        .with("threshold", (long) threshold)
        .with("inFlight", inFlight)
        .with("losses", losses)
        .with("timeouts", timeouts)
        .with("held", held)
        .map();
  }
}
