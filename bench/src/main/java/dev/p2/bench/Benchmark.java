package dev.p2.bench;

import java.io.IOException;
import java.util.List;

/** One benchmark: what {@code ./p2 bench NAME} names. */
interface Benchmark {
  String name();

  /** One line for the list of benchmarks. */
  String summary();

  /** Whether it runs when nothing is named. */
  default boolean byDefault() {
    return true;
  }

  /** Measures; says what it does on {@code log} as it goes. */
  List<Figure> run(Log log) throws IOException, InterruptedException;

  /** Where progress goes: standard error. */
  @FunctionalInterface
  interface Log {
    void say(String line);
  }
}
