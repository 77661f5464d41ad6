package dev.p2.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/** A node that is taken apart and put together again. */
public final class Moved implements StateSink, StateSource {
  private final CompiledProgram program;
  private final Deque<Object> pieces = new ArrayDeque<>();

  private Moved(CompiledProgram program) {
    this.program = program;
  }

  /** Another node with the state of {@code node}, and no object in common but its values. */
  public static Node copy(Node node, Host host) {
    var between = new Moved(node.program());
    node.save(between);
    Node copy = new Node(node.program(), node.config(), host);
    copy.watched = node.watched;
    copy.restore(between);
    if (!between.pieces.isEmpty()) throw new AssertionError("left over: " + between.pieces);
    return copy;
  }

  @Override
  public void number(long number) {
    pieces.add(number);
  }

  @Override
  public void tuple(Tuple tuple) {
    pieces.add(tuple);
  }

  @Override
  public long number() {
    return (Long) pieces.remove();
  }

  @Override
  public Tuple tuple() {
    Tuple tuple = (Tuple) pieces.remove();
    Object[] values = new Object[tuple.arity()];
    for (int i = 0; i < values.length; i++) values[i] = tuple.get(i);
    return program.remake(tuple.relation(), values);
  }
}
