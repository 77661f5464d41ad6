package dev.p2.lang.check;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Name;
import dev.p2.lang.syntax.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads {@code transport} and {@code send … over …}: overlog.md section 12. P2-060. */
final class Transports {
  private static final Set<String> OPTIONS =
      Set.of(
          "ack",
          "retry",
          "timeout",
          "order",
          "dedup",
          "pack",
          "pack acks",
          "congestion",
          "rate",
          "queue",
          "late",
          "secure",
          "notify");

  private final ProgramDraft program;

  /** What a transport of the program comes down to: one of the two built in. */
  private final Map<String, String> transports =
      new HashMap<>(Map.of("datagram", "datagram", "reliable", "reliable"));

  private Transports(ProgramDraft program) {
    this.program = program;
  }

  static void read(ProgramDraft program) {
    var pass = new Transports(program);
    program.statements(Statement.Transport.class).forEach(pass::declare);
    program.statements(Statement.SendOver.class).forEach(pass::send);
    pass.hops();
  }

  /** The hops of a rule over several nodes travel as what it derives does. */
  private void hops() {
    for (RuleDraft rule : program.rules) {
      if (rule.forms.size() < 2) continue;
      String transport = rule.forms.getLast().head().relation().transport;
      for (RuleForm hop : rule.forms.subList(0, rule.forms.size() - 1)) {
        hop.head().relation().transport = transport;
      }
    }
  }

  private void declare(Statement.Transport t) {
    Map<String, Statement.Option> given = new HashMap<>();
    for (Statement.Option o : t.options()) {
      if (!OPTIONS.contains(o.name().text())) {
        var unknown =
            Diagnostic.error(
                "P2-060", o.name().span(), "transport option " + o.name().text() + " is not known");
        program.report.add(
            Spelling.nearest(o.name().text(), OPTIONS.stream().sorted().toList())
                .map(near -> unknown.hint("did you mean " + near + "?"))
                .orElse(unknown));
      }
      given.put(o.name().text(), o);
    }
    contradictions(given);
    boolean retries = given.containsKey("retry") && !value(given, "retry").equals("0");
    transports.put(t.name().text(), retries ? "reliable" : "datagram");
  }

  private void contradictions(Map<String, Statement.Option> given) {
    Statement.Option retry = given.get("retry");
    if (retry == null || value(given, "retry").equals("0")) return;
    if (value(given, "ack").equals("none")) {
      program.report.error(
          "P2-060",
          retry.name().span(),
          "retry needs acknowledgements, and ack is none: nothing tells what is lost");
    }
    if (value(given, "order").equals("fifo") && value(given, "retry").contains("before route")) {
      program.report.error(
          "P2-060",
          given.get("order").name().span(),
          "fifo cannot be kept when a tuple is routed anew");
    }
  }

  private static String value(Map<String, Statement.Option> given, String option) {
    return given.containsKey(option) ? given.get(option).value().strip() : "";
  }

  private void send(Statement.SendOver s) {
    String transport = transports.get(s.transport().text());
    if (transport == null) {
      var unknown =
          Diagnostic.error(
              "P2-060",
              s.transport().span(),
              "transport " + s.transport().text() + " is not declared");
      program.report.add(unknown.hint("datagram and reliable are built in"));
      return;
    }
    for (Name name : s.relations()) {
      RelationDraft relation = program.relations.get(name.text());
      if (relation == null) {
        program.report.error(
            "P2-060", name.span(), "relation " + name.text() + " is not used in this program");
      } else {
        relation.transport = transport;
      }
    }
  }
}
