package dev.p2.lang.syntax;

import java.util.List;
import java.util.Optional;

/** One term of a rule's body. */
public sealed interface Term {
  Span span();

  /**
   * {@code [not] [#]name[#modifier][@loc](arguments)}.
   *
   * @param link whether a {@code #} stands before the name: a link literal
   * @param modifier {@code insert}, {@code delete}, {@code refresh}, {@code change}, {@code failed}
   *     or {@code sent}
   */
  record Predicate(
      Span span,
      boolean negated,
      boolean link,
      Name name,
      Optional<Name> modifier,
      Optional<Expression> prefixLocation,
      List<Statement.Argument> arguments)
      implements Term {}

  /** {@code X := expr} */
  record Assignment(Span span, Name variable, Expression value) implements Term {}

  /** A condition. */
  record Selection(Span span, Expression condition) implements Term {}
}
