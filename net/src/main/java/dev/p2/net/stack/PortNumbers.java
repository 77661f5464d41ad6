package dev.p2.net.stack;

import java.util.BitSet;

/** Numbers of ports that come and go. */
final class PortNumbers {
  private final BitSet used = new BitSet();

  int claim() {
    int port = used.nextClearBit(0);
    used.set(port);
    return port;
  }

  void release(int port) {
    used.clear(port);
  }
}
