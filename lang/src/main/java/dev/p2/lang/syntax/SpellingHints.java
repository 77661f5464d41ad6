package dev.p2.lang.syntax;

import dev.p2.lang.value.Functions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a token that does not fit was probably meant to be. */
final class SpellingHints {
  /** How a program does without the compound tuples of the security branch. */
  static final String NO_REFERENCES =
      "give each row an id of its own, f_idgen(), and keep it as a column where the row is meant";

  /** How a program does without its signed tuples. */
  static final String NO_SAYS = "send the tuple as it is, with who says it as a column";

  static final String ARROW = "a rule is written head :- body";
  private static final String COMMA =
      "terms of a body stand apart by commas; `&&` joins conditions";
  static final String BARE =
      "a string stands in double quotes, and a variable begins with an upper-case letter";

  static final String COMMENT = "a comment is // … to the end of the line, or /* … */";
  static final String NEGATION = "a predicate is negated by not: not p(X)";
  private static final String UNEQUAL = "not equal is `!=`";
  private static final String CONDITION =
      "a condition is a term like the others: put a comma before it, and no word";
  private static final String LETTERS = "names hold letters, digits and _";
  private static final String NO_ORDER =
      "rows have no order: topk<X, n> in the head takes the greatest, f_sort(L) sorts a list";
  private static final String DIFFERENT =
      "rows of a table differ by themselves; countdistinct<X> counts different values";
  private static final String NO_LOOP =
      "there is no loop: a rule is run for every match of its body";
  private static final String NO_CUT =
      "there is no cut: every rule that matches counts; write its conditions";
  private static final String LABEL = "a label stands alone before the head: ";
  private static final String KEY_FIRST = "`key` stands before the column: key Id: int";

  private static final String NO_FUNCTION =
      "names of functions begin with f_, and a predicate has no value";

  /** Names of functions that are rather those of columns. */
  private static final Set<String> COLUMNS = Set.of("id", "name", "type", "time", "field");

  private SpellingHints() {}

  static List<String> of(Token found, Token after, Token before) {
    return switch (found.kind()) {
      case SYMBOL -> symbol(found, after, before);
      case QUOTED -> List.of("strings stand in double quotes");
      case NAME -> name(found.text(), after, before);
      case FUNCTION -> ForeignWords.before(before).map(List::of).orElse(List.of());
      case VARIABLE ->
          ForeignWords.shouted(found).isPresent()
              ? name(ForeignWords.shouted(found).get(), after, before)
              : after.is("(")
                  ? List.of("names of relations begin with a lower-case letter")
                  : afterWord(found.text(), before, after).map(List::of).orElse(List.of());
      case WORD ->
          List.of("variables begin with an upper-case letter, relations with a lower-case one");
      case STRING ->
          found.firstOnLine()
              ? after.is(TokenKind.NAME) ? List.of("a label stands without quotes") : List.of()
              : before.is(".") ? List.of("texts are joined by +: \"a\" + X") : List.of();
      case NUMBER ->
          found.firstOnLine() && after.is(TokenKind.NAME)
              ? List.of("labels begin with a letter: r1")
              : ForeignWords.before(before).map(List::of).orElse(List.of());
      default -> List.of();
    };
  }

  private static List<String> symbol(Token found, Token after, Token before) {
    Optional<String> label = label(found, after, before);
    return label.isPresent() ? List.of(label.get()) : symbol(found.text(), after, before);
  }

  /** Of signs around what stands first on a line, where a label would. */
  private static Optional<String> label(Token found, Token after, Token before) {
    boolean around = found.is("[") || found.is("(") || found.is("@") || found.is("<");
    if (found.firstOnLine() && around && after.isWord() && !after.isName("next")) {
      if (!after.isName("async")) return Optional.of(LABEL + after.text() + " head :- body");
    }
    boolean behind = found.is(")") || found.is(".") || found.is("]") || found.is("-");
    boolean first = before.firstOnLine() && before.isWord();
    return behind && first && after.isWord() && after.spaced()
        ? Optional.of(LABEL + before.text() + " head :- body")
        : Optional.empty();
  }

