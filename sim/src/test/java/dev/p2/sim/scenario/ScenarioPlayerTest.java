package dev.p2.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Tuple;
import dev.p2.sim.RunListener;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.SimulationOptions.Threads;
import dev.p2.sim.network.BuiltInTopologies;
import dev.p2.sim.network.ConstantDelay;
import dev.p2.sim.network.Loss;
import dev.p2.sim.network.NetworkModel;
import dev.p2.sim.scenario.Action.Contact;
import dev.p2.sim.scenario.Action.Trace.Change;
import dev.p2.sim.scenario.Scenario.RunWishes;
import dev.p2.sim.scenario.Selection.Part;
import dev.p2.sim.scenario.Template.Blank;
import dev.p2.sim.testing.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of nodes that beat every second, when a scenario is played on them. */
class ScenarioPlayerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final NetworkModel NETWORK = new ConstantDelay(10_000_000);

  private static final CompiledProgram PROGRAM =
      Programs.compile(
          """
          table up(@N: addr, key At: int, L: addr).
          table peer(@N: addr, key To: addr).
          table heard(@N: addr, key From: addr, key At: int).
          table gone(@N: addr, key Who: addr).
          table kept(@N: addr, key V: int) durable.
          table asked(@N: addr, key Tag: int, Key: id, Round: int).
          table fault(@N: addr, key Seq: int, At: int, Kind: string, Node: addr).
          event keep(@N: addr, V: int).
          event ask(@N: addr, Key: id, Tag: int, Round: int).
          peer(LOCALADDRESS, "n0").
          peer(LOCALADDRESS, "n1").
          u1 up(@N, S, L)         :- sysStart(@N, T), S := f_int(T - f_time(0)), L := LANDMARK.
          b1 beat(@To, N, S)      :- periodic(@N, _, 1), peer(@N, To), To != N,
                                     S := f_int(f_now() - f_time(0)).
          h1 heard(@N, From, S)   :- beat(@N, From, S).
          g1 gone(@To, N)         :- sysStop(@N, _), peer(@N, To).
          k1 kept(@N, V)          :- keep(@N, V).
          a1 asked(@N, Tag, K, R) :- ask(@N, K, Tag, R).
          f1 fault(@N, Seq, S, Kind, Node) :- sysFault(@N, Seq, T, Kind, Node, _),
                                     S := f_int(T - f_time(0)).
          """);

  private static Simulation play(int nodes, long seconds, Action... actions) {
    Simulation run =
        ScenarioPlayer.stage(
            PROGRAM, SimulationOptions.of(nodes), NETWORK, Scenario.of(actions), RunListener.NONE);
    run.runUntil(seconds * SECOND);
    return run;
  }

  private static List<Tuple> rows(Simulation run, int node, String relation) {
    var rows = new ArrayList<Tuple>();
    run.rows(node, PROGRAM.plan().program().relation(relation).orElseThrow()).forEach(rows::add);
    return rows;
  }

  /** A column of the rows of a table, in order. */
  private static List<Object> column(Simulation run, int node, String relation, int column) {
    return rows(run, node, relation).stream().map(row -> row.get(column)).sorted().toList();
  }

  /** The seconds of the beats that a node heard of another. */
  private static List<Object> beats(Simulation run, int at, int from) {
    return rows(run, at, "heard").stream()
        .filter(row -> row.get(1).equals("n" + from))
        .map(row -> row.get(2))
        .sorted()
        .toList();
  }

  private static Object[] seconds(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> (Object) (long) i).toArray();
  }

  private static Selection node(int index) {
    return Selection.node(index);
  }

  @Test
  void nodesJoinOneAfterTheOtherWithTheirLandmark() {
    Simulation run =
        play(
            6,
            30,
            new Action.Join(
                Times.spread(10 * SECOND, 20 * SECOND),
                Selection.of(new Part.Range(1, 3)),
                new Contact.First()),
            new Action.Join(
                new Times(5 * SECOND, Times.FOREVER, 2 * SECOND),
                Selection.of(new Part.Range(4, 5)),
                new Contact.Member(1)));
    var started = new ArrayList<String>();
    for (int node = 0; node < 6; node++)
      started.add(
          rows(run, node, "up").getFirst().get(1) + " " + rows(run, node, "up").getFirst().get(2));
    assertThat(started).containsExactly("0 n0", "10 n0", "15 n0", "20 n0", "5 n1", "7 n1");
  }

  @Test
  void aRandomLandmarkRunsWhenItIsNeeded() {
    for (long seed = 1; seed <= 10; seed++) {
      var options = SimulationOptions.of(4).withSeed(seed);
      var scenario =
          Scenario.of(
              new Action.Join(
                  Times.at(SECOND), Selection.of(new Part.Range(2, 3)), new Contact.Random()),
              new Action.Crash(Times.at(2 * SECOND), node(0)),
              new Action.Restart(Times.at(3 * SECOND), node(0), false, new Contact.Random()));
      Simulation run = ScenarioPlayer.stage(PROGRAM, options, NETWORK, scenario, RunListener.NONE);
      run.runUntil(4 * SECOND);
      assertThat(column(run, 2, "up", 2)).isSubsetOf("n0", "n1").hasSize(1);
      assertThat(column(run, 0, "up", 2)).isSubsetOf("n1", "n2", "n3").hasSize(1);
    }
  }

  @Test
  void aCrashedNodeIsSilentAndDurableTablesAreKeptWhereTheRestartSaysSo() {
    var keep = new Template("keep", List.of(Blank.NODE, 5L));
    Simulation run =
        play(
            4,
            30,
            new Action.Inject(Times.at(SECOND), Selection.ALL, keep),
            new Action.Crash(
                new Times(10_500_000_000L, 10_500_000_000L, 0), Selection.of(new Part.Range(1, 2))),
            new Action.Restart(Times.at(20_500_000_000L), node(1), true, new Contact.First()),
            new Action.Restart(
                Times.at(20_500_000_000L), Selection.ALL, false, new Contact.Member(3)));
    assertThat(beats(run, 0, 1)).doesNotContain(seconds(11, 20)).contains(10L, 21L + 1);
    assertThat(column(run, 1, "kept", 1)).containsExactly(5L);
    assertThat(column(run, 2, "kept", 1)).isEmpty();
    assertThat(column(run, 2, "up", 2)).containsExactly("n3");
  }

  @Test
  void whatIsDueAtOneTimeHappensInTheOrderOfTheFile() {
    var keep = new Template("keep", List.of(Blank.NODE, 5L));
    Simulation run =
        play(
            4,
            30,
            new Action.Join(Times.at(SECOND), node(1), new Contact.First()),
            new Action.Inject(Times.at(SECOND), node(1), keep),
            new Action.Join(Times.at(SECOND), node(2), new Contact.Random()),
            new Action.Inject(Times.at(SECOND), node(2), keep),
            new Action.Crash(Times.at(2 * SECOND), Selection.of(new Part.Range(2, 3))),
            new Action.Restart(Times.at(2 * SECOND), node(3), false, new Contact.First()),
            new Action.Inject(Times.at(2 * SECOND), node(3), keep),
            new Action.Restart(Times.at(3 * SECOND), node(2), false, new Contact.First()),
            new Action.Crash(Times.at(3 * SECOND), node(2)));
    assertThat(column(run, 1, "kept", 1)).containsExactly(5L);
    assertThat(column(run, 3, "kept", 1)).containsExactly(5L);
    assertThat(run.running(2)).isFalse();
    assertThat(column(run, 0, "fault", 3))
        .containsExactly("crash", "crash", "crash", "restart", "restart");
  }

  @Test
  void aPauseEndsWithWhatStandsBelowItAtTheSameTime() {
    Simulation run =
        play(
            4,
            9,
            new Action.Pause(2_500_000_000L, Times.FOREVER, Selection.of(new Part.Range(1, 3))),
            new Action.Resume(2_500_000_000L, node(1)),
            new Action.Crash(Times.at(2_500_000_000L), node(2)),
            new Action.Restart(Times.at(2_500_000_000L), node(2), false, new Contact.First()));
    assertThat(run.paused(1)).isFalse();
    assertThat(run.paused(2)).isFalse();
    assertThat(run.paused(3)).isTrue();
    assertThat(beats(run, 0, 1)).contains(seconds(1, 8));
    assertThat(beats(run, 0, 2)).hasSize(8);
    assertThat(beats(run, 0, 3)).containsExactly(1L, 2L);
  }

  /** Traces in whole seconds have sessions of length 0. */
  @Test
  void aTraceTurnsANodeOnAndOffAgainAtOneTime() {
    Simulation run =
        play(
            2,
            30,
            new Action.Trace(
                List.of(
                    new Change(5 * SECOND, 1, false),
                    new Change(8 * SECOND, 1, true),
                    new Change(8 * SECOND, 1, false)),
                false,
                false,
                new Contact.First()));
    assertThat(run.running(1)).isFalse();
    assertThat(beats(run, 0, 1)).containsExactly(seconds(1, 4)).doesNotContain(9L);
  }

  @Test
  void everyFaultIsARowAtTheNodeAndAtAnObserver() {
    var actions =
        new Action[] {
          new Action.Crash(Times.at(2 * SECOND), node(1)),
          new Action.Restart(Times.at(4 * SECOND), node(1), false, new Contact.First()),
          new Action.Partition(5 * SECOND, 6 * SECOND, List.of(node(2)))
        };
    Simulation run = play(3, 10, actions);
    assertThat(rows(run, 0, "fault"))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "fault(\"n0\", 1, 2, \"crash\", \"n1\")",
            "fault(\"n0\", 2, 4, \"restart\", \"n1\")",
            "fault(\"n0\", 3, 5, \"partition\", \"*\")",
            "fault(\"n0\", 4, 6, \"partition over\", \"*\")");
    assertThat(column(run, 1, "fault", 1))
        .as("at the node that starts again")
        .containsExactly(1L, 2L);

    var wishes =
        new RunWishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(2));
    Simulation observed =
        ScenarioPlayer.stage(
            PROGRAM,
            SimulationOptions.of(3),
            NETWORK,
            Scenario.of(actions).withRun(wishes),
            RunListener.NONE);
    observed.runUntil(10 * SECOND);
    assertThat(column(observed, 2, "fault", 1)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(column(observed, 0, "fault", 1)).isEmpty();
  }

  @Test
  void aNodeThatLeavesSaysSo() {
    Simulation run = play(3, 10, new Action.Leave(Times.at(5 * SECOND), node(2)));
    assertThat(column(run, 0, "gone", 1)).containsExactly("n2");
    assertThat(run.running(2)).isFalse();
  }

  @Test
  void aPausedNodeIsSilentAndCatchesUpOnWhatCame() {
    Simulation run = play(2, 20, new Action.Pause(5_500_000_000L, 10_500_000_000L, node(1)));
    assertThat(beats(run, 1, 0)).as("heard late, not lost").contains(seconds(1, 19));
    assertThat(beats(run, 0, 1)).contains(5L, 11L).doesNotContain(6L, 7L, 8L, 9L);
    Simulation resumed =
        play(
            2,
            20,
            new Action.Pause(5_500_000_000L, Times.FOREVER, node(1)),
            new Action.Resume(8_500_000_000L, Selection.ALL));
    assertThat(beats(resumed, 0, 1)).contains(5L, 9L).doesNotContain(6L, 7L);
  }

  @Test
  void aPartitionLastsUntilItEndsOrIsHealed() {
    Simulation run =
        play(
            3,
            30,
            new Action.Partition(5_500_000_000L, 10_500_000_000L, List.of(node(1), node(2))),
            new Action.Partition(15_500_000_000L, Times.FOREVER, List.of(node(0))),
            new Action.Heal(20_500_000_000L));
    assertThat(beats(run, 0, 1))
        .contains(seconds(1, 5))
        .contains(seconds(11, 15))
        .contains(seconds(21, 29))
        .doesNotContain(seconds(6, 10))
        .doesNotContain(seconds(16, 20));
    assertThat(beats(run, 1, 2))
        .as("both outside of the second")
        .contains(seconds(11, 29))
        .doesNotContain(seconds(6, 10));
  }

  @Test
  void aCutIsOneWay() {
    Simulation run = play(2, 20, new Action.Cut(5_500_000_000L, Times.FOREVER, node(0), node(1)));
    assertThat(beats(run, 1, 0)).containsExactly(seconds(1, 5));
    assertThat(beats(run, 0, 1)).contains(seconds(1, 19));
  }

  @Test
  void aLinkLosesAndDelaysForAWhile() {
    Simulation run =
        play(
            2,
            20,
            new Action.Link(
                5_500_000_000L,
                10_500_000_000L,
                node(0),
                node(1),
                new LinkFaults(Loss.independent(1), 0, 0, 0)),
            new Action.Link(
                12_500_000_000L,
                14_500_000_000L,
                node(0),
                node(1),
                new LinkFaults(Loss.NONE, 0, 0, 30 * SECOND)));
    assertThat(beats(run, 1, 0))
        .contains(seconds(1, 5))
        .contains(11L, 12L)
        .contains(seconds(15, 19))
        .doesNotContain(seconds(6, 10))
        .doesNotContain(13L, 14L);
    assertThat(beats(run, 0, 1)).contains(seconds(1, 19));
  }

  @Test
  void clocksAreAheadAndDrift() {
    Simulation run = play(3, 20, new Action.Clock(0, node(1), 100 * SECOND, 0.5));
    assertThat((Long) beats(run, 0, 1).getFirst()).isGreaterThanOrEqualTo(100);
    assertThat(beats(run, 0, 1)).as("a beat a second of its own").hasSizeBetween(28, 31);
    assertThat(beats(run, 0, 2)).hasSizeBetween(19, 21);
  }

  @Test
  void aSlowNodeDoesLess() {
    Simulation run = play(2, 20, new Action.Slow(0, Times.FOREVER, node(1), 3 * SECOND));
    assertThat(beats(run, 1, 0).size()).isLessThan(12);
    assertThat(beats(run, 0, 1).size()).isLessThan(12);
  }

  @Test
  void aDiskThatLosesWritesShowsAtTheRestart() {
    var first = new Template("keep", List.of(Blank.NODE, 1L));
    var second = new Template("keep", List.of(Blank.NODE, 2L));
    Simulation run =
        play(
            2,
            10,
            new Action.Inject(Times.at(SECOND), Selection.ALL, first),
            new Action.Disk(2 * SECOND, Times.FOREVER, node(1), Action.Disk.Writes.LOST),
            new Action.Inject(Times.at(3 * SECOND), Selection.ALL, second),
            new Action.Crash(Times.at(4 * SECOND), Selection.ALL),
            new Action.Restart(Times.at(5 * SECOND), Selection.ALL, true, new Contact.First()));
    assertThat(column(run, 0, "kept", 1)).containsExactly(1L, 2L);
    assertThat(column(run, 1, "kept", 1)).containsExactly(1L);
  }

  @Test
  void aDiskThatRefusesWritesUndoesStepsAndLosesNothing() {
    List<Action> actions = new ArrayList<>();
    for (long second : List.of(1L, 3L, 5L))
      actions.add(
          new Action.Inject(
              Times.at(second * SECOND),
              Selection.ALL,
              new Template("keep", List.of(Blank.NODE, second))));
    actions.add(new Action.Disk(2 * SECOND, 4 * SECOND, node(1), Action.Disk.Writes.REFUSED));
    actions.add(new Action.Crash(Times.at(6 * SECOND), node(1)));
    actions.add(new Action.Restart(Times.at(7 * SECOND), node(1), true, new Contact.First()));
    Simulation run = play(2, 10, actions.toArray(Action[]::new));
    assertThat(column(run, 0, "kept", 1)).containsExactly(1L, 3L, 5L);
    assertThat(column(run, 1, "kept", 1))
        .as("the step of second 3 was undone")
        .containsExactly(1L, 5L);
    assertThat(run.totals().stepsFailed()).isEqualTo(1);
    assertThat(rows(run, 0, "sysFault").stream().map(Tuple::toString))
        .anyMatch(row -> row.contains("\"disk\", \"n1\", \"refuses to write until 4s\""))
        .anyMatch(row -> row.contains("\"disk over\", \"n1\""));
  }

  @Test
  void oneKeyIsAskedForFromSeveralNodesAtATime() {
    var template = new Template("ask", List.of(Blank.NODE, Blank.KEY, Blank.TAG, Blank.ROUND));
    Simulation run =
        play(
            20,
            100,
            new Action.Inject(
                new Times(10 * SECOND, 50 * SECOND, 10 * SECOND),
                Selection.of(new Part.Count(4)),
                template));
    var rounds = new java.util.TreeMap<Object, List<Tuple>>();
    for (int node = 0; node < 20; node++)
      for (Tuple row : rows(run, node, "asked"))
        rounds.computeIfAbsent(row.get(3), none -> new ArrayList<>()).add(row);
    assertThat(rounds.keySet()).containsExactly(1L, 2L, 3L, 4L, 5L);
    var keys = new java.util.HashSet<>();
    var tags = new java.util.HashSet<>();
    for (List<Tuple> round : rounds.values()) {
      assertThat(round).hasSize(4);
      assertThat(round.stream().map(row -> row.get(2)).distinct()).hasSize(1);
      keys.add(round.getFirst().get(2));
      round.forEach(row -> tags.add(row.get(1)));
    }
    assertThat(keys).hasSize(5);
    assertThat(tags).hasSize(20);
  }

  @Test
  void nodesOfATraceAreOffUntilItTurnsThemOn() {
    Simulation run =
        play(
            3,
            20,
            new Action.Trace(
                List.of(
                    new Change(2 * SECOND, 1, true),
                    new Change(3 * SECOND, 2, false),
                    new Change(5 * SECOND, 1, false),
                    new Change(9 * SECOND, 1, true)),
                false,
                false,
                new Contact.First()));
    assertThat(beats(run, 0, 1)).contains(4L, 11L).doesNotContain(1L, 6L, 7L, 8L);
    assertThat(run.running(2)).isFalse();
    assertThat(column(run, 1, "up", 1)).containsExactly(9L);
  }

  private static Scenario mixed() {
    return Scenario.of(
        new Action.Join(
            Times.spread(0, 20 * SECOND), Selection.of(new Part.Range(1, 59)), new Contact.First()),
        new Action.Churn(
            20 * SECOND,
            Times.FOREVER,
            Selection.ALL.sparing(new Part.Range(0, 9)),
            new Distribution.Exponential(20 * SECOND),
            new Distribution.Weibull(5 * SECOND, 0.7),
            false,
            false,
            new Contact.Random()),
        new Action.Partition(30 * SECOND, 35 * SECOND, List.of(Selection.of(new Part.Share(0.5)))),
        new Action.Link(
            40 * SECOND,
            60 * SECOND,
            Selection.of(new Part.Share(0.3)),
            Selection.ALL,
            new LinkFaults(new Loss(0.2, 3), 0.1, 0.1, 0)),
        new Action.Slow(25 * SECOND, 45 * SECOND, Selection.of(new Part.Count(3)), 50_000_000),
        new Action.Clock(0, Selection.of(new Part.Share(0.5)), 20_000_000, 1e-4),
        new Action.Pause(50 * SECOND, 52 * SECOND, Selection.of(new Part.Count(5))));
  }

  private static Simulation mixed(long seed, Threads threads, boolean links) {
    var options = SimulationOptions.of(60).withSeed(seed).withDigest(true).withThreads(threads);
    NetworkModel network =
        links ? BuiltInTopologies.paper(100, 4).build(options.addresses(), seed) : NETWORK;
    Simulation run = ScenarioPlayer.stage(PROGRAM, options, network, mixed(), RunListener.NONE);
    run.runUntil(80 * SECOND);
    return run;
  }

  @Test
  void aRunWithAScenarioIsTheSameOnAnyNumberOfThreadsAndAnotherForAnotherSeed() {
    for (boolean links : new boolean[] {false, true}) {
      String one = mixed(1, Threads.ONE, links).digest();
      assertThat(mixed(1, Threads.ONE, links).digest()).isEqualTo(one);
      assertThat(mixed(1, Threads.exactly(3), links).digest()).isEqualTo(one);
      assertThat(mixed(2, Threads.ONE, links).digest()).isNotEqualTo(one);
    }
  }

  @Test
  void churnTurnsNodesOverAndSparesTheProtected() {
    Simulation run = mixed(3, Threads.ONE, false);
    long crashes = rows(run, 0, "fault").stream().filter(row -> row.get(3).equals("crash")).count();
    // 50 nodes for 60 s, a cycle of 25 s on the average.
    assertThat(crashes).isBetween(70L, 170L);
    assertThat(rows(run, 0, "fault"))
        .noneMatch(row -> row.get(3).equals("crash") && row.get(4).equals("n5"));
    for (int node = 0; node < 10; node++) assertThat(run.running(node)).isTrue();
  }
}
