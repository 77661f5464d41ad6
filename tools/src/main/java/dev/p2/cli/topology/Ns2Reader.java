package dev.p2.cli.topology;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.Words;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.network.Topology;
import dev.p2.sim.network.Topology.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the part of ns-2 that describes a topology: nodes, {@code duplex-link}, {@code
 * simplex-link}, {@code queue-limit}, variables, {@code for} loops and {@code expr} over whole
 * numbers. What a simulation script does besides (agents, traces, running) is skipped.
 *
 * <p>The nodes that carry nodes of ours are those whose variables have their names. Where not all
 * names are found they are those with one neighbour, the others being routers; if there are no
 * such, all are.
 */
final class Ns2Reader {
  private static final Set<String> SKIPPED =
      Set.of(
          "at",
          "run",
          "halt",
          "color",
          "trace-all",
          "namtrace-all",
          "attach-agent",
          "connect",
          "duplex-link-op",
          "simplex-link-op",
          "flush-trace",
          "rtproto");
  private static final Set<String> SKIPPED_WORDS =
      Set.of("puts", "proc", "exec", "close", "source", "global", "exit");
  private static final List<String> METHODS =
      List.of("node", "duplex-link", "simplex-link", "queue-limit");

  private static final long DELAY_NANOS_MAX = 86_400_000_000_000L;

  /** Characters of commands that loops may run: enough for a hundred thousand nodes. */
  private static final long WORK_MAX = 20_000_000;

  private final Source source;
  private final Map<String, Integer> nodes = new LinkedHashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Map<Long, Integer> linkAt = new HashMap<>();
  private final List<Topology.Link> links = new ArrayList<>();
  private final Map<Integer, List<TclText.Command>> blocks = new HashMap<>();
  private String simulator = "ns";
  private TclText.Word lastNode = new TclText.Word(0, 1, "");
  private long work;

  private Ns2Reader(Source source) {
    this.source = source;
  }

  static Topology read(Source source, List<String> addresses, int placesPerHost, Room room) {
    var reader = new Ns2Reader(source);
    reader.run(TclText.commands(source, 0, source.text().length()));
    Topology topology = reader.topology(addresses, placesPerHost);
    room.require(topology.places(), reader.lastNode.start(), reader.lastNode.end());
    return topology;
  }

  private Topology topology(List<String> addresses, int placesPerHost) {
    if (nodes.isEmpty())
      throw InputException.at(source, 0, 1, "the file makes no node")
          .hint("write set ns [new Simulator] and set n0 [$ns node]");
    Set<Integer> hosts = hosts(addresses);
    var builder = new Topology.Builder();
    nodes.forEach(
        (name, node) -> {
          if (hosts.contains(node)) builder.host(name, placesPerHost);
          else builder.router(name);
        });
    for (Topology.Link link : links) builder.simplex(link.from(), link.to(), link.wire());
    return builder.build();
  }

