package dev.p2.lang.lint;

import dev.p2.lang.syntax.Diagnostic;
import java.util.function.Consumer;

/** One kind of advice. */
interface Analysis {
  void run(Flow flow, Consumer<Diagnostic> found);
}
