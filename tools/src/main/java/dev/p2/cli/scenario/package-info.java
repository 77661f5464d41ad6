/**
 * Scenario files: TOML to {@link dev.p2.sim.scenario.Scenario}.
 *
 * <p><b>Door:</b> {@link dev.p2.cli.scenario.ScenarioFile}. Whatever does not fit is an {@link
 * dev.p2.cli.input.InputException} with its place, before anything runs.
 */
package dev.p2.cli.scenario;
