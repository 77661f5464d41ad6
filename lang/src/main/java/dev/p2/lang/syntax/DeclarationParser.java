package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the declarations of relations and of what rules use: materialize, table, event, index,
 * param, extern.
 */
final class DeclarationParser {
  private static final List<String> TYPES =
      List.of(
          "any",
          "bool",
          "int",
          "double",
          "string",
          "addr",
          "id",
          "time",
          "duration",
          "bytes",
          "tuple",
          "list",
          "set");

  private static final Set<String> COLLECTIONS = Set.of("list", "set");

  private static final String MATERIALIZE =
      "materialize(name, lifetime, size, keys(1, 2)): the key's columns come last";
  private static final String LOWER_CASE = "names of relations begin with a lower-case letter";

  private final TokenCursor cursor;
  private final NameParser names;
  private final ExpressionParser expressions;
  private Optional<Name> table = Optional.empty();
  private Optional<Name> param = Optional.empty();

  DeclarationParser(TokenCursor cursor, NameParser names, ExpressionParser expressions) {
    this.cursor = cursor;
    this.names = names;
    this.expressions = expressions;
  }

  /**
   * The table whose declaration was read last or is broken off, so that an error in it does not
   * make it an event.
   */
  Optional<Name> tableSeen() {
    return table;
  }

  /** The same of a param, so that its uses are not those of a variable. */
  Optional<Name> paramSeen() {
    return param;
  }

  /** Takes note of a table whose declaration cannot be read at all. */
  void seen(Name name) {
    table = Optional.of(name);
  }

  /** Forgets {@link #tableSeen} and {@link #paramSeen}. */
  void begin() {
    table = Optional.empty();
    param = Optional.empty();
  }

  Statement materialize() {
    Token first = cursor.next();
    cursor.expect("(", MATERIALIZE);
    cursor.accept("#");
    if (cursor.is(TokenKind.STRING)) throw cursor.expected("a relation name", MATERIALIZE);
    if (cursor.is(TokenKind.VARIABLE)) throw cursor.expected("a relation name", LOWER_CASE);
    Name name = tableName();
    cursor.expect(",", MATERIALIZE);
    Expression lifetime = expressions.expression();
    cursor.expect(",", MATERIALIZE);
    if (cursor.isName("keys")) throw cursor.expected("a size", MATERIALIZE);
    Expression size = expressions.expression();
    Optional<List<Statement.Key>> keys = Optional.empty();
    if (cursor.accept(",")) {
      if (!cursor.peek().isName("keys") && !cursor.is(TokenKind.NAME)) {
        throw cursor.expected("`keys`", MATERIALIZE);
      }
      keys = Optional.of(keys());
    } else if (!cursor.is(")")) {
      throw cursor.expected(TokenCursor.oneOf(",", ")"));
    }
    cursor.expect(")");
    cursor.expect(".");
    return new Statement.Materialize(cursor.from(first), name, lifetime, size, keys);
  }

  private Name tableName() {
    Name name = names.name("a relation name");
    table = Optional.of(name);
    return name;
  }

  /** {@code [private] table …} or {@code [private] event …} */
  Statement relation() {
    Token first = cursor.peek();
    boolean isPrivate = cursor.acceptName("private");
    if (cursor.acceptName("table")) return table(first, isPrivate);
    if (!cursor.acceptName("event")) throw cursor.expected("`table` or `event`");
    Name name = names.name("a relation name");
    List<Statement.Column> columns = columns();
    cursor.expect(".");
    return new Statement.Event(cursor.from(first), isPrivate, name, columns);
  }

