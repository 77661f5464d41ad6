package dev.p2.lang.check;

import dev.p2.lang.syntax.Statement;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Functions;

/** Reads {@code extern} declarations: functions of the host. P2-070. */
final class Externs {
  private Externs() {}

  static void read(ProgramDraft program) {
    program.statements(Statement.Extern.class).forEach(e -> declare(program, e));
  }

  private static void declare(ProgramDraft program, Statement.Extern e) {
    String name = e.name().text();
    Function function =
        Function.extern(
            name,
            e.arguments().stream().map(Types::named).toList(),
            Types.named(e.result()),
            e.pure());
    Function known = program.externs.putIfAbsent(name, function);
    if (known != null && !known.equals(function)) {
      program.report.error(
          "P2-070", e.name().span(), "extern " + name + " is declared with another signature");
    } else if (Functions.lookup(name).isPresent()) {
      program.report.error(
          "P2-070", e.name().span(), name + " is built in, with a signature of its own");
    }
  }
}
