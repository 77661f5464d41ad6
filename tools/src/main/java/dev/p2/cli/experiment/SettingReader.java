package dev.p2.cli.experiment;

import dev.p2.cli.input.Entries;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.scenario.Distributions;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.experiment.Population;
import dev.p2.sim.experiment.Question;
import dev.p2.sim.experiment.Question.Owner;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code [population]}, {@code [lookups]} and {@code [ring]} of one point. */
final class SettingReader {
  private static final long SECOND = 1_000_000_000L;
  private static final long EVERY = 10 * SECOND;
  private static final long PATIENCE = 30 * SECOND;

  private final Source source;
  private final long untilNanos;
  private final Json end;

  SettingReader(Source source, long untilNanos, Json end) {
    this.source = source;
    this.untilNanos = untilNanos;
    this.end = end;
  }

  private Entries table(Entries top, String key, String example) {
    Json json = top.need(key, example);
    if (json instanceof Json.Fields fields) return new Entries(source, fields, key);
    throw top.error(json, key + " must be a table").hint("write [" + key + "] on its own line");
  }

  Population population(Entries top) {
    Entries in = table(top, "population", "{ nodes = 100 }");
    int nodes = in.count(in.need("nodes", "100"), "nodes", 1);
    long from = in.duration("join-from").orElse(0L);
    Optional<Json> to = in.get("join-to");
    long toNanos = to.isPresent() ? in.duration(to.get(), "join-to") : from;
    if (toNanos < from)
      throw in.error(to.get(), "join-to is before join-from").hint("the last join is at join-to");
    if (toNanos > untilNanos)
      throw in.error(
              to.or(() -> in.get("join-from")).get(), "nodes join after the end of the trial")
          .hint(endHint());
    boolean random = word(in, "contact", List.of("first", "random"), "first").equals("random");
    Optional<Population.Churn> churn = Optional.empty();
    if (in.has("session")) {
      churn =
          Optional.of(
              new Population.Churn(
                  Distributions.read(in, "session"),
                  in.duration("down").orElse(0L),
                  in.flag("leave"),
                  in.flag("keep-first"),
                  word(in, "back", List.of("new", "same"), "new").equals("same")));
    } else {
      for (String key : List.of("down", "leave", "keep-first", "back"))
        if (in.has(key))
          throw in.error(in.get(key).get(), key + " has no meaning without session")
              .hint("write session = { distribution = \"exponential\", mean = \"8m\" }");
    }
    in.end();
    var population = new Population(nodes, from, toNanos, random, churn);
    requireFinite(in, population);
    return population;
  }

  /** Sessions that are too short for the run would make lives without number. */
  private void requireFinite(Entries in, Population population) {
    if (population.churn().isEmpty()) return;
    var churn = population.churn().get();
    double lives =
        population.nodes()
            * (double) untilNanos
            / (churn.session().meanNanos() + churn.downNanos());
    if (lives > LIVES_MAX)
      throw in.error(
              in.get("session").get(),
              "sessions this short make " + Math.round(lives) + " lives of nodes")
          .hint("at most " + LIVES_MAX + " fit into a trial");
  }

  private static final long LIVES_MAX = 5_000_000;

  Question question(Entries top) {
    Entries in = table(top, "lookups", "{ from = \"60s\", every = \"10s\" }");
    Json start = in.need("from", "\"700s\"");
    long from = in.duration(start, "from");
    long every = in.has("every") ? in.positiveDuration("every", "\"10s\"") : EVERY;
    long patience = in.has("patience") ? in.positiveDuration("patience", "\"30s\"") : PATIENCE;
    Optional<Json> to = in.get("to");
    long toNanos = to.isPresent() ? in.duration(to.get(), "to") : untilNanos - patience;
    if (from > untilNanos)
      throw in.error(start, "lookups begin after the end of the trial").hint(endHint());
    if (toNanos < from)
      throw in.error(to.orElse(start), "no lookup would be asked: they end before they begin")
          .hint(
              to.isPresent()
                  ? "to is the time of the last lookup, from that of the first"
                  : "without to they end patience (" + patience / SECOND + " s) before until");
    if (toNanos > untilNanos)
      throw in.error(to.orElse(start), "lookups go on after the end of the trial").hint(endHint());
    var question =
        new Question(
            from,
            toNanos,
            every,
            in.count("vantages", 1, 1),
            in.flag("same-key"),
            in.duration("settled").orElse(0L),
            patience,
            in.duration("within").orElse(SECOND),
            owner(in));
    in.end();
    return question;
  }

  private String endHint() {
    return "until is at line " + lineOf(end);
  }

  private int lineOf(Json json) {
    return (int) source.text().substring(0, json.start()).lines().count();
  }

  private static Owner owner(Entries in) {
    List<String> words =
        Arrays.stream(Owner.values()).map(owner -> owner.name().toLowerCase(Locale.ROOT)).toList();
    return Owner.valueOf(word(in, "owner", words, "unknown").toUpperCase(Locale.ROOT));
  }

  long ringEvery(Entries top) {
    if (!top.has("ring")) return EVERY;
    Entries in = table(top, "ring", "{ every = \"10s\" }");
    long every = in.positiveDuration("every", "\"10s\"");
    in.end();
    return every;
  }

  private static String word(Entries in, String key, List<String> words, String otherwise) {
    Json json = in.get(key).orElse(null);
    if (json == null) return otherwise;
    String word = in.text(json, key);
    if (words.contains(word)) return word;
    String similar = Suggestion.didYouMean(word, words);
    InputException wrong = in.error(json, key + " must be one of " + String.join(", ", words));
    throw wrong.hint(
        similar.isEmpty() ? "write " + key + " = \"" + words.getFirst() + "\"" : similar);
  }
}
