package dev.p2.cli.experiment;

import dev.p2.cli.experiment.Description.Case;
import java.util.ArrayList;
import java.util.List;

/**
 * A trial of a description: a case and a seed.
 *
 * @param number of the case, from 0
 */
record TrialKey(int number, Case of, long seed) {
  /** The trials of all cases and seeds; those of one case stand together. */
  static List<TrialKey> all(Description description) {
    var keys = new ArrayList<TrialKey>();
    for (int i = 0; i < description.cases().size(); i++)
      for (long seed : description.seeds())
        keys.add(new TrialKey(i, description.cases().get(i), seed));
    return keys;
  }

  /** The name of its folder. */
  String folder() {
    var name = new StringBuilder(String.format(java.util.Locale.ROOT, "%03d-", number));
    name.append(of.point().subject());
    of.point()
        .values()
        .forEach((axis, value) -> name.append('-').append(axis).append('=').append(value));
    return name.toString().replaceAll("[^A-Za-z0-9=._-]", "_") + "-seed=" + seed;
  }

  /** How much work it is, beside others: the nodes' time. */
  double weight() {
    return of.setting().population().nodes() * (double) of.setting().untilNanos();
  }

  String text() {
    return of.point().text() + ", seed " + seed;
  }
}
