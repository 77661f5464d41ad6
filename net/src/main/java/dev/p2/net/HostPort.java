package dev.p2.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * An address text such as {@code 127.0.0.1:10000}, {@code localhost:10000} or {@code [::1]:10000}.
 */
record HostPort(String host, int port) {
  /** Empty if the text has no such form. */
  static Optional<HostPort> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || colon == text.length() - 1 || text.length() - colon > 6)
      return Optional.empty();
    int port = 0;
    for (int i = colon + 1; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') return Optional.empty();
      port = 10 * port + digit - '0';
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) host = host.substring(1, host.length() - 1);
    return port > 65_535 || host.isBlank()
        ? Optional.empty()
        : Optional.of(new HostPort(host, port));
  }

  /** The socket address, if no name has to be looked up for it. */
  Optional<InetSocketAddress> literal() {
    if (host.equals("localhost")) {
      return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }
    try {
      return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(host), port));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  /** The text of a socket address: what this node calls a peer that it was not told the name of. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
