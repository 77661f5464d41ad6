package dev.p2.engine.host;

import java.util.Map;

/**
 * Counters of a node since it was made. Steps that were undone count in {@code steps} and {@code
 * errors} only.
 *
 * @param steps steps, boot and follow-ups included
 * @param derivations head tuples made: events, sends, inserts, deletes, supports
 * @param rowsInserted rows that came into a table or replaced one
 * @param messagesSent messages handed to the host
 * @param messagesDropped received messages that were not accepted
 * @param nullLocations derivations for another node whose location was null, by rule label; rules
 *     without are left out
 * @param perRelation rows inserted by table, in order of the program's relations; tables without
 *     are left out
 */
public record NodeStats(
    long steps,
    long rounds,
    long derivations,
    long rowsInserted,
    long messagesSent,
    long messagesDropped,
    long errors,
    Map<String, Long> nullLocations,
    Map<String, Long> perRelation) {}
