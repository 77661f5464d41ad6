package dev.p2.cli.scenario;

import dev.p2.cli.input.Entries;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Templates;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Programs;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.network.Loss;
import dev.p2.sim.scenario.Action;
import dev.p2.sim.scenario.Action.Contact;
import dev.p2.sim.scenario.LinkFaults;
import dev.p2.sim.scenario.Selection;
import dev.p2.sim.scenario.Times;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tables of a scenario file, one an action. */
final class ActionReader {
  static final List<String> KINDS =
      List.of(
          "join",
          "crash",
          "leave",
          "restart",
          "pause",
          "resume",
          "churn",
          "partition",
          "heal",
          "cut",
          "link",
          "clock",
          "slow",
          "disk",
          "inject",
          "install");

  private final Source source;
  private final Members members;
  private final Templates templates;

  private final InstallReader installs;

  /** Nodes that joins above have named. */
  private final Set<Integer> joined = new HashSet<>();

  ActionReader(
      Source source, Members members, CompiledProgram program, Optional<Programs> programs) {
    this.source = source;
    this.members = members;
    installs = new InstallReader(source, programs);
    templates = new Templates(program, source);
  }

  /** The action of a table {@code [[kind]]}. */
  Action read(String kind, Json.Fields table) {
    String article = "aeiou".indexOf(kind.charAt(0)) >= 0 ? "an " : "a ";
    boolean traced = kind.equals("churn") && table.get("trace").isPresent();
    var in = new Entries(source, table, article + kind + (traced ? " with a trace" : ""));
    Action action = read(kind, in, table);
    in.end();
    return action;
  }

  private Action read(String kind, Entries in, Json.Fields table) {
    return switch (kind) {
      case "join" -> join(in);
      case "crash" -> new Action.Crash(times(in), nodes(in));
      case "leave" -> new Action.Leave(times(in), nodes(in));
      case "restart" -> new Action.Restart(times(in), nodes(in), in.flag("durable"), landmark(in));
      case "pause" -> new Action.Pause(in.needDuration("at"), until(in), nodes(in));
      case "resume" -> new Action.Resume(in.needDuration("at"), nodes(in));
      case "churn" -> in.has("trace") ? trace(in, table) : churn(in);
      case "partition" -> new Action.Partition(in.needDuration("at"), until(in), groups(in));
      case "heal" -> new Action.Heal(in.needDuration("at"));
      case "cut" ->
          new Action.Cut(in.needDuration("at"), until(in), end(in, "from"), end(in, "to"));
      case "link" -> link(in);
      case "clock" -> clock(in);
      case "slow" ->
          new Action.Slow(
              in.needDuration("at"), until(in), nodes(in), in.positiveDuration("step", "\"5ms\""));
      case "disk" -> new Action.Disk(in.needDuration("at"), until(in), nodes(in), writes(in));
      case "inject" -> inject(in);
      case "install" -> installs.read(times(in), nodes(in), in);
      default -> throw new AssertionError("no reader for " + kind);
    };
  }

  private Action join(Entries in) {
    Optional<Json> to = in.get("to");
    if (to.isPresent() && in.has("every"))
      throw in.error(to.get(), "every says already when the last node joins")
          .hint("leave out to, or every for joins spread evenly up to then");
    Times times = times(in);
    Selection nodes = nodes(in);
    for (int node : nodes.named(members.count()).orElse(List.of()))
      if (!joined.add(node))
        throw in.error(in.need("nodes", ""), members.address(node) + " has joined above already")
            .hint("a node joins once; [[restart]] brings one back that was off");
    return new Action.Join(times, nodes, landmark(in));
  }

