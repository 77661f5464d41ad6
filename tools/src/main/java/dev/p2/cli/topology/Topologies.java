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
    if (addresses.size() > blueprint.places()) // only a built-in one gets so far
    throw new InputException(Room.tooSmall(addresses.size(), blueprint.places(), name))
          .hint(Room.hint(name));
    if (blueprint instanceof Topology topology) requireConnected(name, topology);
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
        throw InputException.at(
                TextFile.read(name), 0, 1, "what kind of topology is this? its name does not say")
            .hint("name it .tcl (ns-2), .csv (a matrix of delays), .toml or .json");
      throw new InputException("there is no topology " + name)
          .hint(Suggestion.didYouMean(name, NAMES))
          .hint("built in are " + String.join(", ", NAMES));
    }
    Source source = TextFile.read(name);
    var room = new Room(source, addresses.size());
    return switch (kind) {
      case "tcl", "ns" -> Ns2Reader.read(source, addresses, given.count("places", 1), room);
      case "toml", "json" -> TopologyFile.read(source, kind.equals("json"), room);
      default -> MatrixReader.read(source, given.count("places", 1), given.flag("rtt"), room);
    };
  }

  /** What is wrong with a node, at the first place where its file has the name. */
  private static InputException mentioned(String file, String node, String what) {
    if (NAMES.contains(file)) return new InputException(what);
    Source source = TextFile.read(file);
    // A Tcl array's element has a computed index, one of many hosts a computed number.
    for (String base : List.of(node.replaceFirst("\\(.*", ""), node.replaceFirst("[0-9]+$", ""))) {
      var found =
          Pattern.compile("(?<![\\w$])" + Pattern.quote(base) + "(?!\\w)").matcher(source.text());
      if (found.find()) return InputException.at(source, found.start(), found.end(), what);
    }
    return InputException.at(source, 0, 1, what);
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
}
