package dev.p2.net.flow;

import dev.p2.net.flow.Ports.Kind;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * A graph of elements and its time. The host gives it the time and whatever arrives; nothing
 * happens by itself. Elements may be added, wired and removed while it runs, from within its own
 * calls too.
 */
public final class Router {
  private final Map<String, Element> elements = new LinkedHashMap<>();
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private final Queue<Runnable> soon = new ArrayDeque<>();
  private final RandomGenerator random;
  private Optional<Tap> tap = Optional.empty();
  private long nowNanos;
  private long alarmsSet;

  /** A router whose time begins at {@code nowNanos}. */
  public Router(long nowNanos, RandomGenerator random) {
    this.nowNanos = nowNanos;
    this.random = random;
  }

  /** Tells of what happens in queues and at schedulers from now on. */
  public void tap(Tap listening) {
    tap = Optional.of(listening);
  }

  Optional<Tap> tap() {
    return tap;
  }

  /** Adds an element under a name that no other has. */
  public <E extends Element> E add(String name, E element) {
    if (element.context != null)
      throw new IllegalArgumentException(name + " stands in a router already");
    if (elements.putIfAbsent(name, element) != null)
      throw new IllegalArgumentException("two elements named " + name);
    element.context = new Context(this, element, name);
    element.start();
    return element;
  }

  /** Wires an output to an input. */
  public Router connect(Element from, int output, Element to, int input) {
    Kind out = from.context.outputKind(output);
    Kind in = to.context.inputKind(input);
    if (out != in && out != Kind.EITHER && in != Kind.EITHER) {
      throw new IllegalArgumentException(
          from.context.name
              + "["
              + output
              + "] is "
              + out
              + ", "
              + to.context.name
              + "["
              + input
              + "] is "
              + in);
    }
    if (out == Kind.EITHER && in == Kind.EITHER) {
      throw new IllegalArgumentException(
          "wire "
              + from.context.name
              + " or "
              + to.context.name
              + " to a port that is push or pull first");
    }
    Link link = new Link(from, output, to, input, out == Kind.PULL || in == Kind.PULL);
    from.context.attachOutput(output, link);
    to.context.attachInput(input, link);
    return this;
  }

  /** Wires output 0 of each to input 0 of the next. */
  public Router chain(Element... inOrder) {
    for (int i = 1; i < inOrder.length; i++) connect(inOrder[i - 1], 0, inOrder[i], 0);
    return this;
  }

  /** Takes an element out, with its wires. What it holds is gone. */
  public void remove(Element element) {
    element.stop();
    element.context.detach();
    elements.remove(element.context.name);
  }

  /**
   * Moves time on, never back: runs what is due on the way, then what was put off. Called before an
   * input, so that it is worked on at its time, and after, so that nothing is left.
   */
  public void advance(long toNanos) {
    do {
      for (Alarm next = nextAlarm(); next != null && next.atNanos <= toNanos; next = nextAlarm()) {
        alarms.remove();
        nowNanos = Math.max(nowNanos, next.atNanos);
        next.run();
        runSoon();
      }
      nowNanos = Math.max(nowNanos, toNanos);
      runSoon();
    } while (nextAlarmNanos() <= toNanos);
  }

  /**
   * When {@link #advance} has something to do; Long.MAX_VALUE if nothing waits for time to pass.
   */
  public long nextAlarmNanos() {
    if (!soon.isEmpty()) return nowNanos;
    Alarm next = nextAlarm();
    return next == null ? Long.MAX_VALUE : next.atNanos;
  }

  public long nowNanos() {
    return nowNanos;
  }

  /** All counters of all elements: by the element's name, then the counter's. */
  public Map<String, Map<String, Long>> counters() {
    Map<String, Map<String, Long>> all = new LinkedHashMap<>();
    elements.forEach((name, element) -> all.put(name, element.counters()));
    return all;
  }

  RandomGenerator random() {
    return random;
  }

  Alarm at(long atNanos, Runnable task) {
    Alarm alarm = new Alarm(atNanos, alarmsSet++, task);
    alarms.add(alarm);
    return alarm;
  }

  void soon(Runnable task) {
    soon.add(task);
  }

  private void runSoon() {
    for (Runnable task = soon.poll(); task != null; task = soon.poll()) task.run();
  }

  /** The next alarm that was not cancelled, or null. */
  private Alarm nextAlarm() {
    while (!alarms.isEmpty() && alarms.peek().cancelled()) alarms.remove();
    return alarms.peek();
  }
}
