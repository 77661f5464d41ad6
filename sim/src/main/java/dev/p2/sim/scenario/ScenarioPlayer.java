package dev.p2.sim.scenario;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.RandomStream;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Values;
import dev.p2.sim.RunListener;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.network.NetworkModel;
import dev.p2.sim.scenario.Action.Contact;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Plays a scenario on a simulation. Each action is scheduled before the run and acts between two
 * events, so a run with it is as repeatable as one without, on any number of threads. What an
 * action draws comes from streams of its own, named by its place in the scenario; session lengths
 * from one a node.
 */
public final class ScenarioPlayer {
  private final Simulation simulation;
  private final CompiledProgram program;
  private final ChangingNetwork network;
  private final long seed;
  private final int nodeCount;
  private final FaultRows faults;
  private final long[] joinNanos;

  /** Who is about to stand still, at the end of this instant's actions. */
  private final BitSet pausing = new BitSet();

  private long tags;

  private ScenarioPlayer(
      Simulation simulation,
      CompiledProgram program,
      ChangingNetwork network,
      Scenario scenario,
      long seed) {
    this.simulation = simulation;
    this.program = program;
    this.network = network;
    this.seed = seed;
    nodeCount = simulation.nodes().size();
    faults = new FaultRows(simulation, program, scenario.run().observer());
    joinNanos = new long[nodeCount];
  }

  /**
   * A simulation on which a scenario is played when it runs. For rows of {@code sysFault} the
   * program must have the relation.
   *
   * @param network what the scenario finds before it changes it
   */
  public static Simulation stage(
      CompiledProgram program,
      SimulationOptions options,
      NetworkModel network,
      Scenario scenario,
      RunListener listener) {
    int nodes = options.addresses().size();
    boolean changes = scenario.actions().stream().anyMatch(ChangingNetwork::changesLinks);
    var changing = new ChangingNetwork(network, changes, nodes, options.seed());
    var simulation = new Simulation(program, options, changes ? changing : network, listener);
    var player = new ScenarioPlayer(simulation, program, changing, scenario, options.seed());
    for (int i = 0; i < scenario.actions().size(); i++)
      player.schedule(scenario.actions().get(i), i);
    return simulation;
  }

  private RandomStream random(int action, String purpose) {
    return RandomStream.of(seed, action, "scenario " + purpose);
  }

  private void schedule(Action action, int index) {
    RandomGenerator random = random(index, "choice");
    switch (action) {
      case Action.Join join -> join(join, index);
      case Action.Crash crash ->
          each(crash.times(), crash.nodes(), simulation::running, random, this::crash);
      case Action.Leave leave ->
          each(leave.times(), leave.nodes(), simulation::running, random, this::leave);
      case Action.Restart restart -> {
        RandomGenerator contacts = random(index, "landmark");
        each(
            restart.times(),
            restart.nodes(),
            this::restartable,
            random,
            node -> restart(node, restart.landmark(), restart.durable(), contacts));
      }
      case Action.Pause pause -> simulation.at(pause.startNanos(), () -> pause(pause, random));
      case Action.Resume resume ->
          simulation.at(
              resume.startNanos(),
              () -> chosen(resume.nodes(), this::resumable, random).forEach(this::resume));
      case Action.Churn churn -> simulation.at(churn.startNanos(), () -> churn(churn, index));
      case Action.Trace trace -> trace(trace, index);
      case Action.Partition partition ->
          simulation.at(partition.startNanos(), () -> partition(partition, random));
      case Action.Heal heal ->
          simulation.at(
              heal.startNanos(),
              () -> {
                network.heal();
                faults.add("heal", "every partition and cut");
              });
      case Action.Cut cut -> simulation.at(cut.startNanos(), () -> cut(cut, random));
      case Action.Link link -> simulation.at(link.startNanos(), () -> link(link, random));
      case Action.Clock clock -> simulation.at(clock.startNanos(), () -> clock(clock, random));
      case Action.Slow slow -> simulation.at(slow.startNanos(), () -> slow(slow, random));
      case Action.Disk disk -> simulation.at(disk.startNanos(), () -> disk(disk, random));
      case Action.Install install ->
          each(
              install.times(),
              install.nodes(),
              simulation::running,
              random,
              node -> install(install, node));
      case Action.Inject inject -> {
        Relation relation =
            program.plan().program().relation(inject.template().relation()).orElseThrow();
        RandomGenerator keys = random(index, "key");
        long[] round = new long[1];
        repeat(
            inject.times(),
            () -> inject(inject, relation, chosen(inject.nodes(), random), keys, ++round[0]));
      }
    }
  }

