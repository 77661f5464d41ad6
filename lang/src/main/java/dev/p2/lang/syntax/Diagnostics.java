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

  private static final Comparator<Placed> BY_PLACE =
      Comparator.comparing((Placed p) -> p.file)
          .thenComparingInt(p -> p.line)
          .thenComparingInt(p -> p.column)
          .thenComparing(p -> p.diagnostic.severity())
          .thenComparing(p -> p.diagnostic.code())
          .thenComparing(p -> p.diagnostic.message());

  private Diagnostics() {}

  /**
   * By file, place, severity and code; each thing once; without the warnings and notes that the
   * program silences by {@code // p2:allow CODE} at the end of the line, or on a line of its own
   * before.
   */
  public static List<Diagnostic> sorted(List<Diagnostic> diagnostics) {
    var kept = new ArrayList<Placed>();
    Set<Fact> said = new HashSet<>();
    Map<String, Boolean> allowing = new HashMap<>();
    for (Diagnostic d : diagnostics) {
      boolean mayBeSilenced =
          allowing.computeIfAbsent(d.span().source().text(), t -> t.contains("p2:allow"));
      Placed placed = Placed.of(d);
      if (said.add(placed.fact()) && !(mayBeSilenced && silenced(d))) kept.add(placed);
    }
    kept.sort(BY_PLACE);
    return kept.stream().map(Placed::diagnostic).toList();
  }

  private record Fact(String code, String file, int line, int column, String message) {}

  /** A diagnostic with its place, which takes a search to find. */
  private record Placed(Diagnostic diagnostic, String file, int line, int column) {
    static Placed of(Diagnostic d) {
      return new Placed(d, d.span().source().name(), d.span().line(), d.span().column());
    }

    Fact fact() {
      return new Fact(diagnostic.code(), file, line, column, diagnostic.message());
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
