package dev.p2.net.stack;

import dev.p2.net.element.CongestionWindow;
import dev.p2.net.element.Lossy;
import dev.p2.net.element.Retry;
import dev.p2.net.wire.PacketCodec;

/**
 * The figures of a node's transport.
 *
 * @param datagramBytesMax of the largest datagram that is sent
 * @param queueMax packets waiting for one peer in the reliable stack; then they wait in the backlog
 * @param backlogMax packets waiting for one peer beyond its queue; then tuples fail
 * @param datagramQueueMax packets of the datagram stack waiting for the socket; then they are
 *     dropped
 * @param silentNanos after which a peer to which nothing is under way is forgotten; from which
 *     nothing comes, after five times that
 * @param peersMax peers whose reliable streams are received at a time
 * @param faults what is done to datagrams that arrive
 */
public record TransportOptions(
    int datagramBytesMax,
    Retry.Options retry,
    CongestionWindow.Options window,
    int queueMax,
    int backlogMax,
    int datagramQueueMax,
    long silentNanos,
    int peersMax,
    Lossy.Options faults) {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLISECOND = 1_000_000L;

  /** A datagram that passes Ethernet and most tunnels in one piece. */
  public static final int DATAGRAM_BYTES_INTERNET = 1400;

  /** A datagram for loopback: fewer, larger ones lose less where a socket's buffer is the limit. */
  public static final int DATAGRAM_BYTES_LOOPBACK = 16 << 10;

  /** As overlog.md section 12 says: retry 8, timeout from round trips, queue 1024. */
  public static final TransportOptions DEFAULT =
      new TransportOptions(
          DATAGRAM_BYTES_INTERNET,
          new Retry.Options(8, 500 * MILLISECOND, 100 * MILLISECOND, 4 * SECOND),
          new CongestionWindow.Options(10, 256),
          1024,
          1 << 16,
          8192,
          10 * SECOND,
          4096,
          Lossy.Options.NONE);

  public TransportOptions {
    if (datagramBytesMax < 2 * PacketCodec.HEADER_MAX || datagramBytesMax > 65_507) {
      throw new IllegalArgumentException("datagramBytesMax " + datagramBytesMax);
    }
  }

  int payloadBytesMax() {
    return datagramBytesMax - PacketCodec.HEADER_MAX;
  }

  public TransportOptions withDatagramBytesMax(int bytes) {
    return new TransportOptions(
        bytes,
        retry,
        window,
        queueMax,
        backlogMax,
        datagramQueueMax,
        silentNanos,
        peersMax,
        faults);
  }

  public TransportOptions withRetry(Retry.Options other) {
    return new TransportOptions(
        datagramBytesMax,
        other,
        window,
        queueMax,
        backlogMax,
        datagramQueueMax,
        silentNanos,
        peersMax,
        faults);
  }

  public TransportOptions withFaults(Lossy.Options other) {
    return new TransportOptions(
        datagramBytesMax,
        retry,
        window,
        queueMax,
        backlogMax,
        datagramQueueMax,
        silentNanos,
        peersMax,
        other);
  }
}
