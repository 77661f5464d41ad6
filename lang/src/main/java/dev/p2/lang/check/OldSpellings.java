package dev.p2.lang.check;

import dev.p2.lang.syntax.Name;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.syntax.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code t_DELTA_DELETE(@X, Y)} in a body as {@code t#delete(@X, Y)} (overlog.md 14.2), with
 * warning P2-123, if {@code t} is a declared table and the long name is neither declared nor
 * derived.
 */
final class OldSpellings {
  private static final Pattern DELTA = Pattern.compile("(.+)_DELTA_(INSERT|DELETE|REFRESH)");

  private OldSpellings() {}

  static List<Statement> modernize(List<Statement> statements, Report report) {
    if (!anyOld(statements)) return statements;
    Set<String> tables = new HashSet<>();
    Set<String> taken = new HashSet<>();
    for (Statement s : statements) {
      switch (s) {
        case Statement.Materialize m -> tables.add(m.name().text());
        case Statement.Table t -> tables.add(t.name().text());
        case Statement.Event e -> taken.add(e.name().text());
        case Statement.Fact f -> taken.add(f.name().text());
        case Statement.Rule r -> taken.add(r.head().name().text());
        default -> {}
      }
    }
    taken.addAll(tables);
    var modern = new ArrayList<Statement>(statements.size());
    for (Statement s : statements) {
      modern.add(s instanceof Statement.Rule r && isOld(r) ? rule(r, tables, taken, report) : s);
    }
    return modern;
  }

  private static Statement rule(
      Statement.Rule r, Set<String> tables, Set<String> taken, Report report) {
    List<Term> body =
        r.body().stream()
            .map(t -> t instanceof Term.Predicate p ? predicate(p, tables, taken, report) : t)
            .toList();
    return new Statement.Rule(r.span(), r.label(), r.delete(), r.head(), body, r.aggregateTerm());
  }

  private static boolean anyOld(List<Statement> statements) {
    for (Statement s : statements) if (s instanceof Statement.Rule r && isOld(r)) return true;
    return false;
  }

  private static boolean isOld(Statement.Rule r) {
    for (Term t : r.body()) {
      if (t instanceof Term.Predicate p && p.name().text().contains("_DELTA_")) return true;
    }
    return false;
  }

  private static Term predicate(
      Term.Predicate p, Set<String> tables, Set<String> taken, Report report) {
    Matcher delta = DELTA.matcher(p.name().text());
    if (taken.contains(p.name().text())
        || !delta.matches()
        || !tables.contains(delta.group(1))
        || p.modifier().isPresent()) {
      return p;
    }
    Span span = p.name().span();
    String kind = delta.group(2).toLowerCase(Locale.ROOT);
    report.warning("P2-123", span, "old spelling of " + delta.group(1) + "#" + kind);
    return new Term.Predicate(
        p.span(),
        p.negated(),
        p.link(),
        new Name(span, delta.group(1)),
        Optional.of(new Name(span, kind)),
        p.prefixLocation(),
        p.arguments());
  }
}
