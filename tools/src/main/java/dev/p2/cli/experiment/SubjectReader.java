package dev.p2.cli.experiment;

import dev.p2.cli.input.Entries;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.Json;
import dev.p2.cli.input.Suggestion;
import dev.p2.cli.input.Templates;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.program.ProgramFlags;
import dev.p2.cli.program.ProgramLoader;
import dev.p2.cli.scenario.ScenarioFile;
import dev.p2.engine.CompiledProgram;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.Type;
import dev.p2.sim.experiment.OverlogSubject;
import dev.p2.sim.experiment.Subject;
import dev.p2.sim.experiment.SubjectProvider;
import dev.p2.sim.scenario.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** Reads subjects: OverLog programs with the relations of their lookups, and Java by name. */
final class SubjectReader {
  private final Source source;
  private final Path folder;
  private final List<String> defines;
  private final Map<List<String>, Loaded> loaded = new LinkedHashMap<>();
  private final List<String> digests = new ArrayList<>();

  /** Types of columns that may hold a tag or a count. */
  private static final Set<Type> NUMBERS = EnumSet.of(Type.INT, Type.ANY);

  private static final Set<Type> ADDRESSES = EnumSet.of(Type.ADDR, Type.STRING, Type.ANY);

  private record Loaded(CompiledProgram program, String digest) {}

  /**
   * @param folder where the files of programs are looked for first
   * @param defines what {@code -D} says, for every program
   */
  SubjectReader(Source source, Path folder, List<String> defines) {
    this.source = source;
    this.folder = folder;
    this.defines = defines;
  }

  /** Of all programs read, in the order of reading. */
  List<String> digests() {
    return digests;
  }

  /**
   * A subject.
   *
   * @param common the table of relations that all subjects share, if there is one
   * @param scenario what happens to it
   */
  Subject read(Entries in, Optional<Json> common, Optional<ScenarioFile> scenario) {
    Optional<Json> java = in.get("java");
    Map<String, String> parameters = parameters(in);
    if (java.isPresent()) {
      if (in.has("program"))
        throw in.error(java.get(), "a subject is a program or written in Java, not both")
            .hint("leave out program or java");
      if (scenario.isPresent())
        throw in.error(java.get(), "a scenario is played on programs, and this is written in Java")
            .hint("leave scenario or this subject out");
      in.end();
      return java(in, java.get(), parameters);
    }
    Json named =
        in.get("program")
            .orElseThrow(
                () ->
                    in.missing("a subject needs program or java", "program", "java")
                        .hint("write program = \"chord\""));
    CompiledProgram program = program(in, named, parameters);
    Json overlay = in.get("overlay").or(() -> common).orElse(null);
    in.end();
    if (!(overlay instanceof Json.Fields fields))
      throw in.error("nothing says how lookups are asked and answered")
          .hint("write [overlay] with ask and answer; p2 experiment new shows how");
    OverlogSubject subject = new Relating(program).subject(new Entries(source, fields, "overlay"));
    return scenario.isEmpty()
        ? subject
        : subject.withFaults(FaultsReader.faults(scenario.get(), program));
  }

  private Map<String, String> parameters(Entries in) {
    Json json = in.get("define").orElse(null);
    var parameters = new LinkedHashMap<String, String>();
    if (json == null) return parameters;
    if (!(json instanceof Json.Fields table))
      throw in.error(json, "define must be a table").hint("write define = { PingPeriod = \"2s\" }");
    for (Json.Field field : table.fields())
      parameters.put(
          field.name(),
          switch (field.value()) {
            case Json.Text text -> text.text();
            case Json.Number number -> number.text();
            case Json.Word word -> word.text();
            case Json.Array _, Json.Fields _ ->
                throw in.error(field.value(), field.name() + " must be a string or a number")
                    .hint("write " + field.name() + " = \"2s\"");
          });
    return parameters;
  }

