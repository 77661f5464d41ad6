/**
 * Finding bugs in virtual time: relations that must stay empty, and what broke them.
 *
 * <p><b>Door:</b> {@link dev.p2.cli.find.Invariants}.
 *
 * <p><b>Never here:</b> printing; a violation is a value until a verb shows it.
 */
package dev.p2.cli.find;