  private Times times(Entries in) {
    Optional<Json> at = in.get("at");
    Optional<Json> from = in.get("from");
    Optional<Json> to = in.get("to");
    Optional<Json> every = in.get("every");
    if (at.isPresent()) {
      for (Optional<Json> other : List.of(from, to, every))
        if (other.isPresent())
          throw in.error(other.get(), "at says the only time already; here is another")
              .hint("write at alone, or from with to or every");
      return Times.at(in.duration(at.get(), "at"));
    }
    if (from.isEmpty())
      throw in.missing("a time is missing", "at", "from")
          .hint("write at = \"10s\", or from and to");
    long fromNanos = in.duration(from.get(), "from");
    if (to.isEmpty() && every.isEmpty())
      throw in.error(from.get(), "from needs to or every").hint("write at for a single time");
    long toNanos = to.isPresent() ? in.duration(to.get(), "to") : Times.FOREVER;
    if (toNanos < fromNanos) throw backwards(in, to.get());
    long everyNanos = every.isPresent() ? in.positiveDuration("every", "\"10s\"") : 0;
    return new Times(fromNanos, toNanos, everyNanos);
  }

  private static InputException backwards(Entries in, Json to) {
    return in.error(to, "to is before from").hint("swap them");
  }

  /** The end of what begins at {@code at}: {@code until} a time, or {@code for} so long. */
  private static long until(Entries in) {
    long atNanos = in.needDuration("at");
    Optional<Json> until = in.get("until");
    Optional<Json> length = in.get("for");
    if (until.isPresent() && length.isPresent())
      throw in.error(length.get(), "until says the end already; here is another")
          .hint("leave one of them out");
    if (length.isPresent()) {
      long nanos = in.duration(length.get(), "for");
      if (nanos > Times.FOREVER - atNanos)
        throw in.error(length.get(), "this ends later than any clock shows")
            .hint("without for and until it never ends");
      return atNanos + nanos;
    }
    if (until.isEmpty()) return Times.FOREVER;
    long untilNanos = in.duration(until.get(), "until");
    if (untilNanos < atNanos)
      throw in.error(until.get(), "until is before at")
          .hint("until is a time of the run; write for = \"30s\" for how long it lasts");
    return untilNanos;
  }

  private List<Selection.Part> spared(Entries in) {
    return in.get("protect").map(members::fixed).orElse(List.of());
  }

  private Selection nodes(Entries in) {
    return members.selection(in.need("nodes", "\"random 10%\""), spared(in));
  }

  private Selection end(Entries in, String key) {
    List<Selection.Part> parts =
        in.get(key).map(members::parts).orElse(List.of(new Selection.Part.All()));
    return new Selection(parts, spared(in));
  }

  private Contact landmark(Entries in) {
    Json json = in.get("landmark").orElse(null);
    if (json == null) return new Contact.First();
    String name = in.text(json, "landmark");
    return name.equals("random")
        ? new Contact.Random()
        : new Contact.Member(members.one(json, name));
  }

  private Action churn(Entries in) {
    long from = in.duration("from").orElse(0L);
    Optional<Json> to = in.get("to");
    long toNanos = to.isPresent() ? in.duration(to.get(), "to") : Times.FOREVER;
    if (toNanos < from) throw backwards(in, to.get());
    return new Action.Churn(
        from,
        toNanos,
        nodes(in),
        Distributions.read(in, "session"),
        Distributions.read(in, "downtime"),
        in.flag("leave"),
        in.flag("durable"),
        landmark(in));
  }

  private Action trace(Entries in, Json.Fields table) {
    Json json = in.need("trace", "\"sessions.csv\"");
    for (String other : List.of("session", "downtime"))
      if (table.get(other).isPresent())
        throw in.error(table.get(other).get(), "a trace says when nodes come and go; here is more")
            .hint("leave out trace, or session and downtime");
    List<Action.Trace.Change> changes =
        json instanceof Json.Array array
            ? TraceReader.inline(source, array, members)
            : file(in, json);
    return new Action.Trace(changes, in.flag("leave"), in.flag("durable"), landmark(in));
  }

  private List<Action.Trace.Change> file(Entries in, Json json) {
    try {
      return TraceReader.file(source, in.text(json, "trace"), members);
    } catch (InputException e) {
      if (e.place().isPresent()) throw e;
      throw in.error(json, String.valueOf(e.getMessage()))
          .hint("a trace's path is taken from the scenario's folder");
    }
  }

