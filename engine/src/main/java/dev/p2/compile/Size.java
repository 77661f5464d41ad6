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

  /**
   * So many variables that live on fit into a method's 255 argument words: a long with its flag
   * takes three.
   */
  private static final int LIVE_MAX = 80;

  private static final int FIRST_BYTES = 200;

  /**
   * 4,000 would fit, but the JDK finds entries of the pool by a hash that puts names with a number
   * at their end side by side: a program of 200,000 constants started in 32 CPU-seconds, not 12.
   */
  private static final int FIELDS_MAX = 1_000;

  private static final int ENTRIES_MAX = 60_000;

  /** Of every strand, for the names of its method and of what it calls. */
  private static final int ENTRIES = 30;

  private static final int BYTES_OF_ENTRY = 4;

  private Size() {}

  /** Before which operators the strand is split; empty if one method is enough. */
  static List<Integer> splits(Strand strand) {
    List<Integer> splits = new ArrayList<>();
    int earliest = strand.action() instanceof Action.Aggregate a ? Aggregates.start(a) + 1 : 1;
    int last = action(strand.action());
    int bytes = FIRST_BYTES;
    int count = strand.operators().size();
    int[] read = bytes(strand) > PART_BYTES_MAX ? Variables.readSizes(strand) : new int[count + 1];
    for (int i = 0; i < count; i++) {
      int more = operator(strand.operators().get(i));
      boolean full = bytes + more > PART_BYTES_MAX;
      if (full && i >= earliest && read[i] <= LIVE_MAX) {
        splits.add(i);
        bytes = 100;
      }
      bytes += more;
    }
    boolean full = bytes + last > PART_BYTES_MAX && bytes > last / 2;
    if (full && count >= earliest && read[count] <= LIVE_MAX) splits.add(count);
    return splits;
  }

  /**
   * How much strands take of what one class file holds, by generous guesses.
   *
   * @param fields constants with a field of their own, for which the class initialiser, a method,
   *     has some 14 bytes each
   * @param entries of the constant pool
   */
  record Constants(int fields, int entries) {
    static final Constants NONE = new Constants(0, 0);

    Constants plus(Constants more) {
      return new Constants(fields + more.fields, entries + more.entries);
    }

    boolean fit() {
      return fields <= FIELDS_MAX && entries <= ENTRIES_MAX;
    }
  }

  static Constants constants(Strand strand) {
    int fields = 0;
    for (Expr expr : Variables.exprs(strand)) fields += constants(expr);
    return new Constants(fields, ENTRIES + bytes(strand) / BYTES_OF_ENTRY);
  }

  private static int constants(Expr expr) {
    if (expr instanceof Expr.Const) return 1;
    int constants = 0;
    for (Expr operand : Variables.operands(expr)) constants += constants(operand);
    return constants;
  }

  /** The whole strand, if it is not split. */
  static int bytes(Strand strand) {
    int bytes = FIRST_BYTES + action(strand.action());
    for (Operator operator : strand.operators()) bytes += operator(operator);
    return bytes;
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
