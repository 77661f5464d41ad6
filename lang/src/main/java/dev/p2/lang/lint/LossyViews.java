package dev.p2.lang.lint;

import dev.p2.lang.syntax.Diagnostic;
import java.util.function.Consumer;

/**
 * P2-115: what a view holds at another node is brought and withdrawn by messages that may be lost,
 * and no lifetime mends it.
 */
final class LossyViews implements Analysis {
  @Override
  public void run(Flow flow, Consumer<Diagnostic> found) {
    for (Chain chain : flow.chains()) {
      boolean kept = chain.isView() && chain.inserts() && chain.sent() && Flow.hard(chain.target());
      if (!kept || chain.target().transport().equals("reliable")) continue;
      String name = chain.target().name();
      found.accept(
          Diagnostic.warning(
                  "P2-115",
                  chain.span(),
                  name
                      + " is an unbounded view kept by messages between nodes over datagram: one"
                      + " that is lost leaves it wrong for good")
              .hint("send " + name + " over reliable."));
    }
  }
}
