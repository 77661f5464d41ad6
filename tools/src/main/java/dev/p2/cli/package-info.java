/**
 * The command line: {@code p2 check}, {@code plan}, {@code sim}, {@code run} and {@code up}.
 *
 * <p><b>Door:</b> {@link dev.p2.cli.P2}: {@code main}, and {@code run}, which is the same without a
 * process. A verb is a class, {@code CheckVerb} and so on.
 *
 * <p><b>Rooms:</b> {@code input} reads what the user gives, {@code program} takes programs through
 * the stages, {@code output} prints, {@code live} watches running nodes, {@code experiment} runs
 * experiments, {@code chart} draws their plots.
 *
 * <p><b>Always true:</b> standard output is data, standard error is talk. Exit codes: 0 fine, 1 the
 * run failed, 2 the input was wrong and nothing was started, 130 interrupted.
 */
package dev.p2.cli;
