/**
 * The frame that elements stand in, in Click's manner: ports, wiring, blocking, timers.
 *
 * <p><b>Door:</b> {@link dev.p2.net.flow.Router}; an element extends {@link
 * dev.p2.net.flow.Element}.
 *
 * <p><b>Rules of the game.</b> A packet is pushed from an output into an input, or pulled by an
 * input from an output. A push may be refused: the packet stays with who pushed, and the refuser
 * says {@link dev.p2.net.flow.Context#room} when it can take another. A pull may find nothing: who
 * was pulled says {@link dev.p2.net.flow.Context#ready} when there is something. The frame
 * remembers who waits, so that nobody is told who did not ask.
 *
 * <p><b>May use:</b> {@code dev.p2.net.wire}. <b>Never here:</b> threads, sockets, a clock: the
 * host advances a router's time.
 *
 * <p><b>Always true:</b> a push output is wired to push inputs and a pull input to a pull output,
 * both checked when they are wired; timers fire in order of time, then of setting.
 */
package dev.p2.net.flow;