  private static List<String> symbol(String text, Token after, Token before) {
    return switch (text) {
      case "=" -> List.of(equalSign(after, before));
      case ";" ->
          after.firstOnLine() || after.is(TokenKind.END)
              ? List.of("a statement ends with `.`")
              : List.of("a statement ends with `.`; each alternative is a rule of its own");
      case "~" ->
          List.of("there is no operator for regular expressions; use f_match(regexp, string)");
      case "!" -> after.is("~") ? symbol("~", after, before) : List.of();
      case "<", ">", "<=", ">=" ->
          before.is(")") && begins(after) || before.is(TokenKind.NAME)
              ? List.of(ARROW)
              : comparison(before);
      case ":" ->
          before.is(")")
              ? List.of(ARROW)
              : before.is(TokenKind.VARIABLE) && DeclarationParser.isType(after.text())
                  ? List.of(typed(before.text(), after.text()))
                  : List.of();
      case "^" -> before.is(")") ? List.of(COMMA) : List.of();
      case "|" -> before.is(")") && after.is("=") ? List.of(ARROW) : List.of();
      case "&&" -> before.is(")") ? List.of(COMMA) : List.of();
      case "||" -> before.is(")") ? List.of("write a rule for each alternative") : List.of();
      case ":=" -> List.of("a variable is assigned by a term of the body: X := …");
      case "+" ->
          after.is(TokenKind.NAME) && before.is(TokenKind.NAME)
              ? List.of("a rule inserts its head by itself; delete before the head deletes")
              : before.is("+") && !after.isWord() ? List.of("write Y := X + 1") : List.of();
      case "," ->
          before.is(".")
              ? List.of("the period before ended the statement; write 1.0 for a double")
              : before.is("!") ? List.of(NO_CUT) : comma(before);
      case ")" -> comma(before);
      case ":-" ->
          before.is(TokenKind.NAME) && before.firstOnLine()
              ? List.of("a label stands before a head: " + before.text() + " head :- body")
              : List.of();
      case "*" ->
          after.is("/") && !after.spaced()
              ? List.of("comments do not nest: the first */ ends one")
              : before.is("@") ? List.of(ForeignWords.TO_ALL) : List.of();
      case "%" -> List.of(COMMENT);
      case "#" -> List.of(COMMENT);
      case "?" ->
          after.is("-")
              ? List.of("a program has no questions; `watch(t).` and --dump show a relation")
              : List.of();
      case "." ->
          before.is("!")
              ? List.of(NO_CUT)
              : before.is(TokenKind.NUMBER) && after.is(TokenKind.NUMBER) && !after.spaced()
                  ? List.of("an address is a string: \"127.0.0.1:10000\"")
                  : before.is(TokenKind.NAME) && after.isWord()
                      ? List.of(LETTERS + "; what is in a namespace is namespace::name")
                      : before.is(TokenKind.VARIABLE) && after.is(TokenKind.NAME)
                          ? List.of(member(before.text(), after.text(), false))
                          : comma(before);
      case "{" -> List.of("there are no blocks; C ? A : B chooses between values");
      case "(" -> before.is(TokenKind.VARIABLE) ? List.of(called(before.text())) : List.of();
      case "@" ->
          after.isName("next") || after.isName("async")
              ? List.of(
                  "no time is named: a step sees what the step before left, and a head at another"
                      + " node is a message")
              : List.of("`@` stands before a location: p(@X, …) or p@X(X, …)");
      case ".." -> List.of("the list of the numbers from A to B is f_range(A, B)");
      case "\\" ->
          after.is("+")
              ? List.of(NEGATION)
              : after.is("=")
                  ? List.of(UNEQUAL)
                  : List.of("this character has no meaning in OverLog");
      case "‘", "’", "“", "”", "«", "»" -> List.of("strings stand in double quotes: \"…\"");
      case "$", "`" -> List.of("this character has no meaning in OverLog");
      case "-" -> minus(after, before);
      default -> foreign(text.codePointAt(0));
    };
  }

  private static String typed(String variable, String type) {
    return "types stand in declarations: event name(@N, " + variable + ": " + type + ").";
  }

