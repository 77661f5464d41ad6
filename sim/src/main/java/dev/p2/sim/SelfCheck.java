package dev.p2.sim;

import dev.p2.lang.value.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs the same simulation twice, side by side, and compares step by step. The two should be made
 * alike but for what must not matter, such as the event queue; both keep a digest and take one
 * thread.
 */
public final class SelfCheck {
  private SelfCheck() {}

  /**
   * A step that was taken.
   *
   * @param title what made it, such as {@code timer r1}
   * @param history a hash of all that the node has done up to the end of the step
   */
  public record Taken(long timeNanos, int node, String title, long history) {}

  /** The first place at which two runs differ; an empty step where one has none any more. */
  public record Difference(Optional<Taken> one, Optional<Taken> other) {
    /** {@code the first run takes … , the second …}. */
    public String text(Simulation run) {
      return "the first run "
          + text(run, one)
          + ", the second "
          + (sameStep() ? "does the same with another outcome" : text(run, other));
    }

    private boolean sameStep() {
      return one.isPresent()
          && other.isPresent()
          && one.get().timeNanos == other.get().timeNanos
          && one.get().node == other.get().node
          && one.get().title.equals(other.get().title);
    }

    private static String text(Simulation run, Optional<Taken> step) {
      return step.map(
              taken ->
                  "has "
                      + run.address(taken.node)
                      + " take the step of "
                      + taken.title
                      + " after "
                      + new Duration(taken.timeNanos))
          .orElse("does nothing more at that time");
    }
  }

  /** Runs both up to a time, or to the first difference. */
  public static Optional<Difference> run(Simulation one, Simulation other, long untilNanos) {
    List<Taken> ofOne = new ArrayList<>();
    List<Taken> ofOther = new ArrayList<>();
    one.onStep(ofOne::add);
    other.onStep(ofOther::add);
    long time = 0;
    while (time <= untilNanos) {
      one.runUntil(time);
      other.runUntil(time);
      for (int i = 0; i < Math.max(ofOne.size(), ofOther.size()); i++) {
        Optional<Taken> first = i < ofOne.size() ? Optional.of(ofOne.get(i)) : Optional.empty();
        Optional<Taken> second =
            i < ofOther.size() ? Optional.of(ofOther.get(i)) : Optional.empty();
        if (!first.equals(second)) return Optional.of(new Difference(first, second));
      }
      ofOne.clear();
      ofOther.clear();
      time = Math.min(one.nextNanos(), other.nextNanos());
    }
    one.runUntil(untilNanos);
    other.runUntil(untilNanos);
    return Optional.empty();
  }
}
