package dev.p2.oracle.programs;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The variables of the rule that is being made. */
final class Scope {
  /** The location of the event, or of the first table. */
  static final String HERE = "X";

  static final String TUPLE = "Tuple";

  private final Set<String> bound = new LinkedHashSet<>();

  void bind(String variable) {
    bound.add(variable);
  }

  /** The variables that have a value of that kind. */
  List<String> of(Kind kind) {
    return bound.stream().filter(v -> v.length() == 2 && v.charAt(0) == kind.letter).toList();
  }

  /** The variable that holds a tuple, if the rule has one. */
  Optional<String> tuple() {
    return bound.contains(TUPLE) ? Optional.of(TUPLE) : Optional.empty();
  }

  /** All that a head may show. */
  List<String> all() {
    return bound.stream().filter(v -> !v.equals(TUPLE)).toList();
  }
}
