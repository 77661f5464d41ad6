package dev.p2.sim.experiment;

import dev.p2.engine.host.RandomStream;
import dev.p2.sim.scenario.Distribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Who is on when: nodes that join one after the other, and sessions that end. At the end of a
 * session somebody else takes the place, under an address and id of its own, or the same node comes
 * back.
 *
 * <p>The first session of a place is what is left of one that is under way, so churn is steady from
 * the start: with fixed sessions an even share of them ends in every second.
 *
 * @param nodes how many are on when nobody is down
 * @param joinFromNanos when the first joins
 * @param joinToNanos when the last joins; the others evenly between
 * @param contactRandom whether a node that joins asks any other one; else the first
 * @param churn what becomes of sessions; without it they never end
 */
public record Population(
    int nodes, long joinFromNanos, long joinToNanos, boolean contactRandom, Optional<Churn> churn) {
  /** A contact has been on for so long, if there is such a node. */
  private static final long CONTACT_AGE_NANOS = 15_000_000_000L;

  public Population {
    if (nodes < 1) throw new IllegalArgumentException(nodes + " nodes");
    if (joinFromNanos < 0 || joinToNanos < joinFromNanos)
      throw new IllegalArgumentException("joins from " + joinFromNanos + " to " + joinToNanos);
  }

  /**
   * How sessions end.
   *
   * @param downNanos how long a place is empty after a session
   * @param leaves whether a node says farewell instead of crashing
   * @param keepsFirst whether the first node never goes
   * @param same whether the same node comes back; else somebody else comes
   */
  public record Churn(
      Distribution session, long downNanos, boolean leaves, boolean keepsFirst, boolean same) {
    public Churn {
      if (downNanos < 0) throw new IllegalArgumentException("down for " + downNanos + " ns");
    }
  }

  /** A node is on from {@code startNanos} until {@code endNanos}, {@link #NEVER} for ever. */
  public record Life(int node, long startNanos, long endNanos, int contact) {
    /** The end of a life that has none. */
    public static final long NEVER = Long.MAX_VALUE;
  }

  /** All lives of a run that ends at {@code untilNanos}, in the order of their starts. */
  public List<Life> lives(long untilNanos, long seed) {
    record Stay(int place, long startNanos, long endNanos) {}
    var stays = new ArrayList<Stay>();
    for (int place = 0; place < nodes; place++) {
      RandomGenerator lengths = RandomStream.of(seed, place, "experiment sessions");
      long start = joinNanos(place);
      boolean first = true;
      while (start <= untilNanos) {
        long end = endNanos(place, start, first, lengths);
        stays.add(new Stay(place, start, end));
        if (end == Life.NEVER) break;
        first = false;
        start = end + churn.orElseThrow().downNanos();
      }
    }
    stays.sort(Comparator.comparingLong(Stay::startNanos).thenComparingInt(Stay::place));
    boolean same = churn.isPresent() && churn.get().same();
    RandomGenerator contacts = RandomStream.of(seed, 0, "experiment contacts");
    var lives = new ArrayList<Life>();
    var on = new ArrayList<Life>();
    for (Stay stay : stays) {
      on.removeIf(life -> life.endNanos() <= stay.startNanos());
      int node = same ? stay.place() : lives.size();
      int contact = contact(on, stay.startNanos(), node, contacts);
      Life life = new Life(node, stay.startNanos(), stay.endNanos(), contact);
      lives.add(life);
      on.add(life);
    }
    return lives;
  }

  /** How many addresses lives need: one a place, or one a life. */
  public int addresses(List<Life> lives) {
    return lives.stream().mapToInt(Life::node).max().orElse(0) + 1;
  }

  private long joinNanos(int place) {
    if (nodes == 1) return joinFromNanos;
    double share = place / (double) (nodes - 1);
    return joinFromNanos + Math.round(share * (joinToNanos - joinFromNanos));
  }

  private long endNanos(int place, long start, boolean first, RandomGenerator lengths) {
    if (churn.isEmpty() || place == 0 && churn.get().keepsFirst()) return Life.NEVER;
    Distribution session = churn.get().session();
    long length = first ? remaining(session, lengths) : session.draw(lengths);
    return length >= Life.NEVER - start ? Life.NEVER : start + length;
  }

  /** What is left of a session at a time that has nothing to do with it. */
  private static long remaining(Distribution session, RandomGenerator lengths) {
    // Sessions in a row from long ago, with a random phase: the one that is under way at time 0.
    double mean = session.meanNanos();
    double at = -(SESSIONS_BEFORE + lengths.nextDouble()) * mean;
    while (at <= 0) at += session.draw(lengths);
    return (long) Math.clamp(at, 1, (double) Distribution.LENGTH_NANOS_MAX);
  }

  private static final int SESSIONS_BEFORE = 20;

  private int contact(List<Life> on, long nanos, int node, RandomGenerator random) {
    if (on.isEmpty()) return node;
    if (!contactRandom) return on.getFirst().node() == node ? node : firstOn(on, node);
    List<Life> settled =
        on.stream().filter(l -> l.startNanos() + CONTACT_AGE_NANOS <= nanos).toList();
    List<Life> among = settled.isEmpty() ? on : settled;
    return among.get(random.nextInt(among.size())).node();
  }

  /** The oldest node that is on: the first, as long as it stays. */
  private static int firstOn(List<Life> on, int node) {
    for (Life life : on) if (life.node() != node) return life.node();
    return node;
  }
}
