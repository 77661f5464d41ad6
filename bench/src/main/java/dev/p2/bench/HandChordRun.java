package dev.p2.bench;

import dev.p2.sim.kernel.Kernel;
import java.util.Locale;

/**
 * Runs {@link HandChord} in a JVM of its own and prints {@code events cpuSeconds wallSeconds} of
 * the part that counts, then its digest and what became of lookups.
 *
 * <p>Arguments: nodes, lanes, wheel or heap, warm or join, seconds from, seconds to.
 */
final class HandChordRun {
  private HandChordRun() {}

  public static void main(String[] arguments) {
    int nodes = Integer.parseInt(arguments[0]);
    int lanes = Integer.parseInt(arguments[1]);
    var queue = Kernel.Queue.valueOf(arguments[2].toUpperCase(Locale.ROOT));
    boolean warm = arguments[3].equals("warm");
    long from = Long.parseLong(arguments[4]) * HandChord.SECOND;
    long to = Long.parseLong(arguments[5]) * HandChord.SECOND;
    var chord = new HandChord(nodes, lanes, queue, 1);
    if (warm) chord.startWarm();
    else chord.startJoining(230 * HandChord.SECOND);
    chord.runUntil(from);
    var meter = new Meter(lanes, chord.events());
    chord.runUntil(to);
    System.out.println(meter.read(chord.events()));
    System.out.printf(
        "digest %016x, %.3f %% of successors right, %s%n",
        chord.digest(), 100 * chord.rightShare(), chord.lookups());
  }
}
