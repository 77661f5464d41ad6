/**
 * What happens to a run from outside: joins, failures, churn, partitions, faults, injected tuples.
 *
 * <p><b>Door:</b> {@link dev.p2.sim.scenario.Scenario}, a list of {@link
 * dev.p2.sim.scenario.Action}s. {@link dev.p2.sim.scenario.ScenarioText} writes one as TOML; the
 * command line reads it.
 *
 * <p><b>Always true:</b> a scenario is a value. What is random in it is drawn when it is played,
 * from streams of its own.
 */
package dev.p2.sim.scenario;
