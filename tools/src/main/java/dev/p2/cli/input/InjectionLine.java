package dev.p2.cli.input;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A tuple to deliver: {@code {"at":"1.5s","node":"n0","relation":"e","values":["n0",1]}}.
 *
 * <p>{@code at} is a duration or a number of seconds, now if it is missing; {@code node} may be
 * missing where the relation's home column names it.
 *
 * @param atNanos when, in nanoseconds from the start
 * @param place of {@code at} in the file, or of the whole line
 */
public record InjectionLine(long atNanos, String node, Tuple tuple, Span place) {
  private static final Set<String> FIELDS = Set.of("at", "node", "relation", "values");

  /**
   * All injections of a file, in file order.
   *
   * @param knownNode whether there is a node of that address
   * @throws InputException at an unknown node or relation, a wrong number of values, or a value of
   *     the wrong type
   */
  public static List<InjectionLine> readAll(
      CompiledProgram program, Source source, Predicate<String> knownNode) {
    return readAll(program, source, knownNode, Optional.empty());
  }

  /** The same for a host of one node, which a line need not name. */
  public static List<InjectionLine> readAll(
      CompiledProgram program, Source source, String onlyNode) {
    return readAll(program, source, onlyNode::equals, Optional.of(onlyNode));
  }

  private static List<InjectionLine> readAll(
      CompiledProgram program,
      Source source,
      Predicate<String> knownNode,
      Optional<String> onlyNode) {
    var injections = new ArrayList<InjectionLine>();
    FactsFile.forEachLine(
        source, 0, json -> injections.add(read(program, source, json, knownNode, onlyNode)));
    return injections;
  }

  private static InjectionLine read(
      CompiledProgram program,
      Source source,
      Json json,
      Predicate<String> knownNode,
      Optional<String> onlyNode) {
    if (!(json instanceof Json.Fields fields)) {
      throw InputException.at(source, json.start(), json.end(), "an object is expected")
          .hint(EXAMPLE);
    }
    for (Json.Field field : fields.fields()) {
      if (!FIELDS.contains(field.name())) {
        String hint = Suggestion.didYouMean(field.name(), FIELDS.stream().sorted().toList());
        throw InputException.at(
                source, field.start(), field.end(), "there is no field \"" + field.name() + "\"")
            .hint(hint.isEmpty() ? EXAMPLE : hint);
      }
    }
    Relation relation = relation(program.plan().program(), source, fields);
    Json.Array values = values(source, fields);
    Tuple tuple = Relations.tuple(program, relation, source, values);
    String node =
        onlyNode.isPresent() && fields.get("node").isEmpty()
            ? onlyNode.get()
            : node(source, fields, relation, values, tuple, knownNode);
    Json timed = fields.get("at").orElse(fields);
    return new InjectionLine(
        at(source, fields), node, tuple, Span.of(source, timed.start(), timed.end()));
  }

  /** Of these what a run that ends at a time does not get to, in a sentence for each file. */
  public static List<String> late(List<InjectionLine> lines, long untilNanos) {
    var byFile = new LinkedHashMap<String, List<InjectionLine>>();
    for (InjectionLine line : lines)
      if (line.atNanos > untilNanos)
        byFile.computeIfAbsent(line.place.source().name(), _ -> new ArrayList<>()).add(line);
    return byFile.values().stream().map(late -> sentence(late, untilNanos)).toList();
  }

  private static String sentence(List<InjectionLine> late, long untilNanos) {
    InjectionLine first = late.getFirst();
    return first.place.place()
        + ": warning: "
        + first.tuple.relationName()
        + (late.size() == 1 ? " never comes" : " and " + (late.size() - 1) + " more never come")
        + ": the run ends at "
        + new Duration(untilNanos)
        + ", and this is for "
        + new Duration(first.atNanos);
  }

  private static final String EXAMPLE =
      "write {\"at\":\"1.5s\",\"node\":\"n0\",\"relation\":\"e\",\"values\":[\"n0\",1]}";

  private static Relation relation(Program program, Source source, Json.Fields fields) {
    Json json = fields.get("relation").orElse(null);
    if (!(json instanceof Json.Text name))
      throw missing(source, fields, json, "relation", "a string");
    Relation relation = program.relation(name.text()).orElse(null);
    if (relation == null || relation.hidden()) {
      throw InputException.at(
              source, name.start(), name.end(), "the program has no relation " + name.text())
          .hint(Suggestion.didYouMean(name.text(), Relations.names(program)));
    }
    if (relation.system()) {
      throw InputException.at(
              source, name.start(), name.end(), name.text() + " is built in and cannot be injected")
          .hint("inject an event or a row of a table of the program");
    }
    return relation;
  }

  private static Json.Array values(Source source, Json.Fields fields) {
    Json json = fields.get("values").orElse(null);
    if (json instanceof Json.Array array) return array;
    throw missing(source, fields, json, "values", "an array");
  }

  private static String node(
      Source source,
      Json.Fields fields,
      Relation relation,
      Json.Array values,
      Tuple tuple,
      Predicate<String> knownNode) {
    Json json = fields.get("node").orElse(null);
    if (json == null
        && relation.homeColumn() >= 0
        && tuple.get(relation.homeColumn()) instanceof String home) {
      json = values.elements().get(relation.homeColumn());
      if (knownNode.test(home)) return home;
    }
    if (!(json instanceof Json.Text name)) throw missing(source, fields, json, "node", "a string");
    if (knownNode.test(name.text())) return name.text();
    throw InputException.at(source, name.start(), name.end(), "there is no node " + name.text())
        .hint(
            "\"node\" is an address of the run: n0, n1 and so on, or as --names and --listen say");
  }

  private static long at(Source source, Json.Fields fields) {
    Json json = fields.get("at").orElse(null);
    if (json == null) return 0;
    try {
      if (json instanceof Json.Text text) return Words.durationNanos(text.text());
      if (json instanceof Json.Number number && !number.text().startsWith("-"))
        return FieldText.secondsToNanos(number.text());
    } catch (InputException | IllegalArgumentException e) {
      // said below, with its place
    }
    throw InputException.at(source, json.start(), json.end(), "\"at\" is no time")
        .hint("write \"1.5s\", \"250ms\" or \"5m\"");
  }

  private static InputException missing(
      Source source, Json.Fields fields, Json json, String field, String kind) {
    if (json == null) {
      return InputException.at(
              source, fields.start(), fields.end(), "the field \"" + field + "\" is missing")
          .hint(EXAMPLE);
    }
    return InputException.at(source, json.start(), json.end(), "\"" + field + "\" must be " + kind)
        .hint(EXAMPLE);
  }
}
