package dev.p2.oracle;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Variable;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Values;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/** One step (section 9): expiry, the external event, rounds until nothing is left to do. */
final class ReferenceStep {
  private static final int ERRORS_MAX = 1000;

  /** The step passed its budget of rounds or derivations (9.1). */
  static final class OverBudget extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** An event of the queue; {@code onlyFor} is the rule of the timer that fired. */
  private record Queued(Fact fact, Optional<CheckedRule> onlyFor, long depth, Place place) {}

  final ReferenceNode node;
  final Outcome outcome = new Outcome();

  /** Table, winner, loser (11.2). */
  final Map<List<String>, Long> conflicts = new LinkedHashMap<>();

  private final boolean boot;
  private final Evaluator evaluator;
  private final Queue<Queued> queue = new ArrayDeque<>();
  final List<Op> ops = new ArrayList<>();

  /** What the views of this round send, to be netted at its end. */
  final List<Outcome.Sent> viewSends = new ArrayList<>();

  private final ReferenceViews views;
  private final ReferenceCommit commit;
  private long requests;
  private long derivations;
  private long ofViews;

  ReferenceStep(ReferenceNode node, boolean boot) {
    this.node = node;
    this.boot = boot;
    this.evaluator = new Evaluator(node);
    this.views = new ReferenceViews(this);
    this.commit = new ReferenceCommit(this, boot);
  }

  /** 9.1 */
  void run(Consumer<ReferenceStep> cause) {
    commit.expire();
    cause.accept(this);
    commit.run(false);
    if (boot) views.boot();
    for (int rounds = 1; views.pending() || !queue.isEmpty(); rounds++) {
      if (rounds > node.roundsMax) throw new OverBudget();
      round();
    }
    if (derivations + ofViews > node.derivationsMax / 2)
      throw new LeftOpen("a step near its budget");
  }

  /** Derivations that came, went or were refreshed: the engine counts them, too. */
  void derivedByView(int number) {
    ofViews += number;
  }

  /** 9.2: what is derived is only collected; the commit ends the round. */
  private void round() {
    views.runLowestStratum();
    while (!queue.isEmpty()) {
      Queued event = queue.remove();
      for (CheckedRule rule : node.program.rules())
        if (triggers(event, rule)) runEventRule(rule, event);
    }
    commit.run(true);
    leave();
  }

  private static boolean triggers(Queued event, CheckedRule rule) {
    if (rule.isView() || rule.event().orElseThrow().modifier() != BodyTerm.Modifier.NONE)
      return false;
    if (event.onlyFor.isPresent()) return event.onlyFor.get() == rule;
    return rule.timer().isEmpty() && rule.event().orElseThrow().relation() == event.fact.relation;
  }

  // What comes from outside (7.6, 7.7, 9.1, 9.5)

  void installFacts(List<Program.Fact> facts) {
    for (Program.Fact f : facts) {
      List<Object> values = new ArrayList<>();
      for (Expr e : f.values()) values.add(evaluator.value(e, Map.of()));
      if (f.locationColumn() >= 0 && !Values.equal(values.get(f.locationColumn()), node.address))
        continue;
      request("DELIVER", Fact.of(f.relation(), values), node.address);
    }
  }

  void arrive(Fact event) {
    enqueue(event, Optional.empty(), 0, first());
  }

  void arriveFor(CheckedRule rule, Fact event) {
    enqueue(event, Optional.of(rule), 0, first());
  }

  /** 9.2: what deltas trigger comes before. */
  private Place first() {
    return Place.START.then(1).then(0).then(requests++);
  }

  /** A message (9.5) or what a host injects. */
  void request(String kind, Fact fact, String source) {
    if (!fact.relation.isTable()) {
      arrive(fact);
      return;
    }
    Support sender = new Support.Sender(source);
    Place place = Place.START.then(requests++);
    Op.Kind op = kind.equals("DELIVER") ? Op.Kind.INSERT : Op.Kind.valueOf(kind);
    if (op == Op.Kind.LAPSE && !fact.relation.table().orElseThrow().soft()) op = Op.Kind.WITHDRAW;
    boolean base = op == Op.Kind.INSERT || op == Op.Kind.DELETE;
    ops.add(new Op(op, fact, base ? Optional.empty() : Optional.of(sender), "", place));
  }

  private void enqueue(Fact event, Optional<CheckedRule> onlyFor, long depth, Place place) {
    queue.add(new Queued(event, onlyFor, depth, place));
    outcome.events.add(event);
  }

  /** A rule's local event: it joins the end of the queue. */
  void emit(Fact event, long depth, Place place) {
    enqueue(event, Optional.empty(), depth, Place.START.then(1).then(depth).then(place));
  }

  // Event rules (8.2)

  private void runEventRule(CheckedRule rule, Queued event) {
    runEventRule(rule, event.fact, event.depth + 1, event.place.then(rule.index()));
  }

  /** Runs an event rule, or a {@code #kind} rule for a change of its table. */
  void runEventRule(CheckedRule rule, Fact event, long depth, Place place) {
    var body = new Body(rule, node, node::rows);
    List<Fact> heads =
        rule.head().aggregating() ? aggregated(rule, event, body) : single(rule, event, body);
    int match = 0;
    for (Fact head : heads) act(rule, head, depth, place.thenOpen(match++));
  }

