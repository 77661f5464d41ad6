package dev.p2.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A buffer in front of a stream that passes on whole lines only, but for {@link #flush}: whatever
 * ends the process leaves no half of a line. What the stream cannot take is gone, and {@link
 * #failure} says why, which a PrintStream would forget.
 */
public final class WholeLines extends OutputStream {
  private static final int BYTES = 1 << 16;

  private final OutputStream to;
  private byte[] buffer = new byte[BYTES];
  private int size;

  /** Bytes of the buffer up to the end of its last line. */
  private int whole;

  private Optional<String> failure = Optional.empty();

  public WholeLines(OutputStream to) {
    this.to = to;
  }

  /** Why not everything was written, if so. */
  public synchronized Optional<String> failure() {
    return failure;
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
    for (int i = size + count; i > size; i--) {
      if (buffer[i - 1] == '\n') {
        whole = i;
        break;
      }
    }
    size += count;
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
      try {
        to.write(buffer, 0, count);
        to.flush();
      } catch (IOException e) {
        failure = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    System.arraycopy(buffer, count, buffer, 0, size - count);
    size -= count;
    whole = Math.max(0, whole - count);
  }
}
