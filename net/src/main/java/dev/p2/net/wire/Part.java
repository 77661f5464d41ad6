package dev.p2.net.wire;

/**
 * Which part of a payload a packet carries.
 *
 * @param group a number that the parts of one payload share, and no other payload of that sender
 *     for a long time
 * @param index from 0
 * @param count of parts
 */
public record Part(long group, int index, int count) {
  /** The only part of its payload. */
  public static final Part WHOLE = new Part(0, 0, 1);

  /** More parts than a payload of {@link MessageCodec#TUPLE_BYTES_MAX} octets can have. */
  public static final int COUNT_MAX = 1 << 16;

  public boolean whole() {
    return count == 1;
  }
}
