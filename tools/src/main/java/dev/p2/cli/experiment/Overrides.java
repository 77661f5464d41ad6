package dev.p2.cli.experiment;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Suggestion;
import dev.p2.lang.syntax.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The small form of a description, and values of axes from the command line. */
final class Overrides {
  static final String QUICK = "quick";

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private Overrides() {}

  /**
   * The description without its small form.
   *
   * @throws InputException if that is no table
   */
  static Json.Fields full(Source source, Json.Fields description) {
    description.get(QUICK).ifPresent(small -> table(source, small));
    return without(description, QUICK);
  }

  /**
   * The description's small form: what stands below {@code [quick]} in place of what stands at the
   * same place outside.
   *
   * @throws InputException if it has none
   */
  static Json.Fields quick(Source source, Json.Fields description) {
    Json small = description.get(QUICK).orElse(null);
    if (small == null)
      throw new InputException(
          source.name() + " has no small form", "write what is smaller below [quick]");
    return merged(without(description, QUICK), table(source, small));
  }

  private static Json.Fields table(Source source, Json small) {
    if (small instanceof Json.Fields fields) return fields;
    throw InputException.at(source, small.start(), small.end(), QUICK + " must be a table")
        .hint("write [quick] on its own line, and below it what is smaller");
  }

  private static Json.Fields without(Json.Fields fields, String name) {
    return new Json.Fields(
        fields.start(),
        fields.end(),
        fields.fields().stream().filter(f -> !f.name().equals(name)).toList());
  }

  private static Json.Fields merged(Json.Fields base, Json.Fields over) {
    Map<String, Json.Field> fields = new LinkedHashMap<>();
    for (Json.Field field : base.fields()) fields.put(field.name(), field);
    for (Json.Field field : over.fields()) {
      Json.Field before = fields.get(field.name());
      Json value =
          before != null
                  && before.value() instanceof Json.Fields lower
                  && field.value() instanceof Json.Fields upper
              ? merged(lower, upper)
              : field.value();
      fields.put(field.name(), new Json.Field(field.start(), field.end(), field.name(), value));
    }
    return new Json.Fields(base.start(), base.end(), List.copyOf(fields.values()));
  }

  /** The axes with the values of {@code NAME=A,B,…} in place of their own. */
  static List<Axis> chosen(List<Axis> axes, List<String> arguments) {
    var chosen = new ArrayList<>(axes);
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      List<String> names = axes.stream().map(Axis::name).toList();
      int at = names.indexOf(name);
      if (equals < 0) throw new InputException("--axis " + argument, "write --axis NAME=A,B");
      if (at < 0) {
        String similar = Suggestion.didYouMean(name, names);
        throw new InputException("--axis " + argument + ": there is no axis " + name)
            .hint(similar.isEmpty() ? "there are " + String.join(", ", names) : similar);
      }
      var values = new ArrayList<Axis.Value>();
      for (String word : argument.substring(equals + 1).split(",", -1))
        values.add(value(axes.get(at), argument, word.strip()));
      chosen.set(at, new Axis(name, values));
    }
    return chosen;
  }

  /** A value of the axis by its label, or a new one of the same kind. */
  private static Axis.Value value(Axis axis, String argument, String word) {
    for (Axis.Value value : axis.values()) if (value.label().equals(word)) return value;
    Json like = axis.values().getFirst().json();
    if (word.isEmpty() || like instanceof Json.Fields)
      throw new InputException(
          "--axis " + argument + ": " + axis.name() + " has no value '" + word + "'",
          "its values are "
              + String.join(", ", axis.values().stream().map(Axis.Value::label).toList()));
    if (like instanceof Json.Number && !NUMBER.matcher(word).matches())
      throw new InputException(
          "--axis " + argument + ": '" + word + "' is no number",
          "the values of " + axis.name() + " are numbers");
    return new Axis.Value(
        word,
        like instanceof Json.Number
            ? new Json.Number(like.start(), like.end(), word)
            : new Json.Text(like.start(), like.end(), word),
        "--axis " + argument);
  }
}
