package dev.p2.net.element;

import dev.p2.net.flow.Counters;
import dev.p2.net.flow.Element;
import dev.p2.net.flow.Ports;
import dev.p2.net.wire.Packet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A bad network: loses, doubles and holds back packets, on purpose and repeatably.
 *
 * <p><b>Ports:</b> in 0 push; out 0 push: what is left, some of it later.
 *
 * <p><b>Options:</b> {@code lossRate}, {@code duplicateRate}, {@code reorderRate}: 0..1 of packets;
 * {@code holdNanosMax}: a packet that is reordered, or a copy, comes up to that much later; {@code
 * seed}.
 *
 * <p><b>Reports:</b> {@code in}, {@code lost}, {@code duplicated}, {@code held}: packets.
 *
 * <p><b>Example:</b> {@code UdpSource -> Lossy(lossRate: 0.05) -> …}
 *
 * <p><b>See also:</b> {@link UdpSource}.
 */
public final class Lossy extends Element {
  /** What goes wrong, and how often. */
  public record Options(
      double lossRate, double duplicateRate, double reorderRate, long holdNanosMax, long seed) {
    /** Nothing goes wrong. */
    public static final Options NONE = new Options(0, 0, 0, 1, 0);

    public Options {
      for (double rate : new double[] {lossRate, duplicateRate, reorderRate}) {
        if (!(rate >= 0 && rate <= 1))
          throw new IllegalArgumentException("a rate is 0..1, not " + rate);
      }
      if (holdNanosMax < 1) throw new IllegalArgumentException("holdNanosMax " + holdNanosMax);
    }
  }

  private final Options options;
  private final SplittableRandom random;
  private long in;
  private long lost;
  private long duplicated;
  private long held;

  public Lossy(Options options) {
    this.options = options;
    this.random = new SplittableRandom(options.seed());
  }

  @Override
  public Ports ports() {
    return Ports.of(List.of(Ports.Kind.PUSH), List.of(Ports.Kind.PUSH));
  }

  @Override
  protected boolean push(int port, Packet packet) {
    in++;
    if (happens(options.lossRate())) {
      lost++;
      return true;
    }
    if (happens(options.duplicateRate())) {
      duplicated++;
      later(packet);
    }
    if (happens(options.reorderRate())) {
      held++;
      later(packet);
    } else {
      context.push(0, packet); // a network does not wait: what is refused is lost
    }
    return true;
  }

  private boolean happens(double rate) {
    return rate > 0 && random.nextDouble() < rate;
  }

  private void later(Packet packet) {
    context.after(1 + random.nextLong(options.holdNanosMax()), () -> context.push(0, packet));
  }

  @Override
  public Map<String, Long> counters() {
    return new Counters()
        .with("in", in)
        .with("lost", lost)
        .with("duplicated", duplicated)
        .with("held", held)
        .map();
  }
}
