package dev.p2.sim.experiment;

import java.util.Map;

/**
 * A subject written in Java, found by {@code ServiceLoader}: a line with the provider's class name
 * in {@code META-INF/services/dev.p2.sim.experiment.SubjectProvider}.
 */
public interface SubjectProvider {
  /** What {@code java = "…"} says in a description. */
  String name();

  /**
   * The subject with these parameters.
   *
   * @throws IllegalArgumentException if it has no such parameter, or the value does not fit
   */
  Subject subject(Map<String, String> parameters);
}
