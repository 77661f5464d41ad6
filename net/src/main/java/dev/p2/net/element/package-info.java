/**
 * The elements of the transport, one a file; each file is its manual page.
 *
 * <p><b>Door:</b> none of its own; {@code dev.p2.net.stack} wires them. A new element is a new file
 * here and a test.
 *
 * <p><b>May use:</b> {@code dev.p2.net.flow}, {@code dev.p2.net.wire}. <b>Never here:</b> sockets,
 * threads, clocks; knowledge of which elements stand around.
 *
 * <p><b>Always true:</b> what an element drops leaves by a port or is counted.
 */
package dev.p2.net.element;
