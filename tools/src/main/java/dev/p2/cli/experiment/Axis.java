package dev.p2.cli.experiment;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Words;
import java.util.List;
import java.util.OptionalDouble;

/** What an experiment varies: a name and the values that it takes. */
record Axis(String name, List<Value> values) {
  private static final double NANOS_PER_SECOND = 1e9;

  Axis {
    values = List.copyOf(values);
  }

  /**
   * One value.
   *
   * @param label how data and plots call it
   * @param json what is filled in for the axis's name; of a table, its fields
   * @param given the flag that gave it, whose place is not that of {@code json}; empty if the file
   *     did
   */
  record Value(String label, Json json, String given) {
    /** One that stands in the file. */
    Value(String label, Json json) {
      this(label, json, "");
    }

    /** What is wrong with it, told of the flag that gave it. */
    InputException blame(InputException wrong) {
      boolean here =
          !given.isEmpty()
              && wrong.place().isPresent()
              && wrong.place().get().start() == json.start()
              && wrong.place().get().end() == json.end();
      return here ? wrong.nowhere().about(given) : wrong;
    }

    /** The value on a scale: a number, or a duration in seconds; nothing for other words. */
    OptionalDouble number() {
      try {
        return OptionalDouble.of(Double.parseDouble(label));
      } catch (NumberFormatException e) {
        // perhaps a duration
      }
      try {
        return OptionalDouble.of(Words.durationNanos(label) / NANOS_PER_SECOND);
      } catch (InputException e) {
        return OptionalDouble.empty();
      }
    }
  }

  /** Whether its values are durations. */
  boolean durations() {
    return values.stream().allMatch(v -> v.json() instanceof Json.Text && v.number().isPresent());
  }
}
