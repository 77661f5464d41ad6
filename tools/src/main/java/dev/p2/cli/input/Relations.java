package dev.p2.cli.input;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Relations of a program as the command line names them. */
public final class Relations {
  private Relations() {}

  /** The relation that {@code flag} names, or wrong input with a suggestion. */
  public static Relation named(Program program, String name, String flag) {
    Relation relation = program.relation(name).orElse(null);
    if (relation == null || relation.hidden()) {
      throw new InputException(flag + ": the program has no relation " + name)
          .hint(similar(program, name));
    }
    return relation;
  }

  /** The same, but not one that is built in. */
  static Relation user(Program program, String name, String flag) {
    Relation relation = named(program, name, flag);
    if (relation.system())
      throw new InputException(
          flag + ": " + name + " is built in and cannot be filled", similar(program, ""));
    return relation;
  }

  /** What was perhaps meant, or what relations there are. */
  public static String similar(Program program, String name) {
    List<String> names = names(program);
    String near = Suggestion.didYouMean(name, names);
    List<String> own =
        program.relations().stream()
            .filter(r -> !r.hidden() && !r.system())
            .map(Relation::name)
            .sorted()
            .toList();
    if (!near.isEmpty()) return near;
    return "it has "
        + String.join(", ", own.subList(0, Math.min(own.size(), SHOWN_MAX)))
        + (own.size() > SHOWN_MAX ? ", …" : "");
  }

  private static final int SHOWN_MAX = 12;

  /** Names that may be meant: everything the user can see. */
  static List<String> names(Program program) {
    return program.relations().stream()
        .filter(r -> !r.hidden())
        .map(Relation::name)
        .sorted()
        .toList();
  }

  /** The relations of a list such as {@code succ,pred}; {@code *} is every table of the user. */
  public static List<Relation> list(Program program, String text, String flag) {
    var relations = new ArrayList<Relation>();
    for (String name : text.split(",", -1)) {
      String plain = name.strip();
      if (plain.isEmpty())
        throw new InputException(
            flag + " " + text + ": a name is missing between the commas",
            "write " + flag + " succ,pred");
      if (plain.equals("*")) {
        program.relations().stream()
            .filter(Relations::userTable)
            .filter(r -> !relations.contains(r))
            .forEach(relations::add);
      } else {
        Relation relation = named(program, plain, flag);
        if (!relations.contains(relation)) relations.add(relation);
      }
    }
    return relations;
  }

  static boolean userTable(Relation relation) {
    return relation.isTable() && !relation.system() && !relation.hidden();
  }

  static boolean collection(Type type) {
    return type == Type.LIST || type == Type.SET || type == Type.ANY;
  }

  /** {@code link(N, To, Cost)}: what its columns are called. */
  static String columns(Relation relation) {
    return "its columns are "
        + relation.columns().stream()
            .map(column -> column.name().isEmpty() ? "_" : column.name())
            .collect(Collectors.joining(", "));
  }

  /** The names of the program's own events. */
  static String events(Program program) {
    List<String> events =
        program.relations().stream()
            .filter(r -> !r.isTable() && !r.hidden() && !r.system())
            .map(Relation::name)
            .sorted()
            .toList();
    return events.isEmpty() ? "it has none" : String.join(", ", events);
  }

  /** {@code column 2 of link}. */
  static String columnName(Relation relation, int column) {
    return "column " + (column + 1) + " of " + relation.name();
  }

  static String wrongArity(Relation relation, int given) {
    int arity = relation.arity();
    return relation.name()
        + " has "
        + arity
        + (arity == 1 ? " column, " : " columns, ")
        + given
        + (given == 1 ? " is" : " are")
        + " given here";
  }

  /** A tuple of JSON values, or wrong input at the value that does not fit. */
  static Tuple tuple(CompiledProgram program, Relation relation, Source source, Json.Array array) {
    int given = array.elements().size();
    if (given != relation.arity()) {
      throw InputException.at(source, array.start(), array.end(), wrongArity(relation, given))
          .hint(columns(relation));
    }
    var reader = new JsonValues(source);
    var values = new Object[given];
    for (int i = 0; i < given; i++) {
      Json element = array.elements().get(i);
      Relation.Column column = relation.columns().get(i);
      values[i] = reader.value(element, column.type(), columnName(relation, i));
      if (values[i] == null && !column.nullable()) {
        throw InputException.at(
                source,
                element.start(),
                element.end(),
                columnName(relation, i) + " is never null in this program")
            .hint("write a value, or a rule that derives null there");
      }
    }
    try {
      return program.make(relation.id(), values);
    } catch (EvalException e) {
      throw InputException.at(source, array.start(), array.end(), String.valueOf(e.getMessage()))
          .hint("the relation's columns hold values of their types only");
    }
  }
}
