package dev.p2.cli.experiment;

import dev.p2.sim.experiment.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs trials, several at once, and keeps each when it is finished. */
final class Sweep {
  private final Description description;
  private final ResultFolder folder;
  private final Progress progress;
  private final AtomicBoolean stopped = new AtomicBoolean();

  Sweep(Description description, ResultFolder folder, Progress progress) {
    this.description = description;
    this.folder = folder;
    this.progress = progress;
  }

  /** Gives up the trials that are running, soon. From any thread. */
  void stop() {
    stopped.set(true);
  }

  boolean stopped() {
    return stopped.get();
  }

  /**
   * Runs these trials.
   *
   * @throws dev.p2.sim.RunFailedException if one cannot be run or kept; others may be finished
   */
  void run(List<TrialKey> keys, int threads) {
    try (ExecutorService workers =
        Executors.newFixedThreadPool(Math.clamp(keys.size(), 1, threads))) {
      var running = new ArrayList<Future<?>>();
      for (TrialKey key : keys) running.add(workers.submit(() -> trial(key)));
      for (Future<?> one : running) await(one);
    }
  }

  private void trial(TrialKey key) {
    if (stopped.get()) return;
    Optional<TrialResult> result =
        key.of()
            .trial(key.seed())
            .run(key.of().subject(), key.of().setting().networks(), stopped::get);
    if (result.isEmpty()) return;
    folder.keep(key, description.metrics(), result.get());
    progress.finished(key);
  }

  private void await(Future<?> one) {
    try {
      one.get();
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      stop();
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      if (e.getCause() instanceof Error cause) throw cause;
      throw new AssertionError(e);
    }
  }
}
