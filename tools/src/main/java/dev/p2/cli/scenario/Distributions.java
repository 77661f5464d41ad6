package dev.p2.cli.scenario;

import dev.p2.cli.input.Entries;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Suggestion;
import dev.p2.sim.scenario.Distribution;
import java.util.List;

/** Lengths of time by chance, as scenarios and experiments write them. */
public final class Distributions {
  private static final List<String> DISTRIBUTIONS =
      List.of("fixed", "exponential", "pareto", "weibull");

  /** Beyond these most lengths would be nothing, or for ever. */
  private static final double SHAPE_MIN = 0.1;

  private static final double SHAPE_MAX = 100;

  private Distributions() {}

  /**
   * The distribution at a key; a duration alone is an exponential one's mean.
   *
   * @throws dev.p2.cli.input.InputException at what does not fit
   */
  public static Distribution read(Entries in, String key) {
    String example = "{ distribution = \"exponential\", mean = \"8m\" }";
    Json json = in.need(key, example);
    if (json instanceof Json.Text)
      return new Distribution.Exponential(in.positiveDuration(key, example));
    if (!(json instanceof Json.Fields table))
      throw in.error(json, key + " must be a distribution").hint("write " + key + " = " + example);
    var inner = new Entries(in.source(), table, key);
    Json kind = inner.need("distribution", "\"exponential\"");
    String name = inner.text(kind, "distribution");
    long mean = inner.positiveDuration("mean", "\"8m\"");
    Distribution distribution =
        switch (name) {
          case "fixed" -> new Distribution.Fixed(mean);
          case "exponential" -> new Distribution.Exponential(mean);
          case "pareto" -> new Distribution.Pareto(mean, shape(inner, 1));
          case "weibull" -> new Distribution.Weibull(mean, shape(inner, 0));
          default -> {
            String similar = Suggestion.didYouMean(name, DISTRIBUTIONS);
            throw inner
                .error(kind, "there is no distribution " + name)
                .hint(
                    similar.isEmpty() ? "there are " + String.join(", ", DISTRIBUTIONS) : similar);
          }
        };
    inner.end();
    return distribution;
  }

  private static double shape(Entries in, double above) {
    Json json = in.need("shape", "2.0");
    double shape = in.number(json, "shape");
    if (shape > above && shape >= SHAPE_MIN && shape <= SHAPE_MAX) return shape;
    throw in.error(json, "shape must be above " + (above > 0 ? "1" : "0.1") + ", up to 100")
        .hint("write shape = " + (above > 0 ? "2.5, the heavier the nearer to 1" : "0.6"));
  }
}
