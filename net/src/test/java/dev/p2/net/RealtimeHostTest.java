package dev.p2.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.Observation;
import dev.p2.lang.program.Relation;
import dev.p2.net.element.Lossy;
import dev.p2.net.element.Retry;
import dev.p2.net.stack.TransportOptions;
import dev.p2.net.testing.Programs;
import dev.p2.net.wire.FailReason;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On real sockets and real time: few, with generous limits. */
@Timeout(60)
class RealtimeHostTest {
  private static final String ANY = "127.0.0.1:0";
  private static final long MS = 1_000_000;

  private RealtimeHost host;
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws IOException {
    host = RealtimeHost.start(2);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private final NodeListener listener =
      new NodeListener() {
        @Override
        public void observed(NodeHandle node, long timeNanos, Observation what) {
          seen.add(what.kind() + " " + what.tuple());
        }

        @Override
        public void reported(NodeHandle node, ErrorReport report) {
          seen.add(report.code() + " " + report.message());
        }

        @Override
        public void failed(NodeHandle node, Message message, int attempts, FailReason reason) {
          seen.add("failed " + message.tuple().relationName() + " " + reason.word());
        }

        @Override
        public void broke(NodeHandle node, Throwable cause) {
          seen.add("broke " + cause);
        }
      };

  /** A node that watches these relations. */
  private NodeHandle add(CompiledProgram program, String... watched)
      throws IOException, NodeStartException {
    return add(program, NodeOptions.listen(ANY), watched);
  }

  private NodeHandle add(CompiledProgram program, NodeOptions options, String... watched)
      throws IOException, NodeStartException {
    List<Integer> relations = new ArrayList<>();
    for (String name : watched) {
      relations.add(program.plan().program().relation(name).map(Relation::id).orElseThrow());
    }
    return host.add(
        program,
        options.withListener(listener).withPrepare(node -> relations.forEach(node::watch)));
  }

  private String next() throws InterruptedException {
    String event = seen.poll(30, TimeUnit.SECONDS);
    assertThat(event).as("nothing happened for 30 s").isNotNull();
    return event;
  }

  /** The next thing seen that begins so; what is seen before is skipped. */
  private String next(String prefix) throws InterruptedException {
    String event = next();
    while (!event.startsWith(prefix)) event = next();
    return event;
  }

  @Test
  void pingIsAnsweredByPong() throws Exception {
    CompiledProgram program =
        Programs.compile(
            """
            p pong(@From, Me, N) :- ping(@Me, From, N).
            d done(@Me, N) :- pong(@Me, _, N), N >= 100.
            n ping(@To, Me, N1) :- pong(@Me, To, N), N < 100, N1 := N + 1.
            """);
    NodeHandle a = add(program, "done");
    NodeHandle b = add(program);
    assertThat(a.inject("pong", a.address(), b.address(), 0L).get()).isTrue();
    assertThat(next("EVENT done")).isEqualTo("EVENT done(\"" + a.address() + "\", 100)");
    NodeReport report = a.report().get();
    assertThat(report.transport())
        .containsEntry("datagramsOut", 100L)
        .containsEntry("datagramsIn", 100L);
    assertThat(report.node().messagesSent()).isEqualTo(100);
  }

  @Test
  void aReliableRelationArrivesWholeThroughABadNetwork() throws Exception {
    CompiledProgram program =
        Programs.compile(
            """
            materialize(got, infinity, infinity, keys(1,2)).
            materialize(todo, infinity, infinity, keys(1,2)).
            send item over reliable.
            s item(@To, N) :- go(@Me, To), todo(@Me, N).
            f todo(@Me, N) :- fill(@Me, N).
            g got(@Me, N) :- item(@Me, N).
            """);
    TransportOptions bad =
        TransportOptions.DEFAULT
            .withRetry(new Retry.Options(20, 100 * MS, 20 * MS, 500 * MS))
            .withFaults(new Lossy.Options(0.1, 0.1, 0.1, 20 * MS, 5));
    NodeHandle a = add(program, NodeOptions.listen(ANY).withTransport(bad));
    NodeHandle b = add(program, NodeOptions.listen(ANY).withTransport(bad), "got");
    for (long i = 0; i < 200; i++) a.inject("fill", a.address(), i);
    a.inject("go", a.address(), b.address());
    for (long i = 0; i < 200; i++) assertThat(next("INSERT got")).endsWith(", " + i + ")");
  }

  @Test
  void aTwentiethLostAndReorderedArrivesExactlyOnce() throws Exception {
    CompiledProgram program =
        Programs.compile(
            """
            send item over reliable.
            r item(@To, Me, N) :- go(@Me, To, N).
            """);
    Lossy.Options faults = new Lossy.Options(0.05, 0, 0.05, 20 * MS, 11);
    NodeHandle a = add(program, NodeOptions.listen(ANY).withFaults(faults));
    NodeHandle b = add(program, NodeOptions.listen(ANY).withFaults(faults));
    NodeHandle c = add(program, NodeOptions.listen(ANY).withFaults(faults), "item");
    int each = 500;
    for (long i = 0; i < each; i++) {
      a.inject("go", a.address(), c.address(), i);
      b.inject("go", b.address(), c.address(), i);
    }
    List<String> got = new ArrayList<>();
    while (got.size() < 2 * each) got.add(next("EVENT item"));
    assertThat(got).doesNotHaveDuplicates();
    for (NodeHandle from : List.of(a, b)) {
      String sender = "\"" + from.address() + "\", ";
      List<String> its = got.stream().filter(e -> e.contains(sender)).toList();
      for (int i = 0; i < each; i++) assertThat(its.get(i)).endsWith(sender + i + ")");
    }
    assertThat(a.elements().get().get("lossy").get("lost")).isPositive();
    TimeUnit.MILLISECONDS.sleep(300); // what is still under way would be a copy
    assertThat(seen).as("copies").isEmpty();
  }

  @Test
  void aProgramReadsWhatBecameOfItsMessagesInTheQueues() throws Exception {
    CompiledProgram program =
        Programs.compile(
            """
            send item over reliable.
            r item(@To, Me) :- go(@Me, To).
            q told(@N, Queue, Op) :- queueExec#insert(@N, Queue, Op, _, _, _).
            t turn(@N, Element) :- roundRobinExec#insert(@N, Element, _, _, _).
            trace(item).
            """);
    var once = new Retry.Options(1, 20 * MS, 20 * MS, 20 * MS);
    NodeHandle node =
        add(
            program,
            NodeOptions.listen(ANY).withTransport(TransportOptions.DEFAULT.withRetry(once)),
            "told",
            "turn");
    try (var deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String peer = "127.0.0.1:" + deaf.getLocalPort();
      node.inject("go", node.address(), peer);
      String queue = "told(\"" + node.address() + "\", \"to " + peer;
      assertThat(next("EVENT told")).endsWith(queue + " queue\", \"in\")");
      assertThat(next("EVENT told")).endsWith(queue + " queue\", \"out\")");
      assertThat(next("EVENT turn")).endsWith("\"roundRobin\")");
      assertThat(next("EVENT told")).endsWith(queue + " retry\", \"retry\")");
      assertThat(next("EVENT told")).endsWith(queue + " retry\", \"drop\")");
    }
  }

  @Test
  void timersKeepTheirGridAndAWakeUpExpiresRows() throws Exception {
    CompiledProgram program =
        Programs.compile(
            """
            materialize(soft, 0.3, infinity, keys(1)).
            t tick(@N) :- periodic(@N, E, 0.1, 5).
            o once(@N) :- periodic(@N, E, 0, 1).
            s soft(@N) :- once(@N).
            g gone(@N) :- soft#delete(@N).
            """);
    long before = System.nanoTime();
    NodeHandle node = add(program, "tick", "gone", "once");
    List<String> names = new ArrayList<>();
    while (names.size() < 7) names.add(next("EVENT").replaceAll("EVENT (\\w+)\\(.*", "$1"));
    assertThat((System.nanoTime() - before) / MS).isBetween(450L, 20_000L);
    assertThat(names)
        .containsExactlyInAnyOrder("once", "tick", "tick", "tick", "tick", "tick", "gone");
    assertThat(names.getFirst()).isEqualTo("once");
    node.stop().get();
    assertThat(seen).isEmpty();
  }

  @Test
  void anAddressThatNobodyHasIsAnErrorAndAFailure() throws Exception {
    CompiledProgram program =
        Programs.compile(
            """
            r hello(@To) :- go(@Me, To).
            f lost(@Me, To) :- hello#failed(@Me, To).
            """);
    NodeHandle node = add(program, "lost");
    node.inject("go", node.address(), "n17");
    List<String> three = List.of(next(), next(), next());
    assertThat(three)
        .containsExactlyInAnyOrder(
            "failed hello unreachable",
            "P2-R08 cannot resolve n17: not of the form HOST:PORT",
            "EVENT lost(\"" + node.address() + "\", \"n17\")");
    node.inject("go", node.address(), "no-such-host.invalid:99");
    assertThat(next("P2-R08"))
        .isEqualTo("P2-R08 cannot resolve no-such-host.invalid:99: no host of that name");
  }

  @Test
  void aReliableTupleToADeadPeerFails() throws Exception {
    CompiledProgram program =
        Programs.compile(
            """
            send hello over reliable.
            r hello(@To) :- go(@Me, To).
            f lost(@Me, To) :- hello#failed(@Me, To).
            """);
    TransportOptions quick =
        TransportOptions.DEFAULT.withRetry(new Retry.Options(2, 20 * MS, 20 * MS, 20 * MS));
    NodeHandle dead = add(program);
    dead.stop().get();
    NodeHandle node = add(program, NodeOptions.listen(ANY).withTransport(quick), "lost");
    node.inject("go", node.address(), dead.address());
    assertThat(next()).isEqualTo("failed hello timeout");
    assertThat(next())
        .isEqualTo("EVENT lost(\"" + node.address() + "\", \"" + dead.address() + "\")");
  }

  @Test
  void aMegabyteOfNoiseDoesNotStopANode() throws Exception {
    CompiledProgram program = Programs.compile("r b(@X, N) :- a(@X, N).");
    NodeHandle node = add(program, "b");
    int port = Integer.parseInt(node.address().substring(node.address().indexOf(':') + 1));
    SplittableRandom random = new SplittableRandom(1);
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < 1000; i++) {
        byte[] noise = new byte[1000];
        random.nextBytes(noise);
        if (i % 2 == 0) System.arraycopy(new byte[] {'P', 1, (byte) (i / 2 % 4)}, 0, noise, 0, 3);
        socket.send(
            new DatagramPacket(noise, noise.length, InetAddress.getLoopbackAddress(), port));
      }
    }
    node.inject("a", node.address(), 1L);
    assertThat(next("EVENT")).isEqualTo("EVENT b(\"" + node.address() + "\", 1)");
    Map<String, Long> bad = new TreeMap<>();
    long arrived = 0;
    while (arrived < 500) { // some may not fit into the socket's buffer
      Map<String, Long> totals = node.report().get().transport();
      arrived = totals.get("datagramsIn");
      totals.forEach((name, n) -> bad.merge(name, n, Math::max));
    }
    bad.keySet().removeIf(name -> !name.startsWith("bad.") || bad.get(name) == 0);
    assertThat(bad).as("dropped by reason").hasSizeGreaterThan(2);
    node.inject("a", node.address(), 2L);
    assertThat(next("EVENT")).isEqualTo("EVENT b(\"" + node.address() + "\", 2)");
  }

  @Test
  void tuplesOfUnknownRelationsAreReportedNowAndThen() throws Exception {
    NodeHandle sender = add(Programs.compile("r there(@To, Me) :- go(@Me, To)."));
    NodeHandle receiver = add(Programs.compile("r b(@X) :- here(@X)."));
    for (int i = 0; i < 100; i++) sender.inject("go", sender.address(), receiver.address());
    assertThat(next()).isEqualTo("P2-R12 no relation there/2, from " + sender.address());
    while (receiver.report().get().transport().getOrDefault("bad.unknown-relation", 0L) < 100)
      Thread.onSpinWait();
    assertThat(seen.size()).as("not one report a packet").isLessThan(50);
  }

  @Test
  void aLargeTupleArrivesByDatagram() throws Exception {
    CompiledProgram program =
        Programs.compile(
            "s big(@To, Text) :- go(@Me, To, Text). g size(@Me, S) :- big(@Me, Text), S :="
                + " f_strlen(Text).");
    NodeHandle a = add(program);
    NodeHandle b = add(program, "size");
    a.inject("go", a.address(), b.address(), "x".repeat(150_000));
    assertThat(next("EVENT")).isEqualTo("EVENT size(\"" + b.address() + "\", 150000)");
  }

  @Test
  void aTupleBeyondFourMegabytesIsAnErrorAndAFailure() throws Exception {
    CompiledProgram program =
        Programs.compile(
            """
            send big over reliable.
            s big(@To, Text) :- go(@Me, To, Text).
            """);
    NodeHandle a = add(program);
    NodeHandle b = add(program);
    a.inject("go", a.address(), b.address(), "x".repeat(5_000_000));
    List<String> two = List.of(next(), next());
    assertThat(two)
        .containsExactlyInAnyOrder(
            "failed big tooLarge",
            "P2-R11 cannot be sent to "
                + b.address()
                + ": too large, or a value without a form on the wire");
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    CompiledProgram program = Programs.compile("r b(@X) :- a(@X).");
    NodeHandle node = add(program);
    assertThatThrownBy(() -> add(program, NodeOptions.listen(node.address())))
        .isInstanceOfSatisfying(
            PortInUseException.class, e -> assertThat(node.address()).endsWith(":" + e.port()))
        .hasMessageContaining("is in use");
    assertThatThrownBy(() -> add(program, NodeOptions.listen("nonsense")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HOST:PORT");
  }

  @Test
  void theLastStepsSendsStillLeave() throws Exception {
    CompiledProgram program =
        Programs.compile(
            """
            send farewell over reliable.
            materialize(friend, infinity, infinity, keys(1,2)).
            r farewell(@F, Me) :- sysStop(@Me, T), friend(@Me, F).
            g heard(@Me, F) :- farewell(@Me, F).
            m friend(@Me, F) :- meet(@Me, F).
            """);
    NodeHandle a = add(program);
    NodeHandle b = add(program, "heard");
    a.inject("meet", a.address(), b.address()).get();
    a.stop().get();
    assertThat(next("EVENT"))
        .isEqualTo("EVENT heard(\"" + b.address() + "\", \"" + a.address() + "\")");
    assertThat(a.inject("meet", a.address(), "x:1").get()).as("it no longer runs").isFalse();
    NodeHandle again = add(program, NodeOptions.listen(a.address()));
    assertThat(again.address()).isEqualTo(a.address());
  }

  @Test
  void aNameIsKeptLetterForLetterAndSendsToOneselfArrive() throws Exception {
    CompiledProgram program = Programs.compile("r b(@Y, X) :- a(@X, Y).  c c(@Y) :- b(@Y, X).");
    NodeHandle node = add(program, NodeOptions.listen("localhost:0"), "c");
    assertThat(node.address()).matches("localhost:[1-9]\\d*");
    node.inject("a", node.address(), node.address());
    assertThat(next("EVENT")).isEqualTo("EVENT c(\"" + node.address() + "\")");
    NodeHandle other = add(program);
    other.inject("a", other.address(), node.address());
    assertThat(next("EVENT")).isEqualTo("EVENT c(\"" + node.address() + "\")");
    assertThat(node.report().get().toItself()).isEqualTo(1);
  }

  @Test
  void whatAListenerThrowsHarmsNobody() throws Exception {
    CompiledProgram program = Programs.compile("r b(@X, N) :- a(@X, N).");
    NodeListener angry =
        new NodeListener() {
          @Override
          public void observed(NodeHandle node, long timeNanos, Observation what) {
            throw new IllegalStateException("no");
          }
        };
    int b = program.plan().program().relation("b").orElseThrow().id();
    NodeHandle node =
        host.add(program, NodeOptions.listen(ANY).withListener(angry).withPrepare(n -> n.watch(b)));
    assertThat(node.inject("a", node.address(), 1L).get()).isTrue();
    assertThat(node.inject("a", node.address(), 2L).get()).isTrue();
    assertThat(node.call(n -> n.stats().steps()).get()).isPositive();
  }

  @Test
  void anEndlessLoopIsUndoneAndTheNodeGoesOn() throws Exception {
    CompiledProgram program = Programs.compile("r a(@N, X + 1) :- a(@N, X). s b(@N) :- c(@N).");
    NodeHandle node = add(program, NodeOptions.listen(ANY).withBudget(100, 1000), "b");
    assertThat(node.inject("a", node.address(), 1L).get()).isFalse();
    assertThat(next()).startsWith("P2-R10");
    node.inject("c", node.address());
    assertThat(next("EVENT b")).isNotNull();
  }
}
