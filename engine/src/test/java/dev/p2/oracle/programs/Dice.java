package dev.p2.oracle.programs;

import java.util.List;
import java.util.Random;

/** The random choices of one program. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  /** A number from 0 up to, and without, {@code bound}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(int percent) {
    return below(100) < percent;
  }

  <T> T of(List<T> all) {
    return all.get(below(all.size()));
  }

  @SafeVarargs
  final <T> T pick(T... all) {
    return all[below(all.length)];
  }
}
