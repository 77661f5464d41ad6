package dev.p2.cli.find;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Relations;
import dev.p2.engine.host.Observation;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Relations of which no tuple may ever be, at any node: a rule that derives one says what is wrong.
 * Remembers the first.
 */
public final class Invariants {
  private final Program program;
  private final Set<Integer> relations = new TreeSet<>();
  private Optional<Violation> violation = Optional.empty();

  private Invariants(Program program) {
    this.program = program;
  }

  /**
   * The relations that {@code --never} names.
   *
   * @throws InputException if the program has none of that name
   */
  public static Invariants of(Program program, List<String> names) {
    var invariants = new Invariants(program);
    for (String name : names) {
      if (name.isBlank())
        throw new InputException(
            "--never " + String.join(",", names) + ": a name is missing between the commas",
            "write --never rel1,rel2");
      invariants.relations.add(Relations.named(program, name.strip(), "--never").id());
    }
    return invariants;
  }

  /** Their ids, ascending. */
  public Set<Integer> relations() {
    return relations;
  }

  /** Whether this is the first tuple of one of them. */
  public boolean breaks(Observation what) {
    return violation.isEmpty()
        && relations.contains(what.tuple().relation())
        && exists(what.kind());
  }

  /** Keeps what broke an invariant; {@code step} says what made the step. */
  public Violation broken(long timeNanos, String node, Observation what, String step) {
    var found = new Violation(timeNanos, node, what.tuple(), rules(what), step);
    violation = Optional.of(found);
    return found;
  }

  /** The first tuple that there was. */
  public Optional<Violation> violation() {
    return violation;
  }

  /** The rule that derived it; of a recursive view, all that could have. */
  private List<CheckedRule> rules(Observation what) {
    if (what.rule() >= 0) return List.of(program.rules().get(what.rule()));
    var possible = new ArrayList<CheckedRule>();
    for (CheckedRule rule : program.rules()) {
      if (rule.component() >= 0 && rule.head().relation().id() == what.tuple().relation())
        possible.add(rule);
    }
    return possible;
  }

  private static boolean exists(Observation.Kind kind) {
    return switch (kind) {
      case INSERT, REPLACE, REFRESH, EVENT, SEND, RECEIVE -> true;
      case DELETE, EXPIRE, EVICT, DROP -> false;
    };
  }
}
