package dev.p2.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sixteen Chord processes: how soon they are one ring, and again after five were killed, the
 * landmark among them.
 */
final class ProcessesFigures implements Benchmark {
  private static final int RUNS = 3;
  private static final int NODES = 16;
  private static final int FIRST_PORT = 42_710;
  private static final int[] KILLED = {0, 3, 7, 8, 12};
  private static final int KEYS = 60;

  /**
   * Lookups of fingers that are dead are lost until every node has noticed; judged 24 s after the
   * kill.
   */
  private static final long LOOKUPS_AFTER_MILLIS = 24_000;

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public String summary() {
    return "sixteen p2 run processes on loopback; five are killed, and come back through another"
        + " node";
  }

  @Override
  public List<Figure> run(Log log) throws IOException, InterruptedException {
    var whole = new ArrayList<Double>();
    var healed = new ArrayList<Double>();
    var rejoined = new ArrayList<Double>();
    var good = new ArrayList<Double>();
    for (int run = 0; run < RUNS; run++) {
      try (var ring = new RingOfProcesses()) {
        for (int i = 0; i < NODES; i++) ring.start(address(i), address(0));
        whole.add(RingOfProcesses.secondsUntil(ring::whole, 90));
        var first = ring.lookUp(KEYS);
        for (int i : KILLED) ring.kill(address(i));
        long killed = System.nanoTime();
        healed.add(RingOfProcesses.secondsUntil(ring::whole, 90));
        Thread.sleep(Math.max(0, LOOKUPS_AFTER_MILLIS - (System.nanoTime() - killed) / 1_000_000));
        var second = ring.lookUp(KEYS);
        for (int i : KILLED) ring.start(address(i), address(5));
        rejoined.add(RingOfProcesses.secondsUntil(ring::whole, 90));
        Thread.sleep(LOOKUPS_AFTER_MILLIS);
        var third = ring.lookUp(KEYS);
        int asked = 0;
        int bad = 0;
        for (var lookups : List.of(first, second, third)) {
          asked += lookups.asked();
          bad += lookups.asked() - lookups.answered() + 5 * lookups.wrong();
        }
        good.add(100.0 * (asked - bad) / asked);
        log.say(
            "whole "
                + whole.getLast()
                + " s, healed "
                + healed.getLast()
                + " s, rejoined "
                + rejoined.getLast()
                + " s; "
                + first
                + " "
                + second
                + " "
                + third);
      }
    }
    return List.of(
        new Figure(
            "16 Chord processes started at once: one ring after",
            "s",
            whole,
            "original: 43 s with 8 processes"),
        new Figure(
            "five of them killed, landmark among them: one ring of eleven after",
            "s",
            healed,
            "limit 30 s"),
        new Figure(
            "the five started again through another node: one ring of sixteen after",
            "s",
            rejoined,
            ""),
        new Figure("lookups after each of the three, answered and right", "%", good, ""));
  }

  private static String address(int node) {
    return "127.0.0.1:" + (FIRST_PORT + node);
  }
}
