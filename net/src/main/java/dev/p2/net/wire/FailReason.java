package dev.p2.net.wire;

/** Why a tuple was given up; the words of {@code sysSendFailed}. */
public enum FailReason {
  /** Sent as often as the transport tries, never acknowledged. It may have arrived. */
  TIMEOUT("timeout"),
  /** There is no way to such an address. */
  UNREACHABLE("unreachable"),
  /** Too much was waiting for that destination already. */
  QUEUE("queue"),
  /** Larger than can be sent, or a value that cannot be sent at all; P2-R11. */
  TOO_LARGE("tooLarge"),
  /** The peer that it was sent to restarted, or this node stopped. It may have arrived. */
  CLOSED("closed");

  private final String word;

  FailReason(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
