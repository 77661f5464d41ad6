package dev.p2.engine.host;

import java.util.random.RandomGenerator;

/**
 * A stream of random numbers whose whole state is one long, so that a node in a crowd carries eight
 * bytes and a step that is undone puts it back. SplitMix64 (Steele, Lea, Flood: "Fast splittable
 * pseudorandom number generators", OOPSLA 2014).
 */
public final class RandomStream implements RandomGenerator {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private long state;

  public RandomStream(long seed) {
    this.state = seed;
  }

  /** The stream for one purpose at one node: draws from one never move another. */
  public static RandomStream of(long seed, long node, String purpose) {
    long state = mix(seed + GOLDEN);
    state = mix(state ^ mix(node + GOLDEN));
    for (int i = 0; i < purpose.length(); i++) state = mix(state + GOLDEN ^ purpose.charAt(i));
    return new RandomStream(state);
  }

  @Override
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** What {@link #restore} takes. */
  public long state() {
    return state;
  }

  public void restore(long saved) {
    state = saved;
  }

  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
