package dev.p2.lang.syntax;

import dev.p2.lang.syntax.Problems.Attempt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the statements of one file, and decides what kind each is: words are keywords only where
 * they act as such.
 */
final class StatementParser {
  private static final int NAMESPACE_DEPTH_MAX = 100;
  private static final int LOOKAHEAD_MAX = 20_000;

  /** A {@code #pragma} and the number of tokens before it. */
  private record Pragma(int index, Token token) {}

  private final TokenCursor cursor;
  private final Dialect dialect;
  private final Problems problems;
  private final NameParser names;
  private final RuleParser rules;
  private final DeclarationParser declarations;
  private final DirectiveParser directives;
  private final Recovery recovery;
  private final Deque<Pragma> pragmas = new ArrayDeque<>();

  StatementParser(List<Token> file, Dialect dialect) {
    var tokens = new ArrayList<Token>(file.size());
    for (Token token : file) {
      if (token.is(TokenKind.PRAGMA)) pragmas.add(new Pragma(tokens.size(), token));
      else tokens.add(token);
    }
    this.dialect = dialect;
    cursor = new TokenCursor(tokens);
    problems = new Problems(cursor);
    names = new NameParser(cursor);
    recovery = new Recovery(cursor);
    var expressions = new ExpressionParser(cursor, dialect::isFlat, problems::add);
    var arguments = new ArgumentParser(cursor, problems, expressions);
    var terms = new TermParser(cursor, names, arguments, expressions);
    rules = new RuleParser(cursor, problems, names, arguments, terms, recovery);
    declarations = new DeclarationParser(cursor, names, expressions);
    directives = new DirectiveParser(cursor, names, terms, expressions);
  }

  /** All statements of the file that could be read. */
  List<Statement> file() {
    var statements = new ArrayList<Statement>();
    statements(statements, 0);
    pragmas(statements, Integer.MAX_VALUE);
    return statements;
  }

  List<Diagnostic> problems() {
    return problems.all();
  }

  /** Up to the end of the file, or of the namespace if {@code depth} is not 0. */
  private void statements(List<Statement> into, int depth) {
    while (true) {
      pragmas(into, cursor.index());
      if (cursor.atEnd() || (depth > 0 && cursor.is("}"))) return;
      if (SouffleDirectives.begins(cursor)) {
        problems.add(SouffleDirectives.skip(cursor));
        continue;
      }
      if (SouffleDirectives.endedTheOneBefore(cursor)) {
        problems.add(SouffleDirectives.skipAfter(cursor));
        continue;
      }
      int start = cursor.index();
      declarations.begin();
      try {
        if (cursor.isName("namespace")) into.add(namespace(depth));
        else statement().ifPresent(into::add);
      } catch (SyntaxError error) {
        problems.add(error);
        declarations.tableSeen().map(StatementParser::unfinished).ifPresent(into::add);
        declarations.paramSeen().map(StatementParser::unfinishedParam).ifPresent(into::add);
        recovery.toNextStatement(start, error.place());
      }
    }
  }

  private void pragmas(List<Statement> into, int upTo) {
    while (!pragmas.isEmpty() && pragmas.peek().index() <= upTo) {
      Token token = pragmas.poll().token();
      into.add(new Statement.Pragma(token.span(), (String) token.value()));
    }
  }

  /** A declaration with an error still makes its relation a table. */
  private static Statement unfinished(Name table) {
    var unbounded = new Expression.Literal(table.span(), Expression.INFINITY);
    return new Statement.Materialize(table.span(), table, unbounded, unbounded, Optional.empty());
  }

  /** A param with an error is one all the same, of any value. */
  private static Statement unfinishedParam(Name param) {
    Optional<Expression> value = Optional.of(new Expression.Literal(param.span(), null));
    return new Statement.Param(param.span(), param, Optional.empty(), value, Optional.empty());
  }

