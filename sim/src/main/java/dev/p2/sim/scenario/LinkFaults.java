package dev.p2.sim.scenario;

import dev.p2.sim.network.Loss;

/**
 * What happens to a datagram on its way; shares from 0 to 1.
 *
 * @param delayNanos how much longer each takes
 */
public record LinkFaults(Loss loss, double reorderShare, double duplicateShare, long delayNanos) {
  public static final LinkFaults NONE = new LinkFaults(Loss.NONE, 0, 0, 0);

  public LinkFaults {
    requireShare(reorderShare);
    requireShare(duplicateShare);
    if (delayNanos < 0) throw new IllegalArgumentException("delay " + delayNanos + " ns");
  }

  private static void requireShare(double share) {
    if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("share " + share);
  }
}
