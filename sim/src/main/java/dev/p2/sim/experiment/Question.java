package dev.p2.sim.experiment;

/**
 * What is asked of an overlay: at each time one key, from several nodes at once.
 *
 * @param fromNanos the first time; what is counted is counted from here
 * @param toNanos no time later
 * @param everyNanos between two times, above 0
 * @param vantages how many nodes are asked, chosen anew each time
 * @param sameKey whether all of them are asked for one key, or each for its own
 * @param settledNanos only nodes that have been on for so long are asked
 * @param patienceNanos an answer later than that is none
 * @param withinNanos the limit of the metric {@code within}
 * @param owner who should answer
 */
public record Question(
    long fromNanos,
    long toNanos,
    long everyNanos,
    int vantages,
    boolean sameKey,
    long settledNanos,
    long patienceNanos,
    long withinNanos,
    Owner owner) {
  public Question {
    if (fromNanos < 0 || toNanos < fromNanos)
      throw new IllegalArgumentException("lookups from " + fromNanos + " to " + toNanos);
    if (everyNanos <= 0) throw new IllegalArgumentException("lookups every " + everyNanos);
    if (vantages < 1) throw new IllegalArgumentException(vantages + " vantages");
    if (patienceNanos <= 0) throw new IllegalArgumentException("patience " + patienceNanos);
  }

  /** Which of the nodes that are on is responsible for a key. */
  public enum Owner {
    /** The first at or after the key, around the ring of ids. */
    SUCCESSOR,
    /** The one whose id differs from the key by the least number, bit by bit. */
    XOR,
    /** Nobody can say from outside. */
    UNKNOWN
  }
}
