/**
 * Finding bugs in virtual time: relations that must stay empty, what broke them, and swarms of runs
 * that try to.
 *
 * <p><b>Doors:</b> {@link dev.p2.cli.find.Invariants}, {@link dev.p2.cli.find.Swarm}.
 *
 * <p><b>Never here:</b> printing; a violation is a value until a verb shows it.
 */
package dev.p2.cli.find;
