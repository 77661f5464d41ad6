package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads files, follows their directives and replaces macros (overlog.md 1.5). Files of one program
 * share their macros, as if they stood in one.
 */
final class Preprocessor {
  private static final int INCLUDE_DEPTH_MAX = 40;
  private static final int INCLUDES_MAX = 1000;

  private final ParseOptions options;
  private final MacroTable macros;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final MacroExpander.Budget budget = new MacroExpander.Budget(problems::add);
  private final List<Source> read = new ArrayList<>();
  private final Set<String> params = new LinkedHashSet<>();
  private final Set<String> defined = new LinkedHashSet<>();
  private final Map<Source, Source> parents = new HashMap<>();
  private final List<Span> skipped = new ArrayList<>();
  private List<Token> out = new ArrayList<>();
  private int bindingDepth;
  private int includes;
  private boolean includesExceeded;

  private Preprocessor(ParseOptions options, MacroTable macros) {
    this.options = options;
    this.macros = macros;
  }

  /**
   * A program's files after preprocessing.
   *
   * @param files the tokens of each file with those it includes, ended by {@link TokenKind#END}
   * @param sources the files that were read, each as often as it was included
   * @param params the names that are declared as params
   * @param defined the names that a {@code #define} made macros
   * @param parents for an included file the including one
   * @param skipped the text that conditions leave out, in the order of reading
   */
  record Result(
      List<List<Token>> files,
      List<Diagnostic> problems,
      List<Source> sources,
      Set<String> params,
      Set<String> defined,
      Map<Source, Source> parents,
      List<Span> skipped) {}

  /**
   * Reads {@code sources}; {@code params} are the names of {@code -D} flags that set params, not
   * macros.
   */
  static Result run(List<Source> sources, ParseOptions options, Set<String> params) {
    var preprocessor = new Preprocessor(options, MacroTable.of(options.defines(), params));
    var files = new ArrayList<List<Token>>();
    for (Source source : sources) {
      preprocessor.out = new ArrayList<>(source.text().length() / 4); // about as many tokens
      preprocessor.bindingDepth = 0;
      preprocessor.file(source, 0);
      int end = source.text().length();
      preprocessor.out.add(Token.of(TokenKind.END, "", Span.of(source, end, end), true, true));
      files.add(preprocessor.out);
    }
    return new Result(
        files,
        preprocessor.problems,
        preprocessor.read,
        preprocessor.params,
        preprocessor.defined,
        preprocessor.parents,
        preprocessor.skipped);
  }

  private void file(Source source, int depth) {
    read.add(source);
    var lexer = new Lexer(source);
    var conditions = new Conditions();
    var expander = new MacroExpander(lexer::next, macros::inText, budget);
    while (true) {
      Token token = conditions.counts() ? nextToken(expander) : skip(source, lexer);
      if (token.is(TokenKind.END)) break;
      if (token.is(TokenKind.DIRECTIVE)) {
        new Directive(token, lexer, conditions, depth).follow();
      } else {
        if (!token.problems().isEmpty()) problems.addAll(token.problems());
        out.add(token);
        followBindings(token);
      }
    }
    conditions.unclosed().ifPresent(hash -> problem(hash, "this #if has no #endif"));
  }

  private Token skip(Source source, Lexer lexer) {
    int start = lexer.offset();
    Token directive = lexer.nextDirective();
    skipped.add(Span.of(source, start, directive.span().start()));
    return directive;
  }

  /**
   * The name that {@code param} declares, or that an import's {@code with} gives a value, is no
   * place to replace a macro of that name.
   */
  private Token nextToken(MacroExpander expander) {
    if (bindsParam()) return expander.nextUnexpanded();
    if (!declaresParam()) return expander.next();
    Token name = expander.nextUnexpanded();
    if (name.isWord()) params.add(name.text());
    return name;
  }

  /** Counts the brackets in {@code import "x" with (A := 1, B := 2)}. */
  private void followBindings(Token token) {
    int size = out.size();
    if (bindingDepth == 0) {
      boolean opens = token.is("(") && size > 2 && out.get(size - 2).isName("with");
      boolean imports = opens && out.get(size - 3).is(TokenKind.STRING);
      boolean named = opens && size > 3 && out.get(size - 4).isName("as");
      if (imports || named) bindingDepth = 1;
    } else if (token.is("(") || token.is("[") || token.is("{")) {
      bindingDepth++;
    } else if (token.is(")") || token.is("]") || token.is("}")) {
      bindingDepth--;
    }
  }

