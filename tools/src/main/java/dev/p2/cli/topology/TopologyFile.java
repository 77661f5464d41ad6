package dev.p2.cli.topology;

import dev.p2.cli.input.Entries;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.JsonReader;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.TomlReader;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.network.Loss;
import dev.p2.sim.network.Topology;
import dev.p2.sim.network.Topology.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a topology in our own form, docs/reference/topology.md: tables router, host and link. */
final class TopologyFile {
  private static final List<String> KINDS = List.of("router", "host", "link");
  private static final List<String> WIRE = List.of("delay", "rate", "queue", "loss", "burst");
  private static final int SITES_MAX = 1_000_000;

  private final Source source;
  private final Topology.Builder builder = new Topology.Builder();
  private final Map<String, Integer> sites = new LinkedHashMap<>();

  private TopologyFile(Source source) {
    this.source = source;
  }

  static Topology read(Source source, boolean json, Room room) {
    var reader = new TopologyFile(source);
    Json.Fields file = json ? reader.jsonTable() : TomlReader.read(source);
    List<Json.Fields> hosts = reader.tables(file, "host");
    reader.read(file);
    if (hosts.isEmpty())
      throw InputException.at(source, 0, 1, "the topology has no host")
          .hint("write [[host]] with a name");
    Topology topology = reader.builder.build();
    Json.Fields last = hosts.getLast();
    room.require(topology.places(), last.start(), last.end());
    return topology;
  }

  private Json.Fields jsonTable() {
    Json json = JsonReader.read(source, 0, source.text());
    if (json instanceof Json.Fields fields) return fields;
    throw InputException.at(source, json.start(), json.start() + 1, "an object is expected")
        .hint("write {\"router\": […], \"host\": […], \"link\": […]}");
  }

  private void read(Json.Fields file) {
    var top = new Entries(source, file, "a topology");
    top.duration("local").ifPresent(builder::local);
    for (String kind : KINDS) top.get(kind);
    top.end();
    // Names may be used before their table, so that all sites come before all wires.
    List<Entries> hanging = new ArrayList<>();
    for (String kind : List.of("router", "host")) {
      for (Json.Fields table : tables(file, kind)) {
        var in = new Entries(source, table, "a " + kind);
        addSites(in, kind.equals("host"));
        hanging.add(in);
      }
    }
    for (Entries in : hanging) hang(in);
    for (Json.Fields table : tables(file, "link")) link(new Entries(source, table, "a link"));
  }

  private List<Json.Fields> tables(Json.Fields file, String kind) {
    var tables = new ArrayList<Json.Fields>();
    Json value = file.get(kind).orElse(null);
    if (value == null) return tables;
    if (value instanceof Json.Fields)
      throw InputException.at(
              source, value.start(), value.end(), kind + " stands in single brackets")
          .hint("write [[" + kind + "]], since there may be several");
    for (Json element : value instanceof Json.Array array ? array.elements() : List.of(value)) {
      if (!(element instanceof Json.Fields table))
        throw InputException.at(source, element.start(), element.end(), kind + " must be a table")
            .hint("write [[" + kind + "]] on a line of its own, its keys below");
      tables.add(table);
    }
    return tables;
  }

  private void addSites(Entries in, boolean host) {
    int places = host ? in.count("places", 1, 1) : 0;
    Json name = in.need("name", host ? "\"h0\"" : "\"r0\"");
    if (in.text(name, "name").isEmpty())
      throw in.error(name, "the name is empty")
          .hint("write name = " + (host ? "\"h0\"" : "\"r0\""));
    for (String each : names(in)) {
      int site = host ? builder.host(each, places) : builder.router(each);
      if (sites.put(each, site) != null)
        throw in.error(name, "there are two sites called " + each)
            .hint("hosts and routers have names of their own");
    }
  }

  /** One name, or with a count that many: {@code h0}, {@code h1}, … */
  private static List<String> names(Entries in) {
    String name = in.text(in.need("name", "\"h0\""), "name");
    if (!in.has("count")) return List.of(name);
    int count = in.count("count", 1, 1);
    if (count > SITES_MAX)
      throw in.error(in.need("count", "100"), "count is more than a million")
          .hint("places = 10 at a host takes ten nodes");
    var names = new ArrayList<String>();
    for (int i = 0; i < count; i++) names.add(name + i);
    return names;
  }

  /** Links new sites to those of {@code at}, dealt out in turn. */
  private void hang(Entries in) {
    List<String> names = names(in);
    Json at = in.get("at").orElse(null);
    if (at == null) {
      for (String key : WIRE)
        if (in.has(key))
          throw in.error(in.need(key, ""), key + " describes a link, and there is none")
              .hint("write at = \"r0\" for a link to there, or a [[link]]");
      in.end();
      return;
    }
    Wire wire = wire(in);
    in.end();
    List<Json> targets = at instanceof Json.Array array ? array.elements() : List.of(at);
    if (targets.isEmpty())
      throw in.error(at, "at names no site").hint("write at = \"r0\", or leave it out");
    for (int i = 0; i < names.size(); i++) {
      Json target = targets.get(i % targets.size());
      int here = sites.get(names.get(i));
      int there = site(in, target, "at");
      if (here == there) throw twoEnds(in, target);
      builder.duplex(here, there, wire);
    }
  }

  private static InputException twoEnds(Entries in, Json json) {
    return in.error(json, "a link needs two ends").hint("name another router or host");
  }

  private void link(Entries in) {
    int from = site(in, in.need("from", "\"r0\""), "from");
    Json toName = in.need("to", "\"r1\"");
    int to = site(in, toName, "to");
    if (from == to) throw twoEnds(in, toName);
    Wire wire = wire(in);
    boolean oneway = in.flag("oneway");
    in.end();
    if (oneway) builder.simplex(from, to, wire);
    else builder.duplex(from, to, wire);
  }

  private int site(Entries in, Json json, String key) {
    String name = in.text(json, key);
    Integer site = sites.get(name);
    if (site != null) return site;
    throw in.error(json, "there is no router or host " + name).hint(similar(name));
  }

  private String similar(String name) {
    String near = Suggestion.didYouMean(name, sites.keySet());
    return near.isEmpty() ? "write [[router]] with name = \"" + name + "\"" : near;
  }

  private static Wire wire(Entries in) {
    long delay = in.delay(in.need("delay", "\"10ms\""), "delay");
    long rate = in.get("rate").map(json -> rate(in, json)).orElse(Wire.UNLIMITED);
    int queue = in.count("queue", 1, Wire.QUEUE_DEFAULT);
    double loss = in.share("loss", 0);
    Json burst = in.get("burst").orElse(null);
    double length = burst == null ? 1 : in.number(burst, "burst");
    if (burst != null && !(length >= Math.max(1, loss < 1 ? loss / (1 - loss) : 1)))
      throw in.error(burst, "bursts are too short for this loss")
          .hint("burst is the mean number lost in a row, at least 1: burst = 3");
    return new Wire(delay, rate, queue, new Loss(loss, length));
  }

  private static long rate(Entries in, Json json) {
    if (json instanceof Json.Number number)
      throw in.error(json, "rate is a number without unit")
          .hint("write rate = \"" + number.text() + "Mb\" for so many Mb/s");
    return Rates.bitsPerSecond(in.text(json, "rate"))
        .orElseThrow(() -> in.error(json, "rate is no rate").hint("write \"10Mb\" for 10 Mb/s"));
  }
}
