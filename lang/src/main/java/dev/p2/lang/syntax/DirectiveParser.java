package dev.p2.lang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Reads the statements about a program's surroundings: watch, trace, stage, Query, import,
 * transport, send.
 */
final class DirectiveParser {
  private final TokenCursor cursor;
  private final NameParser names;
  private final TermParser terms;
  private final ExpressionParser expressions;

  DirectiveParser(
      TokenCursor cursor, NameParser names, TermParser terms, ExpressionParser expressions) {
    this.cursor = cursor;
    this.names = names;
    this.terms = terms;
    this.expressions = expressions;
  }

  Statement watch(Statement.Watch.Kind kind) {
    Token first = cursor.next();
    cursor.expect("(", "the relation stands in parentheses: " + first.text() + "(name…).");
    Name name = names.name("a relation name");
    Optional<String> modifiers = Optional.empty();
    if (kind == Statement.Watch.Kind.WATCHMOD) {
      cursor.expect(",");
      modifiers =
          Optional.of((String) cursor.expect(TokenKind.STRING, "the taps, a string").value());
    }
    if (cursor.is(",")) throw cursor.expected("`)`", "write one for each relation");
    if (cursor.is("(")) {
      String alone = first.text() + "(" + name.text() + ").";
      throw cursor.expected("`)`", "the relation stands alone, without columns: " + alone);
    }
    cursor.expect(")");
    cursor.expect(".");
    return new Statement.Watch(cursor.from(first), kind, name, modifiers);
  }

  Statement stage() {
    Token first = cursor.next();
    cursor.expect("(");
    Name procedure = string("the name of a procedure, a string");
    cursor.expect(",");
    // overlog.md 10.2 calls the input "in", which is a keyword elsewhere.
    Name in =
        cursor.peek().text().equals("in") ? word(cursor.next()) : names.name("a relation name");
    cursor.expect(",");
    Name out = names.name("a relation name");
    cursor.expect(")");
    cursor.expect(".");
    return new Statement.Stage(cursor.from(first), procedure, in, out);
  }

  private static Name word(Token token) {
    return new Name(token.span(), token.text());
  }

  Statement query() {
    Token first = cursor.next();
    Term.Predicate predicate = terms.predicate(cursor.peek(), false);
    cursor.expect(".");
    return new Statement.Query(cursor.from(first), predicate);
  }

  Statement importFile() {
    Token first = cursor.next();
    if (cursor.is(TokenKind.NAME)) {
      throw cursor.expected(
          "a file name, a string", "write import \"" + cursor.peek().text() + "\".");
    }
    Name file = string("a file name, a string");
    Optional<Name> as = cursor.acceptName("as") ? Optional.of(namespace()) : Optional.empty();
    var bindings = new ArrayList<Statement.Binding>();
    if (cursor.acceptName("with")) {
      cursor.expect("(");
      do {
        Token name = cursor.expect(TokenKind.VARIABLE, "the name of a param");
        cursor.expect(":=");
        Expression value = expressions.expression();
        bindings.add(
            new Statement.Binding(cursor.from(name), new Name(name.span(), name.text()), value));
      } while (cursor.accept(","));
      cursor.expect(")");
    }
    if (!cursor.accept(".")) throw cursor.expected("`as`, `with` or `.`");
    return new Statement.Import(
        cursor.from(first), file, as, List.copyOf(bindings), Optional.empty());
  }

  private Name namespace() {
    if (cursor.is(TokenKind.VARIABLE))
      throw cursor.expected("a namespace", "names of namespaces begin with a lower-case letter");
    return names.name("a namespace");
  }

  Statement transport() {
    Token first = cursor.next();
    Name name = names.name("the name of a transport");
    cursor.expect("{");
    var options = new ArrayList<Statement.Option>();
    if (!cursor.accept("}")) {
      do {
        options.add(option());
      } while (cursor.accept(","));
      if (!cursor.accept("}")) throw cursor.expected(TokenCursor.oneOf(",", "}"));
    }
    cursor.expect(".");
    return new Statement.Transport(cursor.from(first), name, List.copyOf(options));
  }

  /** {@code retry: 1 before route}; the name may be two words, {@code pack acks}. */
  private Statement.Option option() {
    Token first = cursor.peek();
    var name = new StringJoiner(" ");
    do {
      name.add(cursor.expect(TokenKind.NAME, "the name of an option").text());
    } while (cursor.is(TokenKind.NAME));
    Span span = cursor.from(first);
    cursor.expect(":");
    var value = new StringJoiner(" ");
    do {
      value.add(optionValue());
    } while (!cursor.is(",") && !cursor.is("}"));
    return new Statement.Option(
        cursor.from(first), new Name(span, name.toString()), value.toString());
  }

  private String optionValue() {
    if (!cursor.is(TokenKind.NAME)
        && !cursor.is(TokenKind.NUMBER)
        && !cursor.is(TokenKind.STRING)) {
      throw cursor.expected("the value of an option");
    }
    Token token = cursor.next();
    return token.is(TokenKind.STRING) ? (String) token.value() : token.text();
  }

  Statement sendOver() {
    Token first = cursor.next();
    var relations = new ArrayList<Name>();
    do {
      relations.add(names.name("a relation name"));
    } while (cursor.accept(","));
    if (!cursor.acceptName("over")) throw withoutOver(relations);
    Name transport = names.name("the name of a transport");
    cursor.expect(".");
    return new Statement.SendOver(cursor.from(first), List.copyOf(relations), transport);
  }

  private SyntaxError withoutOver(List<Name> relations) {
    boolean other = cursor.is(TokenKind.NAME) && cursor.peek(1).is(TokenKind.NAME);
    Token transport = cursor.peek(other ? 1 : 0);
    if (!transport.is(TokenKind.NAME)) return cursor.expected("`over`");
    var sent = new StringJoiner(", ", "write send ", " over " + transport.text() + ".");
    for (Name relation : relations) sent.add(relation.text());
    return cursor.expected("`over`", sent.toString());
  }

  private Name string(String what) {
    Token token = cursor.expect(TokenKind.STRING, what);
    return new Name(token.span(), (String) token.value());
  }
}
