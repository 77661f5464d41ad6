package dev.p2.sim.network;

import dev.p2.engine.host.RandomStream;
import java.util.random.RandomGenerator;

/** Streams of random numbers, one a node and purpose. */
final class Streams {
  private Streams() {}

  static RandomGenerator[] perNode(long seed, int nodeCount, String purpose) {
    var streams = new RandomGenerator[nodeCount];
    for (int i = 0; i < nodeCount; i++) streams[i] = RandomStream.of(seed, i, purpose);
    return streams;
  }
}
