package dev.p2.compile;

import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.plan.Action;
import dev.p2.plan.ColumnUse;
import dev.p2.plan.Operator;
import dev.p2.plan.Strand;
import java.util.ArrayList;
import java.util.List;

/**
 * Estimates, generously, how many bytes of code a strand needs, to split it in time: the virtual
 * machine does not compile methods of more than 8,000 bytes.
 */
final class Size {
  static final int METHOD_BYTES_MAX = 8_000;

  /** Where the estimate is off, there is room. */
  private static final int PART_BYTES_MAX = 6_000;

  private static final int READ_BYTES = 80;
  private static final int COLUMN_BYTES = 16;
  private static final int EXPRESSION_BYTES = 12;
  private static final int HANDLER_BYTES = 48;
  private static final int AGGREGATE_BYTES = 160;

  private static final int LIVE_MAX = 80;

  private Size() {}

  /** Before which operators the strand is split; empty if one method is enough. */
  static List<Integer> splits(Strand strand) {
    List<Integer> splits = new ArrayList<>();
    int earliest = strand.action() instanceof Action.Aggregate a ? Aggregates.start(a) + 1 : 1;
    int last = action(strand.action());
    int bytes = 200;
    int count = strand.operators().size();
    for (int i = 0; i < count; i++) {
      int more = operator(strand.operators().get(i));
      boolean full = bytes + more > PART_BYTES_MAX;
      if (full && i >= earliest && passable(strand, i)) {
        splits.add(i);
        bytes = 100;
      }
      bytes += more;
    }
    boolean full = bytes + last > PART_BYTES_MAX && bytes > last / 2;
    if (full && count >= earliest && passable(strand, count)) splits.add(count);
    return splits;
  }

  /**
   * Whether what lives on fits into a method's 255 argument words: a long with its flag takes
   * three.
   */
  private static boolean passable(Strand strand, int from) {
    return Variables.read(strand, from).size() <= LIVE_MAX;
  }

  private static int operator(Operator operator) {
    return switch (operator) {
      case Operator.Probe o -> READ_BYTES + 2 * values(o.key()) + columns(o.columns());
      case Operator.Range o -> 2 * READ_BYTES + values(o.bounds().ends()) + columns(o.columns());
      case Operator.Scan o -> READ_BYTES + columns(o.columns());
      case Operator.Absent o -> READ_BYTES + 2 * values(o.key()) + columns(o.columns());
      case Operator.Flip o -> 2 * READ_BYTES + 3 * values(o.key()) + 2 * columns(o.columns());
      case Operator.Select o -> HANDLER_BYTES + value(o.condition());
      case Operator.Assign o -> HANDLER_BYTES + value(o.value());
    };
  }

  private static int action(Action action) {
    return switch (action) {
      case Action.Derive a -> head(a.head());
      case Action.TouchGroup a -> head(a.head());
      case Action.Aggregate a ->
          2 * head(a.head()) + AGGREGATE_BYTES * a.head().aggregates().size();
      case Action.Rederived _ -> READ_BYTES;
      case Action.Install a -> HANDLER_BYTES + values(a.fact().values());
    };
  }

  private static int head(Head head) {
    int bytes = HANDLER_BYTES;
    for (Head.Column column : head.columns()) {
      bytes += column instanceof Head.Column.Value(Expr value) ? value(value) : COLUMN_BYTES;
    }
    for (Head.Aggregate aggregate : head.aggregates()) bytes += values(aggregate.arguments());
    return bytes;
  }

  private static int columns(List<ColumnUse> uses) {
    int bytes = 0;
    for (ColumnUse use : uses) {
      bytes +=
          use instanceof ColumnUse.Test(Expr value) ? COLUMN_BYTES + value(value) : COLUMN_BYTES;
    }
    return bytes;
  }

  private static int values(List<Expr> exprs) {
    int bytes = 0;
    for (Expr expr : exprs) bytes += COLUMN_BYTES + value(expr);
    return bytes;
  }

  private static int value(Expr expr) {
    return EXPRESSION_BYTES * Variables.size(expr);
  }
}