  private List<Integer> chosen(Selection selection, IntPredicate possible, RandomGenerator random) {
    return selection.choose(nodeCount, possible, random);
  }

  private List<Integer> chosen(Selection selection, RandomGenerator random) {
    return chosen(selection, simulation::running, random);
  }

  /**
   * Does something to nodes that are chosen anew each time, or chosen once and spread over time.
   */
  private void each(
      Times times,
      Selection nodes,
      IntPredicate possible,
      RandomGenerator random,
      IntConsumer act) {
    if (times.everyNanos() > 0 || times.once()) {
      repeat(times, () -> chosen(nodes, possible, random).forEach(act::accept));
      return;
    }
    simulation.at(
        times.fromNanos(),
        () -> {
          List<Integer> chosen = chosen(nodes, possible, random);
          for (int i = 0; i < chosen.size(); i++) {
            int node = chosen.get(i);
            simulation.at(
                times.nanos(i, chosen.size()),
                () -> {
                  if (possible.test(node)) act.accept(node);
                });
          }
        });
  }

  /** Does something at each of the times. */
  private void repeat(Times times, Runnable act) {
    simulation.at(times.fromNanos(), () -> repeat(times, times.fromNanos(), act));
  }

  private void repeat(Times times, long nanos, Runnable act) {
    act.run();
    if (times.everyNanos() == 0 || times.everyNanos() > times.toNanos() - nanos) return;
    long next = nanos + times.everyNanos();
    simulation.at(next, () -> repeat(times, next, act));
  }

  private void join(Action.Join join, int index) {
    List<Integer> nodes = chosen(join.nodes(), node -> true, random(index, "choice"));
    RandomGenerator contacts = random(index, "landmark");
    for (int i = 0; i < nodes.size(); i++) {
      int node = nodes.get(i);
      long at = join.times().nanos(i, nodes.size());
      joinNanos[node] = at;
      switch (join.landmark()) {
        case Contact.First _ -> simulation.bootAt(node, at);
        case Contact.Member member ->
            simulation.bootAt(node, at, simulation.address(member.node()));
        case Contact.Random _ -> {
          simulation.bootAt(node, Simulation.NEVER);
          simulation.at(
              at, () -> simulation.restart(node, address(join.landmark(), node, contacts)));
        }
      }
    }
  }

  private void crash(int node) {
    pausing.clear(node);
    simulation.crash(node);
    faults.add("crash", node, "");
  }

  private void leave(int node) {
    pausing.clear(node);
    simulation.leave(node);
    faults.add("leave", node, "");
  }

  private void restart(int node, Contact contact, boolean durable, RandomGenerator contacts) {
    boolean first = joinNanos[node] == Simulation.NEVER;
    joinNanos[node] = Math.min(joinNanos[node], simulation.nowNanos());
    faults.add("restart", node, first ? "for the first time" : durable ? "durable" : "");
    simulation.restart(node, address(contact, node, contacts), durable);
    faults.started(node);
  }

  /** Whether a node is off and was on before. */
  private boolean restartable(int node) {
    return simulation.restartable(node) && joinNanos[node] <= simulation.nowNanos();
  }

  private String address(Contact contact, int node, RandomGenerator contacts) {
    return switch (contact) {
      case Contact.First _ -> simulation.address(0);
      case Contact.Member member -> simulation.address(member.node());
      case Contact.Random _ -> {
        List<Integer> others =
            new Selection(
                    List.of(new Selection.Part.Count(1)),
                    List.of(new Selection.Part.Range(node, node)))
                .choose(nodeCount, simulation::running, contacts);
        yield simulation.address(others.isEmpty() ? 0 : others.getFirst());
      }
    };
  }

  private void pause(Action.Pause pause, RandomGenerator random) {
    List<Integer> nodes =
        chosen(pause.nodes(), node -> simulation.running(node) && !resumable(node), random);
    for (int node : nodes) {
      // The row first: it would wait with everything else.
      faults.add("pause", node, until(pause.untilNanos()));
      pausing.set(node);
    }
    simulation.at(simulation.nowNanos(), () -> nodes.forEach(this::stopStill));
    if (pause.untilNanos() != Times.FOREVER)
      simulation.at(pause.untilNanos(), () -> nodes.forEach(this::resume));
  }

