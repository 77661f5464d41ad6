package dev.p2.lang.check;

import java.util.Map;
import java.util.Set;

/**
 * How to check a program.
 *
 * @param params values of params, as {@code -D} gives them: OverLog source text by name
 * @param linkRestricted whether every rule must be local or follow one link literal (overlog.md
 *     8.6)
 * @param definedMacros names that are macros; a macro wins over a param of the same name
 */
public record CheckOptions(
    Map<String, String> params, boolean linkRestricted, Set<String> definedMacros) {
  public CheckOptions {
    params = Map.copyOf(params);
    definedMacros = Set.copyOf(definedMacros);
  }

  public CheckOptions(Map<String, String> params, boolean linkRestricted) {
    this(params, linkRestricted, Set.of());
  }

  /** No params, no restriction. */
  public static CheckOptions defaults() {
    return new CheckOptions(Map.of(), false);
  }
}
