package dev.p2.lang.check;

import java.util.Collection;
import java.util.Optional;

/** Guesses what a misspelt name was meant to be. */
final class Spelling {
  private Spelling() {}

  /**
   * The candidate nearest to {@code name}, if it is near: at most a third of the letters differ; of
   * a name of one letter only its case.
   */
  static Optional<String> nearest(String name, Collection<String> candidates) {
    int limit = name.length() < 2 ? 0 : Math.max(1, name.length() / 3);
    String best = null;
    int bestDistance = limit + 1;
    long letters = letters(name);
    for (String candidate : candidates) {
      if (candidate.equals(name)) continue;
      if (Math.abs(candidate.length() - name.length()) >= bestDistance) continue;
      boolean sameButCase = candidate.equalsIgnoreCase(name);
      if (!sameButCase && atLeast(letters, letters(candidate)) >= bestDistance) continue;
      int distance = sameButCase ? 0 : distance(name, candidate, bestDistance);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Which letters occur, a bit a letter; two letters may share one. */
  private static long letters(String name) {
    long letters = 0;
    for (int i = 0; i < name.length(); i++) letters |= 1L << name.charAt(i);
    return letters;
  }

  /** A bound of the distance below: each letter of one name that the other lacks is an edit. */
  private static int atLeast(long letters, long others) {
    return Math.max(Long.bitCount(letters & ~others), Long.bitCount(others & ~letters));
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours that turn {@code a} into {@code b};
   * {@code limit} or more where that is not less than {@code limit}.
   */
  private static int distance(String a, String b, int limit) {
    int[] twoBefore = new int[b.length() + 1];
    int[] before = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int[] free = twoBefore;
      twoBefore = before;
      before = row;
      row = free;
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(before[j], row[j - 1]) + 1, before[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) row[j] = Math.min(row[j], twoBefore[j - 2] + 1);
        least = Math.min(least, row[j]);
      }
      // A swap reaches back two rows, at the price of one.
      if (least > limit) return least;
    }
    return row[b.length()];
  }

  /**
   * Whether a name looks like a macro that the command line should give: several letters, none of
   * them in lower case.
   */
  static boolean looksLikeMacro(String name) {
    return name.length() > 1 && name.chars().noneMatch(c -> c >= 'a' && c <= 'z');
  }
}
