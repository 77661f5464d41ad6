package dev.p2.lang.check;

import java.util.Map;
import java.util.Set;

/**
 * How to check a program.
 *
 * @param params values of params, as {@code -D} gives them: OverLog source text by name
 * @param linkRestricted whether every rule must be local or follow one link literal (overlog.md
 *     8.6)
 * @param systemRelations built-in relations that somebody outside reads, so that the program has
 *     them even if no rule names them; other names are ignored
 */
public record CheckOptions(
    Map<String, String> params, boolean linkRestricted, Set<String> systemRelations) {
  public CheckOptions {
    params = Map.copyOf(params);
    systemRelations = Set.copyOf(systemRelations);
  }

  public CheckOptions(Map<String, String> params, boolean linkRestricted) {
    this(params, linkRestricted, Set.of());
  }

  /** The same with other {@link #systemRelations}. */
  public CheckOptions withSystemRelations(Set<String> names) {
    return new CheckOptions(params, linkRestricted, names);
  }

  /** No params, no restriction. */
  public static CheckOptions defaults() {
    return new CheckOptions(Map.of(), false);
  }
}
