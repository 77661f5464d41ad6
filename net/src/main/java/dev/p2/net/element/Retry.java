package dev.p2.net.element;

import dev.p2.engine.host.Passage;
import dev.p2.net.flow.Alarm;
import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.FailReason;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.Packet;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the packets of one stream until they are acknowledged, sends those again that seem lost,
 * and gives up in the end.
 *
 * <p>Lost is a packet when one numbered {@value #GAP} or more higher has arrived, or when nothing
 * was acknowledged for a timeout: then all that are under way are. After {@code retries} timeouts
 * in a row the peer is given up with all that waits for it. A peer that no longer knows the stream
 * gets all again; one that restarted is another peer: what was under way to the old one may have
 * arrived there, so it fails, and what was not sent yet goes to the new one.
 *
 * <p><b>Ports:</b> in 0 pull: packets with a data header; in 1 push: acknowledgements and resets;
 * out 0 pull: first what is to be sent again, then what is new; out 1 push: a {@link Header.Flight}
 * after each change; out 2 push: packets given up, marked {@link Header.Failed}.
 *
 * <p><b>Options:</b> {@code retries}; {@code timeoutNanosInitial}, {@code timeoutNanosMin}, {@code
 * timeoutNanosMax}: how long to wait, in between from measured round trips.
 *
 * <p><b>Reports:</b> {@code sent}, {@code resent}, {@code acknowledged}, {@code failed}: packets;
 * {@code timeouts}, {@code restarts}, {@code stale} answers; {@code inFlight}: now; {@code
 * rttNanos}, {@code rttVarianceNanos}, {@code timeoutNanos}.
 *
 * <p><b>See also:</b> {@link Sequence}, {@link CongestionWindow}, {@link Acknowledge}. Source: RFC
 * 6298; Karn and Partridge, "Improving round-trip time estimates in reliable transport protocols",
 * SIGCOMM 1987.
 */
public final class Retry extends Element {
  /** When to send again and when to give up. */
  public record Options(
      int retries, long timeoutNanosInitial, long timeoutNanosMin, long timeoutNanosMax) {
    public Options {
      if (retries < 0) throw new IllegalArgumentException("retries " + retries);
      if (timeoutNanosMin < 1
          || timeoutNanosMin > timeoutNanosInitial
          || timeoutNanosInitial > timeoutNanosMax) {
        throw new IllegalArgumentException("timeouts must be min <= initial <= max");
      }
    }
  }

  /**
   * How many higher numbers must have arrived for a packet to count as lost: fewer may be
   * reordering.
   */
  static final int GAP = 3;

  private final Options options;
  private final SendStream stream;
  private final RoundTrip roundTrip;
  private final ArrayDeque<Sent> unacknowledged = new ArrayDeque<>();
  private final ArrayDeque<Sent> toResend = new ArrayDeque<>();
  private Alarm alarm;
  private int waitingAtPeer;
  private int timeoutsInARow;
  private long highestSent;
  private long recoverUntil;
  private long sent;
  private long resent;
  private long acknowledged;
  private long failed;
  private long timeouts;
  private long restarts;
  private long stale;

  public Retry(Options options, SendStream stream) {
    this.options = options;
    this.stream = stream;
    this.roundTrip =
        new RoundTrip(
            options.timeoutNanosInitial(), options.timeoutNanosMin(), options.timeoutNanosMax());
  }

  @Override
  public Ports ports() {
    return Ports.of(
        List.of(Ports.Kind.PULL, Ports.Kind.PUSH),
        List.of(Ports.Kind.PULL, Ports.Kind.PUSH, Ports.Kind.PUSH));
  }

  @Override
  protected Optional<Packet> pull(int port) {
    Sent next = toResend.poll();
    if (next == null) {
      Optional<Packet> packet = context.pull(0);
      if (packet.isEmpty()) return packet;
      next = new Sent(packet.get());
      unacknowledged.add(next);
      highestSent = next.sequence;
      sent++;
    } else {
      resent++;
      context.tell(Passage.Op.RETRY, next.packet, unacknowledged.size());
    }
    next.attempts++;
    next.lost = false;
    next.sentAtNanos = context.nowNanos();
    if (alarm == null) armAlarm();
    return Optional.of(next.packet.withHeader(stream.header(next.sequence)));
  }

  @Override
  protected void ready(int port) {
    context.ready(0);
  }

  @Override
  protected boolean push(int port, Packet answer) {
    switch (answer.header()) {
      case Header.Ack ack when ack.stream() == stream.id() -> acknowledge(ack);
      case Header.Reset reset when reset.stream() == stream.id() -> restart(reset.session());
      case Header _ -> stale++;
    }
    return true;
  }

  private void acknowledge(Header.Ack ack) {
    if (stream.session() == Header.UNKNOWN_SESSION) stream.answeredBy(ack.session());
    if (stream.session() != ack.session()) {
      restart(ack.session());
      return;
    }
    int news = takeIn(ack);
    boolean newLoss = markGaps(highest(ack));
    if (news > 0) {
      acknowledged += news;
      timeoutsInARow = 0;
      armAlarm();
    }
    if (news > 0 || newLoss) tell(news, newLoss ? Header.Loss.GAP : Header.Loss.NONE);
    if (!toResend.isEmpty()) context.ready(0);
  }

  /**
   * Marks what has arrived, and lets go of what was delivered with it. A packet that has overtaken
   * others is kept: it waits at the peer for them, and is lost with it if the peer dies.
   *
   * @return how many packets were not known to have arrived
   */
  private int takeIn(Header.Ack ack) {
    int news = 0;
    for (Sent packet : unacknowledged) {
      if (packet.arrived || !arrived(ack, packet.sequence)) continue;
      if (packet.attempts == 1) roundTrip.measured(context.nowNanos() - packet.sentAtNanos);
      if (packet.lost) toResend.remove(packet);
      packet.lost = false;
      packet.arrived = true;
      waitingAtPeer++;
      news++;
    }
    while (!unacknowledged.isEmpty() && unacknowledged.peek().sequence <= ack.cumulative()) {
      unacknowledged.remove();
      waitingAtPeer--;
    }
    return news;
  }

  private static boolean arrived(Header.Ack ack, long sequence) {
    long bit = sequence - ack.cumulative() - 2;
    return sequence <= ack.cumulative()
        || (bit >= 0 && bit < 64 && (ack.beyond() >>> bit & 1) != 0);
  }

  private static long highest(Header.Ack ack) {
    return ack.beyond() == 0
        ? ack.cumulative()
        : ack.cumulative() + 65 - Long.numberOfLeadingZeros(ack.beyond());
  }

  /**
   * Marks first sendings that later ones have overtaken; whether that is the first loss of this
   * flight.
   */
  private boolean markGaps(long highestArrived) {
    boolean news = false;
    for (Sent packet : unacknowledged) {
      if (packet.sequence + GAP > highestArrived) break;
      if (packet.lost || packet.arrived || packet.attempts > 1) continue;
      packet.lost = true;
      toResend.add(packet);
      news |= packet.sequence > recoverUntil;
    }
    if (news) recoverUntil = highestSent; // the window shrinks once for all losses of one flight
    return news;
  }

  private void armAlarm() {
    stop();
    alarm =
        unacknowledged.isEmpty() ? null : context.after(roundTrip.timeoutNanos(), this::timeout);
  }

  private void timeout() {
    alarm = null;
    if (unacknowledged.isEmpty()) return;
    timeouts++;
    if (++timeoutsInARow > options.retries()) {
      giveUp();
      return;
    }
    roundTrip.backOff();
    resendMissing();
    recoverUntil = highestSent;
    armAlarm();
    tell(0, Header.Loss.TIMEOUT);
    context.ready(0);
  }

  private void resendMissing() {
    toResend.clear();
    for (Sent packet : unacknowledged) {
      if (packet.arrived) continue;
      packet.lost = true;
      toResend.add(packet);
    }
  }

  private void giveUp() {
    failUnacknowledged(FailReason.TIMEOUT);
    for (Optional<Packet> waiting = context.pull(0);
        waiting.isPresent();
        waiting = context.pull(0)) {
      fail(waiting.get(), 0, FailReason.TIMEOUT);
    }
    beginStream();
  }

  /** The peer does not know the stream: forgotten if it is who we think, else somebody new. */
  private void restart(long session) {
    restarts++;
    if (session != stream.session()) failUnacknowledged(FailReason.CLOSED);
    waitingAtPeer = 0;
    beginStream();
    for (Sent packet : unacknowledged) {
      packet.arrived = false;
      packet.sequence = highestSent = stream.takeSequence();
    }
    resendMissing();
    armAlarm();
    tell(0, Header.Loss.NONE);
    context.ready(0);
  }

  private void beginStream() {
    stream.begin();
    timeoutsInARow = 0;
    highestSent = 0;
    recoverUntil = 0;
    tell(0, Header.Loss.NONE);
  }

  private void failUnacknowledged(FailReason reason) {
    stop();
    toResend.clear();
    waitingAtPeer = 0;
    for (Sent packet = unacknowledged.poll(); packet != null; packet = unacknowledged.poll()) {
      fail(packet.packet, packet.attempts, reason);
    }
  }

  /** Fails all that is under way and all that waits upstream: the node stops. */
  public void close() {
    failUnacknowledged(FailReason.CLOSED);
    for (Optional<Packet> waiting = context.pull(0);
        waiting.isPresent();
        waiting = context.pull(0)) {
      fail(waiting.get(), 0, FailReason.CLOSED);
    }
  }

  private void fail(Packet packet, int attempts, FailReason reason) {
    failed++;
    context.tell(Passage.Op.DROP, packet, unacknowledged.size());
    context.push(2, packet.withHeader(new Header.Failed(attempts, reason)));
  }

  private void tell(int news, Header.Loss loss) {
    context.push(1, Packet.signal("", new Header.Flight(inFlight(), news, loss)));
  }

  private int inFlight() {
    return unacknowledged.size() - toResend.size() - waitingAtPeer;
  }

  /** Whether nothing is under way or lost. */
  public boolean isIdle() {
    return unacknowledged.isEmpty();
  }

  @Override
  protected void stop() {
    if (alarm != null) alarm.cancel();
    alarm = null;
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("sent", sent)
        .with("resent", resent)
        .with("acknowledged", acknowledged)
        .with("failed", failed)
        .with("timeouts", timeouts)
        .with("restarts", restarts)
        .with("stale", stale)
        .with("inFlight", inFlight())
        .with("rttNanos", roundTrip.smoothedNanos())
        .with("rttVarianceNanos", roundTrip.varianceNanos())
        .with("timeoutNanos", roundTrip.timeoutNanos())
        .map();
  }

  /** A packet that is not acknowledged. */
  private static final class Sent {
    final Packet packet;
    long sequence;
    long sentAtNanos;
    int attempts;
    boolean lost;
    boolean arrived;

    Sent(Packet packet) {
      this.packet = packet;
      this.sequence = ((Header.Data) packet.header()).sequence();
    }
  }
}
