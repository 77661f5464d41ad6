package dev.p2.bench;

/** What is alive on the heap. */
final class Heap {
  private Heap() {}

  /** Bytes in use after full collections. */
  static long usedBytes() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
