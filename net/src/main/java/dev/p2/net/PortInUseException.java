package dev.p2.net;

import java.io.IOException;

/** The port that a node was to listen on is taken. */
public final class PortInUseException extends IOException {
  private static final long serialVersionUID = 1L;
  private final int port;

  PortInUseException(String listen, int port, Throwable cause) {
    super("port " + port + " is in use, cannot listen on " + listen, cause);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
