/**
 * Java code that a host lends to programs: functions that they declare {@code extern}, procedures
 * that their {@code stage}s name.
 *
 * <p><b>Door:</b> {@link dev.p2.engine.code.HostCode}, a host's registry; {@link
 * dev.p2.engine.code.Stages} runs procedures at the nodes of a program.
 *
 * <p><b>May use:</b> {@code dev.p2.engine}, {@code dev.p2.lang}. <b>Never here:</b> files; a
 * procedure that reads them is the host's.
 */
package dev.p2.engine.code;
