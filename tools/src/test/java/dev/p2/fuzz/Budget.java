package dev.p2.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What reading an input may take: memory in proportion to its length, and processor time that tells
 * a hang from work. Memory is counted as the thread allocates it, so the figure is the same on
 * every machine; time has a bound that only a hang passes.
 */
final class Budget {
  /** Too much was used. */
  static final class Exceeded extends AssertionError {
    private static final long serialVersionUID = 1L;

    private Exceeded(String message) {
      super(message);
    }
  }

  /** What a reader may allocate for each octet of input; some octets of a rule become a class. */
  static final long BYTES_EACH = 40_000;

  private static final long NANOS_MAX = 20_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long bytesMax;
  private final long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
  private final long nanosBefore = THREADS.getCurrentThreadCpuTime();

  /**
   * A budget from now on.
   *
   * @param bytes what may be allocated whatever the length
   */
  Budget(long bytes, int length) {
    bytesMax = bytes + BYTES_EACH * length;
  }

  /** Fails if what was done since this budget was made is too much. */
  void check(String what) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
    if (bytes > bytesMax)
      throw new Exceeded(what + " allocated " + bytes + " bytes, more than " + bytesMax);
    long nanos = THREADS.getCurrentThreadCpuTime() - nanosBefore;
    if (nanos > NANOS_MAX) throw new Exceeded(what + " took " + nanos / 1_000_000 + " ms");
  }
}
