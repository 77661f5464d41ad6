package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.code.HostCode;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.net.record.Recorder;
import dev.p2.net.record.Recording;
import dev.p2.net.record.RecordingHeader;
import dev.p2.sim.SimulationOptions.Threads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replay that begins at snapshots tells the same as one from the start. */
class ReplayFromTheMiddleTest {
  @TempDir Path folder;

  /** Writes down what it hears from a time on. */
  private static final class Ears implements RunListener {
    private final List<String> heard = new ArrayList<>();
    private final long fromNanos;

    Ears(long fromNanos) {
      this.fromNanos = fromNanos;
    }

    @Override
    public void observed(long timeNanos, int node, Observation what) {
      if (timeNanos >= fromNanos)
        heard.add(timeNanos + " n" + node + " " + what.kind() + " " + what.tuple());
    }

    @Override
    public void reported(int node, ErrorReport report) {}
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 3})
  void itTellsWhatTheWholeReplayTellsFromThenOn(int threads) throws Exception {
    Path file = folder.resolve("run");
    SimulationOptions options =
        DigestProgram.options(threads).withThreads(Threads.exactly(threads));
    String digest = recorded(file, options);
    try (Recording recording = Recording.open(file)) {
      // Before the first snapshot, and while nodes are crashed, paused and back again.
      for (long from : new long[] {100_000_000, 2_500_000_000L, 3_200_000_000L, 4_600_000_000L}) {
        assertThat(recording.histories(from)).isTrue();
        var all = new Ears(from);
        var tail = new Ears(Long.MIN_VALUE);
        Replay whole = replay(recording, Long.MIN_VALUE, all);
        Replay part = replay(recording, from, tail);
        assertThat(tail.heard).as("from %s", from).isNotEmpty().isEqualTo(all.heard);
        assertThat(whole.digest()).isEqualTo(digest);
        assertThat(part.digest()).isEqualTo(digest);
        assertThat(part.steps()).isPositive().isLessThan(whole.steps());
      }
    }
  }

  private static String recorded(Path file, SimulationOptions options) throws Exception {
    List<String> addresses =
        IntStream.range(0, DigestProgram.NODES).mapToObj(i -> "n" + i).toList();
    List<String> relations = DigestProgram.relations().stream().map(r -> r.name()).toList();
    var header =
        new RecordingHeader(
            "test", "", true, addresses, List.of(), List.of(), "", List.of(), false, relations,
            List.of());
    try (Recorder recorder = Recorder.create(file, header, Long.MAX_VALUE)) {
      var run = new Simulation(DigestProgram.PROGRAM, options, RunListener.NONE);
      run.record(recorder);
      DigestProgram.run(run);
      run.endRecording();
      recorder.end(run.digest());
      assertThat(recorder.failure()).isEmpty();
      return run.digest();
    }
  }

  private static Replay replay(Recording recording, long fromNanos, RunListener listener) {
    var replay =
        new Replay(
            DigestProgram.PROGRAM,
            HostCode.BUILT_IN,
            recording,
            fromNanos,
            true,
            _ -> true,
            listener);
    DigestProgram.relations().forEach(replay::watch);
    replay.runUntil(Long.MAX_VALUE);
    return replay;
  }
}
