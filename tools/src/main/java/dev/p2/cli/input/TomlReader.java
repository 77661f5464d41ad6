package dev.p2.cli.input;

import dev.p2.lang.syntax.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads TOML into the same values with places that JSON files are read into, fields in file order.
 * The library says where keys and elements begin; where a value begins and ends is looked up in the
 * text.
 */
public final class TomlReader {
  private static final int DEPTH_MAX = 100;

  private final Source source;
  private final String text;
  private final List<Integer> lineStarts = new ArrayList<>();
  private int depth;

  private TomlReader(Source source) {
    this.source = source;
    this.text = source.text();
    lineStarts.add(0);
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) == '\n') lineStarts.add(i + 1);
  }

  /**
   * The whole file as one table.
   *
   * @throws InputException with the place where the text stops being TOML
   */
  public static Json.Fields read(Source source) {
    var reader = new TomlReader(source);
    reader.requireShallow();
    TomlParseResult result = reader.parse();
    if (result.hasErrors()) throw reader.error(result.errors().getFirst());
    return reader.table(result, 0, source.text().length());
  }

  private TomlParseResult parse() {
    try {
      return Toml.parse(text);
    } catch (TomlParseError thrown) { // of an escape in a key; others are in the result
      throw error(thrown);
    }
  }

  /** The library reads arrays in arrays by recursion. */
  private void requireShallow() {
    int depth = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '[' || c == '{') depth++;
      if ((c == ']' || c == '}') && depth > 0) depth--;
      if (depth >= DEPTH_MAX) throw tooDeep(i);
      i = c == '#' ? lineEnd(i) + 1 : quote(i) ? Math.max(i + 1, quotedEndInLine(i)) : i + 1;
    }
  }

  /** The end of a string; 0 for one that should end with its line and does not. */
  private int quotedEndInLine(int start) {
    int end = quotedEnd(start);
    boolean lines = text.startsWith(text.substring(start, start + 1).repeat(3), start);
    return lines || text.substring(start, end).indexOf('\n') < 0 ? end : 0;
  }

  private InputException tooDeep(int at) {
    return InputException.at(source, at, at + 1, "this is nested deeper than " + DEPTH_MAX)
        .hint("is a closing bracket missing?");
  }

  private InputException error(TomlParseError error) {
    int at = offset(error.position());
    String message = String.valueOf(error.getMessage());
    int place = message.lastIndexOf(" (line ");
    String what = lowerFirst(place < 0 ? message : message.substring(0, place));
    return InputException.at(source, at, at + 1, "this is no TOML: " + what).hint(hint(what));
  }

  private static String hint(String what) {
    if (what.contains("is not an array")) return "write both in double brackets: [[…]]";
    if (what.contains("previously defined"))
      return "a key stands once in a table; for another table of the kind write [[…]] above it";
    if (what.contains("too large")) return "a whole number has at most 64 bits";
    return "lines are key = value or [[table]]; texts stand in quotes, what follows a # is skipped";
  }

  private static String lowerFirst(String message) {
    return message.startsWith("Unexpected") ? "u" + message.substring(1) : message;
  }

  private Json.Fields table(TomlTable table, int start, int end) {
    if (++depth > DEPTH_MAX) throw tooDeep(start);
    var fields = new ArrayList<Json.Field>();
    for (String name : table.keySet()) {
      List<String> key = List.of(name);
      int at = offset(table.inputPositionOf(key));
      boolean header = text.startsWith("[", at);
      int keyEnd = header ? lineEnd(at) : keyEnd(at);
      int valueAt = header ? at : valueStart(at);
      fields.add(new Json.Field(at, keyEnd, name, value(table.get(key), valueAt, header)));
    }
    depth--;
    fields.sort(Comparator.comparingInt(Json.Field::start));
    return new Json.Fields(start, end, fields);
  }

  private Json value(Object value, int start, boolean header) {
    int end = header ? lineEnd(start) : valueEnd(start);
    return switch (value) {
      case String string -> new Json.Text(start, end, string);
      case Boolean bool -> new Json.Word(start, end, bool.toString());
      case Long number -> new Json.Number(start, end, number.toString());
      case Double number when Double.isFinite(number) ->
          new Json.Number(start, end, number.toString());
      case Double number -> new Json.Word(start, end, number.toString());
      case TomlTable table -> table(table, start, end);
      case TomlArray array -> array(array, start, end, header);
      default ->
          throw InputException.at(source, start, end, "a date or time of day has no use here")
              .hint("times count from the start of the run: \"90s\"");
    };
  }

  private Json.Array array(TomlArray array, int start, int end, boolean header) {
    var elements = new ArrayList<Json>();
    for (int i = 0; i < array.size(); i++) {
      int at = skipBlank(offset(array.inputPositionOf(i)));
      elements.add(value(array.get(i), at, header));
    }
    return new Json.Array(start, end, elements);
  }

  /** Lines and columns count from 1, columns in code points. */
  private int offset(TomlPosition position) {
    int at = lineStarts.get(Math.min(position.line(), lineStarts.size()) - 1);
    int end = Math.max(at, lineEnd(at));
    int columns = Math.min(position.column() - 1, text.codePointCount(at, end));
    return text.offsetByCodePoints(at, columns);
  }

  private int lineEnd(int at) {
    int end = text.indexOf('\n', at);
    if (end < 0) end = text.length();
    while (end > at && Character.isWhitespace(text.charAt(end - 1))) end--;
    return end;
  }

  private int keyEnd(int at) {
    int end = equalsSign(at);
    while (end > at && Character.isWhitespace(text.charAt(end - 1))) end--;
    return end;
  }

  private int valueStart(int keyAt) {
    return skipBlank(Math.min(equalsSign(keyAt) + 1, text.length()));
  }

  /** The sign behind a key, whose quoted parts may hold others. */
  private int equalsSign(int at) {
    int i = at;
    while (i < text.length() && text.charAt(i) != '=') i = quote(i) ? quotedEnd(i) : i + 1;
    return i;
  }

  private int skipBlank(int at) {
    int i = at;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '#') {
        int next = text.indexOf('\n', i);
        i = next < 0 ? text.length() : next;
      } else if (Character.isWhitespace(c) || c == ',') {
        i++;
      } else {
        break;
      }
    }
    return i;
  }

  private boolean quote(int at) {
    return at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
  }

  private int valueEnd(int start) {
    if (quote(start)) return quotedEnd(start);
    if (start < text.length() && "[{".indexOf(text.charAt(start)) >= 0) return bracketEnd(start);
    int end = start;
    while (end < text.length()
        && ",]}#".indexOf(text.charAt(end)) < 0
        && !Character.isWhitespace(text.charAt(end))) end++;
    return end;
  }

  private int bracketEnd(int start) {
    int depth = 0;
    int i = start;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (quote(i)) {
        i = quotedEnd(i);
        continue;
      }
      if (c == '#') {
        i = skipBlank(i);
        continue;
      }
      if (c == '[' || c == '{') depth++;
      if ((c == ']' || c == '}') && --depth == 0) return i + 1;
      i++;
    }
    return text.length();
  }

  private int quotedEnd(int start) {
    char mark = text.charAt(start);
    String three = String.valueOf(mark).repeat(3);
    boolean lines = text.startsWith(three, start);
    int i = start + (lines ? 3 : 1);
    while (i < text.length()) {
      if (mark == '"' && text.charAt(i) == '\\') {
        i += 2;
        continue;
      }
      if (lines && text.startsWith(three, i)) return i + 3;
      if (!lines && text.charAt(i) == mark) return i + 1;
      i++;
    }
    return text.length();
  }
}
