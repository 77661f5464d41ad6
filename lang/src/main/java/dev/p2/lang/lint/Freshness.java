package dev.p2.lang.lint;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which columns hold ever new values: the number that {@code periodic} draws, the time, random
 * numbers, counters kept in tables, and what is computed from these. {@code f_rand() % 16} is not
 * ever new.
 */
final class Freshness {
  private final Map<Relation, boolean[]> columns = new HashMap<>();

  private Freshness() {}

  static Freshness of(Flow flow) {
    var found = new Freshness();
    Deque<Chain> todo = new ArrayDeque<>(flow.chains());
    Set<Chain> waiting = new HashSet<>(todo);
    while (!todo.isEmpty()) {
      Chain chain = todo.remove();
      waiting.remove(chain);
      if (!found.update(chain)) continue;
      for (Flow.Read read : flow.reads(chain.target())) {
        if (waiting.add(read.chain())) todo.add(read.chain());
      }
    }
    return found;
  }

  private boolean update(Chain chain) {
    if (!chain.inserts()) return false;
    Set<String> fresh = variables(chain);
    List<Optional<Expr>> head = Parts.columns(chain.head());
    boolean[] known = columns.getOrDefault(chain.target(), new boolean[chain.target().arity()]);
    boolean changed = false;
    for (int i = 0; i < head.size(); i++) {
      if (known[i] || head.get(i).isEmpty()) continue;
      if (!fresh(head.get(i).get(), fresh) && !counts(chain, i, head.get(i).get())) continue;
      known[i] = true;
      changed = true;
    }
    if (changed) columns.put(chain.target(), known);
    return changed;
  }

  /** {@code t(@X, N + 1) :- …, t(@X, N)}: each firing has a number of its own. */
  private static boolean counts(Chain chain, int column, Expr value) {
    if (!chain.target().isTable() || chain.isView()) return false;
    Expr sum = resolved(chain, value);
    if (!(sum instanceof Expr.Binary b) || b.operator() != Expr.BinaryOperator.ADD) return false;
    if (b.type() == Type.STRING || !(b.right() instanceof Expr.Const)) return false;
    Optional<String> counter = Parts.variable(b.left());
    return counter.isPresent()
        && chain.tables().stream()
            .filter(p -> p.relation() == chain.target())
            .anyMatch(
                p ->
                    p.arguments().get(column) instanceof Argument.Var v
                        && v.variable().name().equals(counter.get()));
  }

  /** What a variable is assigned, if the expression is a variable with an assignment. */
  static Expr resolved(Chain chain, Expr value) {
    Optional<String> name = Parts.variable(value);
    if (name.isEmpty()) return value;
    for (BodyTerm.Assign a : Parts.assignments(chain)) {
      if (a.variable().name().equals(name.get())) return a.value();
    }
    return value;
  }

  /** The variables of a rule that hold an ever new value. */
  Set<String> variables(Chain chain) {
    Set<String> fresh = new HashSet<>();
    for (Predicate p : chain.predicates()) {
      if (p.negated()) continue;
      boolean[] known = columns.get(p.relation());
      for (int i = 0; i < p.arguments().size(); i++) {
        boolean drawn = p.relation().name().equals("periodic") && i == 1 && unlimited(chain);
        boolean ever = drawn || known != null && known[i];
        if (ever && p.arguments().get(i) instanceof Argument.Var v) fresh.add(v.variable().name());
      }
    }
    boolean again = true;
    while (again) {
      again = false;
      for (BodyTerm.Assign a : Parts.assignments(chain)) {
        if (fresh(a.value(), fresh)) again |= fresh.add(a.variable().name());
      }
    }
    return fresh;
  }

  private static boolean unlimited(Chain chain) {
    return chain.timer().filter(t -> t.count().isEmpty()).isPresent();
  }

  boolean fresh(Expr value, Set<String> variables) {
    return switch (value) {
      case Expr.Var v -> variables.contains(v.variable().name());
      case Expr.Convert c -> fresh(c.operand(), variables);
      case Expr.Unary u -> u.operator() != Expr.UnaryOperator.NOT && fresh(u.operand(), variables);
      case Expr.Binary b ->
          switch (b.operator()) {
            case ADD, SUBTRACT, MULTIPLY, CONCAT, APPEND, SHIFT_LEFT, POWER ->
                fresh(b.left(), variables) || fresh(b.right(), variables);
            default -> false;
          };
      case Expr.Conditional c -> fresh(c.then(), variables) || fresh(c.otherwise(), variables);
      case Expr.ListOf l -> l.elements().stream().anyMatch(e -> fresh(e, variables));
      case Expr.Call c -> call(c, variables);
      case Expr.Const c -> false;
      case Expr.NodeConstant n -> false;
      case Expr.Interval i -> false;
      case Expr.Contains c -> false;
      case Expr.Element e -> false;
    };
  }

  private boolean call(Expr.Call c, Set<String> variables) {
    if (c.type() == Type.BOOL) return false;
    Function.Kind kind = c.function().kind();
    if (kind == Function.Kind.NOW || kind == Function.Kind.RANDOM) return true;
    boolean measures =
        Set.of("f_size", "f_mod", "f_strlen", "f_typeOf").contains(c.function().name());
    return !measures && c.arguments().stream().anyMatch(a -> fresh(a, variables));
  }
}
