package dev.p2.oracle;

import dev.p2.engine.host.Message;
import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.syntax.Term;
import dev.p2.lang.value.AggregateFunction;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Functions;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How often each construct stood in a program that ran, and how often each thing happened. What
 * must be met is taken from the language's own classes and tables, so that a construct added to the
 * language is missing here until random programs have it.
 */
final class Coverage {
  /** The families of a program's nodes: each member of each has to be met. */
  private static final List<Class<?>> FAMILIES =
      List.of(
          Statement.class,
          Statement.HeadArgument.class,
          Term.class,
          Expression.class,
          BodyTerm.class,
          Argument.class,
          Head.Column.class,
          Expr.class);

  /** Statements that say nothing about what a node does, or need files or a network. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "Statement.Import", "a file beside it: olg/modules",
          "Statement.Dialect", "how text is read: olg/expressions",
          "Statement.Pragma", "how text is checked: olg/diagnostics",
          "Statement.Stage", "a procedure of the host: olg/introspection",
          "Statement.Transport", "what the network does: olg/transport",
          "Statement.SendOver", "what the network does: olg/transport");

  private static final List<String> RULES =
      List.of("event", "table", "delete", "remote event", "remote table", "remote delete");

  private final Map<String, Integer> counts = new TreeMap<>();

  /** What tells the components of a kind of node. */
  private final Map<Class<?>, List<Method>> parts = new HashMap<>();

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** A program that runs: its text, and what the checker made of it. */
  void program(String text, Program program) {
    walk(Duel.parse(text).tree().statements());
    if (program.local()) count("program local");
    for (Relation r : program.relations()) {
      if (r.system() || !r.isTable()) continue;
      Relation.TableSpec spec = r.table().orElseThrow();
      count(spec.soft() ? "table soft" : "table hard");
      if (spec.sized()) count("table sized");
      if (spec.bag()) count("table bag");
      if (spec.durable()) count("table durable");
      if (r.hidden()) count("table hidden");
      if (!spec.bag() && spec.keys().size() < r.arity()) count("table keyed");
    }
    for (CheckedRule rule : program.rules()) rule(rule);
  }

  private void rule(CheckedRule rule) {
    Head head = rule.head();
    String to = !head.relation().isTable() ? "event" : head.delete() ? "delete" : "table";
    count((rule.isView() ? "view to " : "event rule to ") + (head.remote() ? "remote " : "") + to);
    if (rule.component() >= 0) count("view recursive");
    if (rule.isView() && !rule.maintained()) count("view not maintained");
    if (rule.timer().isPresent()) count("trigger periodic");
    rule.event()
        .ifPresent(
            e -> {
              count("trigger " + e.modifier());
              if (e.relation().system()) count("trigger " + e.relation().name());
              walk(e);
            });
    if (rule.label().contains("@")) count("rule of a body at several nodes");
    for (BodyTerm term : rule.body()) {
      if (term instanceof BodyTerm.Predicate p && p.negated())
        count(rule.isView() ? "negation in view" : "negation in event rule");
      if (term instanceof BodyTerm.Assign a && a.variable().name().contains("'"))
        count("assignment again");
    }
    walk(rule.body());
    walk(head.columns());
    walk(head.aggregates());
    for (Head.Aggregate a : head.aggregates())
      count((rule.isView() ? "view aggregate " : "event aggregate ") + a.function());
    if (head.aggregating())
      count(rule.fixedGroup() ? "aggregate of one group" : "aggregate of many groups");
  }

  /** Counts the nodes of a tree of records. */
  private void walk(Object node) {
    switch (node) {
      case Span _, Relation _ -> {}
      case Iterable<?> all -> all.forEach(this::walk);
      case Optional<?> some -> some.ifPresent(this::walk);
      case Record r -> {
        if (r.getClass().getEnclosingClass() instanceof Class<?> family
            && FAMILIES.contains(family)) count(name(r.getClass()));
        special(r);
        for (Method part : parts.computeIfAbsent(r.getClass(), Coverage::partsOf))
          walk(value(r, part));
      }
      case null, default -> {}
    }
  }

