package dev.p2.cli.input;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Tuple;
import dev.p2.lang.check.Program;
import dev.p2.lang.check.Relation;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.List;

/** Relations of a program as the command line names them. */
public final class Relations {
  private Relations() {}

  /** The relation that {@code flag} names, or wrong input with a suggestion. */
  public static Relation named(Program program, String name, String flag) {
    Relation relation = program.relation(name).orElse(null);
    if (relation == null || relation.hidden()) {
      throw new InputException(flag + ": the program has no relation " + name)
          .hint(Suggestion.didYouMean(name, names(program)));
    }
    return relation;
  }

  /** The same, but not one that is built in. */
  static Relation user(Program program, String name, String flag) {
    Relation relation = named(program, name, flag);
    if (relation.system())
      throw new InputException(flag + ": " + name + " is built in and cannot be filled");
    return relation;
  }

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
        throw new InputException(flag + " " + text + ": a name is missing between the commas");
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
      throw InputException.at(source, array.start(), array.end(), wrongArity(relation, given));
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
            columnName(relation, i) + " is never null in this program");
      }
    }
    try {
      return program.make(relation.id(), values);
    } catch (EvalException e) {
      throw InputException.at(source, array.start(), array.end(), String.valueOf(e.getMessage()));
    }
  }
}
