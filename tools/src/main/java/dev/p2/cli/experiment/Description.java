package dev.p2.cli.experiment;

import dev.p2.sim.experiment.Metric;
import dev.p2.sim.experiment.Population;
import dev.p2.sim.experiment.Question;
import dev.p2.sim.experiment.Subject;
import dev.p2.sim.experiment.Trial;
import java.util.List;
import java.util.Map;

/**
 * An experiment, read whole: every trial can be run without another look at a file of the user.
 *
 * @param name of its folder
 * @param title one line
 * @param about more lines, for the report
 * @param cases the points in the order of the axes, the last axis fastest
 * @param digest of everything that decides about results but the seeds
 */
record Description(
    String name,
    String title,
    String about,
    List<Axis> axes,
    List<Case> cases,
    List<Long> seeds,
    List<Metric> metrics,
    List<Plot> plots,
    String text,
    String digest) {
  Description {
    axes = List.copyOf(axes);
    cases = List.copyOf(cases);
    seeds = List.copyOf(seeds);
    metrics = List.copyOf(metrics);
    plots = List.copyOf(plots);
  }

  /** All that a point asks for. */
  record Case(Point point, Subject subject, Setting setting) {
    Trial trial(long seed) {
      return new Trial(
          setting.population(),
          setting.question(),
          setting.untilNanos(),
          setting.ringEveryNanos(),
          seed);
    }
  }

  /** Everything but the subject. */
  record Setting(
      Population population,
      Question question,
      long untilNanos,
      long ringEveryNanos,
      Trial.Networks networks) {}

  /**
   * A figure.
   *
   * @param over the axis along which it goes; {@link #CDF} and {@link #TIME} go along no axis
   * @param where labels that points must have, by axis
   * @param references what others found, drawn with it
   */
  record Plot(
      String name,
      String title,
      Metric metric,
      String over,
      Map<String, String> where,
      boolean logarithmic,
      List<Reference> references) {
    static final String CDF = "cdf";
    static final String TIME = "time";

    Plot {
      where = Map.copyOf(where);
      references = List.copyOf(references);
    }
  }

  /**
   * A figure of others.
   *
   * @param points x and y; one point without x is a line across
   */
  record Reference(String label, List<double[]> points) {
    Reference {
      points = List.copyOf(points);
    }
  }
}
