package dev.p2.fuzz;

import java.io.IOException;

/** What the coverage-guided fuzzer calls, by its name: {@code -Dp2.fuzz.target=parser}. */
public final class FuzzDriver {
  private static final FuzzTarget TARGET =
      FuzzTarget.of(System.getProperty("p2.fuzz.target", "parser"));

  private FuzzDriver() {}

  /** One input. What it used counts the second time: the first may have loaded classes. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    try {
      TARGET.accept(input);
    } catch (Budget.Exceeded perhapsClasses) {
      TARGET.accept(input);
    }
  }
}
