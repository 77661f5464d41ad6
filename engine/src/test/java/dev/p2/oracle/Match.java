package dev.p2.oracle;

import dev.p2.lang.program.Variable;
import dev.p2.lang.value.EvalException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A complete match of a body (4.6, 8.4: a derivation is a choice of body rows).
 *
 * @param rows of the positive predicates, in text order
 * @param bound the variables' values
 * @param error the first error in text order, if a term cannot be evaluated
 */
record Match(List<Row> rows, Map<Variable, Object> bound, Optional<EvalException> error) {
  /** Whether it is the very same choice of rows. */
  boolean sameRows(Match other) {
    if (rows.size() != other.rows.size()) return false;
    for (int i = 0; i < rows.size(); i++) if (rows.get(i) != other.rows.get(i)) return false;
    return true;
  }

  /** The match among others that chose the same rows. */
  boolean isAmong(List<Match> others) {
    return others.stream().anyMatch(this::sameRows);
  }
}
