package dev.p2.sim.experiment;

import dev.p2.lang.value.Id;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who is on, known from outside, in the order of ids. */
final class Census {
  /** A node that is on. */
  record Member(int node, long sinceNanos) {}

  private final TreeMap<Id, Member> ring = new TreeMap<>();

  void add(Id id, int node, long nowNanos) {
    ring.put(id, new Member(node, nowNanos));
  }

  void remove(Id id) {
    ring.remove(id);
  }

  int size() {
    return ring.size();
  }

  /** In the order of ids. */
  Collection<Member> members() {
    return ring.values();
  }

  /** Those that have been on for so long, in the order of ids. */
  List<Member> settled(long ageNanos, long nowNanos) {
    var settled = new ArrayList<Member>();
    for (Member member : ring.values())
      if (member.sinceNanos() + ageNanos <= nowNanos) settled.add(member);
    return settled;
  }

  /** The node responsible for a key, -1 if nobody is on. */
  int owner(Id key, Question.Owner rule) {
    if (ring.isEmpty()) return -1;
    return switch (rule) {
      case SUCCESSOR -> {
        Map.Entry<Id, Member> at = ring.ceilingEntry(key);
        yield (at == null ? ring.firstEntry() : at).getValue().node();
      }
      case XOR -> {
        Id best = ring.firstKey();
        for (Id id : ring.keySet()) if (id.xor(key).compareTo(best.xor(key)) < 0) best = id;
        yield ring.get(best).node();
      }
      case UNKNOWN -> -1;
    };
  }
}
