package dev.p2.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.code.MissingCodeException;
import dev.p2.engine.host.Observation.Kind;
import dev.p2.lang.value.EvalException;
import dev.p2.net.PortInUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddingTest {
  private static final String PROGRAM =
      """
      extern pure f_price(string): double.
      stage("split", words, word).
      table stock(@N: addr, key Item: string, Count: int) durable.
      event word(@N: addr, Item: string).
      a stock(@N, Item, Count)   :- add(@N, Item, Count).
      p price(@N, Item, P)       :- ask(@N, Item), stock(@N, Item, _), P := f_price(Item).
      w words(@N, Line)          :- read(@N, Line).
      s stock(@N, Item, 1)       :- word(@N, Item).
      """;

  private static final CompiledProgram COMPILED = Rules.ofText(PROGRAM).compile();

  @TempDir Path folder;

  private static double price(Object[] arguments) {
    return ((String) arguments[0]).length() / 2.0;
  }

  private static List<Object[]> split(dev.p2.engine.tuple.Tuple words) {
    List<Object[]> found = new ArrayList<>();
    for (String word : ((String) words.get(1)).split(" "))
      found.add(new Object[] {words.get(0), word});
    return found;
  }

  private NodeSetup setup(String listen) {
    return new NodeSetup(COMPILED, listen)
        .function("f_price", EmbeddingTest::price)
        .procedure("split", EmbeddingTest::split);
  }

  @Test
  void aNodeOnUdpTakesTuplesTellsChangesAndCallsBack() throws Exception {
    BlockingQueue<String> prices = new LinkedBlockingQueue<>();
    // @start region="start"
    try (RealNode node =
        new NodeSetup(COMPILED, "127.0.0.1:0")
            .function("f_price", EmbeddingTest::price)
            .procedure("split", EmbeddingTest::split)
            .listen("price", change -> prices.add(change.tuple().get(2).toString()))
            .start()) {
      node.inject("add", node.address(), "apple", 3);
      node.inject("ask", node.address(), "apple");
      assertThat(prices.take()).isEqualTo("2.5");
    }
    // @end
  }

  @Test
  void aNodeThatRunsTakesRulesThatComeLater() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    // @start region="install"
    Rules rules =
        Rules.ofText("table t(@N: addr, key K: int). event seen(@N: addr, K: int).")
            .andText("more.olg", "r t(@N, K) :- e(@N, K).")
            .installable();
    try (RealNode node =
        new NodeSetup(rules.compile(), "127.0.0.1:0")
            .allowInstall(rules)
            .listen("seen", change -> seen.add(change.tuple().toString()))
            .start()) {
      node.inject("e", node.address(), 1);
      node.inject("sysInstall", node.address(), "monitor", "m seen(@N, K) :- t#insert(@N, K).");
      node.inject("e", node.address(), 2);
      assertThat(seen.take()).isEqualTo("seen(\"" + node.address() + "\", 2)");
    }
    // @end
  }

  @Test
  void theSameProgramRunsInVirtualTime() {
    // @start region="simulate"
    List<Change> stocked = new ArrayList<>();
    var network =
        new SimulatedNetwork(COMPILED, 2)
            .function("f_price", EmbeddingTest::price)
            .procedure("split", EmbeddingTest::split)
            .listen("stock", stocked::add);
    network.node(1).inject("read", "n1", "pear plum");
    network.runFor(Duration.ofSeconds(1));
    assertThat(network.node(1).rows("stock")).hasSize(2);
    // @end
    assertThat(stocked).extracting(Change::kind).containsExactly(Kind.INSERT, Kind.INSERT);
    assertThat(stocked).extracting(Change::node).containsOnly("n1");
    assertThat(network.node(0).rows("stock")).isEmpty();
  }

  @Test
  void aFunctionWithAMemoryOfItsOwnIsFound() {
    // @start region="selfcheck"
    var calls = new AtomicLong();
    var network =
        new SimulatedNetwork(
                Rules.ofText(
                        """
                        extern f_next(): int.
                        table drawn(@N: addr, V: int) keys(1) lifetime 9s.
                        d drawn(@N, V) :- draw(@N), V := f_next().
                        """)
                    .compile(),
                2)
            .function("f_next", _ -> calls.incrementAndGet());
    Optional<String> difference =
        network.checkDeterminism(Duration.ofSeconds(5), run -> run.node(1).inject("draw", "n1"));
    // @end
    assertThat(difference)
        .contains(
            """
            two runs differ in step 5, that of inject draw("n1") at n1 after 0s
              the first run has insert drawn("n1", 1), derived by d (rules.olg:3)
              the second run has insert drawn("n1", 2), derived by d (rules.olg:3)\
            """);
    assertThat(
            new SimulatedNetwork(COMPILED, 2)
                .function("f_price", EmbeddingTest::price)
                .procedure("split", EmbeddingTest::split)
                .checkDeterminism(Duration.ofSeconds(5), run -> {}))
        .isEmpty();
  }

  @Test
  void durableRowsOutliveTheNode() throws Exception {
    String address;
    try (RealNode node = setup("127.0.0.1:0").data(folder).start()) {
      address = node.address();
      assertThat(node.commit("add", address, "apple", 3).get()).isTrue();
    }
    try (RealNode node = setup(address).data(folder).start()) {
      assertThat(node.rows("stock").toString()).contains("\"apple\", 3)");
    }
    try (RealNode node = setup(address).start()) {
      assertThat(node.rows("stock")).as("without the folder").isEmpty();
    }
  }

  @Test
  void aProgramWithErrorsIsAnExceptionThatShowsThem() {
    assertThatThrownBy(() -> Rules.ofText("r out(@N, X) :- e(@N).\n").compile())
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("rules.olg:1:11")
        .satisfies(
            e ->
                assertThat(((ProgramException) e).diagnostics())
                    .anyMatch(d -> d.code().equals("P2-030")));
    assertThatThrownBy(() -> Rules.ofOverlay("chrd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chord");
  }

  @Test
  void filesAndOverlaysAndParametersAreProgramsToo() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("a.olg"), "param K: int := 1.\ntable t(@N, X).\nt(LOCALADDRESS, K).\n");
    var network = new SimulatedNetwork(Rules.ofFile(file).define("K", "7").compile(), 1);
    network.runFor(Duration.ZERO);
    assertThat(network.node(0).rows("t")).hasToString("[t(\"n0\", 7)]");
    var ring = new SimulatedNetwork(Rules.ofOverlay("chord").compile(), 2);
    ring.runFor(Duration.ofSeconds(5));
    assertThat(ring.simulation().totals().messagesSent()).isPositive();
  }

  @Test
  void whatIsWrongIsSaidByType() throws Exception {
    assertThatThrownBy(() -> new NodeSetup(COMPILED, "127.0.0.1:0").start())
        .isInstanceOf(MissingCodeException.class)
        .hasMessageContaining("f_price");
    assertThatThrownBy(() -> new NodeSetup(COMPILED, "127.0.0.1:0").listen("prise", _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no relation prise");
    try (RealNode node = setup("127.0.0.1:0").start()) {
      assertThatThrownBy(() -> setup(node.address()).start())
          .isInstanceOf(PortInUseException.class);
      assertThatThrownBy(() -> node.inject("add", node.address(), "apple"))
          .hasMessage("add has 3 columns, 2 are given");
      assertThatThrownBy(() -> node.inject("stock", node.address(), "apple", "three"))
          .isInstanceOf(EvalException.class);
    }
  }
}
