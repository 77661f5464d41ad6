package dev.p2.lang.syntax;

import java.util.List;

/** What a token that does not fit was probably meant to be. */
final class SpellingHints {
  private SpellingHints() {}

  static List<String> of(Token found, Token after, Token before) {
    return switch (found.kind()) {
      case SYMBOL -> symbol(found.text(), after, before);
      case QUOTED -> List.of("strings stand in double quotes");
      case NAME -> name(found.text());
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
          before.is(TokenKind.VARIABLE) || before.is(TokenKind.NUMBER)
              ? List.of("comparisons do not chain; join them with `&&`")
              : List.of();
      case "@" -> List.of("`@` stands before a location: p(@X, …) or p@X(X, …)");
      case ".." -> List.of("the list of the numbers from A to B is f_range(A, B)");
      case "$", "\\", "`" -> List.of("this character has no meaning in OverLog");
      case "-" ->
          before.is("<") || before.is(":") ? List.of("a rule is written head :- body") : List.of();
      default -> List.of();
    };
  }

  private static List<String> name(String text) {
    return switch (text) {
      case "primarykeys" -> List.of("write keys(…)");
      case "inf" -> List.of("write infinity");
      case "foreach" -> List.of("there is no foreach: a rule is run for every match of its body");
      default -> List.of();
    };
  }
}
