/**
 * A compiled program's running nodes: tables, the step with its rounds, views and timers
 * (overlog.md 7 to 9).
 *
 * <p><b>Door:</b> {@link Node}, made of a {@link CompiledProgram}, a {@code NodeConfig} and a
 * {@link Host}. In: the time and one external event a step. Out, at the end of the step: {@code
 * Message}s, {@code Observation}s, {@code ErrorReport}s; they are in {@link dev.p2.engine.host}.
 *
 * <p><b>Rooms:</b> {@code Table} with {@code KeyIndex}, {@code ChainIndex}, {@code OrderedIndex},
 * {@code Ages}, {@code Supports}, {@code Overlay} keeps rows and shows them as they were; {@code
 * Step} is the transaction, with {@code Strata} (who runs in a round), {@code Views}, {@code
 * Groups}, {@code Recursion} (what changes mean), {@code Commit} and {@code QuietChange} (what a
 * round changes) and {@code UndoLog}; {@code DurableRows} is what a step leaves for a {@code
 * DurableStore}; {@code NodeState} with {@code TableState} takes a node's state to a {@code
 * StateSink} and back; {@code Installation} is what was installed in a running node, {@code
 * ProgramChange} takes the node to another program that {@link Programs} makes; {@code Layout} is
 * what is worked out once a program, {@code Foresight} among it (which tables a step will touch);
 * {@code StrandSide} is what generated code calls.
 *
 * <p><b>May use:</b> {@code dev.p2.plan}, {@code dev.p2.lang}. <b>Never here:</b> bytecode,
 * sockets, threads, the clock, random numbers but those of the node's own stream, text output.
 *
 * <p><b>Always true:</b> tables change in commits only, never while strands run; a step that fails
 * leaves a node as it was; between two steps no change waits for anybody; nothing depends on the
 * order of a hash map.
 */
package dev.p2.engine;
