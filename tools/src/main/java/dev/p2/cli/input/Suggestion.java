package dev.p2.cli.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was perhaps meant: the nearest names by spelling distance. */
public final class Suggestion {
  private static final int SUGGESTIONS_MAX = 3;

  private Suggestion() {}

  /** {@code did you mean a or b?}, or an empty text if no name is near. */
  public static String didYouMean(String written, Collection<String> names) {
    int limit =
        written.length() < 2 ? 0 : Math.max(1, written.length() / 3); // everything is near x
    String near =
        names.stream()
            .distinct()
            .filter(name -> distance(written, name) <= limit)
            .sorted(
                Comparator.comparingInt((String name) -> distance(written, name))
                    .thenComparing(n -> n))
            .limit(SUGGESTIONS_MAX)
            .collect(Collectors.joining(" or "));
    return near.isEmpty() ? "" : "did you mean " + near + "?";
  }

  /**
   * Edit distance where swapping two neighbours is one edit, letters compared without case. Time:
   * product of the lengths.
   */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) d[i][0] = i;
    for (int j = 0; j <= b.length(); j++) d[0][j] = j;
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
    return d[a.length()][b.length()];
  }
}
