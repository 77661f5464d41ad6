package dev.p2.cli.topology;

import dev.p2.cli.input.InputException;
import dev.p2.lang.syntax.Source;

/** Whether all nodes of a run find a place at the hosts of a topology's file. */
record Room(Source source, int nodes) {
  /**
   * Says so, unless they do.
   *
   * @param start of the last host in the file, where more places would stand
   * @throws InputException there
   */
  void require(int places, int start, int end) {
    if (nodes <= places) return;
    throw InputException.at(source, start, end, tooSmall(nodes, places, source.name()))
        .hint(hint(source.name()));
  }

  static String tooSmall(int nodes, long places, String topology) {
    return nodes
        + (nodes == 1 ? " node is" : " nodes are")
        + " more than the "
        + places
        + (places == 1 ? " place" : " places")
        + " of the hosts of "
        + topology;
  }

  static String hint(String topology) {
    return topology.endsWith(".toml") || topology.endsWith(".json")
        ? "write places = 10 at a host, or count = 100 for more hosts"
        : "write --topology " + topology + ":places=10 for ten nodes a host";
  }
}
