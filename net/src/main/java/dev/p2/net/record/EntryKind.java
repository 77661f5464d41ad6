package dev.p2.net.record;

import java.util.Optional;

/**
 * What an entry of a recording says. The order is that of the file's code numbers: add at the end.
 */
public enum EntryKind {
  /** A node is made: its config, and the rows to load at boot. */
  NODE,
  BOOT,
  START,
  STOP,
  RECEIVE,
  INJECT,
  TIMER,
  WAKE,
  /** A wake-up that only a watch wanted; no part of the history. */
  WATCH_WAKE,
  FOLLOW_UP,
  /** The host could not send a message. */
  UNDELIVERABLE,
  /** The host met an error. */
  REPORT,
  /** Something came for a node that was off. */
  OFF,
  CRASH,
  /** The network lost a tuple of the node. */
  LOST,
  /** What the host answered when the running step asked for figures. */
  FIGURES,
  /** What the host answered when the running step asked for rows. */
  SAMPLE,
  /** Until then the node was recorded. */
  END,
  /** Stands in no block of entries: a node as a snapshot has it. */
  HELD,
  /** A queue or a scheduler did something with a traced message. */
  PASSAGE,
  /** Rows of durable tables that the booting node got back from its store. */
  STORED,
  /** The store refused what the running step has written. */
  REFUSED,
  /** How the node's clock goes from now on. */
  CLOCK;

  private static final EntryKind[] ALL = values();

  /** The kind with that code number. */
  static Optional<EntryKind> of(int code) {
    return code < ALL.length ? Optional.of(ALL[code]) : Optional.empty();
  }
}
