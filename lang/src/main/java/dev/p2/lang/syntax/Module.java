package dev.p2.lang.syntax;

import java.util.List;
import java.util.Set;

/**
 * What an {@code import} brings: the statements of a file, or of all files of an overlay. A file is
 * read once, whoever imports it how often; two imports of it have the same instance.
 *
 * @param path what it was found as
 * @param name the namespace of an import without {@code as}
 * @param macros names that a {@code #define} in it makes macros
 */
public record Module(String path, String name, List<Statement> statements, Set<String> macros) {
  public Module {
    statements = List.copyOf(statements);
    macros = Set.copyOf(macros);
  }

  /** By identity: a file is a module once. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }
}