  private Statement namespace(int depth) {
    Token first = cursor.next();
    Name name = names.name("the name of a namespace");
    cursor.expect("{", "its statements stand in it: namespace " + name.text() + " { … }");
    if (depth >= NAMESPACE_DEPTH_MAX) {
      SyntaxError error =
          cursor.problem(
              "P2-001",
              first,
              "expected at most " + NAMESPACE_DEPTH_MAX + " nested namespaces, found more");
      cursor.toEnd();
      throw error;
    }
    var statements = new ArrayList<Statement>();
    statements(statements, depth + 1);
    if (!cursor.accept("}")) problems.add(cursor.expected("a statement or `}`"));
    return new Statement.Namespace(cursor.from(first), name, List.copyOf(statements));
  }

  private Optional<Statement> statement() {
    Token word = cursor.peek();
    if (word.is(":-")) throw cursor.expected("a statement", "a rule has a head before `:-`");
    if (!word.isWord() && !word.is("::")) throw cursor.expected("a statement");
    if (word.isName("materialize")) return Optional.of(declarations.materialize());
    refuseForeign(word);
    Optional<Supplier<Statement>> keyword = keyword(word);
    if (keyword.isEmpty()) return rules.ruleOrFact();
    return isRule() ? rule(keyword.get()) : declarationOrFact(keyword.get());
  }

  /**
   * A statement with {@code :-}. If it reads better as a declaration that lacks its end, that is
   * the error.
   */
  private Optional<Statement> rule(Supplier<Statement> declaration) {
    TokenCursor.Mark start = cursor.mark();
    if (problems.attempt(this::tryFront) instanceof Attempt.Failed<Boolean> asRule
        && problems.attempt(declaration) instanceof Attempt.Failed<Statement> asDeclaration
        && asDeclaration.error().place().compareTo(asRule.error().place()) > 0) {
      throw asDeclaration.error();
    }
    cursor.reset(start);
    declarations.begin();
    return rules.ruleOrFact();
  }

  private boolean tryFront() {
    rules.tryFront();
    return true;
  }

  /**
   * A keyword's declaration; else a fact of a relation that is called like the keyword, or labelled
   * by it.
   */
  private Optional<Statement> declarationOrFact(Supplier<Statement> declaration) {
    return switch (problems.attempt(declaration)) {
      case Attempt.Read<Statement> read -> Optional.of(read.value());
      case Attempt.Failed<Statement> failed -> fact(failed.error());
    };
  }

  private Optional<Statement> fact(SyntaxError asDeclaration) {
    boolean label = cursor.peek(1).isWord();
    return switch (problems.attempt(rules::ruleOrFact)) {
      case Attempt.Read<Optional<Statement>> read -> {
        if (label && hasVariables(read.value())) throw asDeclaration;
        yield read.value();
      }
      case Attempt.Failed<Optional<Statement>> failed -> {
        if (label || failed.error().place().compareTo(asDeclaration.place()) <= 0)
          throw asDeclaration;
        declarations.begin();
        yield rules.ruleOrFact();
      }
    };
  }

  /**
   * A "fact" with variables after a keyword is a declaration with a slip: {@code event e(@N, 5).}
   */
  private static boolean hasVariables(Optional<Statement> statement) {
    return statement.isPresent()
        && statement.get() instanceof Statement.Fact fact
        && fact.arguments().stream().anyMatch(a -> a.value() instanceof Expression.Variable);
  }

  private Optional<Supplier<Statement>> keyword(Token word) {
    if (word.is(TokenKind.VARIABLE)) {
      return word.text().equals("Query") ? Optional.of(directives::query) : Optional.empty();
    }
    if (!word.is(TokenKind.NAME)) return Optional.empty();
    return switch (word.text()) {
      case "private", "table", "event" -> Optional.of(declarations::relation);
      case "index" -> Optional.of(declarations::index);
      case "param" -> Optional.of(declarations::param);
      case "extern" -> Optional.of(declarations::extern);
      case "transport" -> Optional.of(directives::transport);
      case "send" -> Optional.of(directives::sendOver);
      case "import" -> Optional.of(directives::importFile);
      case "stage" -> Optional.of(directives::stage);
      case "dialect" -> Optional.of(this::dialect);
      case "watch" -> Optional.of(() -> directives.watch(Statement.Watch.Kind.WATCH));
      case "watchmod" -> Optional.of(() -> directives.watch(Statement.Watch.Kind.WATCHMOD));
      case "trace" -> Optional.of(() -> directives.watch(Statement.Watch.Kind.TRACE));
      case "traceTable" -> Optional.of(() -> directives.watch(Statement.Watch.Kind.TRACE_TABLE));
      default -> Optional.empty();
    };
  }

