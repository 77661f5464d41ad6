package dev.p2.lang.syntax;

import java.util.List;

/** What a token that does not fit was probably meant to be. */
final class SpellingHints {
  /** How a program does without the compound tuples of the security branch. */
  static final String NO_REFERENCES =
      "give each row an id of its own, f_idgen(), and keep it as a column where the row is meant";

  /** How a program does without its signed tuples. */
  static final String NO_SAYS = "send the tuple as it is, with who says it as a column";

  private static final String ARROW = "a rule is written head :- body";
  private static final String COMMA =
      "terms of a body stand apart by commas; `&&` joins conditions";
  private static final String BARE =
      "a string stands in double quotes, and a variable begins with an upper-case letter";

  private SpellingHints() {}

  static List<String> of(Token found, Token after, Token before) {
    return switch (found.kind()) {
      case SYMBOL -> symbol(found.text(), after, before);
      case QUOTED -> List.of("strings stand in double quotes");
      case NAME -> name(found.text(), after, before);
      case VARIABLE ->
          after.is("(") ? List.of("names of relations begin with a lower-case letter") : List.of();
      case WORD ->
          List.of("variables begin with an upper-case letter, relations with a lower-case one");
      default -> List.of();
    };
  }

  private static List<String> symbol(String text, Token after, Token before) {
    return switch (text) {
      case "=" -> List.of("`==` compares, `:=` assigns");
      case ";" -> List.of("a statement ends with `.`");
      case "~" ->
          List.of("there is no operator for regular expressions; use f_match(regexp, string)");
      case "!" -> after.is("~") ? symbol("~", after, before) : List.of();
      case "<", ">", "<=", ">=" ->
          before.is(")") && (after.is("-") || after.is("=")) ? List.of(ARROW) : comparison(before);
      case ":" -> before.is(")") ? List.of(ARROW) : List.of();
      case "&&" -> before.is(")") ? List.of(COMMA) : List.of();
      case "(" -> before.is(TokenKind.VARIABLE) ? List.of(called(before.text())) : List.of();
      case "@" -> List.of("`@` stands before a location: p(@X, …) or p@X(X, …)");
      case ".." -> List.of("the list of the numbers from A to B is f_range(A, B)");
      case "$", "\\", "`" -> List.of("this character has no meaning in OverLog");
      case "-" -> before.is("<") || before.is(":") ? List.of(ARROW) : List.of();
      default -> List.of();
    };
  }

  private static List<String> comparison(Token before) {
    return before.is(TokenKind.VARIABLE) || before.is(TokenKind.NUMBER)
        ? List.of("comparisons do not chain; join them with `&&`")
        : List.of();
  }

  /** Of a name with a capital letter that a parenthesis follows. */
  private static String called(String name) {
    return name.startsWith("F_")
        ? "names of functions begin with f_"
        : "names of relations begin with a lower-case letter";
  }

  private static List<String> name(String text, Token after, Token before) {
    return switch (text) {
      case "and" -> List.of(COMMA);
      case "or" -> List.of("write a rule for each, or `||` between conditions");
      case "key" -> List.of("write keys(…)");
      case "sec", "secs", "second", "seconds", "min", "minutes", "msec", "hours", "ms", "s" ->
          before.is(TokenKind.NUMBER)
              ? List.of("a duration is one word: 10s, 500ms, 2m")
              : List.of();
      case "primarykeys" -> List.of("write keys(…)");
      case "inf" -> List.of("write infinity");
      case "foreach" -> List.of("there is no foreach: a rule is run for every match of its body");
      default -> bare(after, before) ? List.of(BARE) : List.of();
    };
  }

  /** Whether a name stands where an argument would. */
  private static boolean bare(Token after, Token before) {
    return (before.is("(") || before.is(",") || before.is("@")) && (after.is(",") || after.is(")"));
  }
}
