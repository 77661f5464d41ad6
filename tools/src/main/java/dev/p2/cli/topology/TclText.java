package dev.p2.cli.topology;

import dev.p2.cli.input.InputException;
import dev.p2.lang.syntax.Source;
import java.util.ArrayList;
import java.util.List;

/** Tcl as text: commands of words, with their places; braces, brackets and quotes kept whole. */
final class TclText {
  private final Source source;
  private final String text;
  private final int end;
  private int at;

  private TclText(Source source, int start, int end) {
    this.source = source;
    this.text = source.text();
    this.at = start;
    this.end = end;
  }

  /** A word as written. */
  record Word(int start, int end, String text) {
    /** Without the braces or quotes around it. */
    String inner() {
      boolean wrapped =
          text.length() >= 2
              && (text.startsWith("{") && text.endsWith("}")
                  || text.startsWith("\"") && text.endsWith("\""));
      return wrapped ? text.substring(1, text.length() - 1) : text;
    }
  }

  /** A command; it has at least one word. */
  record Command(List<Word> words) {}

  /** The commands between two places of a text. */
  static List<Command> commands(Source source, int start, int end) {
    var reader = new TclText(source, start, end);
    var commands = new ArrayList<Command>();
    while (reader.at < end) {
      List<Word> words = reader.words();
      if (!words.isEmpty()) commands.add(new Command(words));
    }
    return commands;
  }

  private List<Word> words() {
    var words = new ArrayList<Word>();
    while (at < end) {
      char c = text.charAt(at);
      if (c == '\n' || c == ';') {
        at++;
        break;
      }
      if (c == '\\' && continued()) {
        at = text.indexOf('\n', at) + 1;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#' && words.isEmpty()) {
        int next = text.indexOf('\n', at);
        at = next < 0 || next > end ? end : next;
      } else {
        words.add(word());
      }
    }
    return words;
  }

  /** Whether a backslash stands at the end of its line. */
  private boolean continued() {
    int next = at + 1;
    while (next < end && text.charAt(next) == '\r') next++;
    return next < end && text.charAt(next) == '\n';
  }

  private Word word() {
    int start = at;
    char c = text.charAt(at);
    if (c == '"') {
      int close = text.indexOf('"', at + 1);
      if (close < 0 || close >= end)
        throw InputException.at(source, start, start + 1, "this quote is not closed")
            .hint("what closes it is missing somewhere behind");
      at = close + 1;
      return new Word(start, at, text.substring(start, at));
    }
    while (at < end) {
      c = text.charAt(at);
      if (c == '{' || c == '[' || c == '(') at = closing();
      else if (Character.isWhitespace(c) || c == ';' || c == '\\') break;
      else at++;
    }
    if (at == start) at++;
    return new Word(start, at, text.substring(start, at));
  }

  private int closing() {
    int open = at;
    int depth = 0;
    for (int i = at; i < end; i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[' || c == '(') depth++;
      if ((c == '}' || c == ']' || c == ')') && --depth == 0) return i + 1;
    }
    throw InputException.at(source, open, open + 1, "this " + text.charAt(open) + " is not closed")
        .hint("what closes it is missing somewhere behind");
  }
}
