package dev.p2.engine.host;

/**
 * A {@code periodic} of a booted node, for its host to fire: at {@code firstNanos}, then every
 * {@code periodNanos}.
 *
 * @param id what {@link dev.p2.engine.Node#fire} takes
 * @param rule label of the rule that it triggers
 * @param periodNanos 0 only together with a count
 * @param count number of firings, or {@link #FOREVER}
 * @param firstNanos time of the first firing
 */
public record Timer(int id, String rule, long periodNanos, long count, long firstNanos) {
  public static final long FOREVER = -1;
}
