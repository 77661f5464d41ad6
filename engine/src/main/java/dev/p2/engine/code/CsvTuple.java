package dev.p2.engine.code;

import dev.p2.engine.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@code CSVtuple}: from {@code in(@N, File)} an {@code out(@N, F1, …, Fn)} for each line
 * (overlog.md 11.5). Programs of the original also give it the characters that end a field, {@code
 * in(@N, Delimiters, File)}. How a file is read is the host's business.
 */
public final class CsvTuple implements Procedure {
  private static final Pattern INT = Pattern.compile("-?[0-9]{1,18}");

  private final Function<String, String> reader;

  /**
   * A procedure that reads files so.
   *
   * @param reader from a file's name to its text; what it throws is reported at the node
   */
  public CsvTuple(Function<String, String> reader) {
    this.reader = reader;
  }

  @Override
  public List<Object[]> run(Tuple event) {
    var results = new ArrayList<Object[]>();
    int last = event.arity() - 1;
    if (last < 1 || last > 2 || !(event.get(last) instanceof String file)) return results;
    String delimiters = last == 2 ? String.valueOf(event.get(1)) : ",";
    for (String line : reader.apply(file).lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) continue;
      var values = new ArrayList<Object>();
      values.add(event.get(0));
      for (String field : fields(line, delimiters)) values.add(value(field.strip()));
      results.add(values.toArray());
    }
    return results;
  }

  private static List<String> fields(String line, String delimiters) {
    var fields = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      if (delimiters.indexOf(line.charAt(i)) < 0) continue;
      fields.add(line.substring(start, i));
      start = i + 1;
    }
    fields.add(line.substring(start));
    return fields;
  }

  private static Object value(String field) {
    boolean quoted = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
    String text = quoted ? field.substring(1, field.length() - 1).strip() : field;
    return INT.matcher(text).matches() ? (Object) Long.valueOf(text) : text;
  }
}
