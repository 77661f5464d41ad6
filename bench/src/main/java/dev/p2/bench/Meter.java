package dev.p2.bench;

import java.lang.management.ManagementFactory;

/**
 * Events, CPU and wall time since it was made. CPU is that of the calling thread where there is one
 * only, as the yardsticks count it, else of the whole process, with its garbage collector.
 */
final class Meter {
  private final int threads;
  private final long events;
  private final long cpu;
  private final long wall;

  Meter(int threads, long events) {
    this.threads = threads;
    this.events = events;
    cpu = cpuNanos();
    wall = System.nanoTime();
  }

  /** {@code events cpuSeconds wallSeconds}. */
  String read(long eventsNow) {
    return eventsNow
        - events
        + " "
        + (cpuNanos() - cpu) / 1e9
        + " "
        + (System.nanoTime() - wall) / 1e9;
  }

  private long cpuNanos() {
    return threads == 1
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
  }
}
