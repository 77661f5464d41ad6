package dev.p2.cli.scenario;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.input.Words;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.scenario.Action.Trace.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads when nodes come and go: lines {@code TIME,NODE,up} or {@code TIME,NODE,down} in the order
 * of time. A time without unit is in seconds; blank lines and what follows a {@code #} are skipped.
 */
final class TraceReader {
  private final Source source;
  private final Members members;
  private final List<Change> changes = new ArrayList<>();

  private TraceReader(Source source, Members members) {
    this.source = source;
    this.members = members;
  }

  /** The trace in a file, which is looked for beside the scenario. */
  static List<Change> file(Source scenario, String name, Members members) {
    Path folder = Path.of(scenario.name()).getParent();
    Path path = folder == null ? Path.of(name) : folder.resolve(name);
    var reader = new TraceReader(TextFile.read(path.toString()), members);
    reader.readLines();
    if (reader.changes.isEmpty())
      throw InputException.at(reader.source, 0, 1, "nothing happens in this trace")
          .hint("write lines such as 10.5,n3,down");
    return reader.changes;
  }

  /** The trace as an array of {@code ["10s", "n3", "up"]}. */
  static List<Change> inline(Source source, Json.Array array, Members members) {
    var reader = new TraceReader(source, members);
    for (Json element : array.elements()) {
      if (!(element instanceof Json.Array change)
          || change.elements().size() != 3
          || !change.elements().stream().allMatch(Json.Text.class::isInstance))
        throw InputException.at(
                source, element.start(), element.end(), "this is no change of a node")
            .hint("write [\"10s\", \"n3\", \"up\"]");
      reader.add(
          (Json.Text) change.elements().get(0),
          (Json.Text) change.elements().get(1),
          (Json.Text) change.elements().get(2));
    }
    return reader.changes;
  }

  private void readLines() {
    String text = source.text();
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('\n', at);
      if (end < 0) end = text.length();
      readLine(at, end);
      at = end + 1;
    }
  }

  private void readLine(int start, int lineEnd) {
    String text = source.text();
    int comment = text.indexOf('#', start);
    int end = comment >= 0 && comment < lineEnd ? comment : lineEnd;
    if (text.substring(start, end).isBlank()) return;
    var words = new ArrayList<Json.Text>();
    for (int at = start; at <= end; ) {
      int comma = text.indexOf(',', at);
      if (comma < 0 || comma > end) comma = end;
      int from = at;
      int to = comma;
      while (from < to && Character.isWhitespace(text.charAt(from))) from++;
      while (to > from && Character.isWhitespace(text.charAt(to - 1))) to--;
      words.add(new Json.Text(from, to, text.substring(from, to)));
      at = comma + 1;
    }
    if (words.size() != 3)
      throw InputException.at(source, start, end, "a time, a node and up or down are expected")
          .hint("write 10.5,n3,down");
    add(words.get(0), words.get(1), words.get(2));
  }

  private void add(Json.Text time, Json.Text node, Json.Text state) {
    long nanos = nanos(time);
    if (!changes.isEmpty() && nanos < changes.getLast().atNanos())
      throw InputException.at(
              source, time.start(), time.end(), "this time is before that of the change above")
          .hint("write the changes in the order of their times");
    boolean on = state.text().equals("up");
    if (!on && !state.text().equals("down"))
      throw InputException.at(source, state.start(), state.end(), "up or down is expected")
          .hint("write 10.5,n3,down");
    changes.add(new Change(nanos, members.one(source, node, node.text()), on));
  }

  private long nanos(Json.Text time) {
    if (time.text().startsWith("-"))
      throw InputException.at(source, time.start(), time.end(), "a time must not be negative")
          .hint("times count from the start of the run");
    if (time.text().isEmpty())
      throw InputException.at(source, time.start(), time.end(), "the time is missing")
          .hint("write 10.5,n3,down");
    boolean plain = time.text().matches("[0-9]+(\\.[0-9]+)?");
    try {
      return Words.durationNanos(plain ? time.text() + "s" : time.text());
    } catch (InputException e) {
      throw InputException.at(source, time.start(), time.end(), String.valueOf(e.getMessage()))
          .hint("write 10.5 or 90s; a trace has no header");
    }
  }
}
