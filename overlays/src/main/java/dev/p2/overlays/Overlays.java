package dev.p2.overlays;

import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The overlays that P2 brings along, by name.
 *
 * <p>An overlay is a folder of resources with an {@code overlay.list}: the names of its program
 * files, one a line, in the order in which they are compiled as one program. {@code health.olg}, if
 * the folder has one, is its own health check and is compiled with it where a check is asked for;
 * {@code health.list} names another overlay whose check is meant.
 */
public final class Overlays {
  private static final String ROOT = "/overlays/";

  private Overlays() {}

  /** The names of all overlays, in alphabetical order. */
  public static List<String> names() {
    return lines(ROOT + "index.list").orElse(List.of());
  }

  /** The program files of an overlay, or nothing if there is none of that name. */
  public static Optional<List<Source>> find(String name) {
    if (!names().contains(name)) return Optional.empty();
    var sources = new ArrayList<Source>();
    for (String file : lines(ROOT + name + "/overlay.list").orElse(List.of())) {
      read(ROOT + name + "/" + file)
          .map(text -> new Source(name + "/" + file, text))
          .ifPresent(sources::add);
    }
    return Optional.of(List.copyOf(sources));
  }

  /** The overlay's health check, if it has one. */
  public static Optional<Source> health(String name) {
    Optional<Source> own =
        read(ROOT + name + "/health.olg").map(text -> new Source(name + "/health.olg", text));
    if (own.isPresent()) return own;
    return lines(ROOT + name + "/health.list")
        .flatMap(names -> names.stream().findFirst())
        .flatMap(Overlays::health);
  }

  private static Optional<List<String>> lines(String resource) {
    return read(resource)
        .map(text -> text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
  }

  private static Optional<String> read(String resource) {
    try (InputStream in = Overlays.class.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + resource + " from the program's own files", e);
    }
  }
}
