package dev.p2.engine;

import dev.p2.engine.host.StateSink;
import dev.p2.engine.host.Timer;
import dev.p2.engine.tuple.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A node's state between two steps, out and in: whatever its later steps depend on, so that a node
 * that is made from it does, given the same, the same.
 *
 * <p>That is its clock, generator, {@code f_idgen} counter and the numbers of its errors and traced
 * tuples; its timers; what it has counted; per table the rows with their numbers, times and
 * supports, and the order of what strands scan; and the last result of each group of an aggregate
 * view. Views are not computed anew: a row may outlive what it was derived from. Not part of it are
 * what follows from the program and the config, what a host watches, and what waits at the host:
 * timers to fire, messages under way.
 */
final class NodeState {
  private NodeState() {}

  static void write(Node node, StateSink out) {
    if (node.step != null || node.hasFollowUp())
      throw new IllegalStateException(node.address() + " is in the middle of something");
    out.number(node.installed().size());
    for (Installed one : node.installed()) {
      out.text(one.name());
      out.text(one.text());
      out.number(one.sinceNanos());
    }
    node.writeScalars(out);
    writeTimers(node, out);
    for (Table table : node.tables) {
      out.number(table == null ? 0 : 1);
      if (table != null) TableState.write(table, node.tracer, out);
    }
    writeGroups(node, out);
  }

  static void read(Node node, StateSource in) {
    var installed = new ArrayList<Installed>();
    for (long left = in.number(); left > 0; left--)
      installed.add(new Installed(in.text(), in.text(), in.number()));
    if (!installed.isEmpty()) installation(node).reinstall(List.copyOf(installed));
    node.readScalars(in);
    readTimers(node, in);
    for (int relation = 0; relation < node.tables.length; relation++) {
      if (in.number() == 0) continue;
      node.tables[relation] = TableState.read(node, relation, in);
    }
    readGroups(node, in);
    node.findExpiries();
  }

  private static void writeTimers(Node node, StateSink out) {
    Installation installation = node.installation();
    out.number(installation == null ? node.timerCount() : installation.timersEver());
    out.number(node.timerCount());
    for (Timer timer : node.timers()) {
      out.number(timer.id());
      out.number(node.planned(timer.id()));
      out.number(timer.periodNanos());
      out.number(timer.count());
      out.number(timer.firstNanos());
    }
  }

  private static void readTimers(Node node, StateSource in) {
    int ever = (int) in.number();
    var timers = new ArrayList<Timer>();
    int[] planned = new int[ever];
    Arrays.fill(planned, -1);
    for (long left = in.number(); left > 0; left--) {
      int id = (int) in.number();
      planned[id] = (int) in.number();
      String rule = node.program().plan().timers().get(planned[id]).rule().label();
      timers.add(new Timer(id, rule, in.number(), in.number(), in.number()));
    }
    boolean asPlanned = IntStream.range(0, ever).allMatch(id -> planned[id] == id);
    if (!asPlanned) installation(node).planned(planned);
    node.timers(timers);
  }

  /** That of a node which has, or once had, another program. */
  private static Installation installation(Node node) {
    if (node.installation() == null) node.installation(new Installation(node));
    return node.installation();
  }

  /** In the order of rules, and of a rule as they are kept: nothing depends on that. */
  private static void writeGroups(Node node, StateSink out) {
    GroupStates states = node.groupStates();
    out.number(states.size());
    states.forEach(
        (key, state) -> {
          out.number(key.rule().rule());
          out.tuple(key.group);
          out.number(state.errors().size());
          for (long match : state.errors()) out.number(match);
          out.number(state.rows().size());
          for (Tuple row : state.rows()) tuple(row, node.tracer, out);
        });
  }

  private static void readGroups(Node node, StateSource in) {
    for (long left = in.number(); left > 0; left--) {
      AggregateLayout rule = node.layout.aggregates[(int) in.number()];
      var key = new AggregateLayout.Key(rule, in.tuple(node.program()));
      var errors = new ArrayList<Long>();
      for (long more = in.number(); more > 0; more--) errors.add(in.number());
      var rows = new ArrayList<Tuple>();
      for (long more = in.number(); more > 0; more--) rows.add(tuple(node, in));
      node.groupStates().put(key, new Groups.State(List.copyOf(rows), List.copyOf(errors)));
    }
  }

  /** A tuple, and the number under which it is traced. */
  static void tuple(Tuple tuple, Tracer tracer, StateSink out) {
    out.tuple(tuple);
    if (tracer != null) out.number(tracer.known(tuple));
  }

  static Tuple tuple(Node node, StateSource in) {
    Tuple tuple = in.tuple(node.program());
    if (node.tracer != null) node.tracer.know(tuple, in.number());
    return tuple;
  }

  static void write(long[] numbers, StateSink out) {
    for (long number : numbers) out.number(number);
  }

  static void read(long[] numbers, StateSource in) {
    for (int i = 0; i < numbers.length; i++) numbers[i] = in.number();
  }

  static void write(Map<Integer, Long> counts, StateSink out) {
    out.number(counts.size());
    counts.forEach(
        (what, count) -> {
          out.number(what);
          out.number(count);
        });
  }

  static Map<Integer, Long> counts(StateSource in) {
    long left = in.number();
    if (left == 0) return Map.of();
    var counts = new TreeMap<Integer, Long>();
    for (; left > 0; left--) counts.put((int) in.number(), in.number());
    return counts;
  }
}
