/**
 * Experiments: a description in TOML, its trials run in parallel and kept one by one, data, plots,
 * a report.
 *
 * <p><b>Doors:</b> {@link dev.p2.cli.experiment.DescriptionReader#read} from text to {@link
 * dev.p2.cli.experiment.Description}; {@link dev.p2.cli.experiment.Sweep} runs trials; {@link
 * dev.p2.cli.experiment.ResultFolder} keeps them; {@link dev.p2.cli.experiment.Report} shows what
 * they came to.
 *
 * <p><b>Always true:</b> a description is read whole, for all of its points, before anything runs
 * or is written. What is finished stands in the folder whole or not at all. The data depend on the
 * description and the seeds alone.
 */
package dev.p2.cli.experiment;
