package dev.p2.cli.input;

import dev.p2.lang.syntax.Source;
import java.util.ArrayList;
import java.util.List;

/** The fields of one record of a CSV or TSV file, with their places. */
record SeparatedLine(int start, int end, int next, List<Field> fields) {
  SeparatedLine {
    fields = List.copyOf(fields);
  }

  /** A field: its text without quotes, and where it stands with them. */
  record Field(int start, int end, String text) {}

  /** The record that starts at {@code start}: fields between tabs, taken as they are. */
  static SeparatedLine tabs(Source source, int start) {
    String text = source.text();
    int next = text.indexOf('\n', start);
    int end = next < 0 ? text.length() : next;
    int last = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
    var fields = new ArrayList<Field>();
    int from = start;
    for (int tab = text.indexOf('\t', from);
        tab >= 0 && tab < last;
        tab = text.indexOf('\t', from)) {
      fields.add(new Field(from, tab, text.substring(from, tab)));
      from = tab + 1;
    }
    fields.add(new Field(from, last, text.substring(from, last)));
    return new SeparatedLine(start, last, next < 0 ? text.length() : next + 1, fields);
  }

  /**
   * The record that starts at {@code start}, by RFC 4180: a field in quotes may hold commas, line
   * ends and, doubled, quotes.
   */
  static SeparatedLine commas(Source source, int start) {
    String text = source.text();
    var fields = new ArrayList<Field>();
    int at = start;
    while (true) {
      int from = at;
      var value = new StringBuilder();
      if (at < text.length() && text.charAt(at) == '"') {
        at = quoted(source, at, value);
      }
      while (at < text.length() && text.charAt(at) != ',' && !endsLine(text, at)) {
        if (from < at && text.charAt(from) == '"') {
          throw InputException.at(
                  source,
                  at,
                  at + 1,
                  "a comma or the end of the line is expected after a field in quotes")
              .hint("a quote within such a field is written twice");
        }
        int stop = at;
        while (stop < text.length() && text.charAt(stop) != ',' && !endsLine(text, stop)) stop++;
        value.append(text, at, stop);
        at = stop;
      }
      fields.add(new Field(from, at, value.toString()));
      if (at >= text.length() || text.charAt(at) != ',') break;
      at++;
    }
    int next = at;
    if (next < text.length() && text.charAt(next) == '\r') next++;
    if (next < text.length() && text.charAt(next) == '\n') next++;
    return new SeparatedLine(start, at, next, fields);
  }

  private static int quoted(Source source, int open, StringBuilder value) {
    String text = source.text();
    int at = open + 1;
    while (true) {
      int quote = text.indexOf('"', at);
      if (quote < 0)
        throw InputException.at(source, open, open + 1, "this quote is not closed")
            .hint("a quote inside a quoted field is doubled");
      value.append(text, at, quote);
      if (quote + 1 >= text.length() || text.charAt(quote + 1) != '"') return quote + 1;
      value.append('"');
      at = quote + 2;
    }
  }

  private static boolean endsLine(String text, int at) {
    char c = text.charAt(at);
    return c == '\n' || c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) == '\n');
  }

  boolean blank() {
    return fields.size() == 1 && fields.getFirst().text().isBlank();
  }
}
