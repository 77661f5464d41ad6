package dev.p2.cli.experiment;

import dev.p2.cli.experiment.Description.Case;
import dev.p2.cli.experiment.Description.Setting;
import dev.p2.cli.input.Entries;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.input.TomlReader;
import dev.p2.cli.input.Words;
import dev.p2.cli.scenario.ScenarioFile;
import dev.p2.cli.topology.Topologies;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Latency;
import dev.p2.sim.experiment.Metric;
import dev.p2.sim.experiment.OverlogSubject;
import dev.p2.sim.experiment.Question.Owner;
import dev.p2.sim.experiment.Subject;
import dev.p2.sim.experiment.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Reads {@code experiment.toml}, for every point of its sweep, before anything runs. */
public final class DescriptionReader {
  private static final int SEEDS = 5;

  /** More trials a point than anybody waits for. */
  public static final int SEEDS_MAX = 1_000;

  private final Source source;
  private final Path folder;
  private final Wishes wishes;
  private final Json.Fields file;
  private final SubjectReader subjects;
  private final FaultsReader faults;

  /**
   * What the command line says.
   *
   * @param quick whether the small form is wanted
   * @param seeds how many seeds, 0 for as many as the description says
   * @param axes values of axes, {@code NAME=A,B}
   * @param defines what {@code -D} says
   */
  public record Wishes(boolean quick, int seeds, List<String> axes, List<String> defines) {
    public Wishes {
      axes = List.copyOf(axes);
      defines = List.copyOf(defines);
    }
  }

  private DescriptionReader(Source source, Path folder, Wishes wishes) {
    this.source = source;
    this.folder = folder;
    this.wishes = wishes;
    Json.Fields whole = TomlReader.read(source);
    file = wishes.quick() ? Overrides.quick(source, whole) : Overrides.full(source, whole);
    subjects = new SubjectReader(source, folder, wishes.defines());
    faults = new FaultsReader(folder);
  }

  /**
   * The experiment of a text.
   *
   * @param folder where the files that it names are looked for first
   * @throws InputException at the first thing that does not fit
   * @throws BrokenProgramException if a program has errors
   */
  static Description read(String name, Source source, Path folder, Wishes wishes) {
    return new DescriptionReader(source, folder, wishes).description(name);
  }

  private Description description(String name) {
    var top = new Entries(source, file, "an experiment");
    String title = top.get("title").map(json -> top.text(json, "title")).orElse(name);
    String about = top.get("about").map(json -> top.text(json, "about")).orElse("").strip();
    List<Long> seeds = seeds(top);
    List<Axis> axes = Overrides.chosen(axes(top), wishes.axes());
    List<Case> cases = cases(top, axes);
    List<Metric> metrics = metrics(top, cases);
    var labels = new LinkedHashMap<String, List<String>>();
    labels.put(Point.SUBJECT, cases.stream().map(one -> one.point().subject()).distinct().toList());
    for (Axis axis : axes)
      labels.put(axis.name(), axis.values().stream().map(Axis.Value::label).toList());
    boolean asWritten = !wishes.quick() && wishes.axes().isEmpty();
    var plots = new PlotReader(source, labels, metrics, asWritten).read(top);
    for (String key : SUBSTITUTED) top.get(key); // read for each point
    top.end();
    for (Case one : cases) for (long seed : seeds) checkWorld(top, one, seed);
    return new Description(
        name, title, about, axes, cases, seeds, metrics, plots, source.text(), digest());
  }

  private static final List<String> SUBSTITUTED =
      List.of(
          "until",
          "topology",
          "latency",
          "scenario",
          "population",
          "lookups",
          "ring",
          "overlay",
          "subject");

  private String digest() {
    var texts = new ArrayList<>(wishes.axes());
    texts.addAll(wishes.defines());
    texts.addAll(subjects.digests());
    texts.addAll(faults.texts());
    return Digest.of(file, texts);
  }

