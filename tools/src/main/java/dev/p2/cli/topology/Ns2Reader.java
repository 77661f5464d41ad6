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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of ns-2 that describes a topology: nodes, {@code duplex-link}, {@code
 * simplex-link}, {@code queue-limit}, variables, {@code for}, {@code while}, {@code foreach},
 * {@code if}, and {@code expr} over whole numbers. What a simulation script does besides (agents,
 * traces, running) is skipped.
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
          "trace-queue",
          "namtrace-queue",
          "monitor-queue",
          "create-connection",
          "detach-agent",
          "use-scheduler",
          "use-newtrace",
          "rtproto",
          "mrtproto");
  private static final Set<String> SKIPPED_WORDS =
      Set.of(
          "puts",
          "proc",
          "exec",
          "close",
          "source",
          "global",
          "exit",
          "return",
          "package",
          "ns-random",
          "add-packet-header",
          "remove-all-packet-headers");
  private static final List<String> METHODS =
      List.of("node", "duplex-link", "simplex-link", "queue-limit");

  private static final Pattern NAMED = Pattern.compile("\\[\\s*set\\s+(\\S+)\\s*]");

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
    variables.put("argc", "0"); // the script is read as if it had been called without arguments
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
    else if (name.equals("while")) whileLoop(command);
    else if (name.equals("foreach")) forEach(command);
    else if (name.equals("if")) choose(command);
    else if (name.equals("incr")) increment(command);
    else if (name.equals("$" + simulator)) call(command);
    else if (!SKIPPED_WORDS.contains(name) && !name.startsWith("$") && !configures(command))
      throw wrong(first, name + " is not among what is read of ns-2")
          .hint(
              "read are set, incr, for, while, foreach, if, and of the simulator "
                  + String.join(", ", METHODS));
  }

  /** Whether it is a default of a class: {@code Agent/TCP set window_ 20}. */
  private static boolean configures(TclText.Command command) {
    List<TclText.Word> words = command.words();
    return Character.isUpperCase(words.getFirst().text().charAt(0))
        && words.size() > 1
        && words.get(1).text().equals("set");
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
      case "while" -> "write while {$i < 4} { … }";
      case "foreach" -> "write foreach i {0 1 2} { … }";
      case "if" -> "write if {$i > 0} { … } else { … }";
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
    while (expression(condition) != 0) {
      spend(command, condition, "it must come to an end by its third part, such as {incr i}");
      run(body);
      run(next);
    }
  }

  private void whileLoop(TclText.Command command) {
    TclText.Word condition = word(command, 1, "the condition of the loop");
    List<TclText.Command> body = block(word(command, 2, "the body of the loop"));
    while (expression(condition) != 0) {
      spend(command, condition, "it must come to an end by its body, such as by incr i");
      run(body);
    }
  }

  private void forEach(TclText.Command command) {
    TclText.Word variable = word(command, 1, "the variable of the loop");
    TclText.Word values = word(command, 2, "the values of the loop");
    List<TclText.Command> body = block(word(command, 3, "the body of the loop"));
    for (String value : substituted(values).strip().split("\\s+")) {
      if (value.isEmpty()) continue;
      spend(command, values, "take fewer values");
      variables.put(variable.text(), value);
      run(body);
    }
  }

  /** Work that a loop does once more; a file is read in a few seconds or not at all. */
  private void spend(TclText.Command command, TclText.Word at, String hint) {
    work += 1 + command.words().getLast().end() - command.words().getFirst().start();
    if (work > WORK_MAX) throw wrong(at, "this loop does not end, or takes too long").hint(hint);
  }

  /** {@code if {…} {…} elseif {…} {…} else {…}}, {@code then} and {@code else} being optional. */
  private void choose(TclText.Command command) {
    int at = 1;
    while (true) {
      TclText.Word condition = word(command, at, "the condition");
      int body = is(command, at + 1, "then") ? at + 2 : at + 1;
      List<TclText.Command> yes = block(word(command, body, "what is done then"));
      at = body + 1;
      if (expression(condition) != 0) {
        run(yes);
        return;
      }
      if (!is(command, at, "elseif")) break;
      at++;
    }
    if (is(command, at, "else")) at++;
    if (at < command.words().size()) run(block(command.words().get(at)));
  }

  private static boolean is(TclText.Command command, int index, String word) {
    return index < command.words().size() && command.words().get(index).text().equals(word);
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
    String name = word.text().startsWith("$") ? substituted(word) : named(word);
    Integer node = nodes.get(name);
    if (node != null) return node;
    throw wrong(word, "there is no node " + word.text())
        .hint(Suggestion.didYouMean(word.text().replace("$", ""), nodes.keySet()));
  }

  /** {@code [set n$i]} is the value of that variable. */
  private String named(TclText.Word word) {
    Matcher named = NAMED.matcher(word.text());
    if (!named.matches()) return word.text();
    String name =
        new TclSubstitution(variables, message -> wrong(word, message)).text(named.group(1));
    return variables.getOrDefault(name, word.text());
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
