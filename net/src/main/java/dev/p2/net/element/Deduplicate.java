package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.Packet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Passes each packet of a peer's stream once, and says what has arrived. A stream that is not known
 * begins, if its sender has not heard from us; if it has, it means somebody who is gone, or what we
 * have forgotten, and the sender is told.
 *
 * <p><b>Ports:</b> in 0 push: packets with a data header, of one peer; out 0 push: new ones; out 1
 * push: an acknowledgement or a reset for each that came.
 *
 * <p><b>Options:</b> {@code session}: the random number of this node's life; {@code ahead}: how
 * many numbers beyond the first missing one are accepted, a power of two of 64 at least.
 *
 * <p><b>Reports:</b> {@code passed}, {@code duplicates}, {@code tooFar} ahead, {@code stale}: of an
 * old stream, {@code refused}: packets; {@code streams}: begun; {@code resets}.
 *
 * <p><b>See also:</b> {@link Sequence}, {@link InOrder}, {@link Acknowledge}.
 */
public final class Deduplicate extends Element {
  private static final int RETIRED_MAX = 8;

  private final long session;
  private final int ahead;
  private final long[] arrived;
  private final ArrayDeque<Long> retired = new ArrayDeque<>();
  private long stream;
  private long cumulative;
  private long passed;
  private long duplicates;
  private long tooFar;
  private long stale;
  private long refused;
  private long streams;
  private long resets;

  public Deduplicate(long session, int ahead) {
    if (ahead < 64 || Integer.bitCount(ahead) != 1)
      throw new IllegalArgumentException("ahead " + ahead);
    this.session = session;
    this.ahead = ahead;
    this.arrived = new long[ahead / 64];
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PUSH), List.of(Ports.Kind.PUSH, Ports.Kind.PUSH));
  }

  @Override
  protected boolean push(int port, Packet packet) {
    Header.Data data = (Header.Data) packet.header();
    if (data.stream() != stream && retired.contains(data.stream())) {
      stale++;
      return true;
    }
    boolean meansUs = data.session() == Header.UNKNOWN_SESSION || data.session() == session;
    boolean begins = data.session() == Header.UNKNOWN_SESSION;
    if (!meansUs || (data.stream() != stream && !begins)) {
      resets++;
      context.push(1, Packet.signal(packet.peer(), new Header.Reset(data.stream(), session)));
      return true;
    }
    if (data.stream() != stream) begin(data.stream());
    boolean taken = take(packet, data.sequence());
    context.push(
        1, Packet.signal(packet.peer(), new Header.Ack(stream, session, cumulative, beyond())));
    return taken;
  }

  private void begin(long newStream) {
    if (stream != 0) {
      retired.add(stream);
      if (retired.size() > RETIRED_MAX) retired.remove();
    }
    streams++;
    stream = newStream;
    cumulative = 0;
    Arrays.fill(arrived, 0);
  }

  private boolean take(Packet packet, long sequence) {
    if (sequence <= cumulative || (sequence <= cumulative + ahead && has(sequence))) {
      duplicates++;
      return true;
    }
    if (sequence > cumulative + ahead) {
      tooFar++;
      return true;
    }
    if (!context.push(0, packet)) {
      refused++;
      return false;
    }
    passed++;
    mark(sequence, true);
    while (has(cumulative + 1)) mark(++cumulative, false);
    return true;
  }

  private boolean has(long sequence) {
    return (arrived[word(sequence)] >>> (int) sequence & 1) != 0;
  }

  private void mark(long sequence, boolean here) {
    long bit = 1L << (int) sequence;
    arrived[word(sequence)] = here ? arrived[word(sequence)] | bit : arrived[word(sequence)] & ~bit;
  }

  private int word(long sequence) {
    return (int) (sequence >>> 6) & arrived.length - 1;
  }

  private long beyond() {
    long bits = 0;
    for (int i = 0; i < Math.min(64, ahead - 2); i++) {
      if (has(cumulative + 2 + i)) bits |= 1L << i;
    }
    return bits;
  }

  @Override
  protected void room(int port) {
    context.room(0);
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("passed", passed)
        .with("duplicates", duplicates)
        .with("tooFar", tooFar)
        .with("stale", stale)
        .with("refused", refused)
        .with("streams", streams)
        .with("resets", resets)
        .map();
  }
}
