package dev.p2.engine.host;

import dev.p2.lang.value.Id;

/**
 * What makes a node different from others of the same program.
 *
 * @param address its name: what {@code LOCALADDRESS} stands for, and what locations are compared
 *     with
 * @param nodeId what {@code NODEID} stands for
 * @param landmark what {@code LANDMARK} stands for
 * @param index 0-based number among the nodes of an experiment; 0 elsewhere
 * @param count number of nodes of an experiment; 1 elsewhere
 * @param seed of the node's generator
 * @param roundsMax rounds after which a step is undone
 * @param derivationsMax derivations after which a step is undone; the boot step counts derived
 *     events only
 */
public record NodeConfig(
    String address,
    Id nodeId,
    String landmark,
    long index,
    long count,
    long seed,
    int roundsMax,
    long derivationsMax) {
  public static final int ROUNDS_MAX = 10_000;
  public static final long DERIVATIONS_MAX = 1_000_000;
}