  private Set<Integer> hosts(List<String> addresses) {
    var hosts = new HashSet<Integer>();
    if (nodes.keySet().containsAll(addresses)) {
      for (String address : addresses) hosts.add(nodes.get(address));
      return hosts;
    }
    List<Set<Integer>> neighbours = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) neighbours.add(new HashSet<>());
    for (Topology.Link link : links) {
      neighbours.get(link.from()).add(link.to());
      neighbours.get(link.to()).add(link.from());
    }
    for (int i = 0; i < nodes.size(); i++) if (neighbours.get(i).size() <= 1) hosts.add(i);
    if (hosts.isEmpty()) hosts.addAll(nodes.values());
    return hosts;
  }

  private void run(List<TclText.Command> commands) {
    for (TclText.Command command : commands) run(command);
  }

  private void run(TclText.Command command) {
    TclText.Word first = command.words().getFirst();
    String name = first.text();
    if (name.equals("set")) set(command);
    else if (name.equals("for")) loop(command);
    else if (name.equals("incr")) increment(command);
    else if (name.equals("$" + simulator)) call(command);
    else if (!SKIPPED_WORDS.contains(name) && !name.startsWith("$"))
      throw wrong(first, name + " is not among what is read of ns-2")
          .hint("read are set, for, incr, and of the simulator " + String.join(", ", METHODS));
  }

  private InputException wrong(TclText.Word word, String message) {
    return InputException.at(source, word.start(), word.end(), message);
  }

  private TclText.Word word(TclText.Command command, int index, String what) {
    if (index < command.words().size()) return command.words().get(index);
    TclText.Word last = command.words().getLast();
    throw InputException.at(source, last.end(), last.end() + 1, what + " is missing")
        .hint(form(command.words()));
  }

  /** What a command looks like that begins with these words. */
  private static String form(List<TclText.Word> words) {
    return switch (words.getFirst().text()) {
      case "set" -> "write set n0 [$ns node], or set i 0";
      case "for" -> "write for {set i 0} {$i < 4} {incr i} { … }";
      case "incr" -> "write incr i";
      default ->
          words.size() > 1 && words.get(1).text().equals("queue-limit")
              ? "write $ns queue-limit $n0 $n1 50"
              : "write $ns duplex-link $n0 $n1 10Mb 20ms DropTail";
    };
  }

  private void set(TclText.Command command) {
    TclText.Word variable = word(command, 1, "a variable");
    TclText.Word value = word(command, 2, "a value");
    String name = substituted(variable);
    String text = value.text().strip();
    if (text.startsWith("[")) {
      String inner = text.substring(1, text.length() - 1).strip();
      if (List.of(inner.split("\\s+")).equals(List.of("$" + simulator, "node"))) {
        nodes.put(name, nodes.size());
        lastNode = variable;
        variables.put(name, name);
        return;
      }
      if (inner.matches("new\\s+Simulator.*")) {
        simulator = name;
        return;
      }
      if (inner.matches("(new|open|\\$).*")) return;
    }
    variables.put(name, substituted(value));
  }

  private void increment(TclText.Command command) {
    TclText.Word variable = word(command, 1, "a variable");
    long by = command.words().size() > 2 ? number(command.words().get(2)) : 1;
    String before = variables.get(variable.text());
    if (before == null)
      throw wrong(variable, "there is no variable " + variable.text())
          .hint("write set " + variable.text() + " 0 above");
    variables.put(variable.text(), String.valueOf(number(variable, before) + by));
  }

  private void loop(TclText.Command command) {
    List<TclText.Command> start = block(word(command, 1, "the start of the loop"));
    TclText.Word condition = word(command, 2, "the condition of the loop");
    List<TclText.Command> next = block(word(command, 3, "the step of the loop"));
    List<TclText.Command> body = block(word(command, 4, "the body of the loop"));
    run(start);
    int length = 1 + command.words().getLast().end() - command.words().getFirst().start();
    while (expression(condition) != 0) {
      work += length;
      if (work > WORK_MAX)
        throw wrong(condition, "this loop does not end, or takes too long")
            .hint("it must come to an end by its third part, such as {incr i}");
      run(body);
      run(next);
    }
  }

  private List<TclText.Command> block(TclText.Word word) {
    if (!word.text().startsWith("{"))
      throw wrong(word, "a block in braces is expected")
          .hint("write for {set i 0} {$i < 4} {incr i} { … }");
    return blocks.computeIfAbsent(
        word.start(), start -> TclText.commands(source, start + 1, word.end() - 1));
  }

  private void call(TclText.Command command) {
    TclText.Word method = word(command, 1, "a method");
    switch (method.text()) {
      case "duplex-link" -> link(command, true);
      case "simplex-link" -> link(command, false);
      case "queue-limit" -> queueLimit(command);
      case "node" -> throw wrong(method, "a node needs a name").hint("write set n0 [$ns node]");
      default -> {
        if (SKIPPED.contains(method.text())) return;
        String similar = Suggestion.didYouMean(method.text(), METHODS);
        throw wrong(method, method.text() + " is not among what is read of ns-2")
            .hint(similar.isEmpty() ? "read are " + String.join(", ", METHODS) : similar);
      }
    }
  }

  private void link(TclText.Command command, boolean duplex) {
    int from = node(word(command, 2, "the first node"));
    TclText.Word second = word(command, 3, "the second node");
    int to = node(second);
    if (from == to) throw wrong(second, "a link needs two ends").hint("name another node");
    TclText.Word rate = word(command, 4, "a bandwidth, such as 10Mb,");
    TclText.Word delay = word(command, 5, "a delay, such as 20ms,");
    TclText.Word queue = word(command, 6, "the kind of queue, DropTail,");
    if (!queue.text().equals("DropTail"))
      throw wrong(queue, "a queue of kind " + queue.text() + " is not known")
          .hint("write DropTail");
    long bits =
        Rates.bitsPerSecond(substituted(rate))
            .orElseThrow(
                () -> wrong(rate, "'" + rate.text() + "' is no bandwidth").hint("write 10Mb"));
    Wire wire = Wire.of(delayNanos(delay), bits);
    add(from, to, wire);
    if (duplex) add(to, from, wire);
  }

  private void add(int from, int to, Wire wire) {
    linkAt.put(pair(from, to), links.size());
    links.add(new Topology.Link(from, to, wire));
  }

  private static long pair(int from, int to) {
    return (long) from << 32 | to;
  }

  private long delayNanos(TclText.Word word) {
    String text = substituted(word);
    try {
      long nanos = Words.durationNanos(text.matches("[0-9.]+") ? text + "s" : text);
      if (nanos <= DELAY_NANOS_MAX) return nanos;
      throw new InputException("more than a day");
    } catch (InputException e) {
      throw wrong(word, "'" + text + "' is no delay").hint("write 20ms, or seconds without unit");
    }
  }

  private void queueLimit(TclText.Command command) {
    int from = node(word(command, 2, "the first node"));
    TclText.Word second = word(command, 3, "the second node");
    Integer link = linkAt.get(pair(from, node(second)));
    if (link == null)
      throw wrong(second, "there is no link between these nodes").hint("the link comes first");
    TclText.Word limit = word(command, 4, "the limit");
    long most = number(limit);
    if (most < 1 || most > Integer.MAX_VALUE)
      throw wrong(limit, "a queue takes at least one packet").hint("ns-2's own limit is 50");
    Topology.Link old = links.get(link);
    links.set(link, new Topology.Link(old.from(), old.to(), old.wire().withQueue((int) most)));
  }

  private int node(TclText.Word word) {
    String name = word.text().startsWith("$") ? substituted(word) : word.text();
    Integer node = nodes.get(name);
    if (node != null) return node;
    throw wrong(word, "there is no node " + word.text())
        .hint(Suggestion.didYouMean(word.text().replace("$", ""), nodes.keySet()));
  }

  private long number(TclText.Word word) {
    return number(word, substituted(word));
  }

  private long number(TclText.Word word, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(word, "'" + text + "' is no whole number").hint("write digits only");
    }
  }

  /** The word with its variables and expressions put in. */
  private String substituted(TclText.Word word) {
    return new TclSubstitution(variables, message -> wrong(word, message)).text(word.inner());
  }

  private long expression(TclText.Word word) {
    return new TclSubstitution(variables, message -> wrong(word, message)).value(word.inner());
  }
}
