package dev.p2.lang.check;

import dev.p2.lang.syntax.Name;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.syntax.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Dissolves namespaces: every relation and label gets its qualified name, without leading {@code
 * ::}. Before:
 *
 * <pre>namespace delta { r1 h(@X) :- e(@X), ::base::t(@X). }</pre>
 *
 * after: {@code delta::r1 delta::h(@X) :- delta::e(@X), base::t(@X).} Built-in relations are never
 * prefixed. Uses of private relations from outside are P2-052.
 */
final class Namespaces {
  private record Owner(String namespace, Source source) {}

  private final Report report;
  private final Map<String, String> aliases;
  private final Map<String, Owner> privates = new HashMap<>();
  private final List<Statement> flat = new ArrayList<>();

  private Namespaces(Map<String, String> aliases, Report report) {
    this.aliases = aliases;
    this.report = report;
  }

  /**
   * @param aliases namespaces that are other names of namespaces, absolute and without leading
   *     {@code ::}
   */
  static List<Statement> flatten(
      List<Statement> statements, Map<String, String> aliases, Report report) {
    var pass = new Namespaces(aliases, report);
    pass.collectPrivates(statements, "");
    pass.flatten(statements, "");
    return List.copyOf(pass.flat);
  }

  private void collectPrivates(List<Statement> statements, String namespace) {
    for (Statement s : statements) {
      switch (s) {
        case Statement.Namespace n -> collectPrivates(n.statements(), inside(namespace, n.name()));
        case Statement.Table t when t.isPrivate() -> own(t.name(), namespace);
        case Statement.Event e when e.isPrivate() -> own(e.name(), namespace);
        default -> {}
      }
    }
  }

  private void own(Name name, String namespace) {
    privates.put(qualified(name.text(), namespace), new Owner(namespace, name.span().source()));
  }

  static String inside(String namespace, Name name) {
    String text = name.text();
    if (text.startsWith("::")) return text.substring(2);
    return namespace.isEmpty() ? text : namespace + "::" + text;
  }

  private String qualified(String text, String namespace) {
    if (text.startsWith("::")) return aliased(text.substring(2));
    boolean asItIs = namespace.isEmpty() || SystemRelations.isBuiltIn(text);
    return aliased(asItIs ? text : namespace + "::" + text);
  }

  /** The name with the longest alias that begins it replaced. */
  private String aliased(String name) {
    if (aliases.isEmpty()) return name;
    for (int end = name.lastIndexOf("::"); end > 0; end = name.lastIndexOf("::", end - 1)) {
      String namespace = aliases.get(name.substring(0, end));
      if (namespace != null) return namespace + name.substring(end);
    }
    return name;
  }

  private Name relation(Name name, String namespace) {
    String text = qualified(name.text(), namespace);
    Owner owner = privates.get(text);
    if (owner != null && !visible(owner, namespace, name.span())) {
      String where =
          owner.namespace().isEmpty()
              ? "file " + owner.source().name()
              : "namespace " + owner.namespace();
      report.error("P2-052", name.span(), text + " is private to " + where);
    }
    return text.equals(name.text()) ? name : new Name(name.span(), text);
  }

  private static boolean visible(Owner owner, String namespace, Span use) {
    if (owner.namespace().isEmpty()) return owner.source() == use.source();
    return namespace.equals(owner.namespace()) || namespace.startsWith(owner.namespace() + "::");
  }

  private Optional<Name> label(Optional<Name> label, String namespace) {
    if (namespace.isEmpty()) return label;
    return label.map(l -> new Name(l.span(), namespace + "::" + l.text()));
  }

  private void flatten(List<Statement> statements, String ns) {
    for (Statement s : statements) flatten(s, ns);
  }

  private void flatten(Statement statement, String ns) {
    switch (statement) {
      case Statement.Namespace n -> flatten(n.statements(), inside(ns, n.name()));
      case Statement.Import i -> {} // opened before, or reported
      case Statement.Materialize m ->
          flat.add(
              new Statement.Materialize(
                  m.span(), relation(m.name(), ns), m.lifetime(), m.size(), m.keys()));
      case Statement.Table t ->
          flat.add(
              new Statement.Table(
                  t.span(),
                  t.isPrivate(),
                  relation(t.name(), ns),
                  t.columns(),
                  t.lifetime(),
                  t.size(),
                  t.keys(),
                  t.durable()));
      case Statement.Event e ->
          flat.add(
              new Statement.Event(e.span(), e.isPrivate(), relation(e.name(), ns), e.columns()));
      case Statement.Index i ->
          flat.add(new Statement.Index(i.span(), relation(i.name(), ns), i.kind(), i.keys()));
      case Statement.SendOver s ->
          flat.add(
              new Statement.SendOver(
                  s.span(),
                  s.relations().stream().map(r -> relation(r, ns)).toList(),
                  s.transport()));
      case Statement.Watch w ->
          flat.add(new Statement.Watch(w.span(), w.kind(), relation(w.name(), ns), w.modifiers()));
      case Statement.Stage s ->
          flat.add(
              new Statement.Stage(
                  s.span(), s.procedure(), relation(s.in(), ns), relation(s.out(), ns)));
      case Statement.Query q ->
          flat.add(new Statement.Query(q.span(), predicate(q.predicate(), ns)));
      case Statement.Fact f ->
          flat.add(
              new Statement.Fact(
                  f.span(),
                  label(f.label(), ns),
                  relation(f.name(), ns),
                  f.prefixLocation(),
                  f.arguments()));
      case Statement.Rule r -> flat.add(rule(r, ns));
      case Statement.Param p -> flat.add(p);
      case Statement.Extern e -> flat.add(e);
      case Statement.Transport t -> flat.add(t);
      case Statement.Dialect d -> flat.add(d);
      case Statement.Pragma p -> flat.add(p);
    }
  }

  private Statement.Rule rule(Statement.Rule r, String ns) {
    Name name = relation(r.head().name(), ns);
    List<Term> body = body(r.body(), ns);
    if (ns.isEmpty() && name == r.head().name() && body == r.body()) return r;
    var head =
        new Statement.Head(r.head().span(), name, r.head().prefixLocation(), r.head().arguments());
    return new Statement.Rule(
        r.span(), label(r.label(), ns), r.delete(), head, body, r.aggregateTerm());
  }

  /** The terms with relations resolved; the same list if that changes none. */
  private List<Term> body(List<Term> terms, String ns) {
    var changed = new ArrayList<Term>(0);
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      Term here = term instanceof Term.Predicate p ? predicate(p, ns) : term;
      if (here != term && changed.isEmpty()) changed.addAll(terms.subList(0, i));
      if (here != term || !changed.isEmpty()) changed.add(here);
    }
    return changed.isEmpty() ? terms : List.copyOf(changed);
  }

  private Term.Predicate predicate(Term.Predicate p, String ns) {
    Name name = relation(p.name(), ns);
    if (name == p.name()) return p;
    return new Term.Predicate(
        p.span(), p.negated(), p.link(), name, p.modifier(), p.prefixLocation(), p.arguments());
  }
}
