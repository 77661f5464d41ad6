package dev.p2.lang.check;

import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.Span;
import java.util.List;

/** A fact with its relation resolved; {@code locationColumn} -1: for every node. */
record FactForm(Span span, RelationDraft relation, List<Expression> values, int locationColumn) {
  FactForm {
    values = List.copyOf(values);
  }
}