  private Statement table(Token first, boolean isPrivate) {
    Name name = tableName();
    List<Statement.Column> columns = columns();
    Optional<Expression> lifetime = Optional.empty();
    Optional<Expression> size = Optional.empty();
    Optional<List<Statement.Key>> keys = Optional.empty();
    boolean durable = false;
    while (!cursor.accept(".")) {
      Token option = cursor.peek();
      if (option.isName("lifetime") && lifetime.isEmpty()) {
        cursor.next();
        lifetime = Optional.of(expressions.expression());
      } else if (option.isName("size") && size.isEmpty()) {
        cursor.next();
        size = Optional.of(expressions.expression());
      } else if (option.isName("keys") && keys.isEmpty()) {
        keys = Optional.of(keys());
      } else if (option.isName("durable") && !durable) {
        cursor.next();
        durable = true;
      } else {
        throw cursor.expected("lifetime, size, keys, durable or `.`");
      }
    }
    return new Statement.Table(
        cursor.from(first), isPrivate, name, columns, lifetime, size, keys, durable);
  }

  private List<Statement.Column> columns() {
    cursor.expect("(");
    var columns = new ArrayList<Statement.Column>();
    if (cursor.accept(")")) return columns;
    do {
      columns.add(column());
    } while (cursor.accept(","));
    if (cursor.is(TokenKind.VARIABLE) && cursor.before().isWord()) {
      String column = cursor.peek().text() + ": " + cursor.before().text().toLowerCase(Locale.ROOT);
      throw cursor.expected(TokenCursor.oneOf(",", ")"), "the name comes first: " + column);
    }
    if (!cursor.accept(")")) throw behindColumn();
    return List.copyOf(columns);
  }

  private SyntaxError behindColumn() {
    String what = TokenCursor.oneOf(",", ")");
    Token word = cursor.peek();
    Token column = cursor.before();
    Optional<String> hint = ForeignWords.behindColumn(word, column);
    if (hint.isPresent()) return cursor.expected(what, hint.get());
    boolean typed = isType(word.text()) || meantType(word.text()).isPresent();
    return typed && column.is(TokenKind.VARIABLE)
        ? cursor.expected(
            what,
            "a colon stands before the type: "
                + column.text()
                + ": "
                + meantType(word.text()).orElse(word.text()))
        : cursor.expected(what);
  }

  static boolean isType(String word) {
    return TYPES.contains(word);
  }

  private Statement.Column column() {
    Token first = cursor.peek();
    boolean located = cursor.accept("@");
    boolean key = cursor.acceptName("key");
    Optional<Name> variable = Optional.empty();
    Optional<Name> type = Optional.empty();
    if (cursor.is(TokenKind.VARIABLE)) {
      Token name = cursor.next();
      variable = Optional.of(new Name(name.span(), name.text()));
      if (cursor.accept(":")) type = Optional.of(type());
    } else {
      if (!cursor.is(TokenKind.NAME)) throw cursor.expected("a column: a variable or a type");
      type = Optional.of(type());
    }
    return new Statement.Column(cursor.from(first), located, key, variable, type);
  }

