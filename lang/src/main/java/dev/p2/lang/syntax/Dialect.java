package dev.p2.lang.syntax;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which files have the arithmetic of 2005, without precedence (overlog.md 1.6). Included files
 * follow the including.
 */
final class Dialect {
  private static final int PARENTS_MAX = 100;

  private final boolean all;
  private final Map<Source, Source> parents;
  private final Set<Source> flat = new HashSet<>();

  /**
   * @param parents for an included file the including one
   */
  Dialect(boolean all, Map<Source, Source> parents) {
    this.all = all;
    this.parents = parents;
  }

  /** The file says {@code dialect 2005.} */
  void flatten(Source source) {
    flat.add(source);
  }

  /** Whether the file that the token stands in is one of 2005. */
  boolean isFlat(Token token) {
    if (all) return true;
    Source source = token.span().source();
    for (int i = 0; i < PARENTS_MAX && source != null; i++) {
      if (flat.contains(source) || source.name().endsWith(".plg")) return true;
      source = parents.get(source);
    }
    return false;
  }
}
