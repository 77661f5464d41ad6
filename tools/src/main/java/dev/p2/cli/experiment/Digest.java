package dev.p2.cli.experiment;

import dev.p2.cli.input.Json;
import dev.p2.cli.output.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
    for (Json.Field field : description.fields())
      if (!SHOWN.contains(field.name())) add(digest, field.name() + "=" + text(field.value()));
    for (String text : texts) add(digest, text);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    digest.update((text + "\0").getBytes(StandardCharsets.UTF_8));
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
