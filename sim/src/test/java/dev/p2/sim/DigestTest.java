package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.sim.SimulationOptions.Threads;
import dev.p2.sim.kernel.Kernel;
import dev.p2.sim.network.BuiltInTopologies;
import dev.p2.sim.network.Faulty;
import dev.p2.sim.network.LinkNetwork;
import dev.p2.sim.network.Loss;
import dev.p2.sim.network.NetworkModel;
import dev.p2.sim.testing.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same program, options and inputs give the same history. */
class DigestTest {
  static LongStream twentySeeds() {
    return LongStream.rangeClosed(1, 20);
  }

  /** Writes down what it hears. */
  private static final class Ears implements RunListener {
    private final List<String> heard = new ArrayList<>();

    @Override
    public void observed(long timeNanos, int node, Observation what) {
      heard.add(timeNanos + " n" + node + " " + what.kind() + " " + what.tuple());
    }

    @Override
    public void reported(int node, ErrorReport report) {
      heard.add("n" + node + " " + report);
    }
  }

  private static Simulation watched(SimulationOptions options, Ears ears) {
    var run = new Simulation(DigestProgram.PROGRAM, options, ears);
    DigestProgram.relations().forEach(run::watch);
    return DigestProgram.run(run);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("twentySeeds")
  void neitherThreadsNorQueueNorWatchesChangeTheHistory(long seed) {
    SimulationOptions options = DigestProgram.options(seed);
    String once = DigestProgram.digest(options);
    assertThat(DigestProgram.digest(options)).as("again").isEqualTo(once);
    assertThat(DigestProgram.digest(options.withThreads(Threads.exactly(2))))
        .as("two threads")
        .isEqualTo(once);
    assertThat(DigestProgram.digest(options.withQueue(Kernel.Queue.HEAP)))
        .as("the other event queue")
        .isEqualTo(once);
    var one = new Ears();
    assertThat(watched(options, one).digest()).as("everything watched").isEqualTo(once);
    var two = new Ears();
    assertThat(watched(options.withThreads(Threads.exactly(3)), two).digest())
        .as("everything watched, three threads")
        .isEqualTo(once);
    assertThat(one.heard).hasSizeGreaterThan(1_000);
    assertThat(two.heard).as("what the listener hears, in order").isEqualTo(one.heard);
  }

  @Test
  void everySeedHasAHistoryOfItsOwn() {
    var digests = new HashSet<String>();
    twentySeeds().forEach(seed -> digests.add(DigestProgram.digest(DigestProgram.options(seed))));
    assertThat(digests).hasSize(20);
  }

  @Test
  void figuresDoNotDependOnThreads() {
    SimulationOptions options = DigestProgram.options(1).withSizes(true);
    var one = DigestProgram.run(new Simulation(DigestProgram.PROGRAM, options, RunListener.NONE));
    var two =
        DigestProgram.run(
            new Simulation(
                DigestProgram.PROGRAM, options.withThreads(Threads.exactly(2)), RunListener.NONE));
    assertThat(two.totals()).isEqualTo(one.totals());
    assertThat(one.totals().messagesDropped()).isPositive();
    assertThat(one.totals().bytesSent()).isPositive();
    assertThat(two.events()).isEqualTo(one.events());
  }

  @Test
  void linksThatAllShareAreAskedInOneOrder() {
    var digests = new HashSet<String>();
    for (int threads = 1; threads <= 3; threads++) {
      var network =
          new LinkNetwork(
              BuiltInTopologies.paper(DigestProgram.NODES, 1),
              DigestProgram.options(1).addresses(),
              1);
      assertThat(network.shared()).isTrue();
      digests.add(
          DigestProgram.run(
                  new Simulation(
                      DigestProgram.PROGRAM,
                      DigestProgram.options(1).withThreads(Threads.exactly(threads)),
                      network,
                      RunListener.NONE))
              .digest());
    }
    assertThat(digests).hasSize(1);
  }

  @Test
  void tracesOfQueuesDependNeitherOnThreadsNorOnTheEventQueue() {
    CompiledProgram program =
        Programs.compile(
            """
            materialize(told, infinity, infinity, keys(2,3,4,5,6)).
            send sure over reliable.
            r1 plain(@M, E) :- periodic(@N, E, 300ms), M := LANDMARK.
            r2 sure(@M, E) :- periodic(@N, E, 400ms), M := LANDMARK.
            q1 told(@N, Queue, Op, Id, L, T) :- queueExec#insert(@N, Queue, Op, Id, L, T).
            q2 told(@N, "turn", E, Id, Port, T) :- roundRobinExec#insert(@N, E, Port, Id, T).
            trace(plain). trace(sure).
            """);
    var digests = new HashSet<String>();
    for (boolean shared : List.of(false, true)) {
      for (int threads = 1; threads <= 3; threads++) {
        SimulationOptions options =
            DigestProgram.options(1)
                .withThreads(Threads.exactly(threads))
                .withQueue(threads == 3 ? Kernel.Queue.HEAP : Kernel.Queue.WHEEL);
        NetworkModel network = shared ? lossyLinks() : options.network();
        var run = new Simulation(program, options, network, RunListener.NONE);
        digests.add(DigestProgram.run(run).digest());
        Relation told = program.plan().program().relation("told").orElseThrow();
        var words = new HashSet<Object>();
        for (int node = 0; node < DigestProgram.NODES; node++)
          for (Tuple row : run.rows(node, told)) words.add(row.get(2));
        assertThat(words).contains("in", "out", "drop", "retry", "roundRobin");
      }
    }
    assertThat(digests).as("one for each network").hasSize(2);
  }

  private static NetworkModel lossyLinks() {
    List<String> addresses = DigestProgram.options(1).addresses();
    var links = new LinkNetwork(BuiltInTopologies.paper(DigestProgram.NODES, 1), addresses, 1);
    return new Faulty(links, Loss.independent(0.1), 0, 0, 0, addresses.size(), 1);
  }

  @Test
  void processesWithOtherIdentitiesCollectorsAndHeapsAgree() throws Exception {
    List<String> here = new ArrayList<>();
    for (long seed = 1; seed <= 3; seed++)
      here.add(DigestProgram.digest(DigestProgram.options(seed)));
    assertThat(there("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=1", "-XX:+UseSerialGC"))
        .isEqualTo(here);
    assertThat(there("-XX:+UseParallelGC", "-Xmx64m", "-XX:+UseCompactObjectHeaders"))
        .isEqualTo(here);
  }

  private static List<String> there(String... flags) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(DigestProgram.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return out.lines().toList();
  }
}
