package dev.p2.sim.network;

import java.util.random.RandomGenerator;

/**
 * Which datagrams are lost: each by itself, or in bursts.
 *
 * <p>With a {@code burstLength} above 1 the loss follows Gilbert's two-state chain: in a burst all
 * are lost, between bursts none, bursts have this mean length, and {@code share} of all datagrams
 * are lost in the long run. Source: E. N. Gilbert, Capacity of a burst-noise channel, Bell System
 * Technical Journal 39 (1960).
 *
 * @param share of datagrams lost, 0 to 1
 * @param burstLength the mean number of datagrams lost in a row, at least 1; 1 for losses that have
 *     nothing to do with each other
 */
public record Loss(double share, double burstLength) {
  public static final Loss NONE = new Loss(0, 1);

  public Loss {
    if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("loss " + share);
    if (!(burstLength >= 1)) throw new IllegalArgumentException("bursts of " + burstLength);
    if (share < 1 && burstLength > 1 && burstLength < share / (1 - share))
      throw new IllegalArgumentException("bursts of " + burstLength + " cannot lose " + share);
  }

  /** Losses that have nothing to do with each other. */
  public static Loss independent(double share) {
    return new Loss(share, 1);
  }

  public boolean none() {
    return share == 0;
  }

  public boolean bursty() {
    return burstLength > 1 && share > 0 && share < 1;
  }

  /**
   * Whether the next datagram of {@code who}, a sender or a link, is lost.
   *
   * @param inBurst by who, whether the last one was lost in a burst; kept up here
   */
  public boolean loses(int who, boolean[] inBurst, RandomGenerator random) {
    if (!bursty()) return share > 0 && random.nextDouble() < share;
    inBurst[who] = burstNext(inBurst[who], random);
    return inBurst[who];
  }

  /** Whether the next datagram is in a burst, after one that was or was not. */
  public boolean burstNext(boolean inBurst, RandomGenerator random) {
    double draw = random.nextDouble();
    if (inBurst) return draw >= 1 / burstLength;
    // In balance as many bursts begin as end: begin × (1 - share) = share / burstLength.
    return draw < share / (burstLength * (1 - share));
  }
}
