package dev.p2.lang.syntax;

import dev.p2.lang.value.Id;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Trees as text, without places: one form for each meaning, so that tests can say what a text is
 * read as.
 */
final class TreeText {
  private TreeText() {}

  static String of(List<Statement> statements) {
    return statements.stream().map(TreeText::of).collect(Collectors.joining(" "));
  }

  static String of(Statement statement) {
    return switch (statement) {
      case Statement.Materialize s ->
          "materialize("
              + s.name()
              + ", "
              + of(s.lifetime())
              + ", "
              + of(s.size())
              + s.keys().map(k -> ", " + keys(k)).orElse("")
              + ").";
      case Statement.Table s ->
          (s.isPrivate() ? "private " : "")
              + "table "
              + s.name()
              + columns(s.columns())
              + s.lifetime().map(e -> " lifetime " + of(e)).orElse("")
              + s.size().map(e -> " size " + of(e)).orElse("")
              + s.keys().map(k -> " " + keys(k)).orElse("")
              + (s.durable() ? " durable" : "")
              + ".";
      case Statement.Event s ->
          (s.isPrivate() ? "private " : "") + "event " + s.name() + columns(s.columns()) + ".";
      case Statement.Index s ->
          "index(" + s.name() + ", \"" + s.kind() + "\", " + keys(s.keys()) + ").";
      case Statement.Param s ->
          "param "
              + s.name()
              + s.type().map(t -> ": " + t).orElse("")
              + s.value().map(v -> " := " + of(v)).orElse("")
              + s.text().map(t -> " \"" + t + "\"").orElse("")
              + ".";
      case Statement.Extern s ->
          "extern "
              + (s.pure() ? "pure " : "")
              + s.name()
              + "("
              + s.arguments().stream().map(Name::text).collect(Collectors.joining(", "))
              + "): "
              + s.result()
              + ".";
      case Statement.Transport s ->
          "transport "
              + s.name()
              + " { "
              + s.options().stream()
                  .map(o -> o.name() + ": " + o.value())
                  .collect(Collectors.joining(", "))
              + " }.";
      case Statement.SendOver s ->
          "send "
              + s.relations().stream().map(Name::text).collect(Collectors.joining(", "))
              + " over "
              + s.transport()
              + ".";
      case Statement.Watch s ->
          s.kind() + "(" + s.name() + s.modifiers().map(m -> ", \"" + m + "\"").orElse("") + ").";
      case Statement.Stage s ->
          "stage(\"" + s.procedure() + "\", " + s.in() + ", " + s.out() + ").";
      case Statement.Query s -> "Query " + of(s.predicate()) + ".";
      case Statement.Import s ->
          "import \""
              + s.file()
              + "\""
              + s.as().map(a -> " as " + a).orElse("")
              + (s.bindings().isEmpty()
                  ? ""
                  : s.bindings().stream()
                      .map(b -> b.name() + " := " + of(b.value()))
                      .collect(Collectors.joining(", ", " with (", ")")))
              + ".";
      case Statement.Namespace s -> "namespace " + s.name() + " { " + of(s.statements()) + " }";
      case Statement.Dialect s -> "dialect " + s.year() + ".";
      case Statement.Pragma s -> "#pragma " + s.text();
      case Statement.Fact s ->
          label(s.label()) + s.name() + prefix(s.prefixLocation()) + arguments(s.arguments()) + ".";
      case Statement.Rule s ->
          label(s.label())
              + (s.delete() ? "delete " : "")
              + of(s.head())
              + " :- "
              + s.aggregateTerm().map(TreeText::of).orElse("")
              + s.body().stream().map(TreeText::of).collect(Collectors.joining(", "))
              + ".";
    };
  }

  private static String of(Statement.AggregateTerm term) {
    return term.function()
        + " of "
        + term.value()
        + " by "
        + term.groupBy().stream().map(Name::text).collect(Collectors.joining(", ", "(", ")"))
        + " in ";
  }

  private static String of(Statement.Head head) {
    return head.name()
        + prefix(head.prefixLocation())
        + head.arguments().stream().map(TreeText::of).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String of(Statement.HeadArgument argument) {
    return switch (argument) {
      case Statement.HeadArgument.Plain a -> (a.located() ? "@" : "") + of(a.value());
      case Statement.HeadArgument.Aggregate a ->
          (a.located() ? "@" : "")
              + a.function()
              + (a.arguments().isEmpty()
                  ? "<*>"
                  : a.arguments().stream()
                      .map(TreeText::of)
                      .collect(Collectors.joining(", ", "<", ">")));
    };
  }

  static String of(Term term) {
    return switch (term) {
      case Term.Predicate p ->
          (p.negated() ? "not " : "")
              + (p.link() ? "#" : "")
              + p.name()
              + p.modifier().map(m -> "#" + m).orElse("")
              + prefix(p.prefixLocation())
              + arguments(p.arguments());
      case Term.Assignment a -> a.variable() + " := " + of(a.value());
      case Term.Selection s -> of(s.condition());
    };
  }

  private static String label(Optional<Name> label) {
    return label.map(l -> l + " ").orElse("");
  }

  private static String prefix(Optional<Expression> location) {
    return location.map(l -> "@" + of(l)).orElse("");
  }

  private static String arguments(List<Statement.Argument> arguments) {
    return arguments.stream()
        .map(a -> (a.located() ? "@" : "") + of(a.value()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String columns(List<Statement.Column> columns) {
    return columns.stream()
        .map(
            c ->
                (c.located() ? "@" : "")
                    + (c.key() ? "key " : "")
                    + c.variable().map(Name::text).orElse("")
                    + (c.variable().isPresent() && c.type().isPresent() ? ": " : "")
                    + c.type().map(Name::text).orElse(""))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String keys(List<Statement.Key> keys) {
    return keys.stream()
        .map(k -> Long.toString(k.position()))
        .collect(Collectors.joining(", ", "keys(", ")"));
  }

  static String of(Expression expression) {
    return switch (expression) {
      case Expression.Literal e -> literal(e.value());
      case Expression.Variable e -> e.name();
      case Expression.Call e -> e.function() + list(e.arguments(), "(", ")");
      case Expression.Unary e -> "(" + e.operator() + of(e.operand()) + ")";
      case Expression.Binary e ->
          "(" + of(e.left()) + " " + e.operator() + " " + of(e.right()) + ")";
      case Expression.Conditional e ->
          "(" + of(e.condition()) + " ? " + of(e.then()) + " : " + of(e.otherwise()) + ")";
      case Expression.Interval e ->
          "("
              + of(e.value())
              + " in "
              + (e.lowClosed() ? "[" : "(")
              + of(e.low())
              + ", "
              + of(e.high())
              + (e.highClosed() ? "]" : ")")
              + ")";
      case Expression.Contains e -> "(" + of(e.value()) + " in " + of(e.collection()) + ")";
      case Expression.Element e -> of(e.list()) + "[" + of(e.index()) + "]";
      case Expression.MatrixElement e ->
          of(e.matrix()) + "{" + of(e.row()) + ", " + of(e.column()) + "}";
      case Expression.ListOf e -> list(e.elements(), "[", "]");
    };
  }

  private static String list(List<Expression> expressions, String open, String close) {
    return expressions.stream().map(TreeText::of).collect(Collectors.joining(", ", open, close));
  }

  private static String literal(Object value) {
    if (value instanceof Id id) return id.json() + "I";
    if (value instanceof String s) return "\"" + s.replace("\n", "\\n") + "\"";
    if (value == Expression.INFINITY) return "infinity";
    return String.valueOf(value);
  }
}
