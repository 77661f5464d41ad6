package dev.p2.plan;

import dev.p2.lang.value.Duration;
import java.util.Locale;

/**
 * A run that a plan is shown with.
 *
 * @param nodes how many ran it
 * @param virtualNanos how long, in their time
 * @param steps steps of all of them
 * @param wallNanos how long the run took
 */
public record Analysis(
    Measured measured, int nodes, long virtualNanos, long steps, long wallNanos) {
  /** From which factor on a guess is marked as wrong. */
  static final double FAR_OFF = 5;

  /** How many matches must have come to an operator before its guess is judged. */
  static final long JUDGED_MIN = 10;

  /**
   * What came to a line of a strand and what became of it.
   *
   * @param in matches that came; of the trigger, how often the strand ran
   * @param out matches that went on
   * @param eachRun how many went on for each run of the strand
   * @param offBy how many times more went on for each that came than was guessed, below 1 if fewer;
   *     1 where nothing was guessed or too few came
   * @param share part of the time in all strands, 0 to 1
   */
  record Actual(long in, long out, double eachRun, double offBy, long nanos, double share) {
    boolean farOff() {
      return offBy >= FAR_OFF || offBy <= 1 / FAR_OFF;
    }

    /** {@code ! 12x more} or {@code ! 7x fewer}, than was guessed; empty for a fair guess. */
    String mark() {
      if (!farOff()) return "";
      if (out == 0) return "! none";
      return offBy > 1
          ? "! " + PlanPrinter.rows(offBy) + "x more"
          : "! " + PlanPrinter.rows(1 / offBy) + "x fewer";
    }

    /** {@code 340 us 12%}. */
    String time() {
      return duration(nanos) + " " + percent(share);
    }
  }

  /** The run in a sentence. */
  String sentence(Plan plan) {
    long paused = measured.pausedNanos();
    return "ran %d %s for %s of virtual time: %d steps, %s in strands of %s that the run took%s"
        .formatted(
            nodes,
            nodes == 1 ? "node" : "nodes",
            new Duration(virtualNanos),
            steps,
            duration(nanos(plan)),
            duration(wallNanos),
            paused == 0
                ? ""
                : "; %s more in pauses of %s and longer"
                    .formatted(duration(paused), duration(Measured.PAUSE_NANOS)));
  }

  /** The time in all strands of a plan. */
  long nanos(Plan plan) {
    return plan.strands().stream().mapToLong(measured::nanos).sum();
  }

  /** {@code 340 us}, {@code 1.2 ms}, {@code 3.4 s}. */
  static String duration(long nanos) {
    if (nanos < 1_000_000) return nanos / 1_000 + " us";
    if (nanos < 1_000_000_000) return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%3d%%", Math.round(share * 100));
  }
}
