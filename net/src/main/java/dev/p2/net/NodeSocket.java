package dev.p2.net;

import dev.p2.net.element.DatagramPort;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;

/** A node's UDP socket. */
final class NodeSocket implements DatagramPort, AutoCloseable {
  /** The kernel gives less where its limit is lower. */
  private static final int BUFFER_BYTES = 4 << 20;

  private final DatagramChannel channel;
  private final AddressBook book;
  private final InetSocketAddress bound;
  private SelectionKey key;
  private long unknown;
  private long errors;

  private NodeSocket(DatagramChannel channel, AddressBook book) throws IOException {
    this.channel = channel;
    this.book = book;
    this.bound = (InetSocketAddress) channel.getLocalAddress();
  }

  /**
   * Binds to {@code HOST:PORT}.
   *
   * @throws PortInUseException if the port is taken
   * @throws IOException if the text is no address, the host is not this machine, or the port needs
   *     a privilege
   */
  static NodeSocket bind(String listen, AddressBook book) throws IOException {
    return new NodeSocket(bind(listen), book);
  }

  private static DatagramChannel bind(String listen) throws IOException {
    HostPort parts =
        HostPort.parse(listen)
            .orElseThrow(() -> new IOException("not of the form HOST:PORT: " + listen));
    InetSocketAddress address =
        parts.literal().orElseGet(() -> new InetSocketAddress(parts.host(), parts.port()));
    if (address.isUnresolved()) throw new IOException("no host named " + parts.host());
    boolean v6 = address.getAddress().getAddress().length > 4;
    DatagramChannel channel =
        DatagramChannel.open(v6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
      channel.bind(address);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e instanceof BindException && inUse(e)
          ? new PortInUseException(listen, parts.port(), e)
          : e;
    }
  }

  /** Binds and lets go again; throws as {@link #bind(String, AddressBook)} does. */
  static void requireFree(String listen) throws IOException {
    bind(listen).close();
  }

  private static boolean inUse(IOException e) {
    return e.getMessage() != null && e.getMessage().contains("in use");
  }

  int port() {
    return bound.getPort();
  }

  boolean isLoopback() {
    return bound.getAddress().isLoopbackAddress();
  }

  void register(Selector selector, HostedNode node) throws IOException {
    key = channel.register(selector, SelectionKey.OP_READ, node);
  }

  @Override
  public boolean send(String destination, ByteBuffer datagram) {
    Optional<InetSocketAddress> address = book.known(destination);
    if (address.isEmpty()) {
      unknown++;
      return true;
    }
    try {
      if (channel.send(datagram, address.get()) > 0) return true;
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      return false;
    } catch (
        IOException
            e) { // no route, another address family, larger than the path: lost, as datagrams are
      errors++;
      return true;
    }
  }

  /** To be called when the selector says that there is room. */
  void writable() {
    key.interestOps(SelectionKey.OP_READ);
  }

  /** The next datagram's source, its octets in the buffer; empty if there is none. */
  Optional<InetSocketAddress> receive(ByteBuffer buffer) {
    try {
      return Optional.ofNullable((InetSocketAddress) channel.receive(buffer));
    } catch (IOException e) {
      errors++;
      return Optional.empty();
    }
  }

  /** Datagrams for texts that stand for no address. */
  long unknown() {
    return unknown;
  }

  /** Sends and receives that the system refused. */
  long errors() {
    return errors;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
