/**
 * Virtual time for a crowd of actors: an event queue, a clock that jumps, and threads that do not
 * show.
 *
 * <p><b>Door:</b> {@link dev.p2.sim.kernel.Kernel}. In: a {@link dev.p2.sim.kernel.Behaviour},
 * which says what an event does to an actor; out: every event handled, by time and, at one time, in
 * the order in which the events were scheduled. Whoever simulates a protocol written in Java makes
 * its messages and timers subclasses of {@link dev.p2.sim.kernel.Event} and schedules them on the
 * {@link dev.p2.sim.kernel.Lane} that its behaviour is handed; OverLog nodes run on it the same
 * way, by {@code dev.p2.sim}.
 *
 * <p><b>Threads.</b> Actors are dealt out to lanes. As long as no event reaches an actor of another
 * lane sooner than the least delay, lanes may run a window of that length at the same time. Each
 * notes which events it handled and what they scheduled; at the end of the window the notes are
 * merged in the order in which one thread would have handled the events, and what they scheduled is
 * numbered in passing. So the result is that of one thread, bit for bit.
 *
 * <p><b>May use:</b> the JDK. <b>Never here:</b> programs, nodes, networks, the wall clock, random
 * numbers.
 *
 * <p><b>Always true:</b> an event that is scheduled for now is handled at this instant, behind all
 * that was scheduled for it before; nothing is handled twice; time never goes back.
 */
package dev.p2.sim.kernel;
