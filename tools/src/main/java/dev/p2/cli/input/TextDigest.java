package dev.p2.cli.input;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells texts from others: a SHA-256 in hexadecimal, each text ended by a null character. */
public final class TextDigest {
  private TextDigest() {}

  /** Of these texts in their order. */
  public static String of(Iterable<String> texts) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
    for (String text : texts) digest.update((text + "\0").getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }
}
