package dev.p2.oracle.programs;

import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.SetValue;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.Type;
import java.util.Arrays;
import java.util.List;

/**
 * What a column or a variable holds: a type with a few values, few so that rows meet. A variable's
 * name begins with the letter of its kind, so that rules agree about types.
 */
enum Kind {
  INT('I', Type.INT, "0", "1", "2", "3"),
  ANY('A', Type.ANY, "0", "1", "2", "\"x\"", "null", "[1]"),
  STRING('S', Type.STRING, "\"x\"", "\"y\"", "\"xy\"", "\"2\"", "\"\""),
  DOUBLE('D', Type.DOUBLE, "0.0", "1.0", "2.5", "-1.5"),
  ID('X', Type.ID, "0I", "1I", "2I", "0xffffffffffffffffffffffffffffffffffffffffI"),
  LIST('L', Type.LIST, "[]", "[1]", "[1,2]", "[2,\"x\"]", "[[0,1],[2,3]]"),
  SET('E', Type.SET, "f_empty()", "f_initSet(1)", "f_toSet([1,2])"),
  BOOL('B', Type.BOOL, "true", "false"),
  TIME('T', Type.TIME, "f_time(0)", "f_time(1)"),
  DURATION('U', Type.DURATION, "0s", "1s", "500ms", "2s"),
  /** An address of a node. */
  NODE('N', Type.ADDR),
  /** A column that rules look at only as {@code _}. */
  HIDDEN('_', Type.ANY);

  /** Kinds of columns, and how often. */
  static final List<Kind> OF_COLUMNS =
      List.of(
          INT, INT, INT, INT, INT, INT, INT, ANY, ANY, STRING, STRING, DOUBLE, ID, LIST, BOOL, SET,
          DURATION, TIME);

  final char letter;
  final Type type;
  private final List<String> constants;

  Kind(char letter, Type type, String... constants) {
    this.letter = letter;
    this.type = type;
    this.constants = List.of(constants);
  }

  /** The kind of values of that type that are told apart as such; ANY where there is none. */
  static Kind of(Type type) {
    return Arrays.stream(values())
        .filter(k -> k.type == type && k != HIDDEN)
        .findFirst()
        .orElse(ANY);
  }

  /** The kind of a variable, by its name. */
  static Kind ofVariable(String name) {
    return Arrays.stream(values()).filter(k -> k.letter == name.charAt(0)).findFirst().orElse(INT);
  }

  /** The type as declarations write it. */
  String typeName() {
    return type.name().toLowerCase(java.util.Locale.ROOT);
  }

  String constant(Dice dice, List<String> nodes) {
    return switch (this) {
      case NODE -> '"' + dice.of(nodes) + '"';
      case HIDDEN -> "0";
      default -> dice.of(constants);
    };
  }

  /** A value that comes from outside. */
  Object value(Dice dice, List<String> nodes) {
    return switch (this) {
      case INT -> (long) dice.below(4);
      case ANY -> Arrays.asList(0L, 1L, 2L, "x", null, ListValue.of(1L)).get(dice.below(6));
      case STRING -> dice.pick("x", "y", "xy");
      case DOUBLE -> dice.pick(0.0, 1.0, 2.5);
      case ID -> Id.of(dice.below(4) - 1);
      case LIST ->
          dice.pick(ListValue.EMPTY, ListValue.of(1L), ListValue.of(1L, 2L), ListValue.of("x"));
      case SET ->
          SetValue.of(dice.of(List.of(ListValue.EMPTY, ListValue.of(1L), ListValue.of(1L, 2L))));
      case BOOL -> dice.chance(50);
      case TIME -> new Time(dice.below(3) * 1_000_000_000L);
      case DURATION -> new Duration(dice.below(3) * 1_000_000_000L);
      case NODE -> dice.of(nodes);
      case HIDDEN -> 0L;
    };
  }
}
