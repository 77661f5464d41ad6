package dev.p2.lang.syntax;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A place in the tokens of a file: looking ahead, going on, going back, and complaining about the
 * token at hand.
 */
final class TokenCursor {
  /** A place to come back to; {@code split} if it is the second half of the symbol there. */
  record Mark(int index, boolean split) implements Comparable<Mark> {
    @Override
    public int compareTo(Mark other) {
      return index != other.index
          ? Integer.compare(index, other.index)
          : Boolean.compare(split, other.split);
    }
  }

  private static final String NO_PERIOD = "does the line before lack its `.`?";

  private final Token[] tokens;
  private int at;
  private boolean split;
  private Token last;

  /** At the first of {@code tokens}, of which the last one is {@link TokenKind#END}. */
  TokenCursor(List<Token> tokens) {
    this.tokens = tokens.toArray(Token[]::new);
    this.last = tokens.getFirst();
  }

  Mark mark() {
    return new Mark(at, split);
  }

  void reset(Mark mark) {
    at = mark.index();
    split = mark.split();
  }

  /**
   * Whether the token {@code index} is in another source than the one before it, and not in a
   * macro.
   */
  boolean beginsSource(int index) {
    Span here = tokens[index].span();
    return here.macro().isEmpty() && tokens[index - 1].span().source() != here.source();
  }

  /** The name at a place, or the one before a sign there. */
  String bareName(Mark place) {
    Token token = tokens[place.index()];
    return token.is(TokenKind.NAME) ? token.text() : tokens[Math.max(0, place.index() - 1)].text();
  }

  /** How many tokens come before this one. */
  int index() {
    return at;
  }

  Token peek() {
    Token token = tokens[at];
    return split ? token.withoutFirstCharacter() : token;
  }

  /** The token {@code ahead} places on, the last one if there are not so many. */
  Token peek(int ahead) {
    return ahead == 0 ? peek() : tokens[Math.min(at + ahead, tokens.length - 1)];
  }

  /** The token before this one, this one itself at the beginning. */
  Token before() {
    return tokens[Math.max(0, at - 1)];
  }

  /** The last token that {@link #next} gave. */
  Token last() {
    return last;
  }

  /** Goes to the end: the rest is given up. */
  void toEnd() {
    reset(new Mark(tokens.length - 1, false));
  }

  boolean atEnd() {
    return at == tokens.length - 1;
  }

  Token next() {
    last = peek();
    split = false;
    if (at < tokens.length - 1) at++;
    return last;
  }

  /** From the first character of {@code first} up to the last token read. */
  Span from(Token first) {
    return first.span().to(last.span());
  }

  boolean is(String symbol) {
    return peek().is(symbol);
  }

  boolean is(TokenKind kind) {
    return peek().is(kind);
  }

  boolean isName(String word) {
    return peek().isName(word);
  }

  boolean accept(String symbol) {
    boolean here = is(symbol);
    if (here) next();
    return here;
  }

  boolean acceptName(String word) {
    boolean here = isName(word);
    if (here) next();
    return here;
  }

  /**
   * As {@link #accept}, but takes the first character of a longer symbol too: the {@code >} of
   * {@code >>}.
   */
  boolean acceptFirst(String character) {
    Token token = peek();
    if (token.is(TokenKind.SYMBOL)
        && token.text().length() == 2
        && token.text().startsWith(character)
        && !split) {
      last = Token.of(token.kind(), character, token.span(), token.spaced(), token.firstOnLine());
      split = true;
      return true;
    }
    return accept(character);
  }

  Token expect(String symbol) {
    if (!is(symbol)) throw expected("`" + symbol + "`");
    return next();
  }

  Token expect(String symbol, String hint) {
    if (!is(symbol)) throw expected("`" + symbol + "`", hint);
    return next();
  }

  void expectName(String word) {
    if (!acceptName(word)) throw expected("`" + word + "`");
  }

  Token expect(TokenKind kind, String what) {
    if (!is(kind)) throw expected(what);
    return next();
  }

  /** One of several symbols, as messages say it. */
  static String oneOf(String... symbols) {
    var text = new StringBuilder();
    for (int i = 0; i < symbols.length; i++) {
      if (i > 0) text.append(i == symbols.length - 1 ? " or " : ", ");
      text.append('`').append(symbols[i]).append('`');
    }
    return text.toString();
  }

  /** P2-001 at the token at hand, with the hints that its spelling suggests. */
  SyntaxError expected(String what, String... hints) {
    Token found = peek();
    if (found.is(TokenKind.BROKEN)) return new SyntaxError(Optional.empty(), mark());
    Diagnostic diagnostic =
        Diagnostic.error(
            "P2-001", found.span(), "expected " + what + ", found " + found.described());
    List<String> all =
        hints.length > 0 ? Arrays.asList(hints) : SpellingHints.of(found, peek(1), before());
    if (found.is(".") && found.span().macro().isPresent())
      all = List.of("leave out the `.` at the end of the macro's text");
    if (all.isEmpty() && found.firstOnLine() && what.contains("`.`")) all = List.of(NO_PERIOD);
    for (String hint : all) diagnostic = diagnostic.hint(hint);
    return new SyntaxError(Optional.of(diagnostic), mark());
  }

  /** Any other problem that ends the reading of a part, placed at {@code token}. */
  SyntaxError problem(String code, Token token, String message, String... hints) {
    Diagnostic diagnostic = Diagnostic.error(code, token.span(), message);
    for (String hint : hints) diagnostic = diagnostic.hint(hint);
    return new SyntaxError(Optional.of(diagnostic), mark());
  }

  /** P2-005 for a feature of later versions of P2. */
  SyntaxError notSupported(Token token, String feature, String... hints) {
    return problem("P2-005", token, feature + " of later P2 is not supported", hints);
  }
}
