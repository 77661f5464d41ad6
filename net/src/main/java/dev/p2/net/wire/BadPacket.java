package dev.p2.net.wire;

import java.util.Locale;

/** Why a packet that arrived was dropped. Each reason has a counter. */
public enum BadPacket {
  /** It does not begin with {@link PacketCodec#MAGIC}: not ours. */
  FOREIGN,
  /** Another version of the format. */
  VERSION,
  /** A packet kind that this version does not have. */
  KIND,
  /** It ends before it is complete, or claims a length that it does not have. */
  TRUNCATED,
  /** Octets are left after the end. */
  TRAILING,
  /** A number, string or value tag that nothing encodes to. */
  MALFORMED,
  /** Lists in lists, deeper than {@link ValueCodec#DEPTH_MAX}. */
  TOO_DEEP,
  /** Fragments that contradict each other, or a tuple larger than is accepted. */
  FRAGMENT,
  /** A relation that the program does not have or does not take from outside; P2-R12. */
  UNKNOWN_RELATION,
  /** Another number of columns than the relation has; P2-R12. */
  ARITY,
  /** A value that does not fit its column's type. */
  TYPE,
  /** Part of a conversation that is over. */
  STALE,
  /** Sent by one of more peers than are served at a time. */
  TOO_MANY_PEERS;

  /** The counter's name: {@code bad.unknown-relation}. */
  public String counter() {
    return "bad." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
