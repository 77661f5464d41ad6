package dev.p2.overlays;

import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.value.Id;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What Chord should be, known from outside: the running nodes in the order of their ids. */
final class Ring {
  private final OverlayRun run;
  private final List<Integer> members;
  private final Map<Integer, Integer> placeOf = new HashMap<>();

  private Ring(OverlayRun run, List<Integer> members) {
    this.run = run;
    this.members = members;
    for (int place = 0; place < members.size(); place++) placeOf.put(members.get(place), place);
  }

  /** The ring of the nodes that run now. */
  static Ring of(OverlayRun run) {
    return new Ring(
        run,
        IntStream.range(0, run.count())
            .filter(run::running)
            .boxed()
            .sorted(Comparator.comparing((Integer node) -> id(run, node)))
            .toList());
  }

  static Id id(OverlayRun run, int node) {
    return run.simulation().nodes().get(node).config().nodeId();
  }

  static String address(int node) {
    return "n" + node;
  }

  List<Integer> members() {
    return members;
  }

  /** The node that is {@code places} after another. */
  int after(int node, int places) {
    return members.get(Math.floorMod(placeOf.get(node) + places, members.size()));
  }

  /** The node responsible for a key. */
  int owner(Id key) {
    for (int node : members) if (id(run, node).compareTo(key) >= 0) return node;
    return members.getFirst();
  }

  /**
   * What is wrong, a line a fault: successors, predecessors, successor lists.
   *
   * @param successorCount how many successors every node must know; those that it knows beyond them
   *     must be the next
   */
  List<String> faults(int successorCount) {
    var faults = new ArrayList<String>();
    for (int node : members) {
      Tuple best = run.rows(node, "bestSucc").getFirst();
      expect(faults, node, "successor", best.get(3), address(after(node, 1)));
      List<Tuple> pred = run.rows(node, "pred");
      expect(faults, node, "predecessor", pred.getFirst().get(2), address(after(node, -1)));
      var known =
          run.rows(node, "succ").stream()
              .map(row -> row.get(2).toString())
              .filter(other -> !other.equals(address(node)))
              .collect(Collectors.toSet());
      var wanted =
          IntStream.rangeClosed(
                  1, Math.min(Math.max(successorCount, known.size()), members.size() - 1))
              .mapToObj(places -> address(after(node, places)))
              .collect(Collectors.toSet());
      if (!known.equals(wanted))
        faults.add(address(node) + " knows the successors " + known + ", should " + wanted);
    }
    return faults;
  }

  private static void expect(List<String> faults, int node, String what, Object is, Object should) {
    if (!is.equals(should))
      faults.add(address(node) + " has the " + what + " " + is + ", should " + should);
  }
}
