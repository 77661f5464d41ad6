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

/**
 * Tuples that look so: {@code path("n0", "n2", _, 7)}, where {@code _} is any value, or {@code
 * path}, all tuples of a relation. Values are literals of their columns' types; lists and sets are
 * arrays of JSON.
 */
public final class TuplePattern {
  private static final Object ANYTHING = new Object();

  private final CompiledProgram program;
  private final Relation relation;
  private final List<Object> values;
  private final Source source;
  private final int start;
  private final int end;

  private TuplePattern(
      CompiledProgram program,
      Relation relation,
      List<Object> values,
      Source source,
      int start,
      int end) {
    this.program = program;
    this.relation = relation;
    this.values = values;
    this.source = source;
    this.start = start;
    this.end = end;
  }

  /**
   * Reads a pattern that begins at {@code start}, up to {@code limit} at most.
   *
   * @throws InputException if there is none, or it does not fit the program
   */
  public static TuplePattern read(CompiledProgram program, Source source, int start, int limit) {
    String text = source.text();
    int at = start;
    while (at < limit && nameCharacter(text.charAt(at))) at++;
    if (at == start)
      throw InputException.at(source, start, Math.max(start + 1, limit), "a relation is expected")
          .hint("write path or path(\"n0\", _, 7)");
    Relation relation = relation(program, source, text.substring(start, at), start, at);
    if (at == limit || text.charAt(at) != '(')
      return new TuplePattern(program, relation, List.of(), source, start, at);
    var reader = new Arguments(source, at + 1, limit);
    List<int[]> places = reader.places();
    if (places.size() != relation.arity())
      throw InputException.at(
              source, start, reader.end(), Relations.wrongArity(relation, places.size()))
          .hint(Relations.columns(relation));
    var values = new ArrayList<Object>();
    for (int i = 0; i < places.size(); i++) values.add(value(source, places.get(i), relation, i));
    return new TuplePattern(program, relation, values, source, start, reader.end());
  }

  private static boolean nameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == ':' || c == '#';
  }

  private static Relation relation(
      CompiledProgram program, Source source, String name, int start, int end) {
    Program checked = program.plan().program();
    Relation relation = checked.relation(name).orElse(null);
    if (relation != null && !relation.hidden()) return relation;
    throw InputException.at(source, start, end, "the program has no relation " + name)
        .hint(Suggestion.didYouMean(name, Relations.names(checked)));
  }

  private static Object value(Source source, int[] place, Relation relation, int column) {
    String text = source.text().substring(place[0], place[1]);
    if (text.equals("_")) return ANYTHING;
    Type type = relation.columns().get(column).type();
    String name = Relations.columnName(relation, column);
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    try {
      if (first == '"' || first == '[')
        return new JsonValues(source).value(JsonReader.read(source, place[0], text), type, name);
      if (text.equals("null")) return null;
      if (type != Type.STRING && type != Type.ADDR) return FieldText.value(text, type);
    } catch (EvalException | IllegalArgumentException misfit) {
      // said below, with its place
    }
    throw InputException.at(
            source,
            place[0],
            place[1],
            name + " is " + FieldText.name(type) + "; " + FieldText.shorten(text) + " does not fit")
        .hint(type == Type.STRING || type == Type.ADDR ? "write it in quotes" : "");
  }

  /** The arguments of a predicate, up to the closing bracket. */
  private static final class Arguments {
    private final Source source;
    private final String text;
    private final int limit;
    private int at;

    Arguments(Source source, int at, int limit) {
      this.source = source;
      this.text = source.text();
      this.at = at;
      this.limit = limit;
    }

    int end() {
      return at;
    }

    List<int[]> places() {
      int opened = at - 1;
      var places = new ArrayList<int[]>();
      int from = at;
      for (int depth = 0; at < limit; at++) {
        char c = text.charAt(at);
        if (c == '"') skipString();
        else if (c == '[' || c == '(' || c == '{') depth++;
        else if (depth > 0 && (c == ']' || c == ')' || c == '}')) depth--;
        else if (depth == 0 && (c == ',' || c == ')')) {
          places.add(stripped(from, at));
          from = at + 1;
          if (c == ')') {
            at++;
            return places;
          }
        }
      }
      throw InputException.at(source, opened, opened + 1, "this bracket is not closed")
          .hint("a tuple stands on one line: succ(\"n0\", _, 0x2a)");
    }

    private void skipString() {
      for (at++; at < limit && text.charAt(at) != '"'; at++) if (text.charAt(at) == '\\') at++;
    }

    private int[] stripped(int from, int to) {
      int first = from;
      int last = to;
      while (first < last && Character.isWhitespace(text.charAt(first))) first++;
      while (last > first && Character.isWhitespace(text.charAt(last - 1))) last--;
      return new int[] {first, last};
    }
  }

  public Relation relation() {
    return relation;
  }

  /** The offset behind its last character. */
  public int end() {
    return end;
  }

  /** Whether a tuple looks so. */
  public boolean matches(Tuple tuple) {
    if (tuple.relation() != relation.id()) return false;
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value == ANYTHING) continue;
      Object found = tuple.get(i);
      if (value == null ? found != null : !value.equals(found)) return false;
    }
    return true;
  }

  /**
   * The one tuple that looks so.
   *
   * @throws InputException if a value is left open
   */
  public Tuple tuple() {
    if (values.isEmpty() && relation.arity() > 0 || values.contains(ANYTHING))
      throw InputException.at(source, start, end, "every value must be given here")
          .hint("write a value for each _");
    try {
      return program.make(relation.id(), values.toArray());
    } catch (EvalException misfit) {
      throw InputException.at(source, start, end, String.valueOf(misfit.getMessage()))
          .hint("the relation's columns hold values of their types only");
    }
  }

  /** As it is written. */
  @Override
  public String toString() {
    return source.text().substring(start, end);
  }
}