  /** Types as other languages call them. */
  private static Optional<String> meantType(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "integer", "long", "bigint", "number", "unsigned", "u32", "i32", "u64", "i64" ->
          Optional.of("int");
      case "float", "real", "decimal", "f64" -> Optional.of("double");
      case "text", "varchar", "char", "str", "symbol" -> Optional.of("string");
      case "boolean" -> Optional.of("bool");
      case "timestamp", "datetime", "date" -> Optional.of("time");
      case "interval" -> Optional.of("duration");
      case "address", "loc", "location" -> Optional.of("addr");
      case "blob", "binary" -> Optional.of("bytes");
      default ->
          Optional.of(word.toLowerCase(Locale.ROOT)).filter(w -> !w.equals(word) && isType(w));
    };
  }

  private SyntaxError noType(Token word) {
    String all = TYPES.stream().collect(Collectors.joining(", ", "types are ", ""));
    Optional<String> meant = meantType(word.text());
    return meant.isPresent()
        ? cursor.expected("a type", "did you mean " + meant.get() + "?")
        : cursor.expected("a type", all);
  }

  /** A type; of a list or set the type of the elements is read, but not kept. */
  private Name type() {
    Token first = cursor.peek();
    if (first.is("@")) throw cursor.expected("a type", "@ stands before the name: @N: addr");
    if (!first.is(TokenKind.NAME) || !TYPES.contains(first.text())) {
      if (cursor.peek(1).is(":"))
        throw cursor.expected("a column", "names of columns begin with an upper-case letter");
      throw noType(first);
    }
    cursor.next();
    if (COLLECTIONS.contains(first.text())) elements(first);
    return new Name(first.span(), first.text());
  }

  private void elements(Token collection) {
    int open = 0;
    Token type = collection;
    while (COLLECTIONS.contains(type.text()) && cursor.accept("<")) {
      open++;
      type = cursor.peek();
      if (!type.is(TokenKind.NAME) || !TYPES.contains(type.text())) throw noType(type);
      cursor.next();
    }
    while (open-- > 0) {
      if (!cursor.acceptFirst(">")) throw cursor.expected("`>`");
    }
  }

  private List<Statement.Key> keys() {
    cursor.expectName("keys");
    cursor.expect("(", "write keys(1, 2), the positions of the key's columns");
    var keys = new ArrayList<Statement.Key>();
    if (cursor.accept(")")) return keys;
    do {
      Token position = cursor.peek();
      if (!(position.value() instanceof Long number))
        throw cursor.expected(
            "a key position, an int",
            "keys are counted from 1, and the location counts: keys(1, 2)");
      cursor.next();
      keys.add(new Statement.Key(position.span(), number));
    } while (cursor.accept(","));
    if (cursor.is(":")) {
      throw cursor.expected(
          TokenCursor.oneOf(",", ")"),
          "keys are positions alone; types stand in a declaration: table t(@N, key A: int)");
    }
    if (!cursor.accept(")")) throw cursor.expected(TokenCursor.oneOf(",", ")"));
    return List.copyOf(keys);
  }

  Statement index() {
    Token first = cursor.next();
    cursor.expect("(");
    Name name = names.name("a relation name");
    cursor.expect(",");
    Token kind = cursor.expect(TokenKind.STRING, "the kind of index, a string");
    cursor.expect(",");
    List<Statement.Key> keys = keys();
    cursor.expect(")");
    cursor.expect(".");
    return new Statement.Index(cursor.from(first), name, (String) kind.value(), keys);
  }

  Statement param() {
    Token first = cursor.next();
    Token name =
        cursor.expect(TokenKind.VARIABLE, "the name of a param, with an upper-case letter first");
    param = Optional.of(new Name(name.span(), name.text()));
    Optional<Name> type = Optional.empty();
    if (cursor.accept(":")) type = Optional.of(type());
    Optional<Expression> value = Optional.empty();
    if (cursor.accept(":=")) value = Optional.of(expressions.expression());
    if (cursor.is("=")) throw cursor.expected("`:=`", "write param " + name.text() + " := …");
    Optional<String> text = Optional.empty();
    if (cursor.is(TokenKind.STRING)) text = Optional.of((String) cursor.next().value());
    if (!cursor.accept(".")) throw cursor.expected("`:=`, a string that explains it, or `.`");
    return new Statement.Param(
        cursor.from(first), new Name(name.span(), name.text()), type, value, text);
  }

  Statement extern() {
    Token first = cursor.next();
    boolean pure = cursor.acceptName("pure");
    Token function = cursor.expect(TokenKind.FUNCTION, "the name of a function, f_…");
    cursor.expect("(");
    var arguments = new ArrayList<Name>();
    if (!cursor.accept(")")) {
      do {
        arguments.add(type());
      } while (cursor.accept(","));
      if (!cursor.accept(")")) throw cursor.expected(TokenCursor.oneOf(",", ")"));
    }
    cursor.expect(":");
    Name result = type();
    cursor.expect(".");
    var name = new Name(function.span(), function.text());
    return new Statement.Extern(cursor.from(first), pure, name, List.copyOf(arguments), result);
  }
}
