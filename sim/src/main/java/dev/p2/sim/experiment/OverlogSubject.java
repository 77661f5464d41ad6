package dev.p2.sim.experiment;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Values;
import dev.p2.sim.RunListener;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.WireMeter;
import dev.p2.sim.scenario.Scenario;
import dev.p2.sim.scenario.ScenarioPlayer;
import dev.p2.sim.scenario.Template;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An overlay in OverLog, and in which of its relations lookups are asked, answered and carried.
 *
 * @param ask the tuple that starts a lookup at a node
 * @param answer where answers show
 * @param successor where a node says who follows it on the ring; without it nobody knows
 * @param carriers the column of the tag in each relation, by its number, whose tuples lookups are
 *     carried in
 * @param faults what happens to the network and to nodes that are on
 */
public record OverlogSubject(
    CompiledProgram program,
    Template ask,
    Answer answer,
    Optional<Cell> successor,
    Map<Integer, Integer> carriers,
    Faults faults)
    implements Subject {
  public OverlogSubject {
    carriers = Map.copyOf(carriers);
  }

  /** A subject to which nothing happens. */
  public OverlogSubject(
      CompiledProgram program,
      Template ask,
      Answer answer,
      Optional<Cell> successor,
      Map<Integer, Integer> carriers) {
    this(program, ask, answer, successor, carriers, Faults.NONE);
  }

  /** The same with other faults. */
  public OverlogSubject withFaults(Faults other) {
    return new OverlogSubject(program, ask, answer, successor, carriers, other);
  }

  /** Says what happens among the nodes of a trial. Who is on is the population's affair. */
  @FunctionalInterface
  public interface Faults {
    Faults NONE = addresses -> Scenario.NONE;

    Scenario among(List<String> addresses);
  }

  /**
   * The relation of answers and what its columns mean.
   *
   * @param hopsColumn -1 if answers do not tell
   */
  public record Answer(Relation relation, int tagColumn, int nodeColumn, int hopsColumn) {}

  /** A column of a table with one row. */
  public record Cell(Relation relation, int column) {}

  @Override
  public boolean tellsSuccessors() {
    return successor.isPresent();
  }

  @Override
  public Overlay open(World world) {
    return open(world, simulation -> {});
  }

  /** The same, with something done to the simulation before it runs. */
  public Overlay open(World world, Consumer<Simulation> prepare) {
    var nodes = new Nodes(world);
    prepare.accept(nodes.simulation);
    return nodes;
  }

  /** The nodes of one trial. */
  private final class Nodes implements Overlay, RunListener, WireMeter {
    private final Simulation simulation;
    private final World world;
    private final Relation asked;
    private final int[] tagColumns;

    Nodes(World world) {
      this.world = world;
      List<Relation> relations = program.plan().program().relations();
      tagColumns = new int[relations.size()];
      java.util.Arrays.fill(tagColumns, -1);
      carriers.forEach((relation, column) -> tagColumns[relation] = column);
      asked = program.plan().program().relation(ask.relation()).orElseThrow();
      var options = SimulationOptions.of(world.addresses()).withSeed(world.seed());
      simulation =
          ScenarioPlayer.stage(
              program, options, world.network(), faults.among(world.addresses()), this);
      for (int node = 0; node < world.addresses().size(); node++)
        simulation.bootAt(node, Simulation.NEVER);
      simulation.watch(answer.relation());
      simulation.meter(this);
    }

    @Override
    public void at(long nanos, Runnable action) {
      simulation.at(nanos, action);
    }

    @Override
    public void runUntil(long nanos) {
      simulation.runUntil(nanos);
    }

    @Override
    public void start(int node, int contact) {
      simulation.restart(node, world.addresses().get(contact));
    }

    @Override
    public void crash(int node) {
      simulation.crash(node);
    }

    @Override
    public void leave(int node) {
      simulation.leave(node);
    }

    @Override
    public void lookup(int node, Id key, long tag) {
      Object[] values = ask.fill(world.addresses().get(node), key, tag, tag);
      for (int i = 0; i < values.length; i++)
        if (values[i] != null) values[i] = Values.convert(values[i], asked.columns().get(i).type());
      simulation.inject(simulation.nowNanos(), node, program.make(asked.id(), values));
    }

    @Override
    public Id id(int node) {
      return simulation.nodes().get(node).config().nodeId();
    }

    @Override
    public int successor(int node) {
      Cell cell = successor.orElseThrow();
      Iterator<Tuple> rows = simulation.rows(node, cell.relation()).iterator();
      return rows.hasNext() ? index(rows.next().get(cell.column())) : -1;
    }

    private int index(Object address) {
      return address == null ? -1 : simulation.indexOf(address.toString()).orElse(-1);
    }

    @Override
    public State state(int node) {
      long rows = 0;
      long octets = 0;
      for (Relation relation : program.plan().program().relations()) {
        if (!relation.isTable() || relation.system()) continue;
        for (Tuple row : simulation.rows(node, relation)) {
          rows++;
          octets += Simulation.octets(row);
        }
      }
      return new State(rows, octets);
    }

    @Override
    public long failures() {
      return simulation.totals().stepsFailed();
    }

    @Override
    public void observed(long timeNanos, int node, Observation what) {
      if (what.kind() != Observation.Kind.EVENT && what.kind() != Observation.Kind.INSERT) return;
      Tuple tuple = what.tuple();
      if (!(tuple.get(answer.tagColumn()) instanceof Long tag)) return;
      int hops =
          answer.hopsColumn() >= 0 && tuple.get(answer.hopsColumn()) instanceof Long count
              ? count.intValue()
              : -1;
      world.answers().found(tag, index(tuple.get(answer.nodeColumn())), hops, timeNanos);
    }

    @Override
    public void reported(int node, ErrorReport report) {
      // counted by the simulation
    }

    @Override
    public void sent(int node, Tuple tuple, int octets, boolean carried) {
      if (!carried) world.traffic().sent(octets);
      int column = tagColumns[tuple.relation()];
      if (column >= 0 && tuple.get(column) instanceof Long tag)
        world.traffic().ofLookup(tag, octets);
    }

    @Override
    public void datagram(int node, int octets) {
      world.traffic().sent(octets);
    }
  }
}
