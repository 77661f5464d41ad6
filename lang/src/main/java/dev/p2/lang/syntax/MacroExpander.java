package dev.p2.lang.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Replaces macros in a stream of tokens, as the C preprocessor does: the replacement is searched
 * again, but a macro is never expanded in what it made itself. (Prosser's algorithm, X3J11/86-196.)
 */
final class MacroExpander {
  private static final int DEPTH_MAX = 100;

  private final Supplier<Token> raw;
  private final Function<String, Optional<Macro>> macros;
  private final Budget budget;
  private final int depth;
  private final Deque<Token> pending = new ArrayDeque<>();

  /**
   * Whether {@link #pending} holds arguments that are not closed: no use of parentheses in it can
   * be.
   */
  private boolean unclosed;

  /**
   * What all expansions of a program together may make, so that eight lines cannot fill the memory.
   */
  static final class Budget {
    private static final int TOKENS_MAX = 200_000;
    private final Consumer<Diagnostic> report;
    private int tokens;
    private boolean exceeded;

    Budget(Consumer<Diagnostic> report) {
      this.report = report;
    }

    private boolean spend(int more, Token use) {
      tokens += more;
      if (tokens > TOKENS_MAX) exceed(use);
      return !exceeded;
    }

    private void exceed(Token use) {
      if (!exceeded) {
        String message = "preprocessor: macros make more than " + TOKENS_MAX + " tokens";
        report.accept(Diagnostic.error("P2-004", use.span(), message));
      }
      exceeded = true;
    }

    private void problem(Token use, String message) {
      report.accept(Diagnostic.error("P2-004", use.span(), "preprocessor: " + message));
    }
  }

  MacroExpander(Supplier<Token> raw, Function<String, Optional<Macro>> macros, Budget budget) {
    this(raw, macros, budget, 0);
  }

  private MacroExpander(
      Supplier<Token> raw, Function<String, Optional<Macro>> macros, Budget budget, int depth) {
    this.raw = raw;
    this.macros = macros;
    this.budget = budget;
    this.depth = depth;
  }

  /** The next token as written, or as left over from an expansion. */
  Token nextUnexpanded() {
    Token token = pending.poll();
    return token == null ? raw.get() : token;
  }

  /** The next token after replacement. */
  Token next() {
    while (true) {
      Token token = nextUnexpanded();
      if (!token.isWord() || token.hidden().has(token.text())) return token;
      Optional<Macro> macro = macros.apply(token.text());
      if (macro.isEmpty() || !expand(macro.get(), token)) return token;
    }
  }

  /** All tokens of a list after replacement. */
  static List<Token> expandAll(
      List<Token> tokens, Function<String, Optional<Macro>> macros, Budget budget) {
    return expandAll(tokens, macros, budget, 0);
  }

  private static List<Token> expandAll(
      List<Token> tokens, Function<String, Optional<Macro>> macros, Budget budget, int depth) {
    Token end = Token.of(TokenKind.END, "", Span.NONE, false, false);
    Iterator<Token> list = tokens.iterator();
    var expander =
        new MacroExpander(() -> list.hasNext() ? list.next() : end, macros, budget, depth);
    var expanded = new ArrayList<Token>();
    for (Token t = expander.next(); !t.is(TokenKind.END); t = expander.next()) expanded.add(t);
    return expanded;
  }

  /** Puts the replacement before the pending tokens; false if the name stays as it is. */
  private boolean expand(Macro macro, Token use) {
    if (macro.parameters().isEmpty()) return replace(macro, use, Map.of());
    unclosed &= !pending.isEmpty();
    if (unclosed) return false;
    Token open = nextUnexpanded();
    if (!open.is("(")) {
      pending.push(open);
      return false;
    }
    List<List<Token>> arguments = arguments(use, open);
    if (arguments.isEmpty()) return false;
    List<String> parameters = macro.parameters().get();
    boolean none = parameters.isEmpty() && arguments.size() == 1 && arguments.getFirst().isEmpty();
    if (!none && arguments.size() != parameters.size()) {
      budget.problem(
          use,
          "macro "
              + macro.name()
              + " takes "
              + parameters.size()
              + " arguments, not "
              + arguments.size());
      pending.push(Token.of(TokenKind.BROKEN, "", use.span(), use.spaced(), use.firstOnLine()));
      return true;
    }
    var values = new HashMap<String, List<Token>>();
    for (int i = 0; i < parameters.size(); i++) {
      values.put(parameters.get(i), argument(arguments.get(i), use));
    }
    return replace(macro, use, values);
  }

  private List<Token> argument(List<Token> tokens, Token use) {
    if (depth < DEPTH_MAX) return expandAll(tokens, macros, budget, depth + 1);
    budget.exceed(use);
    return tokens;
  }

  /**
   * The arguments of a use, split at commas; empty if they are not closed, and then they are
   * pending again.
   */
  private List<List<Token>> arguments(Token use, Token open) {
    var arguments = new ArrayList<List<Token>>();
    var argument = new ArrayList<Token>();
    var read = new ArrayDeque<Token>();
    read.push(open);
    int depth = 0;
    while (true) {
      Token token = nextUnexpanded();
      read.push(token);
      if (token.is(TokenKind.END) || token.is(TokenKind.DIRECTIVE)) {
        budget.problem(use, "the arguments of macro " + use.text() + " are not closed");
        while (!read.isEmpty()) pending.push(read.pop());
        unclosed = true;
        return List.of();
      }
      boolean outside = depth == 0;
      if (token.is("(")) depth++;
      if (token.is(")")) depth--;
      if (outside && (token.is(",") || depth < 0)) {
        arguments.add(List.copyOf(argument));
        argument.clear();
        if (depth < 0) return arguments;
      } else {
        argument.add(token);
      }
    }
  }

  private boolean replace(Macro macro, Token use, Map<String, List<Token>> values) {
    Span place = use.span();
    if (place.macro().isEmpty()) {
      place = new Span(place.source(), place.start(), place.end(), Optional.of(macro.origin()));
    }
    Token.Hidden hidden = use.hidden().and(macro.name());
    var made = new ArrayList<Token>();
    for (Token token : macro.body()) {
      List<Token> value = token.isWord() ? values.get(token.text()) : null;
      if (value == null) {
        made.add(token.expanded(use, place, hidden, made.isEmpty()));
      } else {
        for (Token part : value) made.add(part.hiding(macro.name()));
      }
    }
    if (!budget.spend(made.size() + 1, use)) return false;
    for (Token token : made.reversed()) pending.push(token);
    return true;
  }
}
