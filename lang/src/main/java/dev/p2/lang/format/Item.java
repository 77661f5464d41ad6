package dev.p2.lang.format;

import dev.p2.lang.syntax.Lexeme;
import java.util.List;
import java.util.Optional;

/**
 * What stands on lines of its own: a statement, a comment, preprocessor lines, or the bracket of a
 * namespace.
 *
 * @param pieces all of it but the comment at the end of its last line
 * @param depth how many namespaces it is in
 * @param blankBefore whether a blank line separates it from what comes before
 * @param unbroken whether its lines must stay as they are, for a {@code p2:allow} that speaks of a
 *     line
 */
record Item(
    List<Lexeme> pieces,
    Optional<Lexeme> trailing,
    int depth,
    boolean blankBefore,
    boolean unbroken) {
  Item {
    pieces = List.copyOf(pieces);
  }

  boolean isStatement() {
    return !pieces.getFirst().isComment() && !pieces.getFirst().isLines();
  }

  /** Whether it stands on one line of the file. */
  boolean oneLine() {
    return pieces.stream().skip(1).noneMatch(Lexeme::firstOnLine)
        && pieces.stream().noneMatch(p -> p.text().indexOf('\n') >= 0);
  }
}
