package dev.p2.lang.check;

import dev.p2.lang.syntax.Name;
import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.SetValue;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.TupleValue;
import dev.p2.lang.value.Type;
import java.util.Locale;

/** Types by name and by value. */
final class Types {
  private Types() {}

  /** The type of that name; the grammar has no others. */
  static Type named(Name name) {
    try {
      return Type.valueOf(name.text().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Type.ANY;
    }
  }

  /** How a type is written. */
  static String text(Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** The static type of a constant. */
  static Type of(Object value) {
    return switch (value) {
      case null -> Type.NULL;
      case Boolean b -> Type.BOOL;
      case Long l -> Type.INT;
      case Double d -> Type.DOUBLE;
      case Id i -> Type.ID;
      case String s -> Type.STRING;
      case Time t -> Type.TIME;
      case Duration d -> Type.DURATION;
      case ListValue l -> Type.LIST;
      case SetValue s -> Type.SET;
      case Bytes b -> Type.BYTES;
      case TupleValue t -> Type.TUPLE;
      default -> Type.ANY;
    };
  }
}
