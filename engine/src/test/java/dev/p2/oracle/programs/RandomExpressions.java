package dev.p2.oracle.programs;

import java.util.List;
import java.util.Optional;

/** Expressions of a kind, over the variables that a rule has bound so far. */
final class RandomExpressions {
  private final Dice dice;
  private final Schema schema;
  private final Scope scope;
  private final RandomCalls calls;

  RandomExpressions(
      Dice dice, Schema schema, Scope scope, dev.p2.lang.value.Function favouriteFunction) {
    this.dice = dice;
    this.schema = schema;
    this.scope = scope;
    this.calls = new RandomCalls(dice, this, scope, favouriteFunction);
  }

  String constant(Kind kind) {
    if (kind == Kind.INT && !schema.params.isEmpty() && dice.chance(20))
      return dice.of(schema.params);
    return kind.constant(dice, schema.nodes);
  }

  /** A variable or a constant. */
  String leaf(Kind kind) {
    List<String> known = scope.of(kind);
    if (kind == Kind.ANY && known.isEmpty() && dice.chance(85)) return dice.pick("0", "1", "2");
    return known.isEmpty() || dice.chance(20) ? constant(kind) : dice.of(known);
  }

  /** A call of the program's favourite function. */
  String favourite() {
    return calls.favourite();
  }

  /** An expression, at most so deep. */
  String value(Kind kind, int depth) {
    if (depth <= 0 || dice.chance(20)) return leaf(kind);
    if (dice.chance(30)) {
      Optional<String> call = calls.of(kind, depth);
      if (call.isPresent()) return call.get();
    }
    if (dice.chance(4))
      return "(" + condition(depth - 1) + " ? " + value(kind, depth - 1) + " : " + leaf(kind) + ")";
    if (dice.chance(25)) {
      Optional<String> host = host(kind);
      if (host.isPresent()) return host.get();
    }
    return operation(kind, depth - 1);
  }

  /** A call of a function of the host. */
  private Optional<String> host(Kind kind) {
    List<Schema.Extern> fit = schema.externs.stream().filter(e -> e.kind() == kind).toList();
    return fit.isEmpty()
        ? Optional.empty()
        : Optional.of(dice.of(fit).name() + "(" + leaf(kind) + ")");
  }

  private String operation(Kind kind, int d) {
    return switch (kind) {
      case INT -> ofInts(d);
      case DOUBLE ->
          switch (dice.below(4)) {
            case 0 -> binary(Kind.DOUBLE, dice.pick("+", "-", "*"), Kind.INT, d);
            case 1 -> binary(Kind.DOUBLE, "/", Kind.DOUBLE, d);
            case 2 -> "-" + leaf(Kind.DOUBLE);
            default -> "(" + value(Kind.INT, d) + " * 0.5)";
          };
      case ID ->
          switch (dice.below(6)) {
            case 0 -> binary(Kind.ID, dice.pick("+", "-", "*"), Kind.INT, d);
            case 1 -> binary(Kind.ID, "-", Kind.ID, d);
            case 2 -> "(" + leaf(Kind.ID) + dice.pick(" << ", " >> ") + value(Kind.INT, d) + ")";
            case 3 -> "(" + leaf(Kind.ID) + dice.pick(" & ", " | ", " ^ ") + leaf(Kind.ID) + ")";
            case 4 -> dice.pick("~" + leaf(Kind.ID), "-" + leaf(Kind.ID), "NODEID");
            default -> binary(Kind.ID, dice.pick("/", "%"), Kind.INT, d);
          };
      case STRING -> "(\"x\" + " + value(dice.pick(Kind.INT, Kind.DOUBLE, Kind.ANY), d) + ")";
      case LIST ->
          switch (dice.below(3)) {
            case 0 -> "[" + value(Kind.INT, d) + ", " + leaf(Kind.ANY) + "]";
            case 1 -> "(" + value(Kind.LIST, d) + " ||| [" + value(Kind.INT, d) + "])";
            default -> "([" + value(Kind.INT, d) + "] ||| " + leaf(Kind.LIST) + ")";
          };
      case SET -> binary(Kind.SET, dice.pick("&", "|", "^", "/"), Kind.SET, d);
      case ANY ->
          switch (dice.below(4)) {
            case 0 -> value(Kind.INT, d);
            case 1 -> binary(Kind.ANY, dice.pick("+", "-", "*"), Kind.INT, d);
            case 2 -> "(" + value(Kind.LIST, d) + ")[" + leaf(Kind.INT) + "]";
            default ->
                "[[0, 1], "
                    + leaf(Kind.LIST)
                    + "]{"
                    + dice.pick("0", "1")
                    + ", "
                    + leaf(Kind.INT)
                    + "}";
          };
      case BOOL -> "(" + condition(d) + ")";
      case DURATION ->
          switch (dice.below(3)) {
            case 0 -> binary(Kind.DURATION, dice.pick("+", "-"), Kind.DURATION, d);
            case 1 -> binary(Kind.TIME, "-", Kind.TIME, d);
            default -> binary(Kind.DURATION, dice.pick("*", "/"), Kind.INT, d);
          };
      case TIME -> binary(Kind.TIME, dice.pick("+", "-"), Kind.DURATION, d);
      case NODE ->
          schema.local
              ? leaf(Kind.NODE)
              : dice.pick("LOCALADDRESS", "f_localAddress()", "LANDMARK");
      case HIDDEN -> constant(kind);
    };
  }

