package dev.p2.lang.format;

import dev.p2.lang.syntax.Lexeme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Cuts the pieces of a file into items. */
final class Items {
  /** Words that may follow a closing bracket inside a declaration. */
  private static final Set<String> AFTER_BRACKET =
      Set.of("lifetime", "size", "keys", "durable", "in", "over", "with", "as");

  private final List<Lexeme> all;
  private final List<Item> items = new ArrayList<>();
  private int at;
  private int namespaces;

  private Items(List<Lexeme> all) {
    this.all = all;
  }

  static List<Item> of(List<Lexeme> lexemes) {
    var cutter = new Items(lexemes);
    while (cutter.at < lexemes.size()) cutter.item();
    return cutter.items;
  }

  private void item() {
    Lexeme first = all.get(at);
    if (first.isComment() || first.isLines()) {
      at++;
      add(List.of(first), namespaces);
    } else if (first.is("}") && namespaces > 0) {
      at++;
      add(List.of(first), --namespaces);
    } else {
      List<Lexeme> pieces = statement();
      add(pieces, namespaces);
      if (pieces.getLast().is("{")) namespaces++;
    }
  }

  private List<Lexeme> statement() {
    var pieces = new ArrayList<Lexeme>();
    boolean namespace = all.get(at).isWord("namespace");
    int depth = 0;
    while (at < all.size()) {
      Lexeme piece = all.get(at);
      if (depth == 0 && !pieces.isEmpty() && begins(piece, pieces.getLast())) break;
      at++;
      pieces.add(piece);
      if (namespace && piece.is("{")) break;
      if (piece.is("(") || piece.is("[") || piece.is("{")) depth++;
      if (piece.is(")") || piece.is("]") || piece.is("}")) depth = Math.max(0, depth - 1);
      if (piece.is(".") && depth == 0) break;
    }
    return pieces;
  }

  /** Whether a statement ended before, by a macro that has its {@code .}. */
  private static boolean begins(Lexeme piece, Lexeme before) {
    return piece.firstOnLine()
        && piece.kind() == Lexeme.Kind.WORD
        && before.is(")")
        && !AFTER_BRACKET.contains(piece.text());
  }

  private void add(List<Lexeme> pieces, int depth) {
    boolean blank = pieces.getFirst().newlines() > 1 && !items.isEmpty() && !afterOpening(pieces);
    boolean allowed = !items.isEmpty() && !blank && isAllow(items.getLast().pieces().getFirst());
    Optional<Lexeme> trailing = Optional.empty();
    boolean statement = !pieces.getFirst().isComment() && !pieces.getFirst().isLines();
    if (statement && at < all.size() && all.get(at).isComment() && endsLine(at)) {
      trailing = Optional.of(all.get(at++));
    }
    boolean unbroken = allowed || trailing.filter(Items::isAllow).isPresent();
    items.add(new Item(pieces, trailing, depth, blank, unbroken));
  }

  /** No blank line at the beginning of a namespace, and none before its end. */
  private boolean afterOpening(List<Lexeme> pieces) {
    return items.getLast().pieces().getLast().is("{") || pieces.getFirst().is("}");
  }

  private static boolean isAllow(Lexeme piece) {
    return piece.isComment() && piece.text().contains("p2:allow");
  }

  /** A comment on the line of what is before it, with nothing after it. */
  private boolean endsLine(int index) {
    Lexeme comment = all.get(index);
    return !comment.firstOnLine()
        && comment.text().indexOf('\n') < 0
        && (index + 1 == all.size() || all.get(index + 1).firstOnLine());
  }
}
