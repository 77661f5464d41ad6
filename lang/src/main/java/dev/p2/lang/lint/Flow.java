package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Mentions;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who fills, reads and deletes from each relation of a program; made once for all analyses. */
final class Flow {
  /** One mention of a relation in a body. */
  record Read(Chain chain, Predicate predicate) {}

  private final Program program;
  private final Mentions mentions;
  private final List<Chain> chains = new ArrayList<>();
  private final Map<Relation, List<Chain>> fillers = new HashMap<>();
  private final Map<Relation, List<Chain>> deleters = new HashMap<>();
  private final Map<Relation, List<Read>> reads = new HashMap<>();
  private final Set<String> withFacts = new HashSet<>();
  private final Set<String> fromHost = new HashSet<>();
  private final Set<String> observed = new HashSet<>();

  private Flow(Program program, Mentions mentions) {
    this.program = program;
    this.mentions = mentions;
  }

  static Flow of(Program program, Mentions mentions) {
    var flow = new Flow(program, mentions);
    flow.collectChains();
    for (Program.Fact f : program.facts()) flow.withFacts.add(f.relation().name());
    for (Program.Stage s : program.stages()) {
      flow.fromHost.add(s.out());
      flow.observed.add(s.in());
    }
    for (Program.Watch w : program.watches()) flow.observed.add(w.name());
    flow.observed.addAll(mentions.queried());
    return flow;
  }

  private void collectChains() {
    Map<Relation, CheckedRule> hops = new HashMap<>();
    for (CheckedRule r : program.rules()) {
      if (r.head().relation().hidden()) hops.put(r.head().relation(), r);
    }
    for (CheckedRule r : program.rules()) if (!r.head().relation().hidden()) add(chain(r, hops));
  }

  private static Chain chain(CheckedRule last, Map<Relation, CheckedRule> hops) {
    var parts = new ArrayList<CheckedRule>();
    Optional<CheckedRule> part = Optional.of(last);
    while (part.isPresent()) {
      parts.addFirst(part.get());
      part =
          predicates(part.get()).stream()
              .filter(p -> p.relation().hidden())
              .findFirst()
              .flatMap(p -> Optional.ofNullable(hops.get(p.relation())));
    }
    var body = new ArrayList<BodyTerm>();
    for (CheckedRule r : parts) {
      for (BodyTerm t : r.body()) {
        if (!(t instanceof Predicate p && p.relation().hidden())) body.add(t);
      }
    }
    CheckedRule first = parts.getFirst();
    return new Chain(last, first.event(), first.timer(), body, parts.size() - 1);
  }

  private static List<Predicate> predicates(CheckedRule rule) {
    var all = new ArrayList<Predicate>();
    rule.event().ifPresent(all::add);
    for (BodyTerm t : rule.body()) if (t instanceof Predicate p) all.add(p);
    return all;
  }

  private void add(Chain chain) {
    chains.add(chain);
    (chain.inserts() ? fillers : deleters)
        .computeIfAbsent(chain.target(), r -> new ArrayList<>())
        .add(chain);
    for (Predicate p : chain.predicates()) {
      reads.computeIfAbsent(p.relation(), r -> new ArrayList<>()).add(new Read(chain, p));
    }
  }

  Program program() {
    return program;
  }

  Mentions mentions() {
    return mentions;
  }

  /** The rules as they were written, in text order. */
  List<Chain> chains() {
    return chains;
  }

  /** The rules that derive the relation; {@code delete} rules are none. */
  List<Chain> fillers(Relation relation) {
    return fillers.getOrDefault(relation, List.of());
  }

  List<Chain> deleters(Relation relation) {
    return deleters.getOrDefault(relation, List.of());
  }

  /** The predicates over the relation, in text order; negated ones and {@code t#kind} included. */
  List<Read> reads(Relation relation) {
    return reads.getOrDefault(relation, List.of());
  }

  boolean hasFacts(Relation relation) {
    return withFacts.contains(relation.name());
  }

  /** Whether rows or tuples of it are made by the engine or by a host procedure. */
  boolean fromHost(Relation relation) {
    return relation.system() || relation.name().contains("#") || fromHost.contains(relation.name());
  }

  /** Whether the program itself fills it, or the engine does. */
  boolean filled(Relation relation) {
    return !fillers(relation).isEmpty() || hasFacts(relation) || fromHost(relation);
  }

  /** Whether {@code watch}, {@code trace}, {@code Query} or a host procedure takes it. */
  boolean observed(Relation relation) {
    return observed.contains(relation.name());
  }

  boolean declared(Relation relation) {
    return mentions.declared().containsKey(relation.name());
  }

  /** Relations of the user's text, in the order of their first mention. */
  List<Relation> relations() {
    return program.relations().stream()
        .filter(r -> !r.hidden() && !r.system() && !r.name().contains("#"))
        .toList();
  }

  static boolean hard(Relation relation) {
    return relation.table().filter(t -> !t.soft()).isPresent();
  }

  static boolean soft(Relation relation) {
    return relation.table().filter(Relation.TableSpec::soft).isPresent();
  }
}
