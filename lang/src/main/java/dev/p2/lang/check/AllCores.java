package dev.p2.lang.check;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Does the same to each of many things, such as the rules of a program, on all cores: the one place
 * where the checker works with several threads. The things are dealt out in pieces of one size, and
 * what is reported of them comes in their order, so that the result is that of one thread.
 */
final class AllCores {
  /** So many things are one piece of work; fewer are not worth a thread. */
  private static final int PIECE = 500;

  private AllCores() {}

  /** What is done to a thing. It changes nothing that it shares with others but {@code report}. */
  interface Work {
    /**
     * Does it.
     *
     * @param thing its place, from 0
     * @param report takes what is found
     */
    void to(int thing, Report report);
  }

  /** Does {@code work} to {@code things} things. */
  static void each(int things, Report report, Work work) {
    if (things <= PIECE) {
      piece(0, things, report, work);
      return;
    }
    List<Report> found =
        IntStream.range(0, (things + PIECE - 1) / PIECE)
            .parallel()
            .mapToObj(
                i -> piece(i * PIECE, Math.min(things, (i + 1) * PIECE), report.beside(), work))
            .toList();
    found.forEach(report::addAll);
  }

  private static Report piece(int from, int to, Report report, Work work) {
    for (int thing = from; thing < to; thing++) work.to(thing, report);
    return report;
  }
}
