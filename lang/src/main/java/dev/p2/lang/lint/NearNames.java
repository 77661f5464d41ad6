package dev.p2.lang.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Names that differ in one letter: left out, put in, changed, or two neighbours swapped; or in
 * capitals only. Names are found by what is left of them without one letter, so that a look-up does
 * not walk all names.
 */
final class NearNames {
  private final Map<String, List<String>> byRest = new HashMap<>();
  private final Map<String, List<String>> byLetters = new HashMap<>();

  void add(String name) {
    for (String rest : rests(name)) byRest.computeIfAbsent(rest, r -> new ArrayList<>()).add(name);
    byLetters.computeIfAbsent(name.toLowerCase(Locale.ROOT), l -> new ArrayList<>()).add(name);
  }

  /**
   * The names added that are one letter from {@code name}, in the order of adding, and those that
   * differ in capitals. None of a name of one letter, which is as near to every other.
   */
  List<String> near(String name) {
    if (name.length() < 2) return List.of();
    Set<String> found = new LinkedHashSet<>();
    for (String rest : rests(name)) {
      for (String other : byRest.getOrDefault(rest, List.of())) {
        if (!other.equals(name) && oneLetter(name, other)) found.add(other);
      }
    }
    found.addAll(byLetters.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    found.remove(name);
    return List.copyOf(found);
  }

  private static Set<String> rests(String name) {
    Set<String> rests = new LinkedHashSet<>();
    rests.add(name);
    for (int i = 0; i < name.length(); i++) rests.add(name.substring(0, i) + name.substring(i + 1));
    return rests;
  }

  /** Whether one insertion, deletion, change or swap makes {@code a} of {@code b}. */
  private static boolean oneLetter(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 1) return false;
    int start = 0;
    int shorter = Math.min(a.length(), b.length());
    while (start < shorter && a.charAt(start) == b.charAt(start)) start++;
    int end = 0;
    while (end < shorter - start
        && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) end++;
    int inA = a.length() - start - end;
    int inB = b.length() - start - end;
    if (inA <= 1 && inB <= 1) return true;
    return inA == 2
        && inB == 2
        && a.charAt(start) == b.charAt(start + 1)
        && a.charAt(start + 1) == b.charAt(start);
  }
}
