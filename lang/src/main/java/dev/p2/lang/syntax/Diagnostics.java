package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of diagnostics, made ready to be shown. */
public final class Diagnostics {
  private static final Pattern ALLOW =
      Pattern.compile("//\\s*p2:allow\\s+(P2-\\w+(?:[\\s,]+P2-\\w+)*)");

  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing((Diagnostic d) -> d.span().source().name())
          .thenComparingInt(d -> d.span().line())
          .thenComparingInt(d -> d.span().column())
          .thenComparing(Diagnostic::severity)
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  private Diagnostics() {}

  /**
   * By file, place, severity and code; each thing once; without the warnings and notes that the
   * program silences by {@code // p2:allow CODE} at the end of the line, or on a line of its own
   * before.
   */
  public static List<Diagnostic> sorted(List<Diagnostic> diagnostics) {
    var kept = new ArrayList<Diagnostic>();
    Set<Fact> said = new HashSet<>();
    Map<String, Boolean> allowing = new HashMap<>();
    for (Diagnostic d : diagnostics) {
      boolean mayBeSilenced =
          allowing.computeIfAbsent(d.span().source().text(), t -> t.contains("p2:allow"));
      if (said.add(Fact.of(d)) && !(mayBeSilenced && silenced(d))) kept.add(d);
    }
    kept.sort(BY_PLACE);
    return List.copyOf(kept);
  }

  private record Fact(String code, String place, String message) {
    static Fact of(Diagnostic d) {
      return new Fact(d.code(), d.span().place(), d.message());
    }
  }

  private static boolean silenced(Diagnostic d) {
    if (d.isError()) return false;
    Source source = d.span().source();
    int line = d.span().line();
    String before = source.lineText(line - 1).strip();
    return allows(source.lineText(line), d.code())
        || (before.startsWith("//") && allows(before, d.code()));
  }

  private static boolean allows(String line, String code) {
    if (!line.contains("p2:allow")) return false;
    Matcher allow = ALLOW.matcher(line);
    while (allow.find()) {
      if (List.of(allow.group(1).split("[\\s,]+")).contains(code)) return true;
    }
    return false;
  }
}
