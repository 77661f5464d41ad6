package dev.p2.cli.input;

import java.util.List;
import java.util.Optional;

/**
 * A value of JSON or TOML that was read, with its place: from {@code start} up to {@code end} in
 * its file.
 */
public sealed interface Json {
  int start();

  int end();

  /** {@code null}, {@code true} or {@code false}. */
  record Word(int start, int end, String text) implements Json {}

  /** A number as written. */
  record Number(int start, int end, String text) implements Json {
    public boolean whole() {
      return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
    }
  }

  /** A string, escapes resolved. */
  record Text(int start, int end, String text) implements Json {}

  /** An array. */
  record Array(int start, int end, List<Json> elements) implements Json {
    public Array {
      elements = List.copyOf(elements);
    }
  }

  /** An object, fields in file order. */
  record Fields(int start, int end, List<Field> fields) implements Json {
    public Fields {
      fields = List.copyOf(fields);
    }

    public Optional<Json> get(String name) {
      return fields.stream()
          .filter(field -> field.name().equals(name))
          .map(Field::value)
          .findFirst();
    }
  }

  /** One field; {@code start} and {@code end} are those of its name. */
  record Field(int start, int end, String name, Json value) {}
}
