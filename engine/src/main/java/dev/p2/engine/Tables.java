package dev.p2.engine;

import dev.p2.lang.program.BodyTerm.Modifier;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.plan.Plan;
import dev.p2.plan.Strand;
import dev.p2.plan.Trigger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the tables of a program are kept, by relation id: worked out once, the same at all nodes. */
final class Tables {
  private final List<Relation> relations;

  /** By relation; null where it is no table. */
  private final Table.Shape[] shapes;

  private final boolean[] maintained;
  private final boolean[] identified;
  private final boolean[] mortal;
  private final boolean[] bags;

  /** Number of the recursive component that a relation belongs to, or -1. */
  private final int[] components;

  /** By relation: whether a rule sees that rows end. */
  private final boolean[] endsSeen;

  Tables(Plan plan) {
    Program program = plan.program();
    relations = program.relations();
    int count = relations.size();
    endsSeen = new boolean[count];
    for (Strand strand : plan.strands()) seesEnds(strand.trigger());
    shapes = new Table.Shape[count];
    for (Relation relation : relations) {
      if (!relation.isTable()) continue;
      int indexes = Math.max(1, plan.indexes().get(relation.id()).size());
      shapes[relation.id()] = Table.Shape.of(relation, indexes, endsSeen[relation.id()]);
    }
    maintained = new boolean[count];
    identified = new boolean[count];
    mortal = new boolean[count];
    bags = new boolean[count];
    components = new int[count];
    Arrays.fill(components, -1);
    for (Relation relation : relations) {
      relation.table().ifPresent(spec -> mortal[relation.id()] = losesRows(spec, relation.arity()));
      bags[relation.id()] = relation.table().map(TableSpec::bag).orElse(false);
    }
    for (CheckedRule rule : program.rules()) note(rule);
    for (int id = 0; id < count; id++) identified[id] |= mortal[id];
  }

  private void seesEnds(Trigger trigger) {
    switch (trigger) {
      case Trigger.OnView view -> endsSeen[view.relation().id()] = true;
      case Trigger.OnChange change -> {
        boolean comings = change.kind() == Modifier.INSERT || change.kind() == Modifier.REFRESH;
        if (!comings) endsSeen[change.relation().id()] = true;
      }
      case Trigger.OnEvent _,
          Trigger.OnTimer _,
          Trigger.OnGroup _,
          Trigger.OnBoot _,
          Trigger.OnRederive _,
          Trigger.OnFact _ -> {}
    }
  }

  /** Whether rows may go while a view derives them, without any rule that deletes. */
  private static boolean losesRows(TableSpec spec, int arity) {
    return spec.soft() || spec.sized() || spec.bag() || spec.keys().size() < arity;
  }

  private void note(CheckedRule rule) {
    int head = rule.head().relation().id();
    if (rule.head().delete()) {
      mortal[head] = true;
    } else if (rule.isView() && rule.maintained() && rule.head().relation().isTable()) {
      maintained[head] = true;
      if (rule.head().remote()) identified[head] = true;
      else if (rule.component() >= 0) components[head] = rule.component();
    }
  }

  Table make(int relation) {
    Supports supports = maintained[relation] ? new Supports(identified[relation]) : null;
    return new Table(shapes[relation], supports);
  }

  /** Whether rows can go by something else than the end of their derivations. */
  boolean mortal(int relation) {
    return mortal[relation];
  }

  /** Whether a rule sees that rows end. */
  boolean endsSeen(int relation) {
    return endsSeen[relation];
  }

  boolean identified(int relation) {
    return identified[relation];
  }

  boolean soft(int relation) {
    Optional<TableSpec> spec = relations.get(relation).table();
    return spec.isPresent() && spec.get().soft();
  }

  boolean[] bags() {
    return bags;
  }

  int component(int relation) {
    return components[relation];
  }
}
