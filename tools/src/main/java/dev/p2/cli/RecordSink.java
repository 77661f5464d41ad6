package dev.p2.cli;

import dev.p2.cli.output.Console;
import dev.p2.net.record.Recorder;
import dev.p2.net.record.RecordingHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where {@code --record} goes: opened before the run, so that a file that cannot be written stops
 * it.
 */
final class RecordSink implements AutoCloseable {
  private final String file;
  private final Console console;
  private final Optional<Recorder> recorder;

  private RecordSink(String file, Console console, Optional<Recorder> recorder) {
    this.file = file;
    this.console = console;
    this.recorder = recorder;
  }

  /** A sink for a file or, if {@code file} is empty, for nothing. */
  static RecordSink open(String file, RecordingHeader header, long blockNanosMax, Console console) {
    if (file.isEmpty()) return new RecordSink(file, console, Optional.empty());
    try {
      Recorder recorder = Recorder.create(Path.of(file), header, blockNanosMax);
      return new RecordSink(file, console, Optional.of(recorder));
    } catch (IOException e) {
      throw OutputException.cannotOpen("--record", file, e);
    }
  }

  Optional<Recorder> recorder() {
    return recorder;
  }

  /** Ends the recording: 0, or 1 if it is not whole. */
  int end(String digest) {
    if (recorder.isEmpty()) return Verb.FINE;
    recorder.get().end(digest);
    recorder.get().close();
    Optional<String> failure = recorder.get().failure();
    failure.ifPresent(
        why -> {
          console.complain(
              "p2: --record "
                  + file
                  + " is not whole: "
                  + why
                  + "; its first "
                  + recorder.get().bytes()
                  + " bytes are usable");
          console.complain(
              "  hint: p2 sim --replay "
                  + file
                  + " goes as far; make room on the disk, or name another file, for all of it");
        });
    return failure.isPresent() ? Verb.FAILED : Verb.FINE;
  }

  @Override
  public void close() {
    recorder.ifPresent(Recorder::close);
  }
}
