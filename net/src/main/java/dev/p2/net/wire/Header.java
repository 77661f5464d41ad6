package dev.p2.net.wire;

/** What stands before a packet's payload, and what elements tell each other. */
public sealed interface Header {
  /** Sent once, part of nothing. */
  record Plain() implements Header {}

  /**
   * A numbered packet of a stream.
   *
   * @param stream a random number for one sender's conversation with one peer; never 0
   * @param session the receiver's session as far as the sender knows it, or {@link
   *     #UNKNOWN_SESSION}
   * @param sequence from 1, without gaps
   */
  record Data(long stream, long session, long sequence) implements Header {}

  /**
   * What the receiver of a stream has.
   *
   * @param session the random number of the receiver's own life
   * @param cumulative all packets up to this one have arrived
   * @param beyond bit i: packet {@code cumulative + 2 + i} has arrived too
   */
  record Ack(long stream, long session, long cumulative, long beyond) implements Header {}

  /** The receiver does not know this stream, or is not the one it was begun with. */
  record Reset(long stream, long session) implements Header {}

  /** Never on the wire: how many packets are under way, and what just happened to them. */
  record Flight(int inFlight, int acknowledged, Loss loss) implements Header {}

  /** Never on the wire: the packet is given up after that many sendings. */
  record Failed(int attempts, FailReason reason) implements Header {}

  /** What a sender found lost. */
  enum Loss {
    NONE,
    /** Later packets arrived, this one did not. */
    GAP,
    /** Nothing came back in time. */
    TIMEOUT
  }

  long UNKNOWN_SESSION = 0;
  Header PLAIN = new Plain();
}
