package dev.p2.plan;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Statement.Watch.Kind;
import java.util.HashSet;
import java.util.Set;

/**
 * What a program's {@code trace} and {@code traceTable} directives select (overlog.md 11.3): {@code
 * trace(name)} the relation and all rules that touch it, {@code traceTable(name)} the changes of
 * its rows.
 */
public final class Traced {
  private final Set<Integer> touched = new HashSet<>();
  private final Set<Integer> logged = new HashSet<>();

  private Traced(Program program) {
    for (Program.Watch watch : program.watches()) {
      if (watch.kind() != Kind.TRACE && watch.kind() != Kind.TRACE_TABLE) continue;
      program
          .relation(watch.name())
          .map(Relation::id)
          .ifPresent(
              id -> {
                logged.add(id);
                if (watch.kind() == Kind.TRACE) touched.add(id);
              });
    }
  }

  public static Traced of(Program program) {
    return new Traced(program);
  }

  /** Whether nothing is traced, as in nearly all programs. */
  public boolean isEmpty() {
    return logged.isEmpty();
  }

  /** Whether what happens to a relation's tuples is traced. */
  public boolean relation(int id) {
    return logged.contains(id);
  }

  /** Whether the derivations of a rule are traced. */
  public boolean rule(CheckedRule rule) {
    if (touched.isEmpty()) return false;
    return touched.contains(rule.head().relation().id())
        || rule.event().filter(e -> touched.contains(e.relation().id())).isPresent()
        || rule.body().stream()
            .anyMatch(
                t -> t instanceof BodyTerm.Predicate p && touched.contains(p.relation().id()));
  }

  /** Whether the derivations of a strand are traced. */
  public boolean strand(Strand strand) {
    return strand.rule().filter(this::rule).isPresent();
  }
}
