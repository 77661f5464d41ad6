package dev.p2.cli.experiment;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Suggestion;
import dev.p2.lang.syntax.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${axis}} and {@code ${axis.field}} in the strings of a description. A string that
 * is nothing else becomes the value as it is, a number or a table too, and keeps the value's place.
 */
final class Substitution {
  private static final Pattern BLANK = Pattern.compile("\\$\\{([^}]*)}");

  private final Source source;
  private final Map<String, Axis.Value> values;
  private final Set<String> used = new LinkedHashSet<>();

  Substitution(Source source, Map<String, Axis.Value> values) {
    this.source = source;
    this.values = values;
  }

  /** The axes that were filled in somewhere. */
  Set<String> used() {
    return used;
  }

  Json apply(Json json) {
    return switch (json) {
      case Json.Text text -> text(text);
      case Json.Array array ->
          new Json.Array(
              array.start(), array.end(), array.elements().stream().map(this::apply).toList());
      case Json.Fields fields -> fields(fields);
      case Json.Word _, Json.Number _ -> json;
    };
  }

  Json.Fields fields(Json.Fields fields) {
    var filled = new ArrayList<Json.Field>();
    for (Json.Field field : fields.fields())
      filled.add(new Json.Field(field.start(), field.end(), field.name(), apply(field.value())));
    return new Json.Fields(fields.start(), fields.end(), filled);
  }

  private Json text(Json.Text text) {
    Matcher matcher = BLANK.matcher(text.text());
    if (matcher.matches()) return value(text, matcher.group(1));
    matcher.reset();
    var filled = new StringBuilder();
    while (matcher.find())
      matcher.appendReplacement(
          filled, Matcher.quoteReplacement(plain(text, value(text, matcher.group(1)))));
    matcher.appendTail(filled);
    return new Json.Text(text.start(), text.end(), filled.toString());
  }

  private Json value(Json.Text at, String name) {
    int dot = name.indexOf('.');
    String axis = dot < 0 ? name : name.substring(0, dot);
    Axis.Value value = values.get(axis);
    if (value == null)
      throw unknown(at, "there is no axis " + axis, axis, List.copyOf(values.keySet()));
    used.add(axis);
    if (dot < 0)
      return value.json() instanceof Json.Fields fields
          ? new Json.Text(fields.start(), fields.end(), value.label())
          : value.json();
    String field = name.substring(dot + 1);
    if (!(value.json() instanceof Json.Fields table))
      throw error(at, axis + " " + value.label() + " has no fields")
          .hint("write \"${" + axis + "}\"; a value with fields is a table with a name");
    return table
        .get(field)
        .orElseThrow(
            () ->
                unknown(
                    at,
                    axis + " " + value.label() + " has no field " + field,
                    field,
                    table.fields().stream().map(Json.Field::name).toList()));
  }

  private static String plain(Json.Text at, Json value) {
    return switch (value) {
      case Json.Text text -> text.text();
      case Json.Number number -> number.text();
      case Json.Word word -> word.text();
      case Json.Array _, Json.Fields _ -> at.text();
    };
  }

  private InputException unknown(Json.Text at, String message, String name, List<String> known) {
    String similar = Suggestion.didYouMean(name, known);
    return error(at, message)
        .hint(
            !similar.isEmpty()
                ? similar
                : known.isEmpty()
                    ? "write axes below [axes]"
                    : "there are " + String.join(", ", known));
  }

  private InputException error(Json.Text at, String message) {
    return InputException.at(source, at.start(), at.end(), message);
  }
}
