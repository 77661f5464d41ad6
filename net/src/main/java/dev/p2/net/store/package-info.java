/**
 * Durable tables in files: one H2 MVStore file a node, committed with each step.
 *
 * <p><b>Door:</b> {@link dev.p2.net.store.FileStore#open}.
 *
 * <p><b>May use:</b> {@code dev.p2.engine}, {@code dev.p2.net.wire} for the form of values.
 * <b>Never here:</b> sockets, threads.
 *
 * <p><b>Always true:</b> a file holds what some step left, never half of one.
 */
package dev.p2.net.store;
