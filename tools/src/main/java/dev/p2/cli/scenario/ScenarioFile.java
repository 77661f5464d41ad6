package dev.p2.cli.scenario;

import dev.p2.cli.input.Entries;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.TomlReader;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Programs;
import dev.p2.lang.syntax.Source;
import dev.p2.sim.scenario.Action;
import dev.p2.sim.scenario.Scenario;
import dev.p2.sim.scenario.Scenario.RunWishes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A scenario file, docs/reference/scenario.md. It is read in two parts: what it wishes for the run,
 * which the command line may overrule, and then, when nodes and program are known, its actions.
 */
public final class ScenarioFile {
  private static final List<String> FAULTS =
      List.of("partition", "heal", "cut", "link", "pause", "resume", "clock", "slow", "disk");
  private static final List<String> WISHES = List.of("nodes", "seed", "until", "observer");

  /** The events that install programs, which a program must have that is run with such a file. */
  public static final Set<String> INSTALLING = Set.of("sysInstall", "sysUninstall");

  private final Source source;
  private final Json.Fields file;
  private final Entries top;
  private final RunWishes wishes;

  private ScenarioFile(Source source) {
    this.source = source;
    file = TomlReader.read(source);
    top = new Entries(source, file, "a scenario");
    Optional<Integer> nodes = top.get("nodes").map(json -> top.count(json, "nodes", 1));
    Optional<Long> seed = top.get("seed").map(this::seed);
    Optional<Long> until = top.duration("until");
    wishes = new RunWishes(nodes, seed, until, Optional.empty());
  }

  private long seed(Json json) {
    if (json instanceof Json.Number number && number.whole()) return Long.parseLong(number.text());
    throw top.error(json, "seed must be a whole number").hint("write seed = 7");
  }

  /**
   * The file as far as it can be understood alone.
   *
   * @throws InputException if it is no TOML, or its wishes make no sense
   */
  public static ScenarioFile open(Source source) {
    return new ScenarioFile(source);
  }

  /** The text of the file. */
  public String text() {
    return source.text();
  }

  /** Whether programs are installed or uninstalled. */
  public boolean installs() {
    return file.fields().stream().anyMatch(field -> field.name().equals("install"));
  }

  /**
   * Requires that nothing but faults of the network and of nodes that are on happens, for a run in
   * which something else says who is on and what is asked.
   *
   * @param hint what says it
   * @throws InputException at the first other action
   */
  public void requireFaultsOnly(String hint) {
    for (Json.Field field : file.fields()) {
      if (WISHES.contains(field.name())) continue;
      requireKind(field);
      if (!FAULTS.contains(field.name()))
        throw InputException.at(
                source, field.start(), field.end(), "here a scenario has no " + field.name())
            .hint(hint);
    }
  }

  /** What the file wishes for the run; the observer is not yet among it. */
  public RunWishes wishes() {
    return wishes;
  }

  /**
   * The scenario among these nodes.
   *
   * @param programs what checks the programs that it installs, if it {@link #installs} any
   * @param ends whether the run has an end of its own, so that what happens need not end
   * @throws InputException at the first thing that does not fit
   */
  public Scenario scenario(
      CompiledProgram program, List<String> addresses, Optional<Programs> programs, boolean ends) {
    var members = new Members(source, addresses);
    Optional<Integer> observer =
        top.get("observer").map(json -> members.one(json, top.text(json, "observer")));
    var reader = new ActionReader(source, members, program, programs);
    List<Placed> actions = new ArrayList<>();
    for (Json.Field field : file.fields()) {
      if (WISHES.contains(field.name())) continue;
      requireKind(field);
      for (Json.Fields table : tables(field)) {
        Action action = reader.read(field.name(), table);
        if (!ends && Scenario.of(action).endless())
          throw InputException.at(
                  source, table.start(), table.end(), "this goes on for ever, and so would the run")
              .hint("write to = \"10m\" here, until = \"10m\" at the top, or --until 10m");
        actions.add(new Placed(table.start(), action));
      }
    }
    actions.sort(Comparator.comparingInt(Placed::start));
    return new Scenario(
        new RunWishes(wishes.nodes(), wishes.seed(), wishes.untilNanos(), observer),
        actions.stream().map(Placed::action).toList());
  }

  private record Placed(int start, Action action) {}

  private void requireKind(Json.Field field) {
    if (ActionReader.KINDS.contains(field.name())) return;
    var names = new ArrayList<>(ActionReader.KINDS);
    names.addAll(WISHES);
    String similar = Suggestion.didYouMean(field.name(), names);
    throw InputException.at(source, field.start(), field.end(), "a scenario has no " + field.name())
        .hint(similar.isEmpty() ? "it has " + String.join(", ", names) : similar);
  }

  private List<Json.Fields> tables(Json.Field field) {
    var tables = new ArrayList<Json.Fields>();
    if (field.value() instanceof Json.Fields)
      throw InputException.at(
              source,
              field.start(),
              field.end(),
              field.name() + " stands in single brackets, as if there could be one only")
          .hint("write [[" + field.name() + "]]");
    List<Json> values =
        field.value() instanceof Json.Array array ? array.elements() : List.of(field.value());
    for (Json value : values) {
      if (!(value instanceof Json.Fields table))
        throw InputException.at(
                source, field.start(), field.end(), field.name() + " must be a table")
            .hint("write [[" + field.name() + "]] on a line of its own, its keys below");
      tables.add(table);
    }
    return tables;
  }
}
