package dev.p2.sim.experiment;

import dev.p2.sim.network.NetworkModel;
import java.util.List;

/** What an experiment is about: makes an overlay for each trial. */
public interface Subject {
  /** A new overlay in this world, with all nodes off. */
  Overlay open(World world);

  /** Whether {@link Overlay#successor} and so the state of the ring is known. */
  boolean tellsSuccessors();

  /**
   * What an overlay finds.
   *
   * @param addresses one a life: a node that comes back as somebody else has another
   * @param network who sends to whom takes how long
   * @param answers hears of answered lookups, in the order of time
   * @param traffic hears of all that leaves nodes
   */
  record World(
      List<String> addresses, long seed, NetworkModel network, Answers answers, Traffic traffic) {
    public World {
      addresses = List.copyOf(addresses);
    }
  }

  /** Hears of answers. */
  @FunctionalInterface
  interface Answers {
    /**
     * @param tag of the lookup
     * @param node who is responsible, as the overlay says; -1 for nobody of this world
     * @param hops how often the lookup was passed on; -1 if the overlay does not tell
     */
    void found(long tag, int node, int hops, long nowNanos);
  }

  /** Hears of octets on the wire, every header down to IPv4 counted. */
  interface Traffic {
    /** So much left a node for another one. */
    void sent(int octets);

    /** So much of what was sent carries a lookup with this tag, which may be the overlay's own. */
    void ofLookup(long tag, int octets);
  }
}
