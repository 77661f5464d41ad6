package dev.p2.sim;

import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Duration;
import dev.p2.net.record.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs the same simulation twice, side by side, and compares step by step, down to what each step
 * does to every relation of the program. The two should be made alike but for what must not matter,
 * such as the event queue.
 */
public final class SelfCheck {
  private SelfCheck() {}

  /**
   * A step that was taken.
   *
   * @param title what made it, such as {@code timer r1}
   * @param history a hash of all that the node has done up to the end of the step
   */
  public record Taken(long timeNanos, int node, String title, long history) {
    private boolean sameStep(Taken other) {
      return timeNanos == other.timeNanos && node == other.node && title.equals(other.title);
    }
  }

  /** Something that a step did: to a relation, or wrongly. */
  public sealed interface Outcome {
    /** Something happened to a relation. */
    record Shown(Observation what) implements Outcome {}

    /** A run-time error. */
    record Reported(ErrorReport report) implements Outcome {}

    /** The relation that it concerns; the empty text for an error. */
    default String relation() {
      return this instanceof Shown(Observation what) ? what.tuple().relationName() : "";
    }
  }

  /** A step, and what it did in order. */
  public record Step(Taken taken, List<Outcome> outcomes) {
    public Step {
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * The first place at which two runs differ.
   *
   * @param number how many steps both have taken up to there, this one included
   * @param one the step of the first run; empty where it has none any more at that time
   * @param other the step of the second run
   */
  public record Difference(long number, Optional<Step> one, Optional<Step> other) {
    /** Whether both take the step, with another outcome. */
    public boolean sameStep() {
      return one.isPresent() && other.isPresent() && one.get().taken.sameStep(other.get().taken);
    }

    /** The first outcome of the first run that the second does not have; empty if it has none. */
    public Optional<Outcome> ofOne() {
      return outcome(one);
    }

    /** The first outcome of the second run that the first does not have; empty if it has none. */
    public Optional<Outcome> ofOther() {
      return outcome(other);
    }

    private Optional<Outcome> outcome(Optional<Step> step) {
      if (!sameStep()) return Optional.empty();
      List<Outcome> first = one.orElseThrow().outcomes;
      List<Outcome> second = other.orElseThrow().outcomes;
      int at = 0;
      while (at < Math.min(first.size(), second.size()) && same(first.get(at), second.get(at)))
        at++;
      List<Outcome> outcomes = step.orElseThrow().outcomes;
      return at < outcomes.size() ? Optional.of(outcomes.get(at)) : Optional.empty();
    }

    /** {@code step 42, that of timer r1 at n3 after 1.5s}. */
    public String where(Simulation run) {
      return "step " + number + (sameStep() ? ", " + text(run, one.orElseThrow()) : "");
    }

    /** What the first run does there, and only there: {@code has insert t("n3", 7)}. */
    public String first(Simulation run) {
      return text(run, one, ofOne());
    }

    /** What the second run does there. */
    public String second(Simulation run) {
      return text(run, other, ofOther());
    }

    private String text(Simulation run, Optional<Step> step, Optional<Outcome> outcome) {
      if (!sameStep())
        return step.map(taken -> "takes " + text(run, taken))
            .orElse("does nothing more at that time");
      return outcome.map(has -> "has " + text(run.program(), has)).orElse("has nothing more");
    }

    private static String text(Simulation run, Step step) {
      Taken taken = step.taken;
      return "that of "
          + taken.title
          + " at "
          + run.address(taken.node)
          + " after "
          + new Duration(taken.timeNanos);
    }

    private static String text(Program program, Outcome outcome) {
      return switch (outcome) {
        case Outcome.Reported(ErrorReport report) -> report.toString();
        case Outcome.Shown(Observation what) ->
            what.kind().name().toLowerCase(Locale.ROOT)
                + " "
                + what.tuple()
                + what.replaced().map(old -> " for " + old).orElse("")
                + rule(program, what.rule());
      };
    }

    private static String rule(Program program, int index) {
      if (index < 0 || index >= program.rules().size()) return "";
      CheckedRule rule = program.rules().get(index);
      return ", derived by "
          + rule.label()
          + " ("
          + rule.span().source().name()
          + ":"
          + rule.span().line()
          + ")";
    }
  }

  /** The steps of a run, each with what it did. */
  private static final class Ears implements RunListener {
    private final Simulation run;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    Ears(Function<RunListener, Simulation> maker) {
      run = maker.apply(this);
      for (Relation relation : run.program().relations())
        if (!relation.system()) run.watch(relation);
      run.onStep(
          taken -> {
            steps.add(new Step(taken, outcomes));
            outcomes.clear();
          });
    }

    @Override
    public void observed(long timeNanos, int node, Observation what) {
      outcomes.add(new Outcome.Shown(what));
    }

    @Override
    public void reported(int node, ErrorReport report) {
      outcomes.add(new Outcome.Reported(report));
    }

    Optional<Step> step(int index) {
      return index < steps.size() ? Optional.of(steps.get(index)) : Optional.empty();
    }
  }

  /** How a check ended: with a difference, or with the figures and the digest of both runs. */
  public record Result(Optional<Difference> difference, Simulation run) {}

  /**
   * Makes two runs, and runs both up to a time, or to the first difference.
   *
   * @param one makes a run that has not started, with a listener; it keeps a digest and takes one
   *     thread
   * @param other makes the other one
   */
  public static Result run(
      Function<RunListener, Simulation> one,
      Function<RunListener, Simulation> other,
      long untilNanos) {
    var first = new Ears(one);
    var second = new Ears(other);
    long number = 0;
    long time = 0;
    while (time <= untilNanos) {
      first.run.runUntil(time);
      second.run.runUntil(time);
      for (int i = 0; i < Math.max(first.steps.size(), second.steps.size()); i++) {
        number++;
        if (!same(first.step(i), second.step(i)))
          return new Result(
              Optional.of(new Difference(number, first.step(i), second.step(i))), first.run);
      }
      first.steps.clear();
      second.steps.clear();
      time = Math.min(first.run.nextNanos(), second.run.nextNanos());
    }
    first.run.runUntil(untilNanos);
    second.run.runUntil(untilNanos);
    return new Result(Optional.empty(), first.run);
  }

  private static boolean same(Optional<Step> one, Optional<Step> other) {
    if (one.isEmpty() || other.isEmpty()) return false;
    List<Outcome> first = one.get().outcomes;
    List<Outcome> second = other.get().outcomes;
    if (!one.get().taken.equals(other.get().taken) || first.size() != second.size()) return false;
    for (int i = 0; i < first.size(); i++) if (!same(first.get(i), second.get(i))) return false;
    return true;
  }

  /** By content, so that an int is not the equal double, and by rule. */
  private static boolean same(Outcome one, Outcome other) {
    if (one instanceof Outcome.Shown(Observation first)
        && other instanceof Outcome.Shown(Observation second))
      return first.kind() == second.kind()
          && first.rule() == second.rule()
          && same(first.tuple(), second.tuple())
          && first.replaced().map(History::of).equals(second.replaced().map(History::of));
    return one instanceof Outcome.Reported(ErrorReport first)
        && other instanceof Outcome.Reported(ErrorReport second)
        && first.toString().equals(second.toString());
  }

  private static boolean same(Tuple one, Tuple other) {
    return one.relationName().equals(other.relationName()) && History.of(one) == History.of(other);
  }
}
