package dev.p2.cli;

import dev.p2.cli.input.InputException;

/** Numbers of things that flags give: of nodes, of threads. */
final class Counts {
  /** The value of a flag that was left out. */
  static final int NOT_GIVEN = Integer.MIN_VALUE;

  private Counts() {}

  /**
   * A run has a node at least.
   *
   * @throws InputException if {@code --nodes} says less
   */
  static void requireNodes(int count) {
    if (count < 1)
      throw new InputException(
          "--nodes " + count + ": at least one node is needed", "write --nodes 16");
  }

  /**
   * Somebody has to do it.
   *
   * @throws InputException if {@code --threads} says less than one
   */
  static void requireThreads(int threads) {
    if (threads < 1)
      throw new InputException(
          "--threads " + threads + ": at least one thread is needed",
          "without the flag all cores work");
  }
}
