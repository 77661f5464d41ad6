package dev.p2.engine.code;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Node;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.EvalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The stages of a program, for the nodes of one thread: the host gives them what it observes and
 * delivers what results as external events in order (overlog.md 11.5).
 */
public final class Stages {
  /** A stage with its relations; {@code out} is empty if no rule reads it. */
  private record Wired(Procedure procedure, String name, Relation in, Optional<Relation> out) {}

  private final CompiledProgram compiled;
  private final List<Wired> stages = new ArrayList<>();

  /**
   * The stages of a program.
   *
   * @param code has all procedures that they name
   */
  public Stages(CompiledProgram compiled, HostCode code) {
    this.compiled = compiled;
    Program program = compiled.plan().program();
    for (Program.Stage stage : program.stages()) {
      Procedure procedure = code.procedure(stage.procedure());
      // Events that nothing makes never come.
      program
          .relation(stage.in())
          .ifPresent(
              in ->
                  stages.add(
                      new Wired(procedure, stage.procedure(), in, program.relation(stage.out()))));
    }
  }

  public boolean isEmpty() {
    return stages.isEmpty();
  }

  /** Makes the host observe a node's events that procedures want; before the node boots. */
  public void watch(Node node) {
    for (Wired stage : stages) node.watch(stage.in.id());
  }

  /**
   * Gives what was observed at a node to the procedures that want it, and their results to {@code
   * results}; what a procedure throws becomes P2-R09.
   */
  public void observed(Node node, Observation what, Consumer<Tuple> results) {
    if (what.kind() != Observation.Kind.EVENT) return;
    for (Wired stage : stages) {
      if (stage.in.id() == what.tuple().relation()) run(stage, node, what.tuple(), results);
    }
  }

  private void run(Wired stage, Node node, Tuple event, Consumer<Tuple> results) {
    List<Object[]> made;
    try {
      made = stage.procedure.run(event);
    } catch (RuntimeException e) { // the host's code may throw anything: it costs one event
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      node.reportError("P2-R09", stage.name + " failed: " + why);
      return;
    }
    for (Object[] values : made) {
      Optional<Tuple> result = result(stage, values);
      if (result.isPresent()) results.accept(result.get());
      else node.countDropped();
    }
  }

  private Optional<Tuple> result(Wired stage, Object[] values) {
    if (stage.out.isEmpty() || stage.out.get().arity() != values.length) return Optional.empty();
    try {
      return Optional.of(compiled.make(stage.out.get().id(), values));
    } catch (EvalException misfit) {
      return Optional.empty(); // dropped as a received tuple would be
    }
  }
}
