package dev.p2.lang.check;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Module;
import dev.p2.lang.syntax.Name;
import dev.p2.lang.syntax.Parsed;
import dev.p2.lang.syntax.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts what a file imports in the place of the {@code import}, as a namespace, with the values of
 * its params in their places (overlog.md section 13). Before, with {@code param P: int := 4. t("a",
 * P).} in {@code x.olg}:
 *
 * <pre>import "x.olg" as c with (P := 8).</pre>
 *
 * after: {@code namespace ::c { t("a", 8). }} Two imports of a file with equal values are one: the
 * second makes its namespace another name of the first's.
 */
final class Imports {
  private static final int INSTANCES_MAX = 1000;

  /** A module with the values of its params. */
  private record Instance(Module module, Map<String, String> params) {}

  /**
   * A program without imports.
   *
   * @param aliases namespaces that are other names of namespaces
   */
  record Opened(List<Statement> statements, Map<String, String> aliases) {}

  private final CheckOptions options;
  private final Report report;
  private final Map<Instance, String> namespaces = new HashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();

  private Imports(CheckOptions options, Report report) {
    this.options = options;
    this.report = report;
  }

  static Opened open(Parsed parsed, CheckOptions options, Report report) {
    var imports = new Imports(options, report);
    List<Statement> tree = parsed.tree().statements();
    Params params = Params.of(tree, Map.of(), parsed.macros(), options, report);
    List<Statement> opened = imports.open(params.substitute(tree), "");
    return new Opened(opened, imports.aliases);
  }

  private List<Statement> open(List<Statement> statements, String namespace) {
    var opened = new ArrayList<Statement>();
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Import i -> open(i, namespace).ifPresent(opened::add);
        case Statement.Namespace n -> {
          List<Statement> inside = open(n.statements(), Namespaces.inside(namespace, n.name()));
          opened.add(new Statement.Namespace(n.span(), n.name(), inside));
        }
        default -> opened.add(statement);
      }
    }
    return opened;
  }

  private Optional<Statement> open(Statement.Import statement, String within) {
    if (statement.module().isEmpty()) return Optional.empty();
    Module module = statement.module().get();
    Name name = statement.as().orElseGet(() -> new Name(statement.file().span(), module.name()));
    if (statement.as().isEmpty() && !name.text().matches("[a-z][A-Za-z0-9_]*")) {
      problem(
          statement.file(),
          name.text() + " cannot be the name of a namespace",
          "give it one: import \"" + statement.file().text() + "\" as name.");
      return Optional.empty();
    }
    String namespace = Namespaces.inside(within, name);
    Map<String, Statement.Binding> given = bindings(statement, module);
    Params params = Params.of(module.statements(), given, module.macros(), options, report);
    var instance = new Instance(module, params.texts());

    String existing = namespaces.get(instance);
    if (namespace.equals(existing)) return Optional.empty();
    if (namespaces.containsValue(namespace) || aliases.containsKey(namespace)) {
      if (existing == null || !existing.equals(aliases.get(namespace))) {
        problem(
            name,
            "namespace " + namespace + " is that of an import of another file or other parameters",
            "give this import another name with `as`");
      }
      return Optional.empty();
    }
    if (existing != null) {
      aliases.put(namespace, existing);
      return Optional.empty();
    }
    if (namespaces.size() >= INSTANCES_MAX) {
      problem(
          statement.file(),
          "more than " + INSTANCES_MAX + " imports with different parameters",
          "import a file with fewer values of its params");
      return Optional.empty();
    }
    namespaces.put(instance, namespace);
    List<Statement> inside = open(params.substitute(module.statements()), namespace);
    var absolute = new Name(name.span(), "::" + namespace);
    return Optional.of(new Statement.Namespace(statement.span(), absolute, inside));
  }

  /** The values that an import gives; what is wrong with them is reported. */
  private Map<String, Statement.Binding> bindings(Statement.Import statement, Module module) {
    List<String> known =
        Params.declared(module.statements()).stream().map(p -> p.name().text()).toList();
    var values = new LinkedHashMap<String, Statement.Binding>();
    for (Statement.Binding binding : statement.bindings()) {
      Name param = binding.name();
      if (!known.contains(param.text())) {
        problem(param, module.path() + " has no param " + param.text(), hint(param, known));
      } else if (values.containsKey(param.text())) {
        problem(param, "param " + param.text() + " is given twice", "leave one of them out");
      } else if (!Expressions.constant(binding.value())) {
        report.error(
            "P2-050",
            param.span(),
            "the value of param "
                + param.text()
                + " is not constant: it mentions "
                + Expressions.occurrences(binding.value()).getFirst().name());
      } else {
        values.put(param.text(), binding);
      }
    }
    return values;
  }

  private static String hint(Name param, List<String> known) {
    if (known.isEmpty()) return "it declares no params";
    return Spelling.nearest(param.text(), known)
        .map(near -> "did you mean " + near + "?")
        .orElse("its params are " + String.join(", ", known));
  }

  private void problem(Name at, String message, String hint) {
    report.add(Diagnostic.error("P2-051", at.span(), "import: " + message).hint(hint));
  }
}