  private boolean bindsParam() {
    return bindingDepth == 1 && (out.getLast().is("(") || out.getLast().is(","));
  }

  private boolean declaresParam() {
    if (out.isEmpty() || !out.getLast().isName("param")) return false;
    if (out.size() == 1) return true;
    Token before = out.get(out.size() - 2);
    return before.is(".") || before.is("{") || before.is("}") || before.is(TokenKind.PRAGMA);
  }

  private void problem(Token hash, String message) {
    problems.add(Diagnostic.error("P2-004", hash.span(), "preprocessor: " + message));
  }

  /** One directive line, from its {@code #} on. */
  private final class Directive {
    private final Token hash;
    private final Lexer lexer;
    private final Conditions conditions;
    private final int depth;
    private final Source source;
    private final int end;
    private final Lexer line;

    Directive(Token hash, Lexer lexer, Conditions conditions, int depth) {
      this.hash = hash;
      this.lexer = lexer;
      this.conditions = conditions;
      this.depth = depth;
      this.source = lexer.source();
      this.end = lexer.directiveEnd(lexer.offset());
      this.line = lexer.line(end);
      lexer.skipTo(end);
    }

    void follow() {
      Token word = line.next();
      switch (word.text()) {
        case "if", "ifdef", "ifndef" -> open(word.text());
        case "elif" -> elif();
        case "else" -> {
          if (!conditions.next(true, true)) problem(hash, "#else without #if");
        }
        case "endif" -> {
          if (!conditions.close()) problem(hash, "#endif without #if");
        }
        default -> {
          if (conditions.counts()) act(word);
        }
      }
    }

    private void act(Token word) {
      switch (word.text()) {
        case "define" -> define();
        case "undef" -> {
          Token name = line.next();
          if (name.isWord()) macros.undefine(name.text());
          else problem(hash, "#undef needs a name");
        }
        case "include" -> include();
        case "error" -> problem(hash, "#error " + rest());
        case "pragma" -> pragma();
        case "line" -> position(line.next());
        case "!" -> {} // the first line of a script
        default -> {
          if (word.is(TokenKind.NUMBER)) position(word);
          else unknown(word);
        }
      }
    }

    private void unknown(Token word) {
      String name = word.text().isEmpty() ? "#" : word.described();
      problems.add(
          Diagnostic.error("P2-004", hash.span(), "preprocessor: unknown directive " + name)
              .hint(
                  name.equals("`import`")
                      ? "write import and the file, without # and with a `.`"
                      : SpellingHints.COMMENT));
    }

    private void open(String kind) {
      if (conditions.counts())
        conditions.open(
            hash, kind.equals("if") ? condition() : isDefined() == kind.equals("ifdef"));
      else conditions.openIgnored(hash);
    }

    private void elif() {
      boolean holds = conditions.undecided() && condition();
      if (!conditions.next(holds, false)) problem(hash, "#elif without #if");
    }

    private boolean isDefined() {
      Token name = line.next();
      if (!name.isWord()) problem(hash, "#ifdef and #ifndef need a name");
      return macros.isDefined(name.text());
    }

    private boolean condition() {
      try {
        List<Token> tokens = definedReplaced(MacroTable.tokens(line));
        return ConditionParser.holds(MacroExpander.expandAll(tokens, macros::inCondition, budget));
      } catch (ConditionParser.BadCondition bad) {
        problem(hash, "#if: " + bad.getMessage());
        return false;
      }
    }

