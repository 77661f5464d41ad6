package dev.p2.lang.lint;

import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.value.Type;
import java.util.function.Consumer;

/**
 * P2-135: {@code [H | T]} over variables of any type, which reads like a list with the first
 * element H and the others T, and is a list of one value, H or T by bits. Where the types are
 * known, those of ints, ids and sets are meant, and others are an error.
 */
final class BitsInLists implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    for (CheckedRule rule : flow.program().rules())
      for (Expr expr : Parts.of(rule)) search(expr, found);
  }

  private static void search(Expr expr, Consumer<Diagnostic> found) {
    if (expr instanceof Expr.ListOf list
        && list.elements().size() == 1
        && list.elements().getFirst() instanceof Expr.Binary b
        && b.operator() == Expr.BinaryOperator.BIT_OR
        && b.type() == Type.ANY
        && Parts.variable(b.left()).isPresent()
        && Parts.variable(b.right()).isPresent()) {
      String head = Parts.variable(b.left()).get();
      String tail = Parts.variable(b.right()).get();
      found.accept(
          Diagnostic.warning(
                  "P2-135",
                  b.span(),
                  "[%s | %s] is a list of one value, %s or %s by bits"
                      .formatted(head, tail, head, tail))
              .hint("f_cons(%s, %s) puts %s before the list %s".formatted(head, tail, head, tail)));
    }
    for (Expr part : Parts.of(expr)) search(part, found);
  }
}
