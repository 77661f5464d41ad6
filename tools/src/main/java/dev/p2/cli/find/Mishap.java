package dev.p2.cli.find;

import dev.p2.sim.network.Loss;
import dev.p2.sim.scenario.Action;
import dev.p2.sim.scenario.LinkFaults;
import dev.p2.sim.scenario.Selection;
import dev.p2.sim.scenario.Times;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something bad that a run of a swarm goes through; names nodes by index, so that it can be left
 * out alone.
 */
sealed interface Mishap {
  /** The same as an action of a scenario of so many nodes. */
  Action action(int nodes);

  /** Whether it makes sense among so many nodes, and begins before an end. */
  boolean fits(int nodes, long untilNanos);

  /** The same where there are fewer nodes: it meets another of them, if it must. */
  default Mishap folded(int nodes) {
    return this;
  }

  /** The same with one thing less going wrong. */
  default List<Mishap> simpler() {
    return List.of();
  }

  /** All nodes but the first start one after the other. */
  record Joins(long toNanos) implements Mishap {
    @Override
    public Action action(int nodes) {
      return new Action.Join(
          Times.spread(0, toNanos), among(1, nodes - 1), new Action.Contact.First());
    }

    @Override
    public boolean fits(int nodes, long untilNanos) {
      return nodes > 1;
    }
  }

  record Crash(int node, long atNanos) implements Mishap {
    @Override
    public Action action(int nodes) {
      return new Action.Crash(Times.at(atNanos), Selection.node(node));
    }

    @Override
    public Mishap folded(int nodes) {
      return new Crash(node % nodes, atNanos);
    }

    @Override
    public boolean fits(int nodes, long untilNanos) {
      return node < nodes && atNanos < untilNanos;
    }
  }

  /** A node comes back: with the rows of its durable tables, if it has any. */
  record Restart(int node, long atNanos, boolean durable) implements Mishap {
    @Override
    public Action action(int nodes) {
      return new Action.Restart(
          Times.at(atNanos), Selection.node(node), durable, new Action.Contact.Random());
    }

    @Override
    public Mishap folded(int nodes) {
      return new Restart(node % nodes, atNanos, durable);
    }

    @Override
    public boolean fits(int nodes, long untilNanos) {
      return node < nodes && atNanos < untilNanos;
    }
  }

  record Pause(int node, long fromNanos, long toNanos) implements Mishap {
    @Override
    public Action action(int nodes) {
      return new Action.Pause(fromNanos, toNanos, Selection.node(node));
    }

    @Override
    public Mishap folded(int nodes) {
      return new Pause(node % nodes, fromNanos, toNanos);
    }

    @Override
    public boolean fits(int nodes, long untilNanos) {
      return node < nodes && fromNanos < untilNanos;
    }
  }

  /** The first {@code size} nodes and the others do not hear each other. */
  record Partition(int size, long fromNanos, long toNanos) implements Mishap {
    @Override
    public Action action(int nodes) {
      return new Action.Partition(fromNanos, toNanos, List.of(among(0, size - 1)));
    }

    @Override
    public Mishap folded(int nodes) {
      return new Partition(Math.max(1, Math.min(size, nodes - 1)), fromNanos, toNanos);
    }

    @Override
    public boolean fits(int nodes, long untilNanos) {
      return size < nodes && fromNanos < untilNanos;
    }
  }

  /** What all links do to datagrams. */
  record Links(long fromNanos, long toNanos, LinkFaults faults) implements Mishap {
    @Override
    public Action action(int nodes) {
      return new Action.Link(fromNanos, toNanos, Selection.ALL, Selection.ALL, faults);
    }

    @Override
    public List<Mishap> simpler() {
      Loss loss = faults.loss();
      double reorder = faults.reorderShare();
      double duplicate = faults.duplicateShare();
      return Stream.of(
              new LinkFaults(Loss.NONE, reorder, duplicate, 0),
              new LinkFaults(loss, 0, duplicate, 0),
              new LinkFaults(loss, reorder, 0, 0))
          .filter(less -> !less.equals(faults) && !less.equals(LinkFaults.NONE))
          .<Mishap>map(less -> new Links(fromNanos, toNanos, less))
          .toList();
    }

    @Override
    public boolean fits(int nodes, long untilNanos) {
      return fromNanos < untilNanos;
    }
  }

  private static Selection among(int first, int last) {
    return Selection.of(new Selection.Part.Range(first, last));
  }
}
