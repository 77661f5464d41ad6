package dev.p2.cli.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;

/** Reads one line of a JSON Lines file into a {@link Json} that knows its place. */
public final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Source source;
  private final int lineStart;
  private final JsonParser parser;

  private JsonReader(Source source, int lineStart, JsonParser parser) {
    this.source = source;
    this.lineStart = lineStart;
    this.parser = parser;
  }

  /**
   * Reads the one value of the line that starts at {@code lineStart}.
   *
   * @throws InputException with the place where the line stops being JSON
   */
  public static Json read(Source source, int lineStart, String line) {
    try (JsonParser parser = FACTORY.createParser(line)) {
      var reader = new JsonReader(source, lineStart, parser);
      try {
        parser.nextToken();
        Json value = reader.value();
        if (parser.nextToken() != null)
          throw reader
              .error("one JSON value a line, please; here is another")
              .hint("begin a new line before it");
        return value;
      } catch (JsonProcessingException e) {
        int at =
            lineStart
                + Math.clamp(
                    e.getLocation() == null ? 0 : e.getLocation().getCharOffset(),
                    0,
                    line.length());
        throw InputException.at(
                source, at, at + 1, "this is no JSON: " + firstSentence(e.getOriginalMessage()))
            .hint("names and texts stand in double quotes; what opens must close");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The parser's message without its talk about classes and options. */
  private static String firstSentence(String message) {
    int colon = message.indexOf(": ");
    String text =
        colon > 0 && message.startsWith("Unexpected") ? message.substring(0, colon) : message;
    int line = text.indexOf('\n');
    return line < 0 ? text : text.substring(0, line);
  }

  private Json value() throws IOException {
    int start = start();
    JsonToken token = parser.currentToken();
    if (token == null) throw missing();
    return switch (token) {
      case VALUE_NULL, VALUE_TRUE, VALUE_FALSE -> new Json.Word(start, end(), parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Number(start, end(), parser.getText());
      case VALUE_STRING -> {
        String text = parser.getText();
        yield new Json.Text(start, end(), text);
      }
      case START_ARRAY -> {
        var elements = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) elements.add(value());
        yield new Json.Array(start, end(), elements);
      }
      case START_OBJECT -> object(start);
      default -> throw missing();
    };
  }

  private Json object(int start) throws IOException {
    var fields = new ArrayList<Json.Field>();
    var names = new HashSet<String>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int nameStart = start();
      String name = parser.currentName();
      int nameEnd = nameStart + name.length() + 2;
      if (!names.add(name))
        throw InputException.at(
                source, nameStart, nameEnd, "the field \"" + name + "\" stands here twice")
            .hint("leave one of them out");
      parser.nextToken();
      fields.add(new Json.Field(nameStart, nameEnd, name, value()));
    }
    return new Json.Fields(start, end(), fields);
  }

  private int start() {
    return lineStart + (int) Math.max(0, parser.currentTokenLocation().getCharOffset());
  }

  private int end() {
    return lineStart + (int) parser.currentLocation().getCharOffset();
  }

  private InputException missing() {
    return error("a JSON value is missing").hint("write {…}, […], a number or a text in quotes");
  }

  private InputException error(String message) {
    return InputException.at(source, start(), start() + 1, message);
  }
}
