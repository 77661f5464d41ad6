package dev.p2.sim.scenario;

/**
 * What happens to a datagram on its way; shares from 0 to 1.
 *
 * @param delayNanos how much longer each takes
 */
public record LinkFaults(
    double lossShare, double reorderShare, double duplicateShare, long delayNanos) {
  public static final LinkFaults NONE = new LinkFaults(0, 0, 0, 0);

  public LinkFaults {
    requireShare(lossShare);
    requireShare(reorderShare);
    requireShare(duplicateShare);
    if (delayNanos < 0) throw new IllegalArgumentException("delay " + delayNanos + " ns");
  }

  private static void requireShare(double share) {
    if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("share " + share);
  }
}
