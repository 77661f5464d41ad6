package dev.p2.sim.scenario;

import java.util.List;
import java.util.Optional;

/**
 * One thing that a scenario does to a run. Times are nanoseconds of virtual time; {@link
 * Times#FOREVER} is an end that never comes.
 */
public sealed interface Action {
  /** When the action first does something, in nanoseconds from the start. */
  long startNanos();

  /**
   * Nodes start, spread over {@code times}: one after the other in the order of their indexes.
   * Before that they are off; nodes of no join start at time 0.
   */
  record Join(Times times, Selection nodes, Contact landmark) implements Action {
    @Override
    public long startNanos() {
      return times.fromNanos();
    }
  }

  /** Nodes end as by a power cut: without a last step. */
  record Crash(Times times, Selection nodes) implements Action {
    @Override
    public long startNanos() {
      return times.fromNanos();
    }
  }

  /** Nodes stop cleanly: the step of {@code sysStop} runs and its messages leave. */
  record Leave(Times times, Selection nodes) implements Action {
    @Override
    public long startNanos() {
      return times.fromNanos();
    }
  }

  /** Nodes that are off start again, with or without what their durable tables held. */
  record Restart(Times times, Selection nodes, boolean durable, Contact landmark)
      implements Action {
    @Override
    public long startNanos() {
      return times.fromNanos();
    }
  }

  /**
   * Nodes stand still, as a stopped process does: what arrives waits, timers are late.
   *
   * @param untilNanos when they go on by themselves, or {@link Times#FOREVER}
   */
  record Pause(long startNanos, long untilNanos, Selection nodes) implements Action {
    public Pause {
      Times.requireOrder(startNanos, untilNanos);
    }
  }

  /** Paused nodes go on. */
  record Resume(long startNanos, Selection nodes) implements Action {}

  /**
   * Nodes come and go. A chosen node stays for a session, is off for a downtime, comes back, and so
   * on, from {@code startNanos} until {@code untilNanos}; after that nothing changes any more.
   *
   * @param leaves whether a node leaves cleanly at the end of a session instead of crashing
   * @param durable whether it comes back with its durable tables
   */
  record Churn(
      long startNanos,
      long untilNanos,
      Selection nodes,
      Distribution session,
      Distribution downtime,
      boolean leaves,
      boolean durable,
      Contact landmark)
      implements Action {
    public Churn {
      Times.requireOrder(startNanos, untilNanos);
    }
  }

  /**
   * Nodes come and go as a trace says; where it first speaks of a node, the node was the opposite
   * before: one that a trace turns on is off until then.
   */
  record Trace(List<Change> changes, boolean leaves, boolean durable, Contact landmark)
      implements Action {
    public Trace {
      changes = List.copyOf(changes);
      for (int i = 1; i < changes.size(); i++)
        Times.requireOrder(changes.get(i - 1).atNanos(), changes.get(i).atNanos());
    }

    /** A node, by its index, is on or off from a time on. */
    public record Change(long atNanos, int node, boolean on) {}

    @Override
    public long startNanos() {
      return changes.isEmpty() ? 0 : changes.getFirst().atNanos();
    }
  }

  /**
   * Nodes of different groups do not hear each other. Nodes of no group are one group more; a node
   * of two belongs to the first.
   */
  record Partition(long startNanos, long untilNanos, List<Selection> groups) implements Action {
    public Partition {
      Times.requireOrder(startNanos, untilNanos);
      groups = List.copyOf(groups);
      if (groups.isEmpty()) throw new IllegalArgumentException("a partition without groups");
      for (Selection group : groups)
        if (!group.spared().isEmpty())
          throw new IllegalArgumentException("a group of a partition protects nobody");
    }
  }

  /** Ends every partition and cut that stands. */
  record Heal(long startNanos) implements Action {}

  /** What {@code from} sends does not reach {@code to}; the other way round it does. */
  record Cut(long startNanos, long untilNanos, Selection from, Selection to) implements Action {
    public Cut {
      Times.requireOrder(startNanos, untilNanos);
      requireSameSpared(from, to);
    }
  }

  /** What {@code from} sends to {@code to} meets these faults beside those of the network. */
  record Link(long startNanos, long untilNanos, Selection from, Selection to, LinkFaults faults)
      implements Action {
    public Link {
      Times.requireOrder(startNanos, untilNanos);
      requireSameSpared(from, to);
    }
  }

  /**
   * The nodes' clocks are ahead of the true time by {@code skewNanos} (behind if below 0) and from
   * then on gain {@code driftShare} of each second that passes.
   */
  record Clock(long startNanos, Selection nodes, long skewNanos, double driftShare)
      implements Action {
    public Clock {
      if (!(driftShare > -1 && driftShare < 1))
        throw new IllegalArgumentException("drift " + driftShare);
    }
  }

  /** Every step of the nodes takes {@code stepNanos} in which they do nothing else. */
  record Slow(long startNanos, long untilNanos, Selection nodes, long stepNanos) implements Action {
    public Slow {
      Times.requireOrder(startNanos, untilNanos);
      if (stepNanos <= 0) throw new IllegalArgumentException("a step of " + stepNanos + " ns");
    }
  }

  /** What durable tables write does not get onto the nodes' disks. */
  record Disk(long startNanos, long untilNanos, Selection nodes, Writes writes) implements Action {
    public Disk {
      Times.requireOrder(startNanos, untilNanos);
    }

    /** What becomes of a write. */
    public enum Writes {
      /**
       * It is acknowledged and lost: who crashes meanwhile restarts with what was there at the
       * beginning. At the end all that is owed gets written.
       */
      LOST,
      /** It fails, as on a full disk, and the step that wrote is undone. What was there stays. */
      REFUSED
    }
  }

  /**
   * Tuples are handed to running nodes, at each of {@code times}. What is random in the template is
   * drawn once a time, so that all nodes get the same key.
   */
  record Inject(Times times, Selection nodes, Template template) implements Action {
    @Override
    public long startNanos() {
      return times.fromNanos();
    }
  }

  /**
   * A program is installed in running nodes, or uninstalled. A node that restarts begins without.
   *
   * @param name the program's, at the nodes
   * @param text the program; empty to uninstall
   */
  record Install(Times times, Selection nodes, String name, Optional<String> text)
      implements Action {
    @Override
    public long startNanos() {
      return times.fromNanos();
    }
  }

  private static void requireSameSpared(Selection from, Selection to) {
    if (!from.spared().equals(to.spared()))
      throw new IllegalArgumentException("both ends spare the same nodes");
  }

  /** Whom a node that starts contacts first: {@code LANDMARK} in its program. */
  sealed interface Contact {
    /** The run's own landmark: the first node. */
    record First() implements Contact {}

    /** Any other node that runs at that time; the first node where none does. */
    record Random() implements Contact {}

    /** This node, by its index. */
    record Member(int node) implements Contact {}
  }
}