  private List<Fact> single(CheckedRule rule, Fact event, Body body) {
    var heads = new ArrayList<Fact>();
    for (Match m : body.matches(Optional.of(event))) {
      try {
        if (m.error().isPresent()) throw m.error().get();
        heads.add(head(rule, m.bound()));
      } catch (EvalException e) {
        fail(rule, e, Optional.of(event));
      }
    }
    return heads;
  }

  /** 6.1 */
  private List<Fact> aggregated(CheckedRule rule, Fact event, Body body) {
    var aggregation = new Aggregation(rule, node);
    Optional<Aggregation.Fixed> fixed = aggregation.fixedBy(event, body);
    if (fixed.isEmpty()) return List.of();
    Map<Variable, Object> known;
    switch (fixed.get()) {
      case Aggregation.Fixed.Suppressed _ -> {
        return List.of();
      }
      case Aggregation.Fixed.Failed(EvalException error) -> {
        // Where there would have been no group, there is no output to suppress (4.6).
        boolean output = rule.fixedGroup() || !body.matches(Optional.of(event)).isEmpty();
        if (output) fail(rule, error, Optional.of(event));
        return List.of();
      }
      case Aggregation.Fixed.Known(var bound) -> known = bound;
    }
    var matches = new ArrayList<Match>();
    for (Match m : body.matches(Optional.of(event))) {
      if (m.error().isPresent()) fail(rule, m.error().get(), Optional.of(event));
      else matches.add(m);
    }
    var rows = new ArrayList<Fact>();
    List<Aggregation.Group> groups =
        aggregation.groups(matches, (m, e) -> fail(rule, e, Optional.of(event)));
    var errors = new ArrayList<EvalException>();
    for (Aggregation.Group g : groups) {
      rows.addAll(g.rows());
      errors.addAll(g.errors());
    }
    if (groups.isEmpty() && rule.fixedGroup())
      rows.addAll(aggregation.rows(aggregation.key(known), List.of(), errors));
    for (EvalException e : errors) fail(rule, e, Optional.of(event));
    return rows;
  }

  /** The head's tuple; columns of a {@code delete} head that are not compared are null. */
  Fact head(CheckedRule rule, Map<Variable, Object> bound) {
    var values = new ArrayList<Object>();
    for (Head.Column c : rule.head().columns()) {
      values.add(c instanceof Head.Column.Value(Expr value) ? evaluator.value(value, bound) : null);
    }
    return Fact.of(rule.head().relation(), values);
  }

  void fail(CheckedRule rule, EvalException e, Optional<Fact> event) {
    tell(new Outcome.Failure(e.code(), rule.label(), event));
  }

  /** Of more errors in a step than {@code sysError} has rows it is open which are told. */
  private void tell(Outcome.Failure failure) {
    if (outcome.failures.size() == ERRORS_MAX) throw new LeftOpen("more errors than are told");
    outcome.failures.add(failure);
  }

  /** The action of an event rule, and of views that are not maintained (8.2). */
  void act(CheckedRule rule, Fact head, long depth, Place place) {
    if (++derivations > node.derivationsMax) { // 9.1
      if (boot && rule.head().relation().isTable())
        throw new LeftOpen("a boot step that is too large for the evaluator");
      throw new OverBudget();
    }
    if (rule.head().remote()) {
      destination(rule, head)
          .ifPresent(
              to ->
                  outcome.messages.add(
                      new Outcome.Sent(
                          to, rule.head().delete() ? "DELETE" : "DELIVER", head, rule.label())));
    } else if (rule.head().delete()) {
      ops.add(new Op(Op.Kind.DELETE, head, Optional.empty(), rule.label(), place));
    } else if (head.relation.isTable()) {
      ops.add(new Op(Op.Kind.INSERT, head, Optional.empty(), rule.label(), place));
    } else {
      emit(head, depth, place);
    }
  }

  /** 9.5: nothing is sent to null; what is no address is P2-R08. */
  Optional<String> destination(CheckedRule rule, Fact head) {
    Object to = head.get(rule.head().locationColumn());
    if (to == null) return Optional.empty();
    if (to instanceof String address) return Optional.of(address);
    tell(new Outcome.Failure("P2-R08", rule.label(), Optional.of(head)));
    return Optional.empty();
  }

  /**
   * What views send leaves netted: a row that one rule withdraws and derives again in a round is a
   * refresh of a soft head and nothing for a hard one (8.4).
   */
  private void leave() {
    var left = new ArrayList<>(viewSends);
    for (Outcome.Sent sent : viewSends) {
      if (!sent.kind().equals("WITHDRAW") && !sent.kind().equals("LAPSE")) continue;
      var again = new Outcome.Sent(sent.destination(), "SUPPORT", sent.fact(), sent.rule());
      if (!left.remove(again)) continue;
      left.remove(sent);
      if (sent.fact().relation.table().orElseThrow().soft())
        left.add(new Outcome.Sent(sent.destination(), "REFRESH", sent.fact(), sent.rule()));
    }
    outcome.messages.addAll(left);
    viewSends.clear();
  }

  /** All deletes in order of derivation, then all inserts. */
  List<Op> takeOps() {
    var sorted = new ArrayList<>(ops);
    ops.clear();
    sorted.sort(Comparator.comparing(Op::place, Place::compare));
    return sorted;
  }

  boolean idle() {
    return queue.isEmpty();
  }

  ReferenceViews views() {
    return views;
  }
}
