package dev.p2.lang.check;

import dev.p2.lang.program.Expr;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Expression;
import dev.p2.lang.syntax.ExpressionText;
import dev.p2.lang.syntax.Name;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parsed;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives params their values and puts these in their places: after {@code param N: int := 4.}, the
 * condition {@code X < N} becomes {@code X < 4}. A value from the command line wins over the
 * default; all are converted to the declared type. A value that an import gives wins over one from
 * the command line. Params are those of a file: they hold in all of it, namespaces included, but
 * not in what it imports.
 */
final class Params {
  private final Report report;
  private final CheckOptions options;
  private final Map<String, Statement.Binding> given;
  private final Set<String> macros;
  private final Map<String, Expression> values = new LinkedHashMap<>();

  private Params(
      Map<String, Statement.Binding> given,
      Set<String> macros,
      CheckOptions options,
      Report report) {
    this.given = given;
    this.macros = macros;
    this.options = options;
    this.report = report;
  }

  /**
   * The params of one file.
   *
   * @param given what the file's import says
   * @param macros names that are macros in the file; a macro wins over a param of the same name
   */
  static Params of(
      List<Statement> statements,
      Map<String, Statement.Binding> given,
      Set<String> macros,
      CheckOptions options,
      Report report) {
    var params = new Params(given, macros, options, report);
    for (Statement.Param param : declared(statements)) params.define(param);
    return params;
  }

  /** The params that a file declares, in text order. */
  static List<Statement.Param> declared(List<Statement> statements) {
    var found = new ArrayList<Statement.Param>();
    for (Statement s : statements) {
      if (s instanceof Statement.Param p) found.add(p);
      if (s instanceof Statement.Namespace n) found.addAll(declared(n.statements()));
    }
    return found;
  }

  /** The statements with the values in the places of the params. */
  List<Statement> substitute(List<Statement> statements) {
    if (values.isEmpty()) return statements;
    var substitution = new Substitution(this::valueOf, report);
    return statements.stream().map(substitution::apply).toList();
  }

  /** The values, in a form in which equal values are equal texts. */
  Map<String, String> texts() {
    var texts = new TreeMap<String, String>();
    values.forEach(
        (name, value) ->
            texts.put(
                name,
                value instanceof Expression.Literal l
                    ? Values.sourceText(l.value())
                    : ExpressionText.grouped(value)));
    return texts;
  }

  private Expression valueOf(Expression.Variable v) {
    Expression value = values.get(v.name());
    return value instanceof Expression.Literal l
        ? new Expression.Literal(v.span(), l.value())
        : value == null ? v : value;
  }

  private void define(Statement.Param param) {
    String name = param.name().text();
    if (values.containsKey(name)) {
      report.error("P2-050", param.name().span(), "param " + name + " is declared twice");
      return;
    }
    if (macros.contains(name)) return;
    Optional<Expression> value =
        given.containsKey(name)
            ? Optional.of(given.get(name).value())
            : options.params().containsKey(name)
                ? parse(param.name(), options.params().get(name))
                : param.value();
    if (value.isEmpty()) {
      if (!options.params().containsKey(name)) {
        report.add(
            Diagnostic.error("P2-050", param.name().span(), "param " + name + " has no value")
                .hint("give it one: -D " + name + "=…, or a default with :="));
      }
      values.put(name, new Expression.Literal(param.name().span(), null));
      return;
    }
    values.put(name, typed(param, Expressions.replace(value.get(), this::valueOf)));
  }

  private Expression typed(Statement.Param param, Expression expression) {
    String name = param.name().text();
    Span at = given.containsKey(name) ? given.get(name).name().span() : param.name().span();
    if (!Expressions.constant(expression)) {
      String variable = Expressions.occurrences(expression).getFirst().name();
      report.error(
          "P2-050", at, "the value of param " + name + " is not constant: it mentions " + variable);
      return new Expression.Literal(at, null);
    }
    Expr value =
        new ExprBuilder(report, _ -> Optional.empty(), dev.p2.lang.value.Functions::lookup)
            .build(expression);
    if (!(value instanceof Expr.Const constant)) return expression;
    if (param.type().isEmpty()) return new Expression.Literal(expression.span(), constant.value());
    Type type = Types.named(param.type().get());
    try {
      return new Expression.Literal(expression.span(), Values.convert(constant.value(), type));
    } catch (EvalException misfit) {
      report.error(
          "P2-050",
          at,
          "param "
              + name
              + " is "
              + Types.text(type)
              + ", and its value "
              + Values.sourceText(constant.value())
              + " is not");
      return new Expression.Literal(at, null);
    }
  }

  /** An expression in a text of its own. */
  private Optional<Expression> parse(Name name, String text) {
    var source = new Source("-D " + name.text(), "value(" + text + ").");
    Parsed parsed =
        Parser.parse(List.of(source), new ParseOptions(Map.of(), _ -> Optional.empty(), false));
    List<Statement> statements = parsed.tree().statements();
    if (parsed.diagnostics().stream().noneMatch(Diagnostic::isError)
        && statements.size() == 1
        && statements.getFirst() instanceof Statement.Fact fact
        && fact.arguments().size() == 1) {
      return Optional.of(fact.arguments().getFirst().value());
    }
    report.add(
        Diagnostic.error(
                "P2-050",
                name.span(),
                "param " + name.text() + ": " + text + " is not an expression")
            .hint("-D takes a value as in a program: 2s, 0x2a, \"text\""));
    return Optional.empty();
  }
}
