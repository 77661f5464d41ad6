package dev.p2.net.record;

import dev.p2.net.wire.WireReader;
import dev.p2.net.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A text of the program that was recorded: its name, and what tells each of its lines from another,
 * so that whoever replays it with a changed file is told the line.
 */
public record RecordedText(String name, List<Integer> lines) {
  public RecordedText {
    lines = List.copyOf(lines);
  }

  /** What is kept of a text. */
  public static RecordedText of(String name, String text) {
    return new RecordedText(name, text.lines().map(String::hashCode).toList());
  }

  /** The first line, from 0, in which another text differs; -1 if it does not. */
  public int difference(RecordedText other) {
    int shared = Math.min(lines.size(), other.lines.size());
    for (int i = 0; i < shared; i++) if (!lines.get(i).equals(other.lines.get(i))) return i;
    return lines.size() == other.lines.size() ? -1 : shared;
  }

  void write(WireWriter out) {
    out.text(name);
    out.varint(lines.size());
    for (int line : lines) out.varint(Integer.toUnsignedLong(line));
  }

  static RecordedText read(WireReader in) {
    String name = in.text();
    int count = in.count(1);
    var lines = new ArrayList<Integer>();
    for (int i = 0; i < count && !in.failed(); i++) lines.add((int) in.varint());
    return new RecordedText(name, lines);
  }
}