  private Statement dialect() {
    int index = cursor.index();
    Token first = cursor.next();
    Token year = cursor.peek();
    if (!(year.value() instanceof Long number) || number != 2005)
      throw cursor.expected("2005, the only dialect");
    cursor.next();
    cursor.expect(".");
    if (index > 0 && !cursor.beginsSource(index)) {
      throw cursor.problem(
          "P2-001", first, "expected the dialect at the beginning of the file, found it here");
    }
    dialect.flatten(first.span().source());
    return new Statement.Dialect(cursor.from(first), number);
  }

  /** Whether a {@code :-} stands outside brackets before the end of the statement. */
  private boolean isRule() {
    int depth = 0;
    for (int i = 0; i < LOOKAHEAD_MAX; i++) {
      Token token = cursor.peek(i);
      if (token.is(".") || token.is(TokenKind.END)) return false;
      if (token.is(":-") && depth == 0) return true;
      if (token.is("(") || token.is("[") || token.is("{")) depth++;
      if (token.is(")") || token.is("]") || token.is("}")) depth--;
    }
    return false;
  }

  /**
   * Statements of SQL, DDlog, JOL, C4 and the prototype of 2005, and those of P2 that we do not
   * have.
   */
  private void refuseForeign(Token word) {
    Optional<String> sql = SqlStatements.hint(word, cursor.peek(1), cursor.peek(2));
    if (sql.isPresent()) {
      SqlStatements.created(word, cursor.peek(1), cursor.peek(2)).ifPresent(declarations::seen);
      throw cursor.expected("a statement", sql.get());
    }
    if (!word.is(TokenKind.NAME)) return;
    Token second = cursor.peek(1);
    Token third = cursor.peek(2);
    switch (word.text()) {
      case "materializeSays" ->
          throw cursor.notSupported(
              word, "materializeSays", "declare it with materialize, with who says it as a column");
      case "input", "output", "relation" -> {
        boolean declares = word.isName("relation") && second.is(TokenKind.VARIABLE);
        if (declares || second.isName("relation")) {
          throw cursor.expected(
              "a statement", "relations are declared by table name(…) or event name(…)");
        }
      }
      case "include" -> {
        if (second.is(TokenKind.STRING))
          throw cursor.expected("a statement", "write #include and the file, without a `.`");
      }
      case "program" -> {
        if (second.is(TokenKind.NAME) && third.is(";")) throw foreign();
      }
      case "define" -> {
        if (second.is("(") && third.is(TokenKind.NAME) && cursor.peek(3).is(",")) throw foreign();
      }
      default -> {
        boolean like = word.text().startsWith("mater") && cursor.peek(3).is(",");
        if (!like || !second.is("(") || !third.is(TokenKind.NAME)) return;
        declarations.seen(new Name(third.span(), third.text()));
        throw cursor.expected("a statement", "write materialize(…)");
      }
    }
  }

  /** The rest of the file would only repeat the one problem. */
  private SyntaxError foreign() {
    SyntaxError error =
        cursor.expected(
            "a statement",
            "this looks like a program for JOL or C4, which need rewriting: tables are"
                + " materialize(name, lifetime, size, keys(…)) with keys counted from 1, and"
                + " statements end with `.`");
    cursor.toEnd();
    return new SyntaxError(error.diagnostic(), cursor.mark());
  }
}
