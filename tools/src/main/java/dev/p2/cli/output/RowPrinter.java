package dev.p2.cli.output;

import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.value.Values;
import java.util.ArrayList;
import java.util.Comparator;

/** Prints the rows of tables: of one relation and node, in the order of their values. */
public final class RowPrinter {
  /**
   * Columns in order by the total order of values; a row that is a prefix of another comes first.
   */
  private static final Comparator<Tuple> BY_VALUES =
      (a, b) -> {
        for (int i = 0; i < Math.min(a.arity(), b.arity()); i++) {
          int order = Values.compare(a.get(i), b.get(i));
          if (order != 0) return order;
        }
        return Integer.compare(a.arity(), b.arity());
      };

  private final Console console;
  private final boolean json;

  /** Prints to {@code console}, as JSON Lines or as text. */
  public RowPrinter(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** Prints the rows of one relation at one node; relations come by name, nodes by index. */
  public void print(String node, Iterable<Tuple> rows) {
    var sorted = new ArrayList<Tuple>();
    rows.forEach(sorted::add);
    sorted.sort(BY_VALUES);
    for (Tuple row : sorted) {
      console.data(
          json ? new JsonText().field("node", node).tuple(row).toString() : node + "  " + row);
    }
  }
}