  private static Action.Disk.Writes writes(Entries in) {
    Optional<Json> json = in.get("writes");
    if (json.isEmpty()) return Action.Disk.Writes.LOST;
    return switch (in.text(json.get(), "writes")) {
      case "lost" -> Action.Disk.Writes.LOST;
      case "refused" -> Action.Disk.Writes.REFUSED;
      default ->
          throw in.error(json.get(), "writes are lost or refused")
              .hint("write writes = \"refused\" for a full disk");
    };
  }

  private List<Selection> groups(Entries in) {
    Json json = in.need("groups", "[\"n0..n4\", \"n5..n9\"]");
    if (!(json instanceof Json.Array array) || array.elements().isEmpty())
      throw in.error(json, "groups must be an array of groups")
          .hint("write groups = [\"n0..n4\", [\"n5\", \"n7\"]]; the others are a group too");
    var groups = new ArrayList<Selection>();
    var named = new HashSet<Integer>();
    for (Json group : array.elements()) {
      Selection nodes = members.selection(group, List.of());
      for (int node : nodes.named(members.count()).orElse(List.of()))
        if (!named.add(node))
          throw in.error(group, members.address(node) + " is in a group before this one already")
              .hint("a node is in one group");
      groups.add(nodes);
    }
    if (groups.size() == 1 && groups.getFirst().parts().contains(new Selection.Part.All()))
      throw in.error(json, "nobody is separated: all nodes are in one group")
          .hint("write groups = [\"n0..n4\", [\"n5\", \"n7\"]]; the others are a group too");
    return groups;
  }

  private Action link(Entries in) {
    double share = in.share("loss", 0);
    Json burst = in.get("burst").orElse(null);
    double length = 1;
    if (burst != null && share == 0)
      throw in.error(burst, "burst says how many are lost in a row, and none are lost")
          .hint("write loss = \"5%\" too");
    if (burst != null) {
      length = in.number(burst, "burst");
      double least = share < 1 ? Math.max(1, share / (1 - share)) : 1;
      if (!(length >= least))
        throw in.error(
                burst,
                "burst must be at least "
                    + (long) Math.ceil(least - 1e-6)
                    + " datagrams for this loss")
            .hint("it is the mean number that is lost in a row");
    }
    var faults =
        new LinkFaults(
            new Loss(share, length),
            in.share("reorder", 0),
            in.share("duplicate", 0),
            in.get("delay").map(json -> in.delay(json, "delay")).orElse(0L));
    if (faults.equals(LinkFaults.NONE))
      throw in.error("nothing happens to this link")
          .hint("write loss, reorder, duplicate or delay");
    return new Action.Link(
        in.needDuration("at"), until(in), end(in, "from"), end(in, "to"), faults);
  }

  private Action clock(Entries in) {
    long skew = in.get("skew").map(json -> in.signedDuration(json, "skew")).orElse(0L);
    Json json = in.get("drift").orElse(null);
    double drift = json == null ? 0 : in.number(json, "drift");
    if (!(drift > -1 && drift < 1))
      throw in.error(json, "drift must be between -1 and 1: seconds gained in a second")
          .hint("write drift = 0.0001 for a clock that gains 100 ppm");
    if (in.get("skew").isEmpty() && json == null)
      throw in.error("nothing happens to these clocks").hint("write skew = \"50ms\" or drift");
    return new Action.Clock(in.duration("at").orElse(0L), nodes(in), skew, drift);
  }

  private Action inject(Entries in) {
    Times times = times(in);
    Selection nodes = nodes(in);
    Json relation = in.need("relation", "\"lookup\"");
    Json values = in.need("values", "[\"$node\", \"$key\"]");
    if (!(relation instanceof Json.Text name))
      throw in.error(relation, "relation must be a string, in quotes")
          .hint("write relation = \"lookup\"");
    if (!(values instanceof Json.Array array))
      throw in.error(values, "values must be an array")
          .hint("write values = [\"$node\", \"$key\"]");
    return new Action.Inject(times, nodes, templates.read(name, array));
  }
}
