package dev.p2.lang.syntax;

import dev.p2.lang.syntax.Statement.HeadArgument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads rules and facts. */
final class RuleParser {
  private static final String ONE_ARROW = "a rule has one `:-`; does the rule before lack its `.`?";
  private static final String DELETION = "a rule deletes: delete t(@N, K) :- event(@N, K).";

  private static final Set<String> COMPUTING =
      Set.of("==", "!=", "<>", "<", ">", "<=", ">=", "+", "-", "*", "/", "%");

  private static final Expression NO_VALUE = new Expression.Literal(Span.NONE, "");

  /** Signs that stand behind the first name of a statement. */
  private static final Set<String> BEGINS_STATEMENT = Set.of("(", "@", "::", ":");

  private final TokenCursor cursor;
  private final Problems problems;
  private final NameParser names;
  private final ArgumentParser arguments;
  private final TermParser terms;
  private final Recovery recovery;

  /** Lower-case words taken for variables in the statement at hand; each is told once. */
  private final Set<String> bareNames = new HashSet<>();

  RuleParser(
      TokenCursor cursor,
      Problems problems,
      NameParser names,
      ArgumentParser arguments,
      TermParser terms,
      Recovery recovery) {
    this.cursor = cursor;
    this.problems = problems;
    this.names = names;
    this.arguments = arguments;
    this.terms = terms;
    this.recovery = recovery;
  }

  /** What stands before {@code :-} or the end. */
  private record Front(Token first, Optional<Name> label, boolean delete, Statement.Head head) {}

  /** The body of a rule; {@code complete} unless an error in it has been reported. */
  private record Body(
      List<Term> terms, Optional<Statement.AggregateTerm> aggregate, boolean complete) {}

  /**
   * A rule or fact. Empty if it had errors, which are reported, and its end was found nevertheless.
   */
  Optional<Statement> ruleOrFact() {
    int start = cursor.index();
    bareNames.clear();
    Front front;
    try {
      front = front();
      if (cursor.is(".") && !front.delete()) return Optional.of(fact(front));
      if (!cursor.is(":-")) {
        String what = front.delete() ? "`:-`" : TokenCursor.oneOf(":-", ".");
        if (cursor.is(","))
          throw cursor.expected(what, "a rule has one head: write a rule for each");
        if (front.delete() && cursor.is(".")) throw cursor.expected(what, DELETION);
        if (cursor.is("=") || cursor.isName("if")) throw cursor.expected(what, SpellingHints.ARROW);
        throw cursor.expected(what);
      }
    } catch (SyntaxError error) {
      tell(error);
      if (!recovery.toBody(start, error.place()))
        throw new SyntaxError(Optional.empty(), error.place());
      body(start);
      return Optional.empty();
    }
    cursor.next();
    Body body = body(start);
    if (!body.complete()) return Optional.empty();
    return Optional.of(
        new Statement.Rule(
            cursor.from(front.first()),
            front.label(),
            front.delete(),
            front.head(),
            body.terms(),
            body.aggregate()));
  }

  /** Reads as far as a rule's {@code :-}, to see whether it is one. */
  void tryFront() {
    front();
    cursor.expect(":-");
  }

  private Front front() {
    Token first = cursor.peek();
    terms.refuseLaterFeatures();
    Optional<Name> label = label();
    boolean delete = cursor.acceptName("delete");
    if (delete && cursor.is("(")) throw cursor.expected("a relation name", DELETION);
    terms.refuseLaterFeatures();
    if (label.isPresent() && label.get().text().equals("rule")) refuseSecondLabel();
    Token start = cursor.peek();
    if (cursor.isName("not") && cursor.peek(1).is(TokenKind.NAME))
      throw cursor.expected("a relation name", DELETION);
    Name name = names.name(label.isPresent() || delete ? "a relation name" : "a statement");
    if (label.isEmpty() && signed()) throw cursor.expected("`(`", DELETION);
    Optional<Expression> location = arguments.prefixLocation();
    List<HeadArgument> given = arguments.head();
    var head = new Statement.Head(cursor.from(start), name, location, List.copyOf(given));
    return new Front(first, label, delete, head);
  }

  /** {@code r1 -t(…)}, which others read as a deletion. */
  private boolean signed() {
    Token relation = cursor.peek(1);
    boolean sign = cursor.is("-") || cursor.is("!") || cursor.is("~");
    return sign && relation.is(TokenKind.NAME) && !relation.spaced() && cursor.peek().spaced();
  }

  /** {@code rule R1 p(…)}, as in the prototype of 2005. */
  private void refuseSecondLabel() {
    boolean variable = cursor.is(TokenKind.VARIABLE);
    if (!variable && !(cursor.is(TokenKind.NAME) && cursor.peek(1).is(TokenKind.NAME))) return;
    if (!variable) cursor.next();
    throw cursor.expected(
        variable ? "a relation name" : "`(`", "a rule begins with its label, without `rule`");
  }