  private void special(Record node) {
    switch (node) {
      case Expr.Binary e -> count("operator " + e.operator());
      case Expr.Unary e -> count("operator " + e.operator());
      case Expr.Call e -> count("function of kind " + e.function().kind());
      case Expr.NodeConstant e -> count("constant " + e.kind());
      case Statement.AggregateTerm _ -> count("aggregate as a body");
      case Expression.Call e -> Functions.lookup(e.function().text()).ifPresent(this::called);
      default -> {}
    }
  }

  /** As the text has it: some calls are operators or constants once they are checked. */
  private void called(Function f) {
    count("function " + f.name());
    count("function of kind " + f.kind());
  }

  private static List<Method> partsOf(Class<?> node) {
    return Stream.of(node.getRecordComponents()).map(RecordComponent::getAccessor).toList();
  }

  private static Object value(Record node, Method part) {
    try {
      return part.invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(part.toString(), e);
    }
  }

  /** Such as {@code Expr.Call}. */
  private static String name(Class<?> node) {
    return node.getEnclosingClass().getSimpleName() + "." + node.getSimpleName();
  }

  /** What a step did. */
  void step(Outcome outcome) {
    for (String change : outcome.changes)
      count("happened " + change.substring(0, change.indexOf(' ')));
    for (Outcome.Sent sent : outcome.messages) count("sent " + sent.kind());
    for (Outcome.Failure f : outcome.failures) count("error " + f.code());
    if (outcome.conflicts) count("happened CONFLICT");
  }

  /** What has to be met and was not. */
  Set<String> missing() {
    var missing = new TreeSet<>(required());
    missing.removeAll(counts.keySet());
    return missing;
  }

  private static Set<String> required() {
    var all = new TreeSet<String>();
    for (Class<?> family : FAMILIES)
      for (Class<?> member : family.getPermittedSubclasses()) all.add(name(member));
    all.removeAll(ELSEWHERE.keySet());
    for (AggregateFunction f : AggregateFunction.values())
      all.addAll(List.of("event aggregate " + f, "view aggregate " + f));
    for (String name : Functions.names())
      all.add("function " + Functions.lookup(name).orElseThrow().name());
    addAll(all, "function of kind ", Function.Kind.values());
    addAll(all, "operator ", Expr.BinaryOperator.values());
    addAll(all, "operator ", Expr.UnaryOperator.values());
    addAll(all, "constant ", Expr.NodeConstant.Kind.values());
    addAll(all, "trigger ", BodyTerm.Modifier.values());
    addAll(all, "sent ", Message.Kind.values());
    for (String kind : "INSERT DELETE REPLACE REFRESH EXPIRE EVICT CONFLICT".split(" "))
      all.add("happened " + kind);
    for (int code = 1; code <= 10; code++) // R11 to R13 are the network's
    all.add(String.format(java.util.Locale.ROOT, "error P2-R%02d", code));
    for (String to : RULES) all.addAll(List.of("view to " + to, "event rule to " + to));
    all.addAll(
        List.of(
            "program local",
            "table soft",
            "table hard",
            "table sized",
            "table bag",
            "table durable",
            "table hidden",
            "table keyed",
            "view recursive",
            "view not maintained",
            "trigger periodic",
            "trigger sysStart",
            "trigger sysError",
            "trigger sysConflict",
            "rule of a body at several nodes",
            "negation in view",
            "negation in event rule",
            "assignment again",
            "aggregate as a body",
            "aggregate of one group",
            "aggregate of many groups"));
    return all;
  }

  private static void addAll(Set<String> all, String prefix, Enum<?>[] values) {
    for (Enum<?> value : values) all.add(prefix + value.name());
  }

  /** The table of counts, what was not met first. */
  @Override
  public String toString() {
    var groups = new TreeMap<String, List<String>>();
    for (String what : required()) counts.putIfAbsent(what, 0);
    counts.forEach(
        (what, n) -> {
          int end = what.contains(".") ? what.indexOf('.') : what.lastIndexOf(' ');
          groups
              .computeIfAbsent(what.substring(0, end), g -> new ArrayList<>())
              .add(what.substring(end + 1) + " " + n);
        });
    counts.values().removeIf(n -> n == 0);
    var text = new StringBuilder();
    groups.forEach(
        (group, all) ->
            text.append(group).append(": ").append(String.join(", ", all)).append('\n'));
    return text.toString();
  }
}
