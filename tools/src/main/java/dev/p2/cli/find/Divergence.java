package dev.p2.cli.find;

import dev.p2.cli.output.JsonText;
import dev.p2.sim.SelfCheck.Difference;
import dev.p2.sim.SelfCheck.Outcome;
import dev.p2.sim.SelfCheck.Taken;
import dev.p2.sim.Simulation;
import java.util.List;

/** Where two runs that should be alike part, in words. */
public record Divergence(Difference difference, Simulation run) {
  /** For people. */
  public List<String> lines() {
    return List.of(
        "p2: two runs differ in " + difference.where(run),
        "  the first run " + difference.first(run),
        "  the second run " + difference.second(run));
  }

  /** The same as one object; {@code relation} where the step is the same, and not its outcome. */
  public String json() {
    Taken taken = difference.one().or(difference::other).orElseThrow().taken();
    return new JsonText()
        .seconds("time", taken.timeNanos())
        .field("node", run.address(taken.node()))
        .field("kind", "differs")
        .field("number", difference.number())
        .field("step", taken.title())
        .field(
            "relation",
            difference.ofOne().or(difference::ofOther).map(Outcome::relation).orElse(""))
        .field("first", difference.first(run))
        .field("second", difference.second(run))
        .toString();
  }
}
