package dev.p2.sim;

import dev.p2.engine.Node;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.Passage;
import dev.p2.engine.tuple.Tuple;
import dev.p2.net.wire.MessageCodec;
import dev.p2.sim.kernel.Lane;
import dev.p2.sim.network.NetworkModel;
import java.util.List;

/**
 * What leaves the nodes of one lane: which way a message takes, what the network makes of it, and
 * how many octets that is.
 */
final class Departures {
  /** So many messages of one step are worth a pass to read where they go. */
  private static final int FORESEEN_MIN = 3;

  /** Of an IPv4 and a UDP header. */
  private static final int HEADER_OCTETS = 28;

  /** Where a datagram waits in the transport of a real host; here it never has to. */
  private static final String DATAGRAMS = "datagram queue";

  private final Simulation run;
  private final LaneHost host;
  private final Lane lane;
  private final NetworkModel network;
  private final boolean sized;
  private final Copies copies = new Copies();

  /** Null unless the run is measured. */
  private WireMeter meter;

  /** Keeps what {@link #foresee} reads from being left out. */
  private long foreseen;

  // Figures of this lane.
  long bytesSent;
  long datagramsLost;

  Departures(Simulation run, LaneHost host, Lane lane, NetworkModel network, boolean sized) {
    this.run = run;
    this.host = host;
    this.lane = lane;
    this.network = network;
    this.sized = sized;
  }

  /** Tells of all that leaves. */
  void meter(WireMeter listening) {
    meter = listening;
  }

  /** Reads ahead where the messages of a step go. */
  void foresee(List<Message> messages) {
    if (messages.size() >= FORESEEN_MIN) foreseen += run.addresses().foresee(messages);
  }

  /** Sends a message to the node with index {@code to}. */
  void send(Place source, Node from, Message message, int to) {
    Tuple tuple = message.tuple();
    int octets = sized || meter != null || network.needsSize() ? MessageSize.of(message) : 0;
    if (sized) bytesSent += octets;
    if (meter != null && to != source.index) measure(source, from, tuple, octets);
    if (to == source.index) host.deliver(to, lane.nowNanos(), message, source.address, to);
    else if (run.carried(from, tuple)) run.carrier().send(source.index, message);
    else if (run.mayBeTooLarge(from, tuple) && !MessageCodec.encodable(message))
      host.later(source, () -> host.tooLarge(source.index, message));
    else datagram(source, to, message, octets);
  }

  private void measure(Place source, Node from, Tuple tuple, int octets) {
    int framed = octets + HEADER_OCTETS + MessageSize.PLAIN_OCTETS;
    if (run.reliable(from, tuple))
      framed = octets + 2 * HEADER_OCTETS + MessageSize.DATA_OCTETS + MessageSize.ACK_OCTETS;
    meter.sent(source.index, tuple, framed, run.carried(from, tuple));
  }

  private void datagram(Place source, int to, Message message, int octets) {
    if (message.traceId() != 0) {
      host.passed(source.index, DATAGRAMS, Passage.Op.IN, message, 1);
      host.passed(source.index, DATAGRAMS, Passage.Op.OUT, message, 0);
    }
    if (network.shared()) lane.defer(() -> transmit(source, to, message, octets));
    else transmit(source, to, message, octets);
  }

  private void transmit(Place source, int to, Message message, int octets) {
    copies.of(message, source, to);
    network.send(source.index, to, octets + HEADER_OCTETS, lane.nowNanos(), copies);
    if (copies.arrive) return;
    datagramsLost++;
    host.lost(source, message);
  }

  /** Schedules the copies of a message; one object for all messages. */
  private final class Copies implements NetworkModel.Arrivals {
    private Message message;
    private Place source;
    private int to;
    private boolean arrive;

    void of(Message sent, Place from, int destination) {
      message = sent;
      source = from;
      to = destination;
      arrive = false;
    }

    @Override
    public void at(long timeNanos) {
      arrive = true;
      host.deliver(to, timeNanos, message, source.address, source.index);
    }
  }

  /** Sends a datagram of the reliable transport; {@code arrival} runs at every arrival of it. */
  void transmit(int from, int to, int octets, Runnable arrival) {
    if (meter != null) meter.datagram(from, octets + HEADER_OCTETS);
    if (network.shared()) lane.defer(() -> ask(from, to, octets, arrival));
    else ask(from, to, octets, arrival);
  }

  private void ask(int from, int to, int octets, Runnable arrival) {
    boolean[] arrives = new boolean[1];
    network.send(
        from,
        to,
        octets + HEADER_OCTETS,
        lane.nowNanos(),
        at -> {
          arrives[0] = true;
          host.later(to, at, arrival);
        });
    if (!arrives[0]) datagramsLost++;
  }
}
