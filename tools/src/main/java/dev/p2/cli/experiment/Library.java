package dev.p2.cli.experiment;

import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The experiments that P2 brings along, by name. */
public final class Library {
  private static final String ROOT = "/experiments/";

  private Library() {}

  /** The names, in alphabetical order. */
  public static List<String> names() {
    return text("index.list")
        .orElse("")
        .lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty())
        .toList();
  }

  /** The description of that name. */
  public static Optional<Source> find(String name) {
    if (!names().contains(name)) return Optional.empty();
    return text(name + ".toml").map(text -> new Source(name + ".toml", text));
  }

  /** What {@code p2 experiment new} writes, by file name. */
  static Optional<String> template(String file) {
    return text("new/" + file);
  }

  private static Optional<String> text(String resource) {
    try (InputStream in = Library.class.getResourceAsStream(ROOT + resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + resource + " from the program's own files", e);
    }
  }
}
