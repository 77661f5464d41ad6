package dev.p2.embed;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.code.HostFunction;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.Time;
import java.time.Instant;
import java.util.List;

/** From what Java programs have at hand to language values. */
final class JavaValues {
  private JavaValues() {}

  /**
   * A language value: whole numbers become int, fractions double, lists, times and octets what they
   * are; language values stay.
   */
  static Object language(Object value) {
    return switch (value) {
      case null -> null;
      case Integer i -> (long) i;
      case Short s -> (long) s;
      case Byte b -> (long) b;
      case Float f -> (double) f;
      case java.time.Duration d -> new Duration(d.toNanos());
      case Instant t -> new Time(Math.addExact(t.getEpochSecond() * 1_000_000_000L, t.getNano()));
      case List<?> list -> ListValue.of(list.stream().map(JavaValues::language).toArray());
      case byte[] octets -> Bytes.of(octets);
      default -> value;
    };
  }

  static HostFunction function(HostFunction function) {
    return arguments -> language(function.call(arguments));
  }

  /**
   * A tuple of a relation.
   *
   * @throws IllegalArgumentException if the program has no such relation with so many columns
   * @throws dev.p2.lang.value.EvalException if a value does not fit its column
   */
  static Tuple tuple(CompiledProgram program, String relation, Object[] values) {
    Relation known = relation(program, relation);
    if (known.arity() != values.length)
      throw new IllegalArgumentException(
          relation + " has " + known.arity() + " columns, " + values.length + " are given");
    Object[] converted = new Object[values.length];
    for (int i = 0; i < values.length; i++) converted[i] = language(values[i]);
    return program.make(known.id(), converted);
  }

  static Relation relation(CompiledProgram program, String name) {
    return program
        .plan()
        .program()
        .relation(name)
        .orElseThrow(() -> new IllegalArgumentException("the program has no relation " + name));
  }
}
