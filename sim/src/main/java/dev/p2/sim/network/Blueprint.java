package dev.p2.sim.network;

import java.util.List;

/** A description of a network, from which one is built for the nodes of a run. */
public interface Blueprint {
  /** How many nodes fit. */
  int places();

  /**
   * The network of these nodes.
   *
   * @throws IllegalArgumentException if there are more nodes than places
   */
  NetworkModel build(List<String> addresses, long seed);
}
