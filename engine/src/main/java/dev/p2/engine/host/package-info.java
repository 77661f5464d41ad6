/**
 * What passes between a node and whoever runs it, as data: the node's settings, what it is told
 * ({@link dev.p2.engine.host.Timer}s to arm), what it tells ({@link dev.p2.engine.host.Message}s,
 * {@link dev.p2.engine.host.Observation}s, {@link dev.p2.engine.host.ErrorReport}s), and the small
 * interfaces through which time, random numbers, durable rows and a node's state come and go.
 *
 * <p><b>Door:</b> {@link dev.p2.engine.Host}, the interface that brings them together; it stands
 * with the node, which it names.
 *
 * <p><b>May use:</b> {@code dev.p2.engine.tuple}, {@code dev.p2.lang}. <b>Never here:</b> what
 * decides anything about a step; sockets, files, threads.
 */
package dev.p2.engine.host;
