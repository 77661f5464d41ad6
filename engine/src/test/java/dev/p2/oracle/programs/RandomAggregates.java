package dev.p2.oracle.programs;

import dev.p2.lang.value.AggregateFunction;
import java.util.List;

/** Aggregates of a head, all that the language has. */
final class RandomAggregates {
  private static final List<AggregateFunction> ALL = List.of(AggregateFunction.values());

  private final Dice dice;
  private final Scope scope;
  private final AggregateFunction favourite;

  RandomAggregates(Dice dice, Scope scope, AggregateFunction favourite) {
    this.dice = dice;
    this.scope = scope;
    this.favourite = favourite;
  }

  /** An aggregate, and what its columns hold. */
  record Text(String text, List<Kind> kinds) {}

  /**
   * @param several whether it may give several rows a group
   */
  Text next(boolean several) {
    AggregateFunction f = dice.chance(40) ? favourite : dice.of(ALL);
    return several || !f.multiRow() ? of(f) : of(AggregateFunction.COUNT);
  }

  private Text of(AggregateFunction f) {
    String name = f.canonicalName();
    String n = number();
    String v = any();
    return switch (f) {
      case COUNT -> text(dice.pick("count<*>", "COUNT<*>", "count<" + v + ">"), Kind.INT);
      case COUNTDISTINCT -> text(name + "<" + v + ">", Kind.INT);
      case MIN, MAX ->
          switch (dice.below(4)) {
            case 0 -> text(name + "<" + v + ">", Kind.ofVariable(v));
            case 1 ->
                new Text(name + "<" + n + ", " + v + ">", List.of(Kind.INT, Kind.ofVariable(v)));
            case 2 -> text(name + "<" + n + " + 1>", Kind.INT);
            default ->
                text("a_" + name.toUpperCase(java.util.Locale.ROOT) + "<" + n + ">", Kind.INT);
          };
      case SUM ->
          scope.of(Kind.DURATION).isEmpty() || dice.chance(60)
              ? text(name + "<" + n + ">", Kind.INT)
              : text(name + "<" + dice.of(scope.of(Kind.DURATION)) + ">", Kind.DURATION);
      case AVG, STDDEV, VAR -> text(name + "<" + n + ">", Kind.DOUBLE);
      case MKLIST -> text(name + "<" + v + ">", Kind.LIST);
      case MKSET -> text(dice.pick("mkset<", "set<") + v + ">", Kind.SET);
      case UNION -> text(name + "<" + collection() + ">", Kind.SET);
      case TOPK, BOTTOMK, LIMIT ->
          text(name + "<" + n + ", " + dice.pick("1", "2") + ">", Kind.INT);
      case MEDIAN -> text(name + "<" + n + ">", Kind.INT);
      case PERCENTILE -> text(name + "<" + n + ", " + dice.pick("0", "50", "90") + ">", Kind.INT);
      case ANY, ALL -> text(name + "<(" + n + " > 1)>", Kind.BOOL);
      case SAMPLE -> text(name + "<1>", Kind.INT); // of equal ones, whichever is drawn
    };
  }

  private static Text text(String text, Kind kind) {
    return new Text(text, List.of(kind));
  }

  private String number() {
    List<String> ints = scope.of(Kind.INT);
    return ints.isEmpty() ? "1" : dice.of(ints);
  }

  private String any() {
    List<String> all = scope.all();
    return all.isEmpty() ? "1" : dice.of(all);
  }

  private String collection() {
    var all = new java.util.ArrayList<>(scope.of(Kind.LIST));
    all.addAll(scope.of(Kind.SET));
    return all.isEmpty() ? "[1, 2]" : dice.of(all);
  }
}
