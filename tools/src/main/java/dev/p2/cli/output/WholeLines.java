package dev.p2.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * A buffer in front of a file or pipe that passes on whole lines only, but for {@link #flush}: what
 * ends the process leaves no half of a line. Lines wait for a fifth of a second at most, as long as
 * others follow. What the file cannot take is gone, {@link #failure} says why, which a PrintStream
 * would forget, and the half line that a full disk took is cut off again.
 */
public final class WholeLines extends OutputStream {
  private static final int BYTES = 1 << 16;
  private static final long WAIT_NANOS = 200_000_000;
  private static final String BROKEN_PIPE = "Broken pipe";

  /**
   * Where a write to a file ends if the process is killed in it: at a multiple of so many bytes.
   */
  private static final int PAGE = 4096;

  private final FileChannel to;
  private byte[] buffer = new byte[BYTES];
  private int size;
  private long passedAtNanos = System.nanoTime();

  /** Bytes of the buffer up to the end of its last line. */
  private int whole;

  private volatile Optional<String> failure = Optional.empty();

  /** Where in a file the next byte goes. */
  private long position;

  private final boolean file;

  public WholeLines(FileChannel to) {
    this.to = to;
    boolean seekable = true;
    try {
      position = to.position();
    } catch (IOException e) {
      seekable = false; // a pipe or a terminal
    }
    file = seekable;
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
        while (bytes.position() < count) {
          bytes.limit(partEnd(bytes.position(), count));
          while (bytes.hasRemaining()) position += to.write(bytes);
        }
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

  /**
   * How far to write at once so that a kill tears no line: to a file, the lines that end in the
   * page where it is written; then, alone, the one that goes on in the next page.
   */
  private int partEnd(int from, int count) {
    long page = from + PAGE - position % PAGE;
    if (!file || page >= count) return count;
    for (int i = (int) page; i > from; i--) if (buffer[i - 1] == '\n') return i;
    for (int i = (int) page; i < count; i++) if (buffer[i] == '\n') return i + 1;
    return count;
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
