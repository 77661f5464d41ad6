/**
 * OverLog tests: a {@code *.test.olg} file is OverLog, and says in comments that begin with {@code
 * p2:} what to run and what must hold (docs/reference/testing.md).
 *
 * <p><b>Doors:</b> {@link dev.p2.cli.test.TestFile#read} from text to tests, {@link
 * dev.p2.cli.test.TestRun} from a test and a seed to what did not hold.
 *
 * <p><b>Never here:</b> printing, sockets: tests run in virtual time.
 */
package dev.p2.cli.test;
