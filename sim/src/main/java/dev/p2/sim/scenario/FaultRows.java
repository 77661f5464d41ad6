package dev.p2.sim.scenario;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Time;
import dev.p2.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a row of {@code sysFault} of everything that a scenario does: at the observer, and at the
 * node concerned if it runs, else when it starts again. Without an observer the running node with
 * the lowest index is one. A program that has no {@code sysFault} gets none.
 */
final class FaultRows {
  /** The node column of a fault that concerns the network. */
  static final String NETWORK = "*";

  private final Simulation simulation;
  private final CompiledProgram program;
  private final Optional<Integer> observer;
  private final Optional<Relation> relation;
  private final Map<Integer, List<Fault>> waiting = new TreeMap<>();
  private long sequence;

  private record Fault(long sequence, long nanos, String kind, String node, String detail) {}

  FaultRows(Simulation simulation, CompiledProgram program, Optional<Integer> observer) {
    this.simulation = simulation;
    this.program = program;
    this.observer = observer;
    relation = program.plan().program().relation("sysFault");
  }

  /** Notes a fault of a node that has just happened, or is about to at this instant. */
  void add(String kind, int node, String detail) {
    if (relation.isEmpty()) return;
    Fault fault = fault(kind, simulation.address(node), detail);
    int watching = observer();
    if (watching != node && watching >= 0) put(watching, fault);
    put(node, fault);
  }

  /** Notes a fault of the network. */
  void add(String kind, String detail) {
    if (relation.isEmpty()) return;
    int watching = observer();
    if (watching >= 0) put(watching, fault(kind, NETWORK, detail));
  }

  private Fault fault(String kind, String node, String detail) {
    return new Fault(++sequence, simulation.nowNanos(), kind, node, detail);
  }

  private int observer() {
    if (observer.isPresent()) return observer.get();
    for (int node = 0; node < simulation.nodes().size(); node++)
      if (simulation.running(node)) return node;
    return -1;
  }

  private void put(int node, Fault fault) {
    if (simulation.running(node)) simulation.inject(simulation.nowNanos(), node, row(node, fault));
    else waiting.computeIfAbsent(node, none -> new ArrayList<>()).add(fault);
  }

  /** Hands a node that starts at this instant what waited for it. */
  void started(int node) {
    List<Fault> faults = waiting.remove(node);
    if (faults == null) return;
    for (Fault fault : faults) simulation.inject(simulation.nowNanos(), node, row(node, fault));
  }

  private Tuple row(int node, Fault fault) {
    return program.make(
        relation.orElseThrow().id(),
        new Object[] {
          simulation.address(node),
          fault.sequence(),
          new Time(fault.nanos()),
          fault.kind(),
          fault.node(),
          fault.detail()
        });
  }
}
