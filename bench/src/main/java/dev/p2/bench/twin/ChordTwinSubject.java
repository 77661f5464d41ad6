package dev.p2.bench.twin;

import dev.p2.bench.programs.Programs;
import dev.p2.engine.CompiledProgram;
import dev.p2.lang.program.Relation;
import dev.p2.sim.experiment.Overlay;
import dev.p2.sim.experiment.OverlogSubject;
import dev.p2.sim.experiment.Subject;
import dev.p2.sim.experiment.SubjectProvider;
import dev.p2.sim.scenario.Template;
import dev.p2.sim.scenario.Template.Blank;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code java = "chord-twin"} in an experiment: the Chord written by hand. */
public final class ChordTwinSubject implements SubjectProvider {
  /** What else the lookups of a Chord travel in, and the column of their tag. */
  private static final Map<String, Integer> CARRIERS =
      Map.of("hop", 4, "receipt", 2, "forward", 5, "reply", 1);

  @Override
  public String name() {
    return new ChordTwin.Kind().name();
  }

  @Override
  public Subject subject(Map<String, String> parameters) {
    if (!parameters.isEmpty()) throw new IllegalArgumentException(name() + " has no parameters");
    var kind = new ChordTwin.Kind();
    OverlogSubject relations = rules(Programs.compile(List.of(kind.relations())));
    return new Subject() {
      @Override
      public Overlay open(World world) {
        return relations.open(world, simulation -> simulation.settle(kind));
      }

      @Override
      public boolean tellsSuccessors() {
        return true;
      }
    };
  }

  /** A Chord in OverLog, or one of declarations only. */
  public static OverlogSubject rules(CompiledProgram program) {
    Relation lookup = relation(program, "lookup");
    Relation found = relation(program, "found");
    var carriers = new HashMap<>(Map.of(lookup.id(), 3, found.id(), 4));
    CARRIERS.forEach(
        (name, column) ->
            program.plan().program().relation(name).ifPresent(r -> carriers.put(r.id(), column)));
    return new OverlogSubject(
        program,
        new Template("lookup", List.of(Blank.NODE, Blank.KEY, Blank.NODE, Blank.TAG, 0L)),
        new OverlogSubject.Answer(found, 4, 3, 5),
        Optional.of(new OverlogSubject.Cell(relation(program, "bestSucc"), 3)),
        carriers);
  }

  private static Relation relation(CompiledProgram program, String name) {
    return program.plan().program().relation(name).orElseThrow();
  }
}
