package dev.p2.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * A buffer in front of a file or pipe that passes on whole lines only, but for {@link #flush}:
 * whatever ends the process leaves no half of a line. Lines wait for a fifth of a second at most,
 * as long as others follow. What the file cannot take is gone, {@link #failure} says why, which a
 * PrintStream would forget, and the half line that a full disk took is cut off again.
 */
public final class WholeLines extends OutputStream {
  private static final int BYTES = 1 << 16;
  private static final long WAIT_NANOS = 200_000_000;
  private static final String BROKEN_PIPE = "Broken pipe";

  private final FileChannel to;
  private byte[] buffer = new byte[BYTES];
  private int size;
  private long passedAtNanos = System.nanoTime();

  /** Bytes of the buffer up to the end of its last line. */
  private int whole;

  private volatile Optional<String> failure = Optional.empty();

  public WholeLines(FileChannel to) {
    this.to = to;
  }

  /** Why not everything was written, if so. */
  public Optional<String> failure() {
    return failure;
  }

  /** Whether it was a pipe, and whoever read it has gone. */
  public boolean closed() {
    return failure.isPresent() && failure.get().equals(BROKEN_PIPE);
  }

  @Override
  public synchronized void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] octets, int from, int count) {
    if (size + count > buffer.length) pass(whole);
    if (size + count > buffer.length) buffer = Arrays.copyOf(buffer, 2 * (size + count));
    System.arraycopy(octets, from, buffer, size, count);
    int before = whole;
    for (int i = size + count; i > size; i--) {
      if (buffer[i - 1] == '\n') {
        whole = i;
        break;
      }
    }
    size += count;
    if (whole > before && System.nanoTime() - passedAtNanos > WAIT_NANOS) pass(whole);
  }

  @Override
  public synchronized void flush() {
    pass(size);
  }

  /**
   * Writes the first {@code count} bytes; after a failure nothing, so that what stands is whole.
   */
  private void pass(int count) {
    if (count > 0 && failure.isEmpty()) {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
      try {
        while (bytes.hasRemaining()) to.write(bytes);
      } catch (IOException e) {
        failure = Optional.of(String.valueOf(e.getMessage()));
        cut(bytes.position());
      }
      passedAtNanos = System.nanoTime();
    }
    System.arraycopy(buffer, count, buffer, 0, size - count);
    size -= count;
    whole = Math.max(0, whole - count);
  }

  /** Takes back what stands of a line of which only the first bytes were written. */
  private void cut(int written) {
    int lineEnd = written;
    while (lineEnd > 0 && buffer[lineEnd - 1] != '\n') lineEnd--;
    try {
      if (lineEnd < written) to.truncate(to.size() - (written - lineEnd));
    } catch (IOException e) {
      // A pipe or a device takes nothing back.
    }
  }
}
