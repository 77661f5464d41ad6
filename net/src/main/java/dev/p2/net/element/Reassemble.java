package dev.p2.net.element;

import dev.p2.net.flow.Alarm;
import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.BadPacket;
import dev.p2.net.wire.MessageCodec;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.Part;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts parts together again, in whatever order they come; parts that stay incomplete are given up.
 *
 * <p><b>Ports:</b> in 0 push: whole packets and parts; out 0 push: whole packets.
 *
 * <p><b>Options:</b> {@code bytesMax}: held at most, beyond that the oldest is given up; {@code
 * timeoutNanos}: from the first part to the last; {@link BadPackets} for parts that contradict each
 * other.
 *
 * <p><b>Reports:</b> {@code packets}: that left; {@code assembled}: of these, from parts; {@code
 * givenUp}; {@code held}: bytes now.
 *
 * <p><b>See also:</b> {@link Fragment}. Source: reassembly as in RFC 791, with a bound.
 */
public final class Reassemble extends Element {
  /** What an incomplete packet may hold and for how long. */
  public record Options(long bytesMax, long timeoutNanos) {}

  private record Key(String peer, long group) {}

  private static final int SLOT_BYTES = 8;

  private final Options options;
  private final BadPackets badPackets;
  private final Map<Key, Pieces> incomplete = new LinkedHashMap<>();
  private Alarm sweep;
  private long held;
  private long packets;
  private long assembled;
  private long givenUp;

  public Reassemble(Options options, BadPackets badPackets) {
    this.options = options;
    this.badPackets = badPackets;
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PUSH), List.of(Ports.Kind.PUSH));
  }

  @Override
  protected boolean push(int port, Packet packet) {
    if (packet.part().whole()) return pass(packet);
    Key key = new Key(packet.peer(), packet.part().group());
    Pieces pieces = incomplete.get(key);
    if (pieces == null) pieces = begin(key, packet.part().count());
    if (!pieces.fits(packet.part())) {
      badPackets.count(BadPacket.FRAGMENT, packet.peer(), "part " + packet.part());
      return true;
    }
    held += pieces.add(packet);
    if (pieces.complete()) return finish(key, pieces, packet);
    if (pieces.bytes > MessageCodec.TUPLE_BYTES_MAX) {
      badPackets.count(BadPacket.FRAGMENT, packet.peer(), "larger than is accepted");
      forget(key);
    }
    while (held > options.bytesMax) giveUp(incomplete.keySet().iterator().next());
    return true;
  }

  private Pieces begin(Key key, int count) {
    Pieces pieces = new Pieces(count, context.nowNanos() + options.timeoutNanos);
    incomplete.put(key, pieces);
    held += (long) count * SLOT_BYTES; // a claim of many parts is not free
    armSweep();
    return pieces;
  }

  private boolean finish(Key key, Pieces pieces, Packet last) {
    Packet whole = last.withPayload(Part.WHOLE, pieces.join());
    if (!pass(whole)) {
      held -= pieces.takeBack(last);
      return false;
    }
    assembled++;
    forget(key);
    return true;
  }

  private boolean pass(Packet packet) {
    boolean taken = context.push(0, packet);
    if (taken) packets++;
    return taken;
  }

  private void giveUp(Key key) {
    givenUp++;
    forget(key);
  }

  private void forget(Key key) {
    Pieces gone = incomplete.remove(key);
    held -= gone.bytes + (long) gone.pieces.length * SLOT_BYTES;
  }

  private void armSweep() {
    if (sweep == null) sweep = context.after(options.timeoutNanos, this::sweep);
  }

  /** Gives up what is too old: with one timeout, the oldest stand in front. */
  private void sweep() {
    sweep = null;
    for (Iterator<Map.Entry<Key, Pieces>> all = incomplete.entrySet().iterator(); all.hasNext(); ) {
      Pieces pieces = all.next().getValue();
      if (pieces.deadlineNanos > context.nowNanos()) {
        sweep = context.after(pieces.deadlineNanos - context.nowNanos(), this::sweep);
        return;
      }
      givenUp++;
      held -= pieces.bytes + (long) pieces.pieces.length * SLOT_BYTES;
      all.remove();
    }
  }

  @Override
  protected void room(int port) {
    context.room(0);
  }

  @Override
  protected void stop() {
    if (sweep != null) sweep.cancel();
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("packets", packets)
        .with("assembled", assembled)
        .with("givenUp", givenUp)
        .with("held", held)
        .map();
  }

  /** The parts of one payload that are there. */
  private static final class Pieces {
    final byte[][] pieces;
    final long deadlineNanos;
    long bytes;
    private int missing;

    Pieces(int count, long deadlineNanos) {
      this.pieces = new byte[count][];
      this.deadlineNanos = deadlineNanos;
      this.missing = count;
    }

    boolean fits(Part part) {
      return part.count() == pieces.length;
    }

    /** The bytes that came new. */
    int add(Packet packet) {
      int index = packet.part().index();
      if (pieces[index] != null) return 0;
      pieces[index] = packet.payload();
      missing--;
      bytes += packet.payload().length;
      return packet.payload().length;
    }

    int takeBack(Packet packet) {
      pieces[packet.part().index()] = null;
      missing++;
      bytes -= packet.payload().length;
      return packet.payload().length;
    }

    boolean complete() {
      return missing == 0;
    }

    byte[] join() {
      byte[] whole = new byte[(int) bytes];
      int at = 0;
      for (byte[] piece : pieces) {
        System.arraycopy(piece, 0, whole, at, piece.length);
        at += piece.length;
      }
      return whole;
    }
  }
}