  private List<Long> seeds(Entries top) {
    Json json = top.get("seeds").orElse(null);
    if (wishes.seeds() > 0) return LongStream.rangeClosed(1, wishes.seeds()).boxed().toList();
    if (json == null) return LongStream.rangeClosed(1, SEEDS).boxed().toList();
    if (json instanceof Json.Array array) {
      var seeds = new LinkedHashSet<Long>();
      for (Json element : array.elements())
        if (!seeds.add((long) top.count(element, "seeds", 0)))
          throw top.error(element, "this seed is there twice").hint("leave one of them out");
      if (seeds.isEmpty())
        throw top.error(json, "no seed, no trial").hint("write seeds = 5 or seeds = [1, 2, 3]");
      return List.copyOf(seeds);
    }
    int count = top.count(json, "seeds", 1);
    if (count > SEEDS_MAX)
      throw top.error(json, "seeds must be at most " + SEEDS_MAX).hint("write seeds = 5");
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  private List<Axis> axes(Entries top) {
    Json json = top.get("axes").orElse(null);
    if (json == null) return List.of();
    if (!(json instanceof Json.Fields table))
      throw top.error(json, "axes must be a table").hint("write [axes] and below it nodes = [100]");
    var axes = new ArrayList<Axis>();
    for (Json.Field field : table.fields()) {
      if (field.name().equals(Point.SUBJECT))
        throw top.error(field.value(), "subjects are an axis by themselves")
            .hint("write a [[subject]] for each");
      if (!(field.value() instanceof Json.Array array) || array.elements().isEmpty())
        throw top.error(field.value(), "an axis is an array of values, at least one")
            .hint("write " + field.name() + " = [100, 200]");
      var values = new ArrayList<Axis.Value>();
      var labels = new LinkedHashSet<String>();
      for (Json value : array.elements()) {
        values.add(new Axis.Value(label(top, field.name(), value), value));
        if (!labels.add(values.getLast().label()))
          throw top.error(value, field.name() + " " + values.getLast().label() + " is there twice")
              .hint("leave one of them out");
      }
      axes.add(new Axis(field.name(), values));
    }
    return axes;
  }

  private String label(Entries top, String axis, Json value) {
    return switch (value) {
      case Json.Text text -> text.text();
      case Json.Number number -> number.text();
      case Json.Word word -> word.text();
      case Json.Fields table -> {
        var fields = new Entries(source, table, "a value of " + axis);
        yield fields.text(fields.need("name", "\"fixed\""), "name");
      }
      case Json.Array _ ->
          throw top.error(value, "a value is a number, a string or a table")
              .hint(
                  "write "
                      + axis
                      + " = [100, 200], or { name = \"…\", … } for several things at once");
    };
  }

  private List<Case> cases(Entries top, List<Axis> axes) {
    Json json = top.need("subject", "… in a table [[subject]] of its own");
    if (!(json instanceof Json.Array array) || array.elements().isEmpty())
      throw top.error(json, "a subject is a table").hint("write [[subject]] on a line of its own");
    var cases = new ArrayList<Case>();
    Set<String> used = new LinkedHashSet<>();
    for (Map<String, Axis.Value> values : combinations(axes)) {
      var filler = new Substitution(source, values);
      try {
        cases.addAll(cases(top, array, values, filler));
      } catch (InputException e) {
        InputException wrong = e;
        for (Axis.Value value : values.values()) wrong = value.blame(wrong);
        throw wrong;
      }
      used.addAll(filler.used());
    }
    for (Axis axis : axes) {
      if (!used.contains(axis.name()))
        throw top.error(axis.values().getFirst().json(), "nothing depends on " + axis.name())
            .hint("write \"${" + axis.name() + "}\" where its values belong");
    }
    return cases;
  }

  /** The cases of all subjects at one point. */
  private List<Case> cases(
      Entries top, Json.Array subjectTables, Map<String, Axis.Value> values, Substitution filler) {
    Json.Fields filled = filler.fields(forOnePoint());
    var in = new Entries(source, filled, "an experiment");
    Setting setting = setting(in);
    Optional<ScenarioFile> scenario = faults.read(in);
    Optional<Json> overlay = filled.get("overlay");
    var cases = new ArrayList<Case>();
    Set<String> names = new LinkedHashSet<>();
    for (Json element : subjectTables.elements()) {
      if (!(filler.apply(element) instanceof Json.Fields table))
        throw top.error(element, "a subject is a table")
            .hint("write [[subject]] on a line of its own");
      cases.add(oneCase(table, overlay, scenario, setting, values, names));
    }
    return cases;
  }

  /** The part of the description in which axes are filled in. */
  private Json.Fields forOnePoint() {
    return new Json.Fields(
        file.start(),
        file.end(),
        file.fields().stream()
            .filter(f -> SUBSTITUTED.contains(f.name()) && !f.name().equals("subject"))
            .toList());
  }

  private Case oneCase(
      Json.Fields table,
      Optional<Json> overlay,
      Optional<ScenarioFile> scenario,
      Setting setting,
      Map<String, Axis.Value> values,
      Set<String> names) {
    var in = new Entries(source, table, "a subject");
    Json named = in.need("name", "\"classic\"");
    String name = in.text(named, "name");
    if (!names.add(name))
      throw in.error(named, "two subjects are called " + name).hint("give each a name of its own");
    Subject subject = subjects.read(in, overlay, scenario);
    var labels = new LinkedHashMap<String, String>();
    values.forEach((axis, value) -> labels.put(axis, value.label()));
    return new Case(new Point(name, labels), subject, setting);
  }

  /** All combinations of values, the last axis fastest. */
  private static List<Map<String, Axis.Value>> combinations(List<Axis> axes) {
    List<Map<String, Axis.Value>> all = List.of(Map.of());
    for (Axis axis : axes) {
      var longer = new ArrayList<Map<String, Axis.Value>>();
      for (Map<String, Axis.Value> start : all) {
        for (Axis.Value value : axis.values()) {
          var one = new LinkedHashMap<>(start);
          one.put(axis.name(), value);
          longer.add(one);
        }
      }
      all = longer;
    }
    return all;
  }

  private Setting setting(Entries in) {
    Json end = in.need("until", "\"1800s\"");
    long untilNanos = in.duration(end, "until");
    var reader = new SettingReader(source, untilNanos, end);
    var population = reader.population(in);
    var question = reader.question(in);
    long ringEveryNanos = reader.ringEvery(in);
    return new Setting(population, question, untilNanos, ringEveryNanos, networks(in));
  }

  private Trial.Networks networks(Entries in) {
    Json topology = in.get("topology").orElse(null);
    Json latency = in.get("latency").orElse(null);
    if (topology == null) {
      List<Long> range = latency == null ? List.of() : latency(in, latency);
      Latency delays =
          range.isEmpty() ? Latency.DEFAULT : new Latency(range.getFirst(), range.getLast());
      return (addresses, seed) ->
          SimulationOptions.of(addresses).withSeed(seed).withLatency(delays).network();
    }
    if (latency != null)
      throw in.error(latency, "latency and topology both say how long datagrams take")
          .hint("leave one of them out");
    String argument = in.text(topology, "topology");
    int colon = argument.lastIndexOf(':');
    int end = colon < 0 ? argument.length() : colon;
    String found = TextFile.beside(folder, argument.substring(0, end)) + argument.substring(end);
    return (addresses, seed) -> {
      try {
        return Topologies.read(Topologies.withRoom(found, addresses.size()), addresses)
            .build(addresses, seed);
      } catch (InputException e) {
        throw placed(in, topology, e);
      }
    };
  }

  private static List<Long> latency(Entries in, Json json) {
    if (json instanceof Json.Number) in.duration(json, "latency");
    List<Long> range;
    try {
      range = Words.durationRange(in.text(json, "latency"));
    } catch (InputException e) {
      throw placed(in, json, e);
    }
    if (range.getLast() > Latency.NANOS_MAX)
      throw in.error(json, "latency is more than a day").hint("write latency = \"10ms\"");
    return range;
  }

  /** Gives wrong input of the command line's kind its place; one with a place keeps it. */
  static InputException placed(Entries in, Json at, InputException e) {
    if (e.place().isPresent()) return e;
    InputException placed = in.error(at, String.valueOf(e.getMessage()).replace("--topology ", ""));
    for (String hint : e.hints()) placed = placed.hint(hint.replace("--topology ", "topology "));
    return placed;
  }

  /** Whether all lives of a trial find room, and its scenario knows its nodes. */
  private static void checkWorld(Entries top, Case one, long seed) {
    var population = one.setting().population();
    int nodes = population.addresses(population.lives(one.setting().untilNanos(), seed));
    List<String> addresses = IntStream.range(0, nodes).mapToObj(i -> "n" + i).toList();
    try {
      one.setting().networks().network(addresses, seed);
    } catch (IllegalArgumentException e) {
      throw top.error("the network does not fit: " + e.getMessage());
    }
    if (one.subject() instanceof OverlogSubject subject) subject.faults().among(addresses);
  }

  private List<Metric> metrics(Entries top, List<Case> cases) {
    Json json = top.get("metrics").orElse(null);
    if (json == null)
      return List.of(Metric.values()).stream().filter(m -> known(m, cases)).toList();
    if (!(json instanceof Json.Array array))
      throw top.error(json, "metrics must be an array")
          .hint("write metrics = [\"hops\", \"latency\"]");
    if (array.elements().isEmpty())
      throw top.error(json, "metrics names none").hint("without the key, all that are known");
    var metrics = new LinkedHashSet<Metric>();
    for (Json element : array.elements()) {
      if (!(element instanceof Json.Text text))
        throw top.error(element, "a metric is a word, in quotes")
            .hint("write metrics = [\"hops\", \"latency\"]");
      String word = text.text();
      Metric metric =
          Metric.of(word)
              .orElseThrow(
                  () -> {
                    String similar = Suggestion.didYouMean(word, Metric.words());
                    return top.error(element, "there is no metric " + word)
                        .hint(
                            similar.isEmpty()
                                ? "there are " + String.join(", ", Metric.words())
                                : similar);
                  });
      if (!known(metric, cases)) throw top.error(element, why(metric)).hint(hint(metric));
      if (!metrics.add(metric))
        throw top.error(element, word + " is there twice").hint("leave one of them out");
    }
    return List.copyOf(metrics);
  }

  private static boolean known(Metric metric, List<Case> cases) {
    return cases.stream()
        .allMatch(
            one ->
                switch (metric.needs()) {
                  case NOTHING, HOPS -> true;
                  case OWNER -> one.setting().question().owner() != Owner.UNKNOWN;
                  case SAME_KEY -> one.setting().question().sameKey();
                  case SUCCESSORS -> one.subject().tellsSuccessors();
                });
  }

  private static String why(Metric metric) {
    return switch (metric.needs()) {
      case OWNER -> metric.word() + " asks who should have answered, and nothing says who";
      case SAME_KEY -> metric.word() + " compares answers for one key, and each lookup has its own";
      default -> metric.word() + " looks at successors, and nothing says where a node has them";
    };
  }

  private static String hint(Metric metric) {
    return switch (metric.needs()) {
      case OWNER -> "write owner = \"successor\" or \"xor\" below [lookups]";
      case SAME_KEY -> "write same-key = true below [lookups]";
      default -> "write ring = { relation = \"succ\", node = \"Node\" } below [overlay]";
    };
  }
}
