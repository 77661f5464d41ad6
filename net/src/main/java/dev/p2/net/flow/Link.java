package dev.p2.net.flow;

/** A wire between two ports, and whether the side that moves packets waits to be called. */
final class Link {
  final Element from;
  final int fromPort;
  final Element to;
  final int toPort;
  final boolean pull;
  boolean waiting;

  Link(Element from, int fromPort, Element to, int toPort, boolean pull) {
    this.from = from;
    this.fromPort = fromPort;
    this.to = to;
    this.toPort = toPort;
    this.pull = pull;
    this.waiting = pull; // a puller that has not pulled yet is told of the first packet
  }
}