  private static List<String> comma(Token before) {
    return before.is(",") ? List.of("leave out the comma before it") : List.of();
  }

  /** Of a character that is not of ASCII. */
  private static List<String> foreign(int character) {
    if (character < 128) return List.of();
    if (Character.isLetter(character))
      return List.of("names hold letters from a to z, digits and _");
    String code = "U+%04X".formatted(character);
    return List.of(
        Character.isSpaceChar(character) || Character.getType(character) == Character.FORMAT
            ? "this is no ordinary space but " + code + ": write a blank"
            : "this character, " + code + ", has no meaning in OverLog");
  }

  /** Whether the second character of an arrow of another language comes, or a body without one. */
  private static boolean begins(Token after) {
    return after.is("-")
        || after.is("=")
        || after.is("~")
        || after.is("+")
        || after.is(TokenKind.NAME);
  }

  private static String equalSign(Token after, Token before) {
    if (after.is("<")) return "less or equal is `<=`";
    if (ArgumentParser.isAggregate(after))
      return "an aggregate stands in a rule's head: h(@N, " + after.text() + "<X>) :- …";
    if (after.is("/") || after.is("\\")) return UNEQUAL;
    if (before.is("+") || before.is("-")) return "write X := X " + before.text() + " 1";
    return "`==` compares, `:=` assigns";
  }

  private static List<String> minus(Token after, Token before) {
    if (before.is("<") || before.is(":") || (before.is(")") && after.is(">")))
      return List.of(ARROW);
    if (after.isName("module") || after.isName("export"))
      return List.of("a file needs no name; another one reads it: import \"file.olg\" as name.");
    if (after.is("-")) return List.of(COMMENT);
    return before.is(TokenKind.NAME) ? List.of(LETTERS) : List.of();
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
    Optional<String> meant = afterWord(text, before, after);
    if (meant.isPresent()) return List.of(meant.get());
    return switch (text) {
      case "and" -> List.of(COMMA);
      case "is" ->
          List.of(
              after.text().equalsIgnoreCase("not")
                  ? "write X != null"
                  : after.text().equalsIgnoreCase("null") ? "write X == null" : "write X := …");
      case "do" -> before.is(")") ? List.of(ARROW) : List.of();
      case "by" ->
          before.isName("order")
              ? List.of(NO_ORDER)
              : before.isName("group")
                  ? List.of("the other columns of the head are the groups: leave group by out")
                  : List.of();
      case "order" -> List.of(NO_ORDER);
      case "distinct", "unique" ->
          after.is(TokenKind.VARIABLE) ? List.of(DIFFERENT) : List.of(KEY_FIRST);
      case "primary" -> List.of(KEY_FIRST);
      case "says" -> List.of(NO_SAYS);
      case "inf", "infinite", "infinty", "infinit", "inifinity", "infinate" ->
          List.of("write infinity");
      case "mod", "rem" -> List.of("the remainder is X % Y");
      case "div" -> List.of("X / Y of two ints is an int");
      case "if", "when", "where" -> List.of(CONDITION);
      case "group" -> List.of("the other columns of the head are the groups");
      case "like" -> List.of("f_match(regexp, string) compares texts");
      case "between" -> List.of("write X in [1, 5]");
      case "not" -> List.of("write !(X in …)");
      case "nil", "none", "nothing", "undefined" -> List.of("write null");
      case "forever", "unlimited", "unbounded" -> List.of("write infinity");
      case "lifetime", "size", "durable" ->
          List.of("events are not kept; a table is: table name(…) lifetime 10s.");
      case "or" -> List.of("write a rule for each, or `||` between conditions");
      case "key" -> List.of("write keys(…)");
      case "sec", "secs", "second", "seconds", "min", "minutes", "msec", "hours", "ms", "s" ->
          before.is(TokenKind.NUMBER)
              ? List.of("a duration is one word: 10s, 500ms, 2m")
              : bare(after, before) ? List.of(BARE) : List.of();
      case "primarykeys" -> List.of("write keys(…)");
      case "foreach", "for" -> List.of(NO_LOOP);
      case "ttl", "expires", "timeout" -> List.of("write lifetime");
      default ->
          ForeignWords.behind(text).isPresent()
              ? List.of(ForeignWords.behind(text).get())
              : after.is(TokenKind.VARIABLE) && DeclarationParser.isType(text)
                  ? List.of(typed(after.text(), text))
                  : after.is(TokenKind.STRING) && !after.spaced()
                      ? List.of("texts are joined by +: \"a\" + X")
                      : after.is(".") && (before.is("(") || before.is(","))
                          ? List.of(
                              "a column is named by a variable, by its place: "
                                  + text
                                  + "(@X, Id, Name)")
                          : bare(after, before) ? List.of(BARE) : List.of();
    };
  }

