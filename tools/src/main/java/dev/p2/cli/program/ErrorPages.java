package dev.p2.cli.program;

import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The page of each diagnostic code: what it means, an example, how to mend it. */
public final class ErrorPages {
  private static final String ROOT = "/dev/p2/cli/errors/";

  private ErrorPages() {}

  /**
   * The page of a code such as {@code P2-014}; case does not matter.
   *
   * @throws InputException if there is no such code
   */
  public static String page(String code) {
    String wanted = code.toUpperCase(Locale.ROOT);
    if (codes().contains(wanted)) return read(wanted + ".md");
    String near = Suggestion.didYouMean(wanted, codes());
    throw new InputException("there is no code " + code)
        .hint(near.isEmpty() ? "codes are P2-001 to P2-130 and P2-R01 to P2-R14" : near);
  }

  /** All codes that have a page. */
  public static List<String> codes() {
    return read("index.list").lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static String read(String name) {
    try (InputStream in = ErrorPages.class.getResourceAsStream(ROOT + name)) {
      if (in == null)
        throw new AssertionError("the page " + name + " is missing from the program's own files");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
