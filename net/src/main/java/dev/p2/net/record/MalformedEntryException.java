package dev.p2.net.record;

/**
 * An entry that no recorder writes, in a block whose checksum is right: another program's recording
 * under a false name, or a file that somebody made.
 */
public final class MalformedEntryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedEntryException(String message) {
    super(message);
  }
}
