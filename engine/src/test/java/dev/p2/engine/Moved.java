package dev.p2.engine;

import dev.p2.engine.host.StateSink;
import dev.p2.engine.tuple.Tuple;
import java.util.ArrayDeque;
import java.util.Deque;

/** A node that is taken apart and put together again. */
public final class Moved implements StateSink, StateSource {
  private final Deque<Object> pieces = new ArrayDeque<>();

  private Moved() {}

  /** Another node with the state of {@code node}, and no object in common but its values. */
  public static Node copy(Node node, Host host) {
    var between = new Moved();
    node.save(between);
    Node copy = new Node(node.made(), node.config(), host);
    copy.restore(between);
    copy.watched = node.watched;
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
  public void text(String text) {
    pieces.add(text);
  }

  @Override
  public String text() {
    return (String) pieces.remove();
  }

  @Override
  public long number() {
    return (Long) pieces.remove();
  }

  @Override
  public Tuple tuple(CompiledProgram of) {
    Tuple tuple = (Tuple) pieces.remove();
    Object[] values = new Object[tuple.arity()];
    for (int i = 0; i < values.length; i++) values[i] = tuple.get(i);
    return of.remake(tuple.relation(), values);
  }
}
