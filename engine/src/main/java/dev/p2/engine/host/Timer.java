package dev.p2.engine.host;

/**
 * A {@code periodic} of a booted node, for its host to fire: at {@code firstNanos}, then in its
 * rhythm.
 */
public record Timer(Rhythm rhythm, long firstNanos) {
  public static final long FOREVER = -1;

  /**
   * All of a timer but when it began, which is the same at many nodes.
   *
   * @param id what {@link dev.p2.engine.Node#fire} takes
   * @param rule label of the rule that it triggers
   * @param periodNanos 0 only together with a count
   * @param count number of firings, or {@link #FOREVER}
   */
  public record Rhythm(int id, String rule, long periodNanos, long count) {}

  public Timer(int id, String rule, long periodNanos, long count, long firstNanos) {
    this(new Rhythm(id, rule, periodNanos, count), firstNanos);
  }

  public int id() {
    return rhythm.id;
  }

  public String rule() {
    return rhythm.rule;
  }

  public long periodNanos() {
    return rhythm.periodNanos;
  }

  public long count() {
    return rhythm.count;
  }
}
