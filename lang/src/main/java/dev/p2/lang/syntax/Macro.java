package dev.p2.lang.syntax;

import java.util.List;
import java.util.Optional;

/**
 * A macro: a name that stands for tokens.
 *
 * @param parameters empty for a macro without parentheses
 * @param origin what diagnostics say about it
 * @param conditional whether only {@code #if} and {@code #ifdef} see it, as for a {@code -D} that
 *     sets a param
 */
record Macro(
    String name,
    Optional<List<String>> parameters,
    List<Token> body,
    Span.Macro origin,
    boolean conditional) {
  Macro {
    parameters = parameters.map(List::copyOf);
    body = List.copyOf(body);
  }
}