  private void stopStill(int node) {
    if (!pausing.get(node)) return;
    pausing.clear(node);
    simulation.pause(node);
  }

  private boolean resumable(int node) {
    return simulation.paused(node) || pausing.get(node);
  }

  private void resume(int node) {
    if (!resumable(node)) return;
    pausing.clear(node);
    simulation.resume(node);
    faults.add("resume", node, "");
  }

  private static String until(long untilNanos) {
    return untilNanos == Times.FOREVER ? "" : "until " + new Duration(untilNanos);
  }

  /** The comings and goings of one node under churn. */
  private final class Sessions {
    private final Action.Churn churn;
    private final int node;
    private final RandomGenerator lengths;
    private final RandomGenerator contacts;

    Sessions(Action.Churn churn, int node, int action) {
      this.churn = churn;
      this.node = node;
      lengths = RandomStream.of(seed, node, "scenario sessions " + action);
      contacts = RandomStream.of(seed, node, "scenario landmarks " + action);
    }

    void begin(long nanos) {
      at(nanos, churn.session(), this::end);
    }

    private void at(long nanos, Distribution length, Runnable then) {
      long next = nanos + length.draw(lengths);
      if (next >= 0 && next <= churn.untilNanos()) simulation.at(next, then);
    }

    private void end() {
      if (simulation.running(node)) {
        if (churn.leaves()) leave(node);
        else crash(node);
      }
      at(simulation.nowNanos(), churn.downtime(), this::comeBack);
    }

    private void comeBack() {
      if (restartable(node)) restart(node, churn.landmark(), churn.durable(), contacts);
      begin(simulation.nowNanos());
    }
  }

  private void churn(Action.Churn churn, int index) {
    long now = simulation.nowNanos();
    IntPredicate takesPart = node -> simulation.running(node) || joinNanos[node] >= now;
    for (int node : chosen(churn.nodes(), takesPart, random(index, "choice")))
      new Sessions(churn, node, index).begin(Math.max(now, joinNanos[node]));
  }

  private void trace(Action.Trace trace, int index) {
    RandomGenerator contacts = random(index, "landmark");
    Set<Integer> seen = new HashSet<>();
    for (Action.Trace.Change change : trace.changes()) {
      int node = change.node();
      if (seen.add(node) && change.on()) {
        simulation.bootAt(node, Simulation.NEVER);
        joinNanos[node] = Simulation.NEVER;
      }
      simulation.at(
          change.atNanos(),
          () -> {
            if (change.on() && simulation.restartable(node)) {
              restart(node, trace.landmark(), trace.durable(), contacts);
            } else if (!change.on() && simulation.running(node)) {
              if (trace.leaves()) leave(node);
              else crash(node);
            }
          });
    }
  }

  private void partition(Action.Partition partition, RandomGenerator random) {
    int[] groupOf = new int[nodeCount];
    int[] sizes = new int[partition.groups().size() + 1];
    for (int group = partition.groups().size(); group > 0; group--) {
      for (int node : chosen(partition.groups().get(group - 1), node -> true, random))
        groupOf[node] = group;
    }
    for (int group : groupOf) sizes[group]++;
    var detail = new StringBuilder();
    for (int group = 1; group < sizes.length; group++)
      detail.append(detail.isEmpty() ? "" : " | ").append(count(sizes[group]));
    if (sizes[0] > 0) detail.append(" | ").append(count(sizes[0]));
    change("partition", detail.toString(), partition.untilNanos(), network.partition(groupOf));
  }

  /** Notes a fault of the network, and ends it when its time is over. */
  private void change(String kind, String detail, long untilNanos, Runnable undo) {
    faults.add(kind, untilNanos == Times.FOREVER ? detail : detail + " " + until(untilNanos));
    if (untilNanos == Times.FOREVER) return;
    simulation.at(
        untilNanos,
        () -> {
          undo.run();
          faults.add(kind + " over", detail);
        });
  }

  private void cut(Action.Cut cut, RandomGenerator random) {
    ChangingNetwork.Ends ends = ends(cut.from(), cut.to(), random);
    change("cut", text(ends), cut.untilNanos(), network.cut(ends));
  }