  private Subject java(Entries in, Json json, Map<String, String> parameters) {
    String name = in.text(json, "java");
    var names = new ArrayList<String>();
    for (SubjectProvider provider : ServiceLoader.load(SubjectProvider.class)) {
      names.add(provider.name());
      if (!provider.name().equals(name)) continue;
      digests.add(provider.getClass().getName() + parameters);
      try {
        return provider.subject(parameters);
      } catch (IllegalArgumentException wrong) {
        throw in.error(json, name + ": " + wrong.getMessage())
            .hint("define holds the parameters of a subject");
      }
    }
    String similar = Suggestion.didYouMean(name, names);
    throw in.error(json, "no subject written in Java is called " + name)
        .hint(
            !similar.isEmpty()
                ? similar
                : names.isEmpty()
                    ? "put its jar on the class path; it names a SubjectProvider in"
                        + " META-INF/services"
                    : "there are " + String.join(", ", names));
  }

  private CompiledProgram program(Entries in, Json named, Map<String, String> parameters) {
    var flags = new ProgramFlags();
    List<Json> names = named instanceof Json.Array array ? array.elements() : List.of(named);
    for (Json name : names) flags.files.add(TextFile.beside(folder, in.text(name, "program")));
    parameters.forEach((name, value) -> flags.defines.add(name + "=" + value));
    flags.defines.addAll(defines);
    var key = new ArrayList<>(flags.files);
    key.addAll(flags.defines);
    Loaded known = loaded.get(key);
    if (known == null) {
      known = load(in, named, flags);
      loaded.put(key, known);
      digests.add(known.digest());
    }
    return known.program();
  }

  private Loaded load(Entries in, Json named, ProgramFlags flags) {
    ProgramLoader.Outcome outcome;
    try {
      outcome = ProgramLoader.check(flags, false);
    } catch (InputException e) {
      throw DescriptionReader.placed(in, named, e);
    }
    Program program =
        outcome.program().orElseThrow(() -> new BrokenProgramException(outcome.diagnostics()));
    return new Loaded(ProgramLoader.compile(program), outcome.digest());
  }

  /** What the relations of one program mean. */
  private final class Relating {
    private final CompiledProgram compiled;
    private final Program program;

    Relating(CompiledProgram compiled) {
      this.compiled = compiled;
      this.program = compiled.plan().program();
    }

    OverlogSubject subject(Entries in) {
      Json.Fields asked =
          table(in, "ask", "{ relation = \"lookup\", values = [\"$node\", \"$key\", \"$tag\"] }");
      var ask = new Entries(source, asked, "ask");
      Json relation = ask.need("relation", "\"lookup\"");
      Json values = ask.need("values", "[\"$node\", \"$key\", \"$tag\"]");
      if (!(relation instanceof Json.Text name))
        throw ask.error(relation, "relation must be a string, in quotes")
            .hint("write relation = \"lookup\"");
      if (!(values instanceof Json.Array array))
        throw ask.error(values, "values must be an array")
            .hint("write values = [\"$node\", \"$key\", \"$tag\"]");
      Template template = new Templates(compiled, source).read(name, array);
      ask.end();
      int tag = template.values().indexOf(Template.Blank.TAG);
      if (tag < 0)
        throw in.error(values, "no value is \"$tag\", so no answer finds its question")
            .hint("write \"$tag\" where the answer has the same value again");
      Map<Integer, Integer> carriers = new LinkedHashMap<>();
      Relation question = program.relation(template.relation()).orElseThrow();
      requireType(ask, values, question, tag, NUMBERS);
      carriers.put(question.id(), tag);
      OverlogSubject.Answer answer = answer(in);
      carriers.put(answer.relation().id(), answer.tagColumn());
      in.get("carriers").ifPresent(json -> carriers(in, json, carriers));
      Optional<OverlogSubject.Cell> successor = Optional.empty();
      if (in.has("ring")) {
        var ring =
            new Entries(
                source, table(in, "ring", "{ relation = \"succ\", node = \"Node\" }"), "ring");
        Relation table = relation(ring, "relation");
        if (!table.isTable())
          throw ring.error(ring.need("relation", ""), table.name() + " is no table")
              .hint("name the table that holds a node's successor");
        successor =
            Optional.of(new OverlogSubject.Cell(table, column(ring, table, "node", ADDRESSES)));
        ring.end();
      }
      in.end();
      return new OverlogSubject(compiled, template, answer, successor, carriers);
    }

