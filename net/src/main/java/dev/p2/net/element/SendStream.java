package dev.p2.net.element;

import dev.p2.net.wire.Header;
import java.util.random.RandomGenerator;

/**
 * The sending side of a conversation with one peer: what {@link Sequence} and {@link Retry} both
 * know. It begins anew, under another random number, when the peer has forgotten it or is no longer
 * the same.
 */
public final class SendStream {
  /** Is told of each new number, so that answers find their stream. */
  @FunctionalInterface
  public interface Register {
    void renumbered(long before, long now);
  }

  private final RandomGenerator random;
  private final Register register;
  private long id;
  private long session = Header.UNKNOWN_SESSION;
  private long next = 1;

  public SendStream(RandomGenerator random, Register register) {
    this.random = random;
    this.register = register;
    begin();
  }

  /** Begins at sequence number 1 with a peer whose session is not known. */
  void begin() {
    long before = id;
    do {
      id = random.nextLong();
    } while (id == 0 || id == before);
    session = Header.UNKNOWN_SESSION;
    next = 1;
    register.renumbered(before, id);
  }

  public long id() {
    return id;
  }

  /** The peer's session, from its first answer on. */
  long session() {
    return session;
  }

  void answeredBy(long peerSession) {
    session = peerSession;
  }

  long takeSequence() {
    return next++;
  }

  Header.Data header(long sequence) {
    return new Header.Data(id, session, sequence);
  }
}