  private void link(Action.Link link, RandomGenerator random) {
    ChangingNetwork.Ends ends = ends(link.from(), link.to(), random);
    LinkFaults spoiled = link.faults();
    String detail =
        text(ends)
            + " loss "
            + spoiled.loss().share()
            + " reorder "
            + spoiled.reorderShare()
            + " duplicate "
            + spoiled.duplicateShare()
            + " delay "
            + new Duration(spoiled.delayNanos());
    change("link", detail, link.untilNanos(), network.spoil(ends, spoiled));
  }

  private ChangingNetwork.Ends ends(Selection from, Selection to, RandomGenerator random) {
    return new ChangingNetwork.Ends(bits(from, random), bits(to, random));
  }

  private BitSet bits(Selection selection, RandomGenerator random) {
    var bits = new BitSet(nodeCount);
    chosen(selection, node -> true, random).forEach(bits::set);
    return bits;
  }

  private String text(ChangingNetwork.Ends ends) {
    return text(ends.from()) + " -> " + text(ends.to());
  }

  private String text(BitSet nodes) {
    return nodes.cardinality() == 1
        ? simulation.address(nodes.nextSetBit(0))
        : count(nodes.cardinality());
  }

  private static String count(int nodes) {
    return nodes == 1 ? "1 node" : nodes + " nodes";
  }

  private void clock(Action.Clock clock, RandomGenerator random) {
    for (int node : chosen(clock.nodes(), node -> true, random)) {
      simulation.setClock(node, clock.skewNanos(), clock.driftShare());
      faults.add(
          "clock",
          node,
          "skew " + new Duration(clock.skewNanos()) + " drift " + clock.driftShare());
    }
  }

  private void slow(Action.Slow slow, RandomGenerator random) {
    change(
        "slow",
        chosen(slow.nodes(), node -> true, random),
        new Duration(slow.stepNanos()) + " a step",
        slow.untilNanos(),
        node -> simulation.setStepTime(node, slow.stepNanos()),
        node -> simulation.setStepTime(node, 0));
  }

  private void disk(Action.Disk disk, RandomGenerator random) {
    List<Integer> nodes = chosen(disk.nodes(), node -> true, random);
    switch (disk.writes()) {
      case LOST ->
          change(
              "disk",
              nodes,
              "loses what is written",
              disk.untilNanos(),
              simulation::freezeDisk,
              simulation::thawDisk);
      case REFUSED ->
          change(
              "disk",
              nodes,
              "refuses to write",
              disk.untilNanos(),
              node -> simulation.refuseWrites(node, true),
              node -> simulation.refuseWrites(node, false));
    }
  }

  /** Does something to nodes, notes it, and undoes it when its time is over. */
  private void change(
      String kind,
      List<Integer> nodes,
      String detail,
      long untilNanos,
      IntConsumer act,
      IntConsumer undo) {
    for (int node : nodes) {
      act.accept(node);
      faults.add(kind, node, (detail + " " + until(untilNanos)).strip());
    }
    if (untilNanos == Times.FOREVER) return;
    simulation.at(
        untilNanos,
        () -> {
          for (int node : nodes) {
            undo.accept(node);
            faults.add(kind + " over", node, "");
          }
        });
  }

  private void install(Action.Install install, int node) {
    boolean installs = install.text().isPresent();
    Relation event =
        program
            .plan()
            .program()
            .relation(installs ? "sysInstall" : "sysUninstall")
            .orElseThrow(() -> new IllegalStateException("the program installs nothing"));
    String address = simulation.address(node);
    Object[] values =
        installs
            ? new Object[] {address, install.name(), install.text().orElseThrow()}
            : new Object[] {address, install.name()};
    simulation.inject(simulation.nowNanos(), node, program.make(event.id(), values));
    faults.add(installs ? "install" : "uninstall", node, install.name());
  }

  private void inject(
      Action.Inject inject,
      Relation relation,
      List<Integer> nodes,
      RandomGenerator keys,
      long round) {
    Id key = Id.of(keys.nextInt(), keys.nextLong(), keys.nextLong());
    for (int node : nodes) {
      Object[] values = inject.template().fill(simulation.address(node), key, ++tags, round);
      for (int i = 0; i < values.length; i++)
        if (values[i] != null)
          values[i] = Values.convert(values[i], relation.columns().get(i).type());
      simulation.inject(simulation.nowNanos(), node, program.make(relation.id(), values));
    }
  }
}
