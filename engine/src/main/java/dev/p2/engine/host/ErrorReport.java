package dev.p2.engine.host;

import dev.p2.engine.tuple.Tuple;
import java.util.Optional;

/**
 * A run-time error, overlog.md 10.3: what becomes a {@code sysError} row and a log line.
 *
 * @param timeNanos the step's time
 * @param code such as {@code P2-R01}
 * @param rule label of the rule, or empty text if no rule is to blame
 * @param file name of the rule's source, or empty text
 * @param line the rule's line from 1, or 0
 * @param tuple the trigger's tuple, if there was one
 */
public record ErrorReport(
    long timeNanos,
    String code,
    String rule,
    String file,
    int line,
    String message,
    Optional<Tuple> tuple) {
  /** Characters of a tuple on the line: it may have megabytes. */
  private static final int TUPLE_SHOWN = 2_000;

  /** {@code file:line: P2-R01 in rule r3: message, tuple e("a", 1)}; a large tuple is cut. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!file.isEmpty()) text.append(file).append(':').append(line).append(": ");
    text.append(code);
    if (!rule.isEmpty()) text.append(" in rule ").append(rule);
    text.append(": ").append(message);
    tuple.ifPresent(t -> text.append(", tuple ").append(shortened(t.toString())));
    return text.toString();
  }

  private static String shortened(String tuple) {
    return tuple.length() <= TUPLE_SHOWN ? tuple : tuple.substring(0, TUPLE_SHOWN) + "…";
  }
}
