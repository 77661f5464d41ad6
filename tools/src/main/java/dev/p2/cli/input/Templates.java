package dev.p2.cli.input;

import dev.p2.engine.CompiledProgram;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Type;
import dev.p2.sim.scenario.Template;
import dev.p2.sim.scenario.Template.Blank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tuples with blanks: values as in JSON files, and {@code "$node"}, {@code "$key"}, {@code "$tag"},
 * {@code "$round"}, {@code "$null"}; a string that begins with a dollar sign has two.
 */
public final class Templates {
  private static final String NULL = "$null";

  private final Program program;
  private final Source source;

  public Templates(CompiledProgram program, Source source) {
    this.program = program.plan().program();
    this.source = source;
  }

  /** The template of these values, or wrong input at what does not fit the relation. */
  public Template read(Json.Text name, Json.Array array) {
    Relation relation = relation(name);
    if (array.elements().size() != relation.arity())
      throw InputException.at(
              source,
              array.start(),
              array.end(),
              Relations.wrongArity(relation, array.elements().size()))
          .hint(Relations.columns(relation));
    var values = new ArrayList<>();
    for (int i = 0; i < relation.arity(); i++)
      values.add(value(array.elements().get(i), relation, i));
    return new Template(relation.name(), values);
  }

  private Relation relation(Json.Text name) {
    Relation relation = program.relation(name.text()).orElse(null);
    if (relation == null || relation.hidden())
      throw InputException.at(
              source, name.start(), name.end(), "the program has no relation " + name.text())
          .hint(Relations.similar(program, name.text()));
    if (relation.system())
      throw InputException.at(
              source, name.start(), name.end(), name.text() + " is built in and cannot be injected")
          .hint("inject an event of the program: " + Relations.events(program));
    return relation;
  }

  private Object value(Json json, Relation relation, int column) {
    Type type = relation.columns().get(column).type();
    String columnName = Relations.columnName(relation, column);
    if (json instanceof Json.Text text && text.text().startsWith("$")) {
      if (text.text().startsWith("$$"))
        return value(
            new Json.Text(text.start(), text.end(), text.text().substring(1)), type, columnName);
      if (text.text().equals(NULL)) {
        if (relation.columns().get(column).nullable()) return null;
        throw InputException.at(
                source, json.start(), json.end(), columnName + " is never null in this program")
            .hint("write a value, or a rule that derives null there");
      }
      return blank(text, type, columnName);
    }
    return value(json, type, columnName);
  }

  private Object value(Json json, Type type, String columnName) {
    return new JsonValues(source).value(json, type, columnName);
  }

  private Blank blank(Json.Text text, Type type, String columnName) {
    List<String> words = Arrays.stream(Blank.values()).map(Blank::word).toList();
    int which = words.indexOf(text.text());
    if (which < 0) {
      String similar = Suggestion.didYouMean(text.text(), words);
      throw InputException.at(
              source, text.start(), text.end(), "there is nothing called " + text.text())
          .hint(
              similar.isEmpty()
                  ? "a string with a dollar sign in front has two: \"$$…\""
                  : similar);
    }
    Blank blank = Blank.values()[which];
    if (!fits(blank, type))
      throw InputException.at(
              source,
              text.start(),
              text.end(),
              columnName + " is " + FieldText.name(type) + "; " + blank.word() + " does not fit")
          .hint("there fit " + fitting(type));
    return blank;
  }

  private static String fitting(Type type) {
    String blanks =
        Arrays.stream(Blank.values())
            .filter(blank -> fits(blank, type))
            .map(Blank::word)
            .collect(Collectors.joining(", "));
    return blanks.isEmpty() ? "only values" : "values, and " + blanks;
  }

  private static boolean fits(Blank blank, Type type) {
    Object sample =
        switch (blank) {
          case NODE -> "n0";
          case KEY -> Id.ZERO;
          case TAG, ROUND -> (Object) 1L;
        };
    try {
      FieldText.convert(sample, type);
      return true;
    } catch (EvalException e) {
      return false;
    }
  }
}
