package dev.p2.oracle;

import java.util.List;

/** What holds a row up (8.4): a derivation of a rule here by its body rows, or one of a sender. */
sealed interface Support {
  /** By the body rows' tuples; in a table with {@code keys()} equal tuples are told apart. */
  record Derivation(String rule, List<Object> rows) implements Support {
    static Derivation of(String rule, Match match) {
      return new Derivation(
          rule,
          match.rows().stream()
              .map(r -> r.fact.relation.table().orElseThrow().bag() ? r : (Object) r.fact)
              .toList());
    }
  }

  /** An aggregate view's row of one group. */
  record Group(String rule, Fact row) implements Support {}

  /** Derived at another node. */
  record Sender(String address) implements Support {}
}