  private Optional<Name> label() {
    Token word = cursor.peek();
    if (word.is(TokenKind.VARIABLE)) {
      Token after = cursor.peek(1);
      if (!after.is(TokenKind.NAME) && !after.is("::") && !after.is(":")) return Optional.empty();
      cursor.next();
      cursor.accept(":");
      return Optional.of(new Name(word.span(), word.text()));
    }
    if ((!word.is(TokenKind.NAME) && !word.is("::")) || NameParser.isReserved(word))
      return Optional.empty();
    Token after = cursor.peek(names.length(0));
    if (!after.isWord() && !after.is("::") && !after.is(":")) return Optional.empty();
    Name label = names.name("a label");
    cursor.accept(":");
    return Optional.of(label);
  }

  private Statement fact(Front front) {
    List<Statement.Argument> given =
        front.head().arguments().stream().map(arguments::plain).toList();
    cursor.next();
    return new Statement.Fact(
        cursor.from(front.first()),
        front.label(),
        front.head().name(),
        front.head().prefixLocation(),
        given);
  }

  private Body body(int rule) {
    if (startsAggregateTerm()
        && problems.attempt(this::aggregateBody) instanceof Problems.Attempt.Read<Body> read) {
      return read.value();
    }
    var body = new ArrayList<Term>();
    boolean complete = true;
    while (true) {
      int start = cursor.index();
      try {
        body.add(terms.term());
        if (cursor.is(".") && namesMember(body.getLast())) throw member();
        if (cursor.accept(".")) break;
        if (cursor.is(":-")) throw cursor.expected(TokenCursor.oneOf(",", "."), ONE_ARROW);
        if (!cursor.accept(",")) throw noComma(body.getLast());
      } catch (SyntaxError error) {
        tell(error);
        complete = false;
        if (!recovery.toNextTerm(rule, start, error.place()))
          throw new SyntaxError(Optional.empty(), error.place());
        if (cursor.accept(".")) break;
      }
    }
    return new Body(List.copyOf(body), Optional.empty(), complete);
  }

  /** Whether a point stands between a variable and a word, as in {@code L.size}. */
  private boolean namesMember(Term term) {
    Expression value =
        switch (term) {
          case Term.Assignment a -> a.value();
          case Term.Selection s -> s.condition();
          case Term.Predicate p -> NO_VALUE;
        };
    Token word = cursor.peek(1);
    if (!cursor.before().is(TokenKind.VARIABLE) || !word.isWord() || word.spaced()) return false;
    Token after = cursor.peek(2);
    boolean called =
        after.is("(") && (cursor.peek(3).is(")") || value instanceof Expression.Variable);
    return called || (after.is(TokenKind.SYMBOL) && !BEGINS_STATEMENT.contains(after.text()));
  }

  private SyntaxError member() {
    String value = cursor.before().text();
    String name = cursor.peek(1).text();
    boolean withArguments = cursor.peek(2).is("(") && !cursor.peek(3).is(")");
    return cursor.problem(
        "P2-001",
        cursor.peek(),
        "expected " + TokenCursor.oneOf(",", ".") + ", found `." + name + "`",
        SpellingHints.member(value, name, withArguments));
  }

  /** Behind a term that is complete; a predicate may be a function without its f_. */
  private SyntaxError noComma(Term term) {
    if (term instanceof Term.Predicate p && p.name().text().equals("if"))
      return cursor.expected(
          TokenCursor.oneOf(",", "."), "C ? A : B chooses between values: X := K > 3 ? 1 : 2");
    boolean computes =
        cursor.is(TokenKind.SYMBOL) && COMPUTING.contains(cursor.peek().text()) && !cursor.is("=");
    if (computes && term instanceof Term.Predicate p && !p.negated()) {
      boolean asked = cursor.peek(1).isName("false") || cursor.peek(1).isName("true");
      return cursor.expected(
          TokenCursor.oneOf(",", "."),
          asked ? SpellingHints.NEGATION : SpellingHints.function(p.name().text()));
    }
    return cursor.expected(TokenCursor.oneOf(",", "."));
  }

  /** Says what is wrong, but not that of a bare word a second time in one statement. */
  private void tell(SyntaxError error) {
    boolean bare =
        error.diagnostic().filter(d -> d.hints().contains(SpellingHints.BARE)).isPresent();
    if (!bare || bareNames.add(cursor.bareName(error.place()))) problems.add(error);
  }

  private boolean startsAggregateTerm() {
    return (cursor.is(TokenKind.NAME) || cursor.is(TokenKind.VARIABLE))
        && cursor.peek(1).is("(")
        && cursor.peek(2).is("(");
  }

  /** {@code min((G1, G2), (V), p(…)).} */
  private Body aggregateBody() {
    Token function = cursor.next();
    cursor.expect("(");
    cursor.expect("(");
    var groupBy = new ArrayList<Name>();
    if (!cursor.is(")")) {
      do {
        groupBy.add(variable());
      } while (cursor.accept(","));
    }
    cursor.expect(")");
    cursor.expect(",");
    cursor.expect("(");
    Name value = variable();
    cursor.expect(")");
    cursor.expect(",");
    Term.Predicate predicate = terms.predicate(cursor.peek(), false);
    cursor.expect(")");
    var name = new Name(function.span(), function.text());
    var aggregate =
        new Statement.AggregateTerm(cursor.from(function), name, List.copyOf(groupBy), value);
    cursor.expect(".");
    return new Body(List.of(predicate), Optional.of(aggregate), true);
  }

  private Name variable() {
    Token token = cursor.expect(TokenKind.VARIABLE, "a variable");
    return new Name(token.span(), token.text());
  }
}