  private String ofInts(int d) {
    return switch (dice.below(13)) {
      case 0, 1, 2 -> "(" + value(Kind.INT, d) + " + " + value(Kind.INT, d) + ") % 4";
      case 3 -> value(Kind.INT, d) + " - " + leaf(Kind.INT);
      case 4 -> binary(Kind.INT, "*", Kind.INT, d);
      case 5 -> binary(Kind.INT, "/", Kind.INT, d);
      case 6 -> "(" + value(Kind.INT, d) + dice.pick(" << ", " >> ") + value(Kind.INT, d) + ") % 8";
      case 7 -> "(1 << -" + leaf(Kind.INT) + ")";
      case 8 -> binary(Kind.INT, "&", Kind.INT, d);
      case 9 -> "(" + value(Kind.INT, d) + dice.pick(" ^ ", " | ") + "~" + leaf(Kind.INT) + ")";
      case 10 -> dice.pick("NODEINDEX", "NODES", "-" + leaf(Kind.INT));
      case 11 -> "f_int(" + leaf(dice.pick(Kind.DOUBLE, Kind.BOOL, Kind.STRING)) + ")";
      default -> "(" + value(Kind.INT, d) + " ** " + leaf(Kind.INT) + ") % 5";
    };
  }

  private String binary(Kind left, String operator, Kind right, int depth) {
    return "(" + value(left, depth) + " " + operator + " " + value(right, depth) + ")";
  }

  String condition(int depth) {
    int d = Math.max(depth - 1, 0);
    return switch (dice.below(14)) {
      case 0, 1 ->
          value(Kind.INT, d) + dice.pick(" < ", " <= ", " > ", " >= ") + value(Kind.INT, d);
      case 2 -> value(Kind.INT, d) + dice.pick(" == ", " != ") + value(Kind.INT, d);
      case 3 -> value(Kind.ANY, d) + dice.pick(" == ", " != ") + value(Kind.ANY, d);
      case 4 -> interval(dice.pick(Kind.ID, Kind.INT, Kind.STRING), d);
      case 5 ->
          "(" + value(Kind.INT, d) + " < 2) " + dice.pick("||", "&&") + " (" + condition(d) + ")";
      case 6 -> "!(" + condition(d) + ")";
      case 7 -> "f_member(" + value(Kind.LIST, d) + ", " + value(Kind.INT, d) + ") == 1";
      case 8 -> value(Kind.INT, d) + " in (" + leaf(Kind.LIST) + ")";
      case 9 -> value(Kind.STRING, d) + dice.pick(" == ", " < ", " != ") + value(Kind.STRING, d);
      case 10 -> value(Kind.DOUBLE, d) + dice.pick(" < ", " == ", " >= ") + value(Kind.INT, d);
      case 11 -> "(" + value(Kind.BOOL, d) + ")";
      case 12 ->
          compared(dice.pick(Kind.TIME, Kind.DURATION, Kind.LIST, Kind.ID, Kind.NODE, Kind.NODE));
      default -> value(Kind.ANY, d) + dice.pick(" < ", " > ") + value(Kind.INT, d);
    };
  }

  private String compared(Kind kind) {
    return leaf(kind) + dice.pick(" < ", " >= ", " == ") + value(kind, 1);
  }

  private String interval(Kind kind, int d) {
    return value(kind, d)
        + " in "
        + dice.pick("(", "[")
        + value(kind, d)
        + ", "
        + value(kind, d)
        + dice.pick(")", "]");
  }

  /** A condition that draws, or asks the clock, and is always true. */
  String certain(boolean view) {
    return dice.pick(
        "f_coinFlip(1.0)",
        "f_rand() >= 0",
        "f_drand() < 1.0",
        "f_idgen() > 0",
        "f_randID() in [0I, 0I]",
        view ? "f_now() - f_now() == 0s" : "f_now() - f_now() < 1");
  }
}
