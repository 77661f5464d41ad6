package dev.p2.engine.host;

/**
 * What a host's transport did with a traced message: a row of {@code queueExec} or {@code
 * roundRobinExec} (overlog.md 11.3).
 *
 * @param element the queue or scheduler, as {@code sysQueue} calls it
 * @param op what happened
 * @param tuple the message's number, {@link Message#traceId}
 * @param number the queue's length afterwards; of a turn, the port that was served
 * @param timeNanos when, by the node's clock
 */
public record Passage(String element, Op op, long tuple, long number, long timeNanos) {
  /** What can happen; the order is that of a recording's numbers: add at the end. */
  public enum Op {
    IN,
    OUT,
    DROP,
    RETRY,
    /** A scheduler has chosen the message. */
    TURN
  }
}
