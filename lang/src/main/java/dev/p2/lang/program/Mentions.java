package dev.p2.lang.program;

import dev.p2.lang.syntax.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a program's text says of its relations beside rules and facts; for analyses that advise.
 *
 * @param declared the names that {@code materialize}, {@code table} and {@code event} declare, with
 *     the place of the name
 * @param queried the names that {@code Query} marks as results
 */
public record Mentions(Map<String, Span> declared, Set<String> queried) {
  public Mentions {
    declared = Collections.unmodifiableMap(new LinkedHashMap<>(declared));
    queried = Set.copyOf(queried);
  }
}
