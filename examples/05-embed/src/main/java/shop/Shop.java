package shop;

import dev.p2.embed.NodeSetup;
import dev.p2.embed.RealNode;
import dev.p2.embed.Rules;
import java.util.concurrent.ArrayBlockingQueue;

/** A till asks a shop for a price over UDP; both are nodes inside this program. */
public final class Shop {
  private static final String RULES =
      """
      extern pure f_tax(double): double.
      table price(@Shop: addr, key Item: string, Net: double).
      answer quote(@Till, Item, Gross) :- ask(@Shop, Till, Item), price(@Shop, Item, Net), Gross := Net + f_tax(Net).
      """;

  public static void main(String[] args) throws Exception {
    var program = Rules.ofText(RULES).compile();
    var quotes = new ArrayBlockingQueue<Object>(1);
    try (RealNode shop = node(program).start();
        RealNode till = node(program).listen("quote", c -> quotes.add(c.tuple().get(2))).start()) {
      shop.commit("price", shop.address(), "apple", 1.5).join();
      shop.inject("ask", shop.address(), till.address(), "apple");
      System.out.println("an apple is " + quotes.take());
    }
  }

  private static NodeSetup node(dev.p2.engine.CompiledProgram program) {
    return new NodeSetup(program, "127.0.0.1:0").function("f_tax", a -> (Double) a[0] / 4);
  }
}