  /** Of a name that is only wrong behind the one before it. */
  private static Optional<String> afterWord(String name, Token before, Token after) {
    boolean no = before.isName("no") || before.isName("without") || before.text().equals("NOT");
    if ((before.is("~") || no) && after.is("(")) return Optional.of(NEGATION);
    if (before.is("@") && ForeignWords.location(name).isPresent())
      return ForeignWords.location(name);
    if (before.is("@") && after.is("("))
      return Optional.of("the location stands among the arguments: p(@X, …)");
    if (before.is("@") && after.is(":"))
      return Optional.of("an address is a string: \"localhost:10000\"");
    return switch (before.is(TokenKind.NAME) ? before.text() : "") {
      case "insert", "update", "upsert", "add", "put" ->
          Optional.of("a rule inserts its head by itself: leave out " + before.text());
      case "if", "when", "where" -> Optional.of(CONDITION);
      case "for", "foreach" -> Optional.of(NO_LOOP);
      default -> {
        Optional<String> foreign = ForeignWords.before(before);
        yield foreign.isPresent() || !before.is(TokenKind.NAME)
            ? foreign
            : quantifier(before.text());
      }
    };
  }

  /** What {@code L.size} was meant to be, or {@code L.size(…)}. */
  static String member(String value, String name, boolean withArguments) {
    String known = COLUMNS.contains(name) ? NO_FUNCTION : function(name);
    if (known.equals(NO_FUNCTION))
      return withArguments
          ? "a value has no methods: a function stands before its arguments, f_size(L)"
          : "a value has no parts by name; each column is a variable of its predicate";
    boolean plain = !withArguments && Functions.lookup("f_" + name).isPresent();
    return plain ? "write f_" + name + "(" + value + ")" : known;
  }

  /** How OverLog asks what such a word asks of the predicate behind it. */
  static Optional<String> quantifier(String word) {
    return switch (word) {
      case "assert", "asserta", "assertz" ->
          Optional.of("a rule inserts its head: write one with that head");
      case "retract", "retractall" ->
          Optional.of("a rule deletes its head: delete t(@N, K) :- event(@N, K).");
      case "exists", "some", "once", "call" ->
          Optional.of("a predicate asks whether there is a row: leave out " + word);
      case "forall", "every", "all" ->
          Optional.of("say that no row is against it: not against(@N, X), with a rule for against");
      case "count", "sum", "min", "max", "avg" ->
          Optional.of("aggregates stand in heads: total(@N, " + word + "<X>) :- rows(@N, X).");
      case "findall", "setof", "bagof", "collect" ->
          Optional.of("the head gathers values: list(@N, mklist<X>) :- rows(@N, X).");
      default -> Optional.empty();
    };
  }

  /** Of a name with arguments that stands where a value would. */
  static String function(String name) {
    return switch (name) {
      case "length", "len" -> "write f_size(…) of a list, f_strlen(…) of a text";
      case "random" -> "write f_rand()";
      case "sha", "hash" -> "write f_sha1(…)";
      default ->
          Functions.lookup("f_" + name).isPresent() ? "write f_" + name + "(…)" : NO_FUNCTION;
    };
  }

  /** Whether a name stands where an argument would. */
  private static boolean bare(Token after, Token before) {
    if (before.is("==") || before.is("!=") || before.is(":="))
      return after.is(",") || after.is(")") || after.is(".");
    return (before.is("(") || before.is(",") || before.is("@")) && (after.is(",") || after.is(")"));
  }
}
