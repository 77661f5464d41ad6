package dev.p2.lang.lint;

import dev.p2.lang.program.BodyTerm.Predicate;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** How often events come, where timers alone make them. */
final class Periods {
  /** Of what happens once, at the start. */
  static final long ONCE = Long.MAX_VALUE;

  private final Flow flow;
  private final Map<Relation, OptionalLong> known = new HashMap<>();
  private final Set<Relation> open = new HashSet<>();

  Periods(Flow flow) {
    this.flow = flow;
  }

  /** Nanoseconds between two firings of the rule; empty if that is not known. */
  OptionalLong of(Chain chain) {
    if (chain.timer().isPresent()) {
      Expr period = chain.timer().get().period();
      boolean constant =
          chain.timer().get().count().isEmpty()
              && period instanceof Expr.Const c
              && c.value() instanceof Duration;
      return constant
          ? OptionalLong.of(((Duration) ((Expr.Const) period).value()).nanos())
          : OptionalLong.empty();
    }
    if (!chain.onEventRelation()) return OptionalLong.empty();
    Predicate event = chain.event().orElseThrow();
    if (event.relation().name().equals("sysStart")) return OptionalLong.of(ONCE);
    return of(event.relation());
  }

  private OptionalLong of(Relation event) {
    OptionalLong found = known.get(event);
    if (found != null) return found;
    boolean unknown =
        flow.fillers(event).isEmpty()
            || flow.hasFacts(event)
            || flow.fromHost(event)
            || !open.add(event);
    OptionalLong period = unknown ? OptionalLong.empty() : shortest(event);
    open.remove(event);
    known.put(event, period);
    return period;
  }

  private OptionalLong shortest(Relation event) {
    long least = ONCE;
    for (Chain filler : flow.fillers(event)) {
      OptionalLong period = of(filler);
      if (period.isEmpty()) return period;
      least = Math.min(least, period.getAsLong());
    }
    return OptionalLong.of(least);
  }
}
