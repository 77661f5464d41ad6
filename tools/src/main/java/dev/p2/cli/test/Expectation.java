package dev.p2.cli.test;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.TuplePattern;
import dev.p2.cli.input.Words;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must hold of a relation: {@code p2:expect [no|only|COUNT|COUNT+] PATTERN [at all nodes|at n3
 * n5] [by TIME]}.
 *
 * @param nodes indexes; empty: wherever it is
 * @param byNanos when; empty: at the end
 */
record Expectation(
    Directive directive,
    Quantity quantity,
    TuplePattern pattern,
    boolean allNodes,
    List<Integer> nodes,
    Optional<Long> byNanos) {
  private static final Pattern QUANTITY =
      Pattern.compile("(no|only|some|[0-9]{1,9}\\+?)\\s+(?=\\S)");
  private static final Pattern TAIL =
      Pattern.compile(
          "\\s*(?:at\\s+(all"
              + " nodes|(?!all\\b)\\S+(?:\\s+(?!by\\b)\\S+)*))?\\s*(?:by\\s+(\\S+))?\\s*");
  private static final int SHOWN_MAX = 8;

  /** How many tuples must look so. */
  sealed interface Quantity {
    /** One at least. */
    record Some() implements Quantity {}

    /** None. */
    record No() implements Quantity {}

    /** So many. */
    record Exactly(long count) implements Quantity {}

    /** So many or more. */
    record Least(long count) implements Quantity {}

    /** Those that the test's other expectations name, and no others. */
    record Only() implements Quantity {}
  }

  /** Tuples of one node. */
  record At(String node, List<Tuple> tuples) {}

  static Expectation read(CompiledProgram program, List<String> addresses, Directive directive) {
    var source = directive.source();
    Matcher quantity = QUANTITY.matcher(source.text()).region(directive.start(), directive.end());
    boolean counted = quantity.lookingAt();
    int at = counted ? quantity.end() : directive.start();
    TuplePattern pattern = TuplePattern.read(program, source, at, directive.end());
    Matcher tail = TAIL.matcher(source.text()).region(pattern.end(), directive.end());
    if (!tail.matches())
      throw InputException.at(
              source,
              pattern.end(),
              directive.end(),
              "'at all nodes', 'at n3' or 'by 30s' belongs here")
          .hint("write // p2:expect some member at all nodes by 30s");
    boolean allNodes = "all nodes".equals(tail.group(1));
    var nodes = new ArrayList<Integer>();
    if (tail.group(1) != null && !allNodes) {
      for (String name : tail.group(1).split("[\\s,]+")) {
        if (addresses.indexOf(name) < 0)
          throw InputException.at(source, tail.start(1), tail.end(1), "there is no node " + name)
              .hint("nodes are " + addresses.getFirst() + " to " + addresses.getLast());
        nodes.add(addresses.indexOf(name));
      }
    }
    return new Expectation(
        directive,
        quantity(counted ? quantity.group(1) : "some"),
        pattern,
        allNodes,
        nodes,
        tail.group(2) == null ? Optional.empty() : Optional.of(time(directive, tail)));
  }

  private static Quantity quantity(String word) {
    return switch (word) {
      case "some" -> new Quantity.Some();
      case "no" -> new Quantity.No();
      case "only" -> new Quantity.Only();
      default ->
          word.endsWith("+")
              ? new Quantity.Least(Long.parseLong(word.substring(0, word.length() - 1)))
              : new Quantity.Exactly(Long.parseLong(word));
    };
  }

  private static long time(Directive directive, Matcher tail) {
    try {
      return Words.durationNanos(tail.group(2));
    } catch (InputException e) {
      throw directive.error(new Directive.Word(tail.group(2), tail.start(2), tail.end(2)), e);
    }
  }

  /** Whether it is asked of each node for itself. */
  boolean each() {
    return allNodes || !nodes.isEmpty();
  }

  /**
   * What is not as it should be; empty if nothing.
   *
   * @param found the relation's tuples at the nodes that it is asked of
   * @param named what the test's other expectations of the relation name
   */
  List<String> faults(List<At> found, List<TuplePattern> named) {
    var faults = new ArrayList<String>();
    if (!each()) {
      var all = new ArrayList<Tuple>();
      for (At one : found) all.addAll(one.tuples);
      check("", all, named, faults);
    } else {
      for (At one : found) check(" at " + one.node, one.tuples, named, faults);
    }
    return faults;
  }

  private void check(
      String where, List<Tuple> tuples, List<TuplePattern> named, List<String> faults) {
    List<Tuple> like = tuples.stream().filter(pattern::matches).toList();
    switch (quantity) {
      case Quantity.Some() -> {
        if (like.isEmpty()) faults.add("no " + pattern + where + here(tuples));
      }
      case Quantity.No() -> {
        if (!like.isEmpty()) faults.add("there is" + where + " " + shown(like));
      }
      case Quantity.Exactly(long count) -> {
        if (like.size() != count)
          faults.add(
              like.size() + " of " + pattern + where + " instead of " + count + here(tuples));
      }
      case Quantity.Least(long count) -> {
        if (like.size() < count)
          faults.add(
              like.size()
                  + " of "
                  + pattern
                  + where
                  + " instead of "
                  + count
                  + " or more"
                  + here(tuples));
      }
      case Quantity.Only() -> {
        List<Tuple> others =
            like.stream().filter(t -> named.stream().noneMatch(p -> p.matches(t))).toList();
        if (!others.isEmpty()) faults.add("nothing expects" + where + " " + shown(others));
      }
    }
  }

  private String here(List<Tuple> tuples) {
    String name = pattern.relation().name();
    if (!tuples.isEmpty()) return "; there is " + shown(tuples);
    return pattern.toString().equals(name) ? "" : "; " + name + " is empty";
  }

  private static String shown(List<Tuple> tuples) {
    List<String> texts = tuples.stream().limit(SHOWN_MAX).map(Tuple::toString).sorted().toList();
    int more = tuples.size() - texts.size();
    return String.join(", ", texts) + (more > 0 ? " and " + more + " more" : "");
  }
}
