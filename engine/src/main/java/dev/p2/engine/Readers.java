package dev.p2.engine;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.syntax.Source;
import dev.p2.plan.Plan;
import dev.p2.plan.Strand;
import dev.p2.plan.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Views and {@code t#kind} rules that see changes together: those of one stratum that wait for the
 * same recursive components, or those of one component. They share a {@link DeltaLog}.
 *
 * @param stratum the lowest one that has something to see runs (overlog.md 9.3)
 * @param component the component that these rules are, or -1
 * @param waitsFor components that they read from outside: they wait until these have settled
 * @param strands by relation id, the strands that its changes trigger, in program order
 * @param negated by relation id, whether these rules read it by negation; null if none is
 */
record Readers(
    int id,
    int stratum,
    int component,
    List<Integer> waitsFor,
    int[][] strands,
    boolean[] negated) {
  /** All groups of a program, by stratum. */
  static List<Readers> of(Plan plan, Tables tables) {
    Map<Key, List<Strand>> groups = new LinkedHashMap<>();
    Map<Integer, SortedSet<Integer>> componentWaits = componentWaits(plan, tables);
    for (Strand strand : plan.strands()) {
      if (!(strand.trigger() instanceof Trigger.OnView)
          && !(strand.trigger() instanceof Trigger.OnChange)) continue;
      CheckedRule rule = strand.rule().orElseThrow();
      int own = rule.component();
      SortedSet<Integer> waits = own >= 0 ? componentWaits.get(own) : waits(rule, tables);
      groups
          .computeIfAbsent(
              new Key(rule.stratum(), own, waits, own < 0 ? program(rule) : ""),
              k -> new ArrayList<>())
          .add(strand);
    }
    var readers = new ArrayList<Readers>();
    int relations = plan.program().relations().size();
    groups.entrySet().stream()
        .sorted(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.stratum, b.stratum)))
        .forEach(
            e -> {
              Key key = e.getKey();
              var waits = List.copyOf(key.waits);
              readers.add(
                  new Readers(
                      readers.size(),
                      key.stratum,
                      key.component,
                      waits,
                      byRelation(e.getValue(), relations),
                      negated(e.getValue(), relations)));
            });
    return readers;
  }

  private record Key(int stratum, int component, SortedSet<Integer> waits, String program) {}

  /** An installed program sees rows when it comes that the others have seen. */
  private static String program(CheckedRule rule) {
    Source source = rule.span().source();
    return Installed.is(source) ? Installed.identity(source) : "";
  }

  /** A component waits as a whole for what any of its rules reads. */
  private static Map<Integer, SortedSet<Integer>> componentWaits(Plan plan, Tables tables) {
    var all = new LinkedHashMap<Integer, SortedSet<Integer>>();
    for (CheckedRule rule : plan.program().rules()) {
      if (rule.component() < 0) continue;
      all.computeIfAbsent(rule.component(), c -> new TreeSet<>()).addAll(waits(rule, tables));
    }
    return all;
  }

  private static SortedSet<Integer> waits(CheckedRule rule, Tables tables) {
    var waits = new TreeSet<Integer>();
    if (rule.event().isPresent()) {
      waits.add(tables.component(rule.event().get().relation().id()));
    } else {
      for (BodyTerm term : rule.body()) {
        if (term instanceof BodyTerm.Predicate p) waits.add(tables.component(p.relation().id()));
      }
    }
    waits.remove(-1);
    waits.remove(rule.component());
    return waits;
  }

  private static int[][] byRelation(List<Strand> strands, int relations) {
    int[][] by = new int[relations][];
    for (int relation = 0; relation < relations; relation++) {
      int id = relation;
      by[relation] =
          strands.stream().filter(s -> reads(s) == id).mapToInt(Strand::id).sorted().toArray();
    }
    return by;
  }

  private static boolean[] negated(List<Strand> strands, int relations) {
    boolean[] negated = null;
    for (Strand strand : strands) {
      if (!(strand.trigger() instanceof Trigger.OnView v) || !v.negated()) continue;
      if (negated == null) negated = new boolean[relations];
      negated[v.relation().id()] = true;
    }
    return negated;
  }

  private static int reads(Strand strand) {
    return switch (strand.trigger()) {
      case Trigger.OnView v -> v.relation().id();
      case Trigger.OnChange c -> c.relation().id();
      case Trigger.OnEvent _,
          Trigger.OnTimer _,
          Trigger.OnGroup _,
          Trigger.OnBoot _,
          Trigger.OnRederive _,
          Trigger.OnFact _ ->
          -1;
    };
  }
}
