package dev.p2.lang.syntax;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Words of other languages that stand where OverLog has none, and what it has in their place. */
public final class ForeignWords {
  /** Words of SQL, which many write in capitals, as variables are here. */
  private static final Set<String> SQL =
      Set.of(
          "is",
          "in",
          "and",
          "or",
          "like",
          "between",
          "group",
          "order",
          "where",
          "distinct",
          "having",
          "as",
          "union",
          "intersect",
          "except",
          "minus",
          "join",
          "left",
          "right",
          "inner",
          "outer",
          "cross",
          "natural");

  private static final Set<String> EVERYBODY = Set.of("all", "broadcast", "everyone", "everybody");

  /** How all are told, for who writes {@code @*}. */
  static final String TO_ALL =
      "to tell all, send to each that a table holds: h(@Y, X) :- e(@X), neighbor(@X, Y)";

  private ForeignWords() {}

  /** As a location. */
  public static Optional<String> location(String word) {
    return EVERYBODY.contains(word) ? Optional.of(TO_ALL) : Optional.empty();
  }

  /** The word that a token in capitals is in SQL. */
  static Optional<String> shouted(Token token) {
    String word = token.text().toLowerCase(Locale.ROOT);
    boolean capitals = token.is(TokenKind.VARIABLE) && !token.text().equals(word);
    return capitals
            && token.text().equals(token.text().toUpperCase(Locale.ROOT))
            && SQL.contains(word)
        ? Optional.of(word)
        : Optional.empty();
  }

  /** Behind a value or a term. */
  static Optional<String> behind(String word) {
    return switch (word) {
      case "in" ->
          Optional.of("in is a small word: X in ([1, 2, 3]) of a list, X in [1, 3] of a range");
      case "having" ->
          Optional.of(
              "another rule reads what was counted: many(@N, K) :- counted(@N, K, C), C > 2.");
      case "as" ->
          Optional.of("arguments have no names; table and event declarations name the columns");
      case "union" -> Optional.of("write a rule for each, with the same head");
      case "intersect" ->
          Optional.of("all predicates of a body must hold: put a comma between them");
      case "except", "minus" -> Optional.of("a predicate is negated by not: not p(X)");
      case "join", "left", "right", "inner", "outer", "cross", "natural" ->
          Optional.of(
              "predicates are joined by a comma and the variables that they share; rows without a"
                  + " partner are another rule's, with not");
      default -> Optional.empty();
    };
  }

  /** Before a name or a variable that does not fit. */
  static Optional<String> before(Token word) {
    return switch (word.is(TokenKind.NAME) ? word.text() : "") {
      case "def", "function", "fun", "func", "proc", "procedure" ->
          Optional.of("a function comes from the host: extern f_name(int): int.");
      case "const", "let", "val", "var", "static", "final" ->
          Optional.of(
              word.firstOnLine()
                  ? "a constant is a param: param Name: int := 5."
                  : "a variable is assigned by X := …, without " + word.text());
      case "return" -> Optional.of("a rule returns nothing: what it derives is its head");
      case "class", "struct", "state", "interface", "enum", "record" ->
          Optional.of("relations are declared by table name(…) or event name(…)");
      case "send" -> Optional.of("a head that is located at another node is sent: leave out send");
      case "table", "event" ->
          Optional.of("a declaration is a statement of its own; a body names relations alone");
      case "every" -> Optional.of("periodic(@N, E, 5) in a body is an event every 5 seconds");
      default -> Optional.empty();
    };
  }

  /** In a declaration, behind a column. */
  static Optional<String> behindColumn(Token word, Token column) {
    if (word.is("[")) return Optional.of("a list of them is list<" + column.text() + ">");
    if (word.is("?")) return Optional.of("every column can hold null: leave out the ?");
    return switch (word.is(TokenKind.NAME) ? word.text() : "") {
      case "default" -> Optional.of("there are no defaults: rules and facts give all columns");
      case "not" -> Optional.of("null is only where a rule puts it: leave out not null");
      case "null", "nullable" ->
          Optional.of("every column can hold null: leave out " + word.text());
      case "references", "check", "foreign", "constraint" ->
          Optional.of("a table checks nothing: a rule derives what is wrong, wrong(@N, K) :- …");
      default -> Optional.empty();
    };
  }
}
