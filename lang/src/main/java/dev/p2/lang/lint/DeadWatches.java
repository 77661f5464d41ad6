package dev.p2.lang.lint;

import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Diagnostic;
import java.util.function.Consumer;

/**
 * P2-131: a {@code watch} or {@code trace} of a name that is no relation of the program, and so
 * shows nothing. No error: programs of the original watch what another file derives.
 */
final class DeadWatches implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    if (flow.program().watches().isEmpty()) return;
    var names = new NearNames();
    for (Relation r : flow.program().relations()) if (!r.hidden()) names.add(r.name());
    for (Program.Watch watch : flow.program().watches()) {
      String name = watch.name();
      boolean known =
          flow.program().relation(name).isPresent() || flow.mentions().declared().containsKey(name);
      if (known || givenByStage(flow, name)) continue;
      var warning =
          Diagnostic.warning(
              "P2-131",
              watch.span(),
              "there is no relation " + name + " in this program: nothing is shown of it");
      var near = names.near(name);
      found.accept(
          warning.hint(
              near.isEmpty()
                  ? "drop it, or check the program together with the file that derives " + name
                  : "did you mean " + String.join(" or ", near) + "?"));
    }
  }

  private static boolean givenByStage(Flow flow, String name) {
    return flow.program().stages().stream().anyMatch(stage -> stage.out().equals(name));
  }
}
