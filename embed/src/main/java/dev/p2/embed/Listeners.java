package dev.p2.embed;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Who wants to hear of which relation, by its id. */
final class Listeners {
  private final CompiledProgram program;
  private final Map<Integer, List<Consumer<Change>>> byRelation = new TreeMap<>();

  Listeners(CompiledProgram program) {
    this.program = program;
  }

  void add(String relation, Consumer<Change> listener) {
    int id = JavaValues.relation(program, relation).id();
    byRelation.computeIfAbsent(id, _ -> new ArrayList<>()).add(listener);
  }

  Iterable<Integer> relations() {
    return byRelation.keySet();
  }

  void tell(String node, long timeNanos, Observation what) {
    List<Consumer<Change>> wanted = byRelation.getOrDefault(what.tuple().relation(), List.of());
    if (wanted.isEmpty()) return;
    Change change = Change.of(node, timeNanos, what);
    for (Consumer<Change> listener : wanted) listener.accept(change);
  }
}
