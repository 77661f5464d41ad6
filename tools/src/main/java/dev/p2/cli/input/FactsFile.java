package dev.p2.cli.input;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.EvalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A file of rows for one relation, {@code --facts REL=FILE}: {@code .csv}, {@code .tsv} (tab, no
 * header) or {@code .jsonl}.
 */
public final class FactsFile {
  private final CompiledProgram program;
  private final Relation relation;
  private final Source source;

  /** A row and its place, so that a row for an unknown node can be shown. */
  public record Row(Tuple tuple, Source source, int start, int end) {
    /** Wrong input: its home column names a node that is not there. */
    public InputException unknownNode(String address, List<String> addresses) {
      String near = Suggestion.didYouMean(address, addresses);
      return error("there is no node " + address)
          .hint(
              near.isEmpty() || near.contains(" or ")
                  ? "nodes are " + addresses.getFirst() + " to " + addresses.getLast()
                  : near);
    }

    /** Wrong input at this row. */
    public InputException error(String message) {
      return InputException.at(source, start, end, message);
    }
  }

  private FactsFile(CompiledProgram program, Relation relation, Source source) {
    this.program = program;
    this.relation = relation;
    this.source = source;
  }

  /**
   * Reads all rows of {@code REL=FILE}.
   *
   * @param header whether the first line of a {@code .csv} is a header
   */
  public static List<Row> read(CompiledProgram program, String argument, boolean header) {
    int equals = argument.indexOf('=');
    if (equals < 1)
      throw new InputException(
          "--facts " + argument + " names no file", "write --facts REL=FILE.csv");
    String name = argument.substring(0, equals);
    String file = argument.substring(equals + 1);
    Relation relation = Relations.user(program.plan().program(), name, "--facts " + argument);
    String lower = file.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".csv") && !lower.endsWith(".tsv") && !lower.endsWith(".jsonl")) {
      throw new InputException(
          "--facts " + argument + ": the file's name says no format",
          "it must end in .csv, .tsv or .jsonl");
    }
    var reader = new FactsFile(program, relation, TextFile.read(file));
    var rows = new ArrayList<Row>();
    if (lower.endsWith(".jsonl")) {
      forEachLine(reader.source, 0, line -> rows.add(reader.json(line)));
    } else {
      reader.separated(lower.endsWith(".tsv"), header, rows);
    }
    return rows;
  }

  /** Calls {@code action} with the JSON value of every line that is not blank. */
  static void forEachLine(Source source, int from, Consumer<Json> action) {
    String text = source.text();
    int start = from;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      if (end < 0) end = text.length();
      String line = text.substring(start, end);
      if (!line.isBlank()) action.accept(JsonReader.read(source, start, line));
      start = end + 1;
    }
  }

  private Row json(Json json) {
    Json.Array values =
        switch (json) {
          case Json.Array array -> array;
          case Json.Fields fields -> rowObject(fields);
          case Json.Word _, Json.Number _, Json.Text _ ->
              throw InputException.at(source, json.start(), json.end(), "a row is expected")
                  .hint(
                      "write an array of values, or {\"relation\":\""
                          + relation.name()
                          + "\",\"values\":[…]}");
        };
    return new Row(
        Relations.tuple(program, relation, source, values), source, values.start(), values.end());
  }

  private Json.Array rowObject(Json.Fields fields) {
    if (fields.get("relation").orElse(null) instanceof Json.Text name
        && !name.text().equals(relation.name())) {
      throw InputException.at(
              source,
              name.start(),
              name.end(),
              "this row is of " + name.text() + ", not of " + relation.name())
          .hint("a file a relation: --facts " + name.text() + "=FILE for the others");
    }
    if (fields.get("values").orElse(null) instanceof Json.Array values) return values;
    throw InputException.at(source, fields.start(), fields.end(), "the row has no array \"values\"")
        .hint("write {\"relation\":\"" + relation.name() + "\",\"values\":[…]}");
  }

  private void separated(boolean tabs, boolean header, List<Row> rows) {
    int at = 0;
    boolean skip = header && !tabs;
    while (at < source.text().length()) {
      SeparatedLine line = tabs ? SeparatedLine.tabs(source, at) : SeparatedLine.commas(source, at);
      at = line.next();
      if (skip) {
        skip = false;
      } else if (!line.blank()) {
        rows.add(new Row(tuple(line), source, line.start(), line.end()));
      }
    }
  }

  private Tuple tuple(SeparatedLine line) {
    int arity = relation.arity();
    int given = line.fields().size();
    if (given != arity) {
      SeparatedLine.Field place = line.fields().get(Math.min(given - 1, arity));
      int start = given > arity ? place.start() : line.end();
      throw InputException.at(
              source,
              start,
              given > arity ? line.end() : start,
              Relations.wrongArity(relation, given))
          .hint(Relations.columns(relation));
    }
    var values = new Object[arity];
    for (int i = 0; i < arity; i++) {
      SeparatedLine.Field field = line.fields().get(i);
      values[i] = value(field, i);
    }
    try {
      return program.make(relation.id(), values);
    } catch (EvalException e) {
      throw InputException.at(source, line.start(), line.end(), String.valueOf(e.getMessage()))
          .hint(Relations.columns(relation));
    }
  }

  private Object value(SeparatedLine.Field field, int column) {
    var type = relation.columns().get(column).type();
    try {
      if (field.text().startsWith("[") && Relations.collection(type)) {
        int start = field.start() + (source.text().startsWith("\"", field.start()) ? 1 : 0);
        return new JsonValues(source)
            .value(
                JsonReader.read(source, start, field.text()),
                type,
                Relations.columnName(relation, column));
      }
      Object value = FieldText.value(field.text(), type);
      if (value == null && !relation.columns().get(column).nullable())
        throw new IllegalArgumentException("null");
      return value;
    } catch (EvalException | IllegalArgumentException e) {
      throw InputException.at(
              source,
              field.start(),
              field.end(),
              Relations.columnName(relation, column)
                  + " is "
                  + FieldText.name(type)
                  + "; '"
                  + FieldText.shorten(field.text())
                  + "' does not fit")
          .hint(FieldText.hint(type))
          .hint(source.line(field.start()) == 1 ? "--csv-header skips a line of names" : "");
    }
  }
}
