package dev.p2.cli.test;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.TuplePattern;
import dev.p2.cli.input.Words;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.RandomStream;
import dev.p2.engine.tuple.Tuple;
import dev.p2.sim.Simulation;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code p2:at TIME …} makes happen to a run.
 *
 * @param atNanos when
 */
record Happening(long atNanos, Deed deed) {
  private static final List<String> VERBS =
      List.of("crash", "leave", "pause", "resume", "restart", "inject");

  /** Does it, between two events of the run. */
  interface Deed {
    void happen(Simulation run, long seed);
  }

  static Happening read(CompiledProgram program, List<String> addresses, Directive directive) {
    List<Directive.Word> words = directive.words();
    if (words.size() < 3)
      throw directive
          .error("a time, what happens, and to whom are expected")
          .hint("write // p2:at 20s crash n3")
          .hint("or // p2:at 20s inject lookup(\"n0\", 0x2a)");
    long atNanos;
    try {
      atNanos = Words.durationNanos(words.get(0).text());
    } catch (InputException e) {
      throw directive.error(words.get(0), e);
    }
    Directive.Word verb = words.get(1);
    List<Directive.Word> rest = words.subList(2, words.size());
    Deed deed =
        switch (verb.text()) {
          case "crash" -> toRunning(directive, addresses, rest, Simulation::crash);
          case "leave" -> toRunning(directive, addresses, rest, Simulation::leave);
          case "pause" -> toRunning(directive, addresses, rest, Simulation::pause);
          case "resume" -> toRunning(directive, addresses, rest, Simulation::resume);
          case "restart" -> restart(directive, addresses, rest);
          case "inject" -> inject(program, addresses, directive, rest);
          default ->
              throw directive
                  .error(verb, "there is no " + verb.text())
                  .hint(Suggestion.didYouMean(verb.text(), VERBS))
                  .hint("there are " + String.join(", ", VERBS));
        };
    return new Happening(atNanos, deed);
  }

  private interface ToNode {
    void happen(Simulation run, int node);
  }

  /** A share of the running nodes, chosen by the seed, or nodes by name. */
  private static Deed toRunning(
      Directive directive, List<String> addresses, List<Directive.Word> words, ToNode deed) {
    if (words.size() == 1 && words.getFirst().text().endsWith("%")) {
      double share = share(directive, words.getFirst());
      return (run, seed) -> chosen(run, share, seed).forEach(node -> deed.happen(run, node));
    }
    List<Integer> nodes = nodes(directive, addresses, words);
    return (run, seed) -> {
      for (int node : nodes) if (run.running(node)) deed.happen(run, node);
    };
  }

  private static double share(Directive directive, Directive.Word word) {
    try {
      return Words.share(word.text());
    } catch (InputException e) {
      throw directive.error(word, e);
    }
  }

  private static List<Integer> chosen(Simulation run, double share, long seed) {
    var running = new ArrayList<Integer>();
    for (int node = 0; node < run.nodes().size(); node++) if (run.running(node)) running.add(node);
    RandomStream random = RandomStream.of(seed, run.nowNanos(), "test");
    var chosen = new ArrayList<Integer>();
    for (long left = Math.round(share * running.size()); left > 0; left--)
      chosen.add(running.remove((int) Long.remainderUnsigned(random.nextLong(), running.size())));
    return chosen;
  }

  private static List<Integer> nodes(
      Directive directive, List<String> addresses, List<Directive.Word> words) {
    var nodes = new ArrayList<Integer>();
    for (Directive.Word word : words) {
      for (String name : word.text().split(",")) {
        int node = addresses.indexOf(name);
        if (node < 0)
          throw directive
              .error(word, "there is no node " + name)
              .hint("nodes are " + addresses.getFirst() + " to " + addresses.getLast());
        nodes.add(node);
      }
    }
    return nodes;
  }

  /**
   * {@code restart n3 via n5}; without {@code via} by the first node that runs; {@code durable} at
   * the end keeps the rows of durable tables.
   */
  private static Deed restart(
      Directive directive, List<String> addresses, List<Directive.Word> given) {
    boolean durable = given.size() > 1 && given.getLast().text().equals("durable");
    List<Directive.Word> words = durable ? given.subList(0, given.size() - 1) : given;
    int via = words.stream().map(Directive.Word::text).toList().indexOf("via");
    List<Integer> nodes = nodes(directive, addresses, via < 0 ? words : words.subList(0, via));
    if (via >= 0 && via != words.size() - 2)
      throw directive
          .error(words.get(via), "one node is expected after via")
          .hint("write // p2:at 20s restart n3 via n0");
    int contact =
        via < 0 ? -1 : nodes(directive, addresses, words.subList(via + 1, words.size())).getFirst();
    return (run, seed) -> {
      for (int node : nodes) {
        if (!run.running(node)) run.restart(node, landmark(run, contact), durable);
      }
    };
  }

  private static String landmark(Simulation run, int contact) {
    if (contact >= 0) return run.address(contact);
    for (int node = 0; node < run.nodes().size(); node++)
      if (run.running(node)) return run.address(node);
    return run.address(0);
  }

  /** {@code inject lookup("n0", …)}, at the node its home column names, or after {@code at n3}. */
  private static Deed inject(
      CompiledProgram program,
      List<String> addresses,
      Directive directive,
      List<Directive.Word> words) {
    boolean named = words.size() > 2 && words.getFirst().text().equals("at");
    TuplePattern pattern =
        TuplePattern.read(
            program, directive.source(), words.get(named ? 2 : 0).start(), directive.end());
    Tuple tuple = pattern.tuple();
    if (pattern.end() < directive.end())
      throw InputException.at(
              directive.source(), pattern.end(), directive.end(), "nothing more is expected here")
          .hint("a tuple a line: // p2:at for each");
    int home = pattern.relation().homeColumn();
    if (!named && home < 0 && addresses.size() > 1)
      throw directive.error(words.getFirst(), "which node gets it?").hint("write inject at n0 …");
    int node =
        named
            ? nodes(directive, addresses, words.subList(1, 2)).getFirst()
            : home < 0 ? 0 : addresses.indexOf(String.valueOf(tuple.get(home)));
    if (node < 0)
      throw directive
          .error(words.getFirst(), "there is no node " + tuple.get(home))
          .hint("nodes are " + addresses.getFirst() + " to " + addresses.getLast());
    return (run, seed) -> run.inject(run.nowNanos(), node, tuple);
  }
}
