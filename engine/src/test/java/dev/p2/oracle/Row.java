package dev.p2.oracle;

import java.util.ArrayList;
import java.util.List;

/** A stored row (7.3, 8.4): its tuple never changes; its time, and what holds it up, do. */
final class Row {
  final Fact fact;

  /** The {@code now} of the step in which it was last inserted or refreshed. */
  long time;

  /** Among rows of one time, which came or was refreshed first. */
  long arrival;

  /** Number of the commit of the last arrival. */
  long commit;

  /** Whether an event rule, a fact, an injection or a remote event rule inserted it. */
  boolean base;

  /** The derivations of views that count, as a bag. */
  final List<Support> supports = new ArrayList<>();

  Row(Fact fact) {
    this.fact = fact;
  }

  boolean supported() {
    return base || !supports.isEmpty();
  }

  void endSupports() {
    base = false;
    supports.clear();
  }

  Row copy() {
    Row copy = new Row(fact);
    copy.time = time;
    copy.arrival = arrival;
    copy.commit = commit;
    copy.base = base;
    copy.supports.addAll(supports);
    return copy;
  }

  /** Makes it what its copy is. */
  void restore(Row copy) {
    time = copy.time;
    arrival = copy.arrival;
    commit = copy.commit;
    base = copy.base;
    supports.clear();
    supports.addAll(copy.supports);
  }

  @Override
  public String toString() {
    return fact + "@" + time + (base ? "+base" : "") + "+" + supports.size();
  }
}