    /** Replaces {@code defined NAME} and {@code defined(NAME)} by 1 or 0. */
    private List<Token> definedReplaced(List<Token> tokens) throws ConditionParser.BadCondition {
      var replaced = new ArrayList<Token>();
      for (int i = 0; i < tokens.size(); i++) {
        Token token = tokens.get(i);
        if (!token.isName("defined")) {
          replaced.add(token);
          continue;
        }
        boolean parenthesis = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
        i += parenthesis ? 2 : 1;
        if (i >= tokens.size() || !tokens.get(i).isWord())
          throw new ConditionParser.BadCondition("defined needs a name");
        long value = macros.isDefined(tokens.get(i).text()) ? 1 : 0;
        replaced.add(
            new Token(
                TokenKind.NUMBER,
                Long.toString(value),
                value,
                token.span(),
                true,
                false,
                Token.Hidden.NONE,
                List.of()));
        if (parenthesis && (++i >= tokens.size() || !tokens.get(i).is(")"))) {
          throw new ConditionParser.BadCondition("a parenthesis is not closed");
        }
      }
      return replaced;
    }

    private void define() {
      Token name = line.next();
      if (!name.isWord()) {
        problem(hash, "#define needs a name");
        return;
      }
      List<Token> body = MacroTable.tokens(line);
      Optional<List<String>> parameters = Optional.empty();
      if (!body.isEmpty() && body.getFirst().is("(") && !body.getFirst().spaced()) {
        int close = closing(body);
        if (close < 0) {
          problem(hash, "the parameters of a macro are names with commas between, in parentheses");
          return;
        }
        parameters =
            Optional.of(
                body.subList(1, close).stream().filter(Token::isWord).map(Token::text).toList());
        body = body.subList(close + 1, body.size());
      }
      if (body.stream().anyMatch(token -> token.is("#"))) {
        problem(hash, "# and ## in a replacement text are not supported");
        return;
      }
      if (!body.isEmpty() && body.getFirst().is("=")) {
        String hint =
            "the text of a macro stands right behind its name: #define " + name.text() + " …";
        Span span = body.getFirst().span();
        String message = "the = is left out of the text of the macro " + name.text();
        problems.add(Diagnostic.warning("P2-134", span, message).hint(hint));
        body = body.subList(1, body.size());
      }
      var origin = new Span.Macro(name.text(), source.name(), name.span().line());
      defined.add(name.text());
      macros.define(new Macro(name.text(), parameters, body, origin, false));
    }

    /** The index of the parenthesis that closes the parameters, -1 if they are no list of names. */
    private static int closing(List<Token> tokens) {
      if (tokens.size() > 1 && tokens.get(1).is(")")) return 1;
      for (int i = 1; i + 1 < tokens.size(); i += 2) {
        if (!tokens.get(i).isWord()) return -1;
        if (tokens.get(i + 1).is(")")) return i + 1;
        if (!tokens.get(i + 1).is(",")) return -1;
      }
      return -1;
    }

    private void include() {
      Token file = line.next();
      if (!file.is(TokenKind.STRING)) {
        problem(hash, "#include needs a file name in double quotes");
        return;
      }
      if (depth >= INCLUDE_DEPTH_MAX || includes >= INCLUDES_MAX) {
        if (!includesExceeded)
          problem(hash, "too many files include each other; does one include itself?");
        includesExceeded = true;
        return;
      }
      String name = (String) file.value();
      Optional<Source> found = options.include().apply(Paths.beside(source.name(), name));
      if (found.isEmpty()) found = options.include().apply(name);
      if (found.isEmpty()) {
        problem(hash, "file not found: " + name);
        return;
      }
      includes++;
      parents.put(found.get(), source);
      file(found.get(), depth + 1);
    }

    private void pragma() {
      Span span = Span.of(source, hash.span().start(), end);
      out.add(
          new Token(
              TokenKind.PRAGMA, "#pragma", rest(), span, true, true, Token.Hidden.NONE, List.of()));
    }

    private void position(Token number) {
      Token file = line.next();
      if (!(number.value() instanceof Long line)
          || line < 0
          || line > Integer.MAX_VALUE
          || (!file.is(TokenKind.STRING) && !file.is(TokenKind.END))) {
        problem(hash, "#line needs a number, and then a file name in double quotes or nothing");
        return;
      }
      String name = file.is(TokenKind.STRING) ? (String) file.value() : source.name();
      Source moved = source.moved(name, Math.min(end + 1, source.text().length()), line.intValue());
      parents.put(moved, source);
      lexer.moveTo(moved);
    }

    private String rest() {
      return source.text().substring(Math.min(line.offset(), end), end).strip();
    }
  }
}
