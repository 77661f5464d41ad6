package dev.p2.cli.find;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.sim.RunFailedException;
import dev.p2.sim.RunListener;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions.Latency;
import dev.p2.sim.scenario.ScenarioPlayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Many runs of one program, each with another seed and another mix of faults, side by side on
 * several threads; the first that breaks is made as small as it gets. The same seeds give the same
 * result, however many threads there are.
 */
public final class Swarm {
  private static final int SHRINK_RUNS_MAX = 1000;
  private static final int SEEDS_A_SIZE = 12;
  private static final String STEP = "a failed step";

  private final CompiledProgram program;
  private final List<String> never;
  private final Trial plain;
  private final Consumer<Simulation> prepare;

  /** How a run ended that broke: which invariant, and when. */
  public record Failure(String what, long timeNanos, String reason) {}

  /**
   * What came of a swarm.
   *
   * @param broke how many runs broke each invariant
   * @param first the first failure by seed, as it was
   */
  public record Outcome(
      int runs, Map<String, Integer> broke, Optional<Found> first, Optional<Found> smallest) {
    /** How many runs held. */
    public int held() {
      return runs - broke.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /**
   * A run that breaks.
   *
   * @param scenario the text of a scenario file that repeats it
   */
  public record Found(
      int nodes,
      long seed,
      long untilNanos,
      Latency latency,
      int mishaps,
      String scenario,
      Failure failure) {}

  /**
   * A swarm that has not run.
   *
   * @param nodes in each run
   * @param prepare loads facts and injections into a run; what concerns nodes that it does not have
   *     is left out
   */
  public Swarm(
      CompiledProgram program,
      List<String> never,
      int nodes,
      long untilNanos,
      Latency latency,
      Consumer<Simulation> prepare) {
    this.program = program;
    this.never = List.copyOf(never);
    this.plain = new Trial(nodes, 0, untilNanos, latency, List.of());
    this.prepare = prepare;
  }

  /** Runs with the seeds {@code firstSeed}, {@code firstSeed + 1}, … */
  public Outcome run(int runs, long firstSeed, int threads) {
    var trials = new ArrayList<Trial>();
    for (int i = 0; i < runs; i++)
      trials.add(Trial.mixed(plain, firstSeed + i, program.keepsRows()));
    Map<String, Integer> broke = new TreeMap<>();
    Optional<Found> first = Optional.empty();
    Optional<Found> smallest = Optional.empty();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Optional<Failure>> failures = all(trials, workers);
      for (int i = 0; i < runs; i++) {
        if (failures.get(i).isEmpty()) continue;
        broke.merge(failures.get(i).get().what, 1, Integer::sum);
        if (first.isEmpty()) {
          first = Optional.of(found(trials.get(i), failures.get(i).get()));
          smallest =
              Optional.of(
                  new Shrinking(workers, threads, trials.get(i), failures.get(i).get()).shrink());
        }
      }
    }
    return new Outcome(runs, broke, first, smallest);
  }

  private static Found found(Trial trial, Failure failure) {
    return new Found(
        trial.nodes(),
        trial.seed(),
        trial.untilNanos(),
        trial.latency(),
        trial.scenario().actions().size(),
        trial.text(),
        failure);
  }

  private List<Optional<Failure>> all(List<Trial> trials, ExecutorService workers) {
    List<Callable<Optional<Failure>>> tasks = new ArrayList<>();
    for (Trial trial : trials) tasks.add(() -> new Once(trial).run());
    var failures = new ArrayList<Optional<Failure>>();
    try {
      for (Future<Optional<Failure>> future : workers.invokeAll(tasks)) failures.add(future.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunFailedException("the swarm was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) throw thrown;
      throw new IllegalStateException(e.getCause());
    }
    return failures;
  }

  /** Looks for smaller runs that break the same. */
  private final class Shrinking {
    private final ExecutorService workers;
    private final int threads;
    private Trial best;
    private Failure failure;
    private int runs;

    Shrinking(ExecutorService workers, int threads, Trial trial, Failure failure) {
      this.workers = workers;
      this.threads = threads;
      this.best = trial;
      this.failure = failure;
    }

    Found shrink() {
      Trial before;
      do {
        before = best;
        shorten();
        fewerNodes();
        fewerMishaps();
        simplerMishaps();
        plainLatency();
      } while (before != best && runs < SHRINK_RUNS_MAX);
      return found(best, failure);
    }

    /** Takes the first of these that breaks the same; false if none does. */
    private boolean tryAll(List<Trial> candidates) {
      for (int from = 0; from < candidates.size() && runs < SHRINK_RUNS_MAX; from += threads) {
        List<Trial> some = candidates.subList(from, Math.min(candidates.size(), from + threads));
        runs += some.size();
        List<Optional<Failure>> failures = all(some, workers);
        for (int i = 0; i < some.size(); i++) {
          if (failures.get(i).filter(f -> f.what.equals(failure.what)).isEmpty()) continue;
          best = some.get(i);
          failure = failures.get(i).get();
          return true;
        }
      }
      return false;
    }

    private void shorten() {
      if (failure.timeNanos < best.untilNanos()) tryAll(List.of(best.withUntil(failure.timeNanos)));
    }

    private void fewerNodes() {
      int nodes = best.nodes() / 2;
      while (nodes >= 1 && nodes < best.nodes()) {
        var candidates = new ArrayList<Trial>();
        for (int i = 0; i < SEEDS_A_SIZE; i++) {
          long seed = best.seed() + i;
          candidates.add(best.among(nodes, seed).withUntil(plain.untilNanos()));
          candidates.add(best.folded(nodes, seed).withUntil(plain.untilNanos()));
        }
        if (tryAll(candidates)) {
          shorten();
          nodes = best.nodes() / 2;
        } else {
          nodes++;
        }
      }
    }

    /** Halves, quarters and so on are left out, down to single ones. */
    private void fewerMishaps() {
      int size = Math.max(1, best.mishaps().size() / 2);
      while (size >= 1 && !best.mishaps().isEmpty()) {
        var candidates = new ArrayList<Trial>();
        for (int from = 0; from < best.mishaps().size(); from += size) {
          var fewer = new ArrayList<>(best.mishaps());
          fewer.subList(from, Math.min(fewer.size(), from + size)).clear();
          candidates.add(best.withMishaps(fewer));
        }
        if (!tryAll(candidates)) size = size == 1 ? 0 : size / 2;
        else size = Math.max(1, Math.min(size, best.mishaps().size()));
      }
    }

    /** Other seeds too: what one fault less leaves of the network's luck is another luck. */
    private void simplerMishaps() {
      while (tryAll(simpler())) shorten();
    }

    private List<Trial> simpler() {
      var candidates = new ArrayList<Trial>();
      for (int i = 0; i < best.mishaps().size(); i++) {
        for (Mishap simpler : best.mishaps().get(i).simpler()) {
          var mishaps = new ArrayList<>(best.mishaps());
          mishaps.set(i, simpler);
          candidates.add(best.withMishaps(mishaps));
          for (int other = 1; other < SEEDS_A_SIZE; other++)
            candidates.add(
                best.withMishaps(mishaps)
                    .among(best.nodes(), best.seed() + other)
                    .withUntil(plain.untilNanos()));
        }
      }
      return candidates;
    }

    private void plainLatency() {
      if (!best.latency().equals(plain.latency()))
        tryAll(List.of(best.withLatency(plain.latency())));
    }
  }

  /** One run. */
  private final class Once implements RunListener {
    private final Trial trial;
    private final Simulation run;
    private final Invariants invariants = Invariants.of(program.plan().program(), never);
    private Optional<Failure> failure = Optional.empty();

    Once(Trial trial) {
      this.trial = trial;
      run =
          ScenarioPlayer.stage(
              program, trial.options(), trial.options().network(), trial.scenario(), this);
    }

    Optional<Failure> run() {
      for (int relation : invariants.relations())
        run.watch(program.plan().program().relations().get(relation));
      prepare.accept(run);
      try {
        run.runUntil(trial.untilNanos());
      } catch (RunFailedException e) {
        if (failure.isEmpty())
          failure = Optional.of(new Failure(STEP, run.nowNanos(), String.valueOf(e.getMessage())));
      }
      return failure;
    }

    @Override
    public boolean steers() {
      return true;
    }

    @Override
    public void observed(long timeNanos, int node, Observation what) {
      if (!invariants.breaks(what)) return;
      Violation found = invariants.broken(timeNanos, run.address(node), what, run.stepTitle());
      fail(what.tuple().relationName(), timeNanos, found.reason());
    }

    @Override
    public void reported(int node, ErrorReport report) {
      if (report.code().equals("P2-R10"))
        fail(STEP, run.nowNanos(), report + ", at " + run.address(node));
    }

    private void fail(String what, long timeNanos, String reason) {
      if (failure.isEmpty()) failure = Optional.of(new Failure(what, timeNanos, reason));
      run.stop();
    }
  }
}
