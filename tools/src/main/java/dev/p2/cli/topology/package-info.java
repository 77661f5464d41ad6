/**
 * Topologies by file or name: ns-2, delay matrices, TOML and JSON of our own, built-in ones.
 *
 * <p><b>Door:</b> {@link dev.p2.cli.topology.Topologies}. Whatever does not fit is an {@link
 * dev.p2.cli.input.InputException} with its place, before anything runs.
 */
package dev.p2.cli.topology;
