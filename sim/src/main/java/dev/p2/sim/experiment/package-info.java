/**
 * One trial of an experiment: an overlay, a population that comes and goes, lookups, and what they
 * show.
 *
 * <p><b>Door:</b> {@link dev.p2.sim.experiment.Trial#run}. In: a {@link
 * dev.p2.sim.experiment.Subject}, which makes overlays, a {@link dev.p2.sim.experiment.Population},
 * a {@link dev.p2.sim.experiment.Question}, a network, a seed; out: a {@link
 * dev.p2.sim.experiment.TrialResult}: the {@link dev.p2.sim.experiment.Metric}s, every lookup, the
 * ring over time.
 *
 * <p><b>Subjects.</b> {@link dev.p2.sim.experiment.OverlogSubject} runs an OverLog program, {@link
 * dev.p2.sim.experiment.SubjectProvider} names one written in Java: it implements {@link
 * dev.p2.sim.experiment.Overlay} on the simulator's kernel, and is found by {@code ServiceLoader}.
 *
 * <p><b>Never here:</b> files, threads, descriptions, plots; {@code tools} has them.
 *
 * <p><b>Always true:</b> who is on when is drawn before the run and from streams of its own, so all
 * subjects meet the same population and the same questions under one seed.
 */
package dev.p2.sim.experiment;
