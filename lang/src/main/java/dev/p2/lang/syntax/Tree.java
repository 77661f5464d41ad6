package dev.p2.lang.syntax;

import java.util.List;

/**
 * A parsed program: its statements in text order, several files one after the other. Nothing is
 * resolved: names are text, keywords that turned out to be relation names are relation names,
 * macros are already expanded.
 */
public record Tree(List<Statement> statements) {
  public Tree {
    statements = List.copyOf(statements);
  }
}