    private OverlogSubject.Answer answer(Entries in) {
      var answer =
          new Entries(
              source,
              table(in, "answer", "{ relation = \"found\", tag = \"Tag\", node = \"Node\" }"),
              "answer");
      Relation relation = relation(answer, "relation");
      var read =
          new OverlogSubject.Answer(
              relation,
              column(answer, relation, "tag", NUMBERS),
              column(answer, relation, "node", ADDRESSES),
              answer.has("hops") ? column(answer, relation, "hops", NUMBERS) : -1);
      answer.end();
      return read;
    }

    private void carriers(Entries in, Json json, Map<Integer, Integer> carriers) {
      if (!(json instanceof Json.Array array))
        throw in.error(json, "carriers must be an array")
            .hint("write carriers = [{ relation = \"step\", tag = \"Tag\" }]");
      for (Json element : array.elements()) {
        if (!(element instanceof Json.Fields fields))
          throw in.error(element, "a carrier is a table")
              .hint("write { relation = \"step\", tag = \"Tag\" }");
        var carrier = new Entries(source, fields, "a carrier");
        Relation relation = relation(carrier, "relation");
        carriers.put(relation.id(), column(carrier, relation, "tag", NUMBERS));
        carrier.end();
      }
    }

    private Json.Fields table(Entries in, String key, String example) {
      Json json = in.need(key, example);
      if (json instanceof Json.Fields fields) return fields;
      throw in.error(json, key + " must be a table").hint("write " + key + " = " + example);
    }

    private Relation relation(Entries in, String key) {
      Json json = in.need(key, "\"found\"");
      String name = in.text(json, key);
      Relation relation = program.relation(name).orElse(null);
      if (relation != null && !relation.hidden()) return relation;
      List<String> names =
          program.relations().stream().filter(r -> !r.hidden()).map(Relation::name).toList();
      throw in.error(json, "the program has no relation " + name)
          .hint(Suggestion.didYouMean(name, names));
    }

    /** A column of one of these types. */
    private int column(Entries in, Relation relation, String key, Set<Type> types) {
      int column = column(in, relation, key);
      requireType(in, in.need(key, ""), relation, column, types);
      return column;
    }

    private static void requireType(
        Entries in, Json json, Relation relation, int column, Set<Type> types) {
      Relation.Column of = relation.columns().get(column);
      if (types.contains(of.type())) return;
      String expected = types.equals(NUMBERS) ? "an int" : "an addr";
      throw in.error(
              json,
              "column "
                  + of.name()
                  + " of "
                  + relation.name()
                  + " must be "
                  + expected
                  + " and is of type "
                  + of.type().name().toLowerCase(Locale.ROOT))
          .hint("name another column, or declare it as " + expected);
    }

    /** A column by its name in the declaration, or by its number from 1. */
    private int column(Entries in, Relation relation, String key) {
      Json json = in.need(key, "\"Tag\"");
      if (json instanceof Json.Number) {
        int number = in.count(json, key, 1);
        if (number <= relation.arity()) return number - 1;
        throw in.error(json, relation.name() + " has " + relation.arity() + " columns")
            .hint("columns count from 1; their names do as well");
      }
      String name = in.text(json, key);
      List<String> names = relation.columns().stream().map(Relation.Column::name).toList();
      int column = names.indexOf(name);
      if (column >= 0) return column;
      throw in.error(json, relation.name() + " has no column " + name)
          .hint("its columns are " + String.join(", ", names) + "; a number counts from 1");
    }
  }
}
