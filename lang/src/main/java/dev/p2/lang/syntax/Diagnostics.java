package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of diagnostics, made ready to be shown. */
public final class Diagnostics {
  private static final Pattern ALLOW =
      Pattern.compile("//\\s*p2:allow\\s+(P2-\\w+(?:[\\s,]+P2-\\w+)*)");

  private Diagnostics() {}

  /**
   * By file, place, severity and code; each thing once; without the warnings and notes that the
   * program silences by {@code // p2:allow CODE} at the end of the line, or on a line of its own
   * before.
   */
  public static List<Diagnostic> sorted(List<Diagnostic> diagnostics) {
    var sorted = new ArrayList<>(diagnostics);
    sorted.sort(Diagnostics::compare);
    var kept = new ArrayList<Diagnostic>(sorted.size());
    Map<Source, Boolean> allowing = new HashMap<>();
    for (Diagnostic d : sorted) {
      if (!kept.isEmpty() && compare(kept.getLast(), d) == 0) continue;
      boolean maySilence =
          !d.isError()
              && allowing.computeIfAbsent(
                  d.span().source(), source -> source.text().contains("p2:allow"));
      if (!(maySilence && silenced(d))) kept.add(d);
    }
    return Collections.unmodifiableList(kept);
  }

  private static int compare(Diagnostic a, Diagnostic b) {
    int order = comparePlaces(a, b);
    if (order == 0) order = a.severity().compareTo(b.severity());
    if (order == 0) order = a.code().compareTo(b.code());
    return order != 0 ? order : a.message().compareTo(b.message());
  }

  /** By file, line and column; in one text by offset, which asks for no search. */
  private static int comparePlaces(Diagnostic a, Diagnostic b) {
    Span here = a.span();
    Span there = b.span();
    if (here.source() == there.source()) return Integer.compare(here.start(), there.start());
    int files = here.source().name().compareTo(there.source().name());
    if (files != 0) return files;
    int lines = Integer.compare(here.line(), there.line());
    return lines != 0 ? lines : Integer.compare(here.column(), there.column());
  }

  private static boolean silenced(Diagnostic d) {
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
