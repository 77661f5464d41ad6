package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the parser has found wrong, and attempts whose findings count only if they succeed. */
final class Problems {
  private final TokenCursor cursor;
  private final List<Diagnostic> found = new ArrayList<>();

  Problems(TokenCursor cursor) {
    this.cursor = cursor;
  }

  void add(Diagnostic diagnostic) {
    found.add(diagnostic);
  }

  void add(SyntaxError error) {
    error.diagnostic().ifPresent(found::add);
  }

  List<Diagnostic> all() {
    return found;
  }

  /** What reading a part one way came to. */
  sealed interface Attempt<T> {
    /** It could be read. */
    record Read<T>(T value) implements Attempt<T> {}

    /** It could not, and the cursor is back where it was. */
    record Failed<T>(SyntaxError error) implements Attempt<T> {}
  }

  /** Reads a part; if that fails, nothing has been read and nothing said. */
  <T> Attempt<T> attempt(Supplier<T> reading) {
    TokenCursor.Mark mark = cursor.mark();
    int said = found.size();
    try {
      return new Attempt.Read<>(reading.get());
    } catch (SyntaxError error) {
      cursor.reset(mark);
      found.subList(said, found.size()).clear();
      return new Attempt.Failed<>(error);
    }
  }
}
