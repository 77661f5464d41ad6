package dev.p2.net.flow;

import java.util.List;

/**
 * An element's ports.
 *
 * @param inputs from port 0
 * @param outputs from port 0
 * @param growingInputs whether there may be more inputs, all of the last one's kind
 * @param growingOutputs the same of outputs
 */
public record Ports(
    List<Kind> inputs, List<Kind> outputs, boolean growingInputs, boolean growingOutputs) {
  /** Who moves the packet. */
  public enum Kind {
    /** The upstream element. */
    PUSH,
    /** The downstream element. */
    PULL,
    /** Either, and the same at input 0 and output 0 of the element. */
    EITHER
  }

  public Ports {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  public static Ports of(List<Kind> inputs, List<Kind> outputs) {
    return new Ports(inputs, outputs, false, false);
  }

  /** The kind of an input; IllegalArgumentException if there is no such port. */
  Kind input(int port) {
    return kind(inputs, growingInputs, port, "input");
  }

  Kind output(int port) {
    return kind(outputs, growingOutputs, port, "output");
  }

  private static Kind kind(List<Kind> kinds, boolean growing, int port, String side) {
    if (port >= 0 && port < kinds.size()) return kinds.get(port);
    if (growing && port >= 0 && !kinds.isEmpty()) return kinds.getLast();
    throw new IllegalArgumentException("no " + side + " " + port);
  }
}
