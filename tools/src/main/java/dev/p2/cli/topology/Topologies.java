package dev.p2.cli.topology;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.TextFile;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.network.Blueprint;
import dev.p2.sim.network.BuiltInTopologies;
import dev.p2.sim.network.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What {@code --topology FILE|NAME[:KEY=VALUE,…]} names. A file's last name says what it is: {@code
 * .tcl} or {@code .ns} ns-2, {@code .csv}, {@code .tsv} or {@code .txt} a matrix of delays, {@code
 * .toml} and {@code .json} our own form.
 */
public final class Topologies {
  private static final List<String> NAMES = List.of("paper", "waxman", "transit-stub");
  private static final List<String> KINDS =
      List.of("tcl", "ns", "csv", "tsv", "txt", "toml", "json");

  private static final int HOSTS = 100;
  private static final int PLACES = 4;

  private Topologies() {}

  /**
   * The same argument, but a built-in topology without {@code places} gets as many at each host as
   * {@code nodes} nodes need.
   */
  public static String withRoom(String argument, int nodes) {
    int colon = argument.lastIndexOf(':');
    String name = colon < 0 ? argument : argument.substring(0, colon);
    String settings = colon < 0 ? "" : argument.substring(colon + 1);
    if (!NAMES.contains(name) || settings.contains("places=")) return argument;
    int hosts = new Settings(argument, settings).count("hosts", HOSTS);
    return name
        + ":"
        + (settings.isEmpty() ? "" : settings + ",")
        + "places="
        + Math.max(PLACES, Math.ceilDiv(nodes, hosts));
  }

  /**
   * The network that {@code argument} describes, with room for the nodes.
   *
   * @throws InputException if there is no such topology, it is wrong, it is not connected, or the
   *     nodes have no room
   */
  public static Blueprint read(String argument, List<String> addresses) {
    int colon = argument.lastIndexOf(':');
    boolean settings = colon >= 0 && argument.indexOf('=', colon) > 0;
    String name = settings ? argument.substring(0, colon) : argument;
    var given = new Settings(argument, settings ? argument.substring(colon + 1) : "");
    Blueprint blueprint =
        NAMES.contains(name) ? builtIn(name, given) : file(name, given, addresses);
    given.end();
    if (blueprint instanceof Topology topology) requireConnected(name, topology);
    requireRoom(name, blueprint, addresses);
    return blueprint;
  }

  private static Blueprint builtIn(String name, Settings given) {
    int hosts = given.count("hosts", HOSTS);
    int places = given.count("places", PLACES);
    return switch (name) {
      case "paper" -> BuiltInTopologies.paper(hosts, places, given.flag("unlimited"));
      case "waxman" ->
          BuiltInTopologies.waxman(
              given.count("routers", 20),
              hosts,
              places,
              given.share("alpha", 0.4),
              given.share("beta", 0.2),
              given.count("seed", 1));
      case "transit-stub" ->
          BuiltInTopologies.transitStub(
              given.count("transits", 4),
              given.count("stubs", 3),
              hosts,
              places,
              given.count("seed", 1));
      default -> throw new AssertionError("no topology " + name);
    };
  }

  private static Blueprint file(String name, Settings given, List<String> addresses) {
    int dot = name.lastIndexOf('.');
    String kind = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    if (!KINDS.contains(kind)) {
      if (Files.exists(Path.of(name)))
        throw new InputException(
            "--topology " + name + ": what kind of file is this?",
            "name it .tcl (ns-2), .csv (a matrix of delays), .toml or .json");
      throw new InputException("there is no topology " + name)
          .hint(Suggestion.didYouMean(name, NAMES))
          .hint("built in are " + String.join(", ", NAMES));
    }
    Source source = TextFile.read(name);
    return switch (kind) {
      case "tcl", "ns" -> Ns2Reader.read(source, addresses, given.count("places", 1));
      case "toml", "json" -> TopologyFile.read(source, kind.equals("json"));
      default -> MatrixReader.read(source, given.count("places", 1), given.flag("rtt"));
    };
  }

  /** What is wrong with a node, at the first place where its file has the name. */
  private static InputException mentioned(String file, String node, String what) {
    if (NAMES.contains(file)) return new InputException(what);
    Source source = TextFile.read(file);
    String base = node.replaceFirst("\\(.*", ""); // a Tcl array's element has a computed index
    var found =
        Pattern.compile("(?<![\\w$])" + Pattern.quote(base) + "(?!\\w)").matcher(source.text());
    return found.find()
        ? InputException.at(source, found.start(), found.end(), what)
        : new InputException(what);
  }

  private static void requireConnected(String name, Topology topology) {
    topology
        .gap()
        .ifPresent(
            gap -> {
              String what =
                  "the topology "
                      + name
                      + " is not connected: there is no way from "
                      + gap.from().name()
                      + " to "
                      + gap.to().name();
              throw mentioned(name, gap.to().name(), what)
                  .hint("add a link; a link is one-way only where it says so");
            });
  }

  private static void requireRoom(String name, Blueprint blueprint, List<String> addresses) {
    int places = blueprint.places();
    if (addresses.size() <= places) return;
    throw new InputException(
        addresses.size() + " nodes are more than the " + places + " places of the hosts of " + name,
        placesHint(name));
  }

  private static String placesHint(String name) {
    return name.endsWith(".toml") || name.endsWith(".json")
        ? "write places = 10 at a host, or count = 100 for more hosts"
        : "write --topology " + name + ":places=10 for ten nodes a host";
  }
}
