package dev.p2.lang.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The {@code #if} groups that are open at a place of one file. */
final class Conditions {
  /**
   * One group. {@code counts}: whether its present part does; {@code done}: whether no later part
   * can.
   */
  private record Group(Token opening, boolean counts, boolean done, boolean last) {}

  private final Deque<Group> open = new ArrayDeque<>();

  /** Whether the text at this place counts. */
  boolean counts() {
    return open.isEmpty() || open.peek().counts();
  }

  /** {@code #if}, {@code #ifdef}, {@code #ifndef} in a text that counts. */
  void open(Token directive, boolean holds) {
    open.push(new Group(directive, holds, holds, false));
  }

  /** The same in a text that does not count. */
  void openIgnored(Token directive) {
    open.push(new Group(directive, false, true, false));
  }

  /** Whether an {@code #elif} here needs its condition evaluated. */
  boolean undecided() {
    return !open.isEmpty() && !open.peek().done();
  }

  /**
   * {@code #elif} (not {@code last}) or {@code #else}; false if there is nothing that it could
   * belong to.
   */
  boolean next(boolean holds, boolean last) {
    if (open.isEmpty() || open.peek().last()) return false;
    Group group = open.pop();
    boolean counts = !group.done() && holds;
    open.push(new Group(group.opening(), counts, group.done() || counts, last));
    return true;
  }

  /** {@code #endif}; false if nothing is open. */
  boolean close() {
    return open.poll() != null;
  }

  /** The outermost group that is still open. */
  Optional<Token> unclosed() {
    return Optional.ofNullable(open.peekLast()).map(Group::opening);
  }
}
