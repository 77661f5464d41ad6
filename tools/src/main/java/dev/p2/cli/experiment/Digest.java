package dev.p2.cli.experiment;

import dev.p2.cli.input.Json;
import dev.p2.cli.input.TextDigest;
import dev.p2.cli.output.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells experiments apart: all that decides about the results of a trial but its seed. What is only
 * shown, blanks and comments do not count, so that another plot needs no trial again.
 */
final class Digest {
  private static final List<String> SHOWN = List.of("title", "about", "seeds", "plot");

  private Digest() {}

  /**
   * A SHA-256 in hexadecimal.
   *
   * @param description with the small form's values, if that is wanted
   * @param texts what decides beside it: programs, scenarios, words of the command line
   */
  static String of(Json.Fields description, List<String> texts) {
    var all = new ArrayList<String>();
    for (Json.Field field : description.fields())
      if (!SHOWN.contains(field.name())) all.add(field.name() + "=" + text(field.value()));
    all.addAll(texts);
    return TextDigest.of(all);
  }

  private static String text(Json json) {
    return switch (json) {
      case Json.Text text -> JsonText.of(text.text());
      case Json.Number number -> number.text();
      case Json.Word word -> word.text();
      case Json.Array array ->
          array.elements().stream().map(Digest::text).collect(Collectors.joining(",", "[", "]"));
      case Json.Fields fields ->
          fields.fields().stream()
              .map(field -> JsonText.of(field.name()) + ":" + text(field.value()))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }
}
