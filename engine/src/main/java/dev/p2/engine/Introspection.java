package dev.p2.engine;

import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.plan.Operator;
import dev.p2.plan.Plan;
import dev.p2.plan.Strand;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which relations a program reads that tell of the program itself (overlog.md 11), and which
 * strands read them. Most programs read none: then there is none of these, and nothing is counted.
 */
final class Introspection {
  /** Rows from the boot step on; their changes are deltas. */
  private static final Set<String> STORED =
      Set.of(
          "sysProgram",
          "sysRule",
          "sysTable",
          "sysColumn",
          "sys::program",
          "sys::table",
          "sys::rule",
          "sys::predicate");

  /** Stored ones with columns that are computed when read. */
  private static final Set<String> MIXED = Set.of("sysRule", "sysTable", "sys::table");

  private static final Set<String> SAMPLED =
      Set.of("sysIndex", "sysElement", "sysQueue", "sysPeer", "sysNode", "sysTimer", "sys::error");

  private static final int[] NONE = {};

  /** Relations filled at boot. */
  final int[] stored;

  /** By relation: computed, all or part of it, when read. */
  private final boolean[] computed;

  private final boolean[] whole;

  /** By strand: computed relations that it reads. */
  private final int[][] reads;

  private Introspection(Plan plan) {
    Program program = plan.program();
    int count = program.relations().size();
    stored = mentioned(program, STORED);
    computed = new boolean[count];
    whole = new boolean[count];
    for (int relation : mentioned(program, MIXED)) computed[relation] = true;
    for (int relation : mentioned(program, SAMPLED)) {
      computed[relation] = true;
      whole[relation] = true;
    }
    reads = plan.strands().stream().map(this::reads).toArray(int[][]::new);
  }

  /** Of a program; empty if it reads none of them. */
  static Optional<Introspection> of(Plan plan) {
    Program program = plan.program();
    boolean any = mentioned(program, STORED).length + mentioned(program, SAMPLED).length > 0;
    return any ? Optional.of(new Introspection(plan)) : Optional.empty();
  }

  private static int[] mentioned(Program program, Set<String> names) {
    return program.relations().stream()
        .filter(r -> r.system() && names.contains(r.name()))
        .mapToInt(Relation::id)
        .toArray();
  }

  private int[] reads(Strand strand) {
    int[] read =
        strand.operators().stream()
            .flatMapToInt(
                o ->
                    switch (o) {
                      case Operator.Probe p -> IntStream.of(p.relation().id());
                      case Operator.Range r -> IntStream.of(r.relation().id());
                      case Operator.Scan s -> IntStream.of(s.relation().id());
                      case Operator.Absent a -> IntStream.of(a.relation().id());
                      case Operator.Flip f -> IntStream.of(f.relation().id());
                      case Operator.Select _, Operator.Assign _ -> IntStream.empty();
                    })
            .filter(id -> computed[id])
            .distinct()
            .toArray();
    return read.length == 0 ? NONE : read;
  }

  /** Computed relations that a strand reads. */
  int[] readBy(int strand) {
    return reads[strand];
  }

  /** Whether rows of the relation, or columns of them, are computed when read. */
  boolean computed(int relation) {
    return computed[relation];
  }

  /** Whether its rows come and go unseen; else only columns change. */
  boolean whole(int relation) {
    return whole[relation];
  }
}
