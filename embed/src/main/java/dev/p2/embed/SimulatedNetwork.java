package dev.p2.embed;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.code.HostFunction;
import dev.p2.engine.code.Procedure;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.sim.RunListener;
import dev.p2.sim.SelfCheck;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.kernel.Kernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Nodes {@code n0}, {@code n1}, … of one program in virtual time: the same seed, the same run.
 *
 * {@snippet file="dev/p2/embed/EmbeddingTest.java" region="simulate"}
 *
 * <p>Functions, procedures and listeners are given before time first goes on. Not thread-safe.
 */
public final class SimulatedNetwork {
  private final CompiledProgram program;
  private final Listeners listeners;
  private final List<Consumer<ErrorReport>> errors = new ArrayList<>();
  private HostCode code = HostCode.BUILT_IN;
  private Optional<Rules> installable = Optional.empty();
  private SimulationOptions options;

  /** Null until the first call that needs it. */
  private Simulation simulation;

  /** So many nodes with seed 1, a latency of 10 ms and no faults. */
  public SimulatedNetwork(CompiledProgram program, int nodes) {
    this.program = program;
    this.listeners = new Listeners(program);
    this.options = SimulationOptions.of(nodes);
  }

  /** The code of a function that the program declares {@code extern}. */
  public SimulatedNetwork function(String name, HostFunction function) {
    requireNew();
    code = code.withFunction(name, JavaValues.function(function));
    return this;
  }

  /**
   * Lets rules install programs while the node runs ({@code sysInstall}, {@code sysUninstall}).
   *
   * @param rules what the program was compiled of
   */
  public SimulatedNetwork allowInstall(Rules rules) {
    requireNew();
    installable = Optional.of(rules);
    return this;
  }

  /** What the program may ask for. */
  private HostCode allowed() {
    return installable.map(rules -> code.withPrograms(rules.programs(code))).orElse(code);
  }

  /** The procedure that a {@code stage} of the program names. */
  public SimulatedNetwork procedure(String name, Procedure procedure) {
    requireNew();
    code = code.withProcedure(name, procedure);
    return this;
  }

  /**
   * Is told what happens to a relation at any node.
   *
   * @throws IllegalArgumentException if the program has no such relation
   */
  public SimulatedNetwork listen(String relation, Consumer<Change> listener) {
    requireNew();
    listeners.add(relation, listener);
    return this;
  }

  /** Is told of run-time errors. */
  public SimulatedNetwork onError(Consumer<ErrorReport> listener) {
    requireNew();
    errors.add(listener);
    return this;
  }

  /** Changes seed, latency, faults, budgets. */
  public SimulatedNetwork options(UnaryOperator<SimulationOptions> change) {
    requireNew();
    options = change.apply(options);
    return this;
  }

  private void requireNew() {
    if (simulation != null) throw new IllegalStateException("the network is already in use");
  }

  /**
   * The nodes as the simulator runs them: crashes, restarts, clocks, figures.
   *
   * @throws dev.p2.engine.code.MissingCodeException if the program asks for a function or procedure
   *     that was not given
   */
  public Simulation simulation() {
    if (simulation != null) return simulation;
    var run = new Simulation(program, options.withCode(allowed()), new Listener());
    for (int relation : listeners.relations())
      run.watch(program.plan().program().relations().get(relation));
    simulation = run;
    return run;
  }

  /** A node by its number. */
  public EmbeddedNode node(int index) {
    Simulation run = simulation();
    String address = run.address(index);
    return new EmbeddedNode() {
      @Override
      public String address() {
        return address;
      }

      @Override
      public void inject(String relation, Object... values) {
        run.inject(run.nowNanos(), index, JavaValues.tuple(program, relation, values));
      }

      @Override
      public List<Tuple> rows(String relation) {
        List<Tuple> rows = new ArrayList<>();
        run.rows(index, JavaValues.relation(program, relation)).forEach(rows::add);
        return rows;
      }

      @Override
      public void stop() {
        run.leave(index);
      }
    };
  }

  /**
   * Lets virtual time go on; the nodes boot at its beginning.
   *
   * @throws dev.p2.sim.RunFailedException if a node does not start
   */
  public void runFor(Duration time) {
    Simulation run = simulation();
    run.runUntil(run.nowNanos() + time.toNanos());
  }

  /**
   * Runs the network twice, apart from this one, and compares what each step does: whether a
   * function or procedure draws numbers by itself, reads a clock, or keeps something between calls.
   *
   * @param prepare injects what comes from outside, into either run before it starts
   * @return in words the first step that differs, with node and relation; empty if none does
   */
  public Optional<String> checkDeterminism(Duration time, Consumer<SimulatedNetwork> prepare) {
    SimulationOptions alike =
        options.withCode(allowed()).withDigest(true).withThreads(SimulationOptions.Threads.ONE);
    SelfCheck.Result result =
        SelfCheck.run(
            listener -> prepared(alike, listener, prepare),
            listener -> prepared(alike.withQueue(Kernel.Queue.HEAP), listener, prepare),
            time.toNanos());
    return result
        .difference()
        .map(
            found ->
                String.join(
                    "\n  ",
                    "two runs differ in " + found.where(result.run()),
                    "the first run " + found.first(result.run()),
                    "the second run " + found.second(result.run())));
  }

  private Simulation prepared(
      SimulationOptions how, RunListener listener, Consumer<SimulatedNetwork> prepare) {
    var twin = new SimulatedNetwork(program, how.addresses().size());
    twin.simulation = new Simulation(program, how, listener);
    prepare.accept(twin);
    return twin.simulation;
  }

  private final class Listener implements RunListener {
    @Override
    public boolean steers() {
      return true; // a listener may inject
    }

    @Override
    public void observed(long timeNanos, int node, Observation what) {
      listeners.tell(options.addresses().get(node), timeNanos, what);
    }

    @Override
    public void reported(int node, ErrorReport report) {
      errors.forEach(listener -> listener.accept(report));
    }
  }
}
