package dev.p2.cli.test;

import dev.p2.cli.input.InputException;
import dev.p2.lang.syntax.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment {@code // p2:word rest} of a test file.
 *
 * @param start the offset at which {@code rest} begins
 * @param end the offset behind it
 */
public record Directive(Source source, String word, int wordStart, int start, int end) {
  private static final Pattern LINE =
      Pattern.compile(
          "^[ \\t]*//[ \\t]*p2:([A-Za-z]+)[ \\t]*([^\\r\\n]*?)[ \\t\\r]*$", Pattern.MULTILINE);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

  /** A word of the rest. */
  record Word(String text, int start, int end) {}

  /** All directives of a file, in order. */
  static List<Directive> all(Source source) {
    var found = new ArrayList<Directive>();
    Matcher line = LINE.matcher(source.text());
    while (line.find())
      found.add(new Directive(source, line.group(1), line.start(1), line.start(2), line.end(2)));
    return found;
  }

  String rest() {
    return source.text().substring(start, end);
  }

  int line() {
    return source.line(start);
  }

  /** The words of the rest; one in quotes may hold blanks. */
  List<Word> words() {
    var words = new ArrayList<Word>();
    Matcher word = WORD.matcher(source.text()).region(start, end);
    while (word.find()) {
      String quoted = word.group(1);
      words.add(new Word(quoted == null ? word.group() : quoted, word.start(), word.end()));
    }
    return words;
  }

  /** Wrong input: the whole directive. */
  InputException error(String message) {
    return InputException.at(source, wordStart, Math.max(end, wordStart + word.length()), message);
  }

  /** Wrong input: one word. */
  InputException error(Word at, String message) {
    return InputException.at(source, at.start(), at.end(), message);
  }

  /** Wrong input that another reader has found in a word. */
  InputException error(Word at, InputException cause) {
    InputException placed = error(at, String.valueOf(cause.getMessage()));
    for (String hint : cause.hints()) placed = placed.hint(hint);
    return placed;
  }
}
