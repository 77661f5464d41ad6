package dev.p2.net.record;

/** A file is no recording, or one that cannot be used. */
public final class RecordingException extends Exception {
  private static final long serialVersionUID = 1L;

  public RecordingException(String message) {
    super(message);
  }
}
