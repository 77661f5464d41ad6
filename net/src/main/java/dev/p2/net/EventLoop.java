package dev.p2.net;

import dev.p2.engine.host.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread that serves some nodes: it sleeps until a datagram, a task from outside, or the next
 * node's time comes.
 */
final class EventLoop {
  private static final System.Logger LOG = System.getLogger("dev.p2.net");
  private static final int SOURCES_MAX = 4096;
  private static final long MILLISECOND = 1_000_000;

  /** A node's wish to run; void if the node has wished for an earlier time since. */
  private record Wake(long atNanos, HostedNode node) implements Comparable<Wake> {
    @Override
    public int compareTo(Wake other) {
      return Long.compare(atNanos, other.atNanos);
    }
  }

  private final Clock clock;
  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicInteger load = new AtomicInteger();
  private final PriorityQueue<Wake> wakes = new PriorityQueue<>();
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(1 << 16);
  private final Map<InetSocketAddress, String> sources =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, String> eldest) {
          return size() > SOURCES_MAX;
        }
      };
  private List<Runnable> afterSelect = new ArrayList<>();
  private volatile boolean closing;

  EventLoop(String name, Clock clock) throws IOException {
    this.clock = clock;
    this.selector = Selector.open();
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Clock clock() {
    return clock;
  }

  Selector selector() {
    return selector;
  }

  /** The number of nodes here. */
  AtomicInteger load() {
    return load;
  }

  /** Runs a task on this thread, soon. RejectedExecutionException once the loop has ended. */
  void submit(Runnable task) {
    if (closing) throw new RejectedExecutionException("the host is closed");
    tasks.add(task);
    if (Thread.currentThread() != thread && woken.compareAndSet(false, true)) selector.wakeup();
  }

  /** Makes sure that a node runs at that time at the latest. */
  void wakeAt(HostedNode node, long atNanos) {
    if (atNanos < node.wakeNanos) {
      node.wakeNanos = atNanos;
      wakes.add(new Wake(atNanos, node));
    }
  }

  /** The buffer that datagrams are read into, empty. */
  ByteBuffer datagramBuffer() {
    return datagram.clear();
  }

  String textOf(InetSocketAddress source) {
    return sources.computeIfAbsent(source, HostPort::text);
  }

  private void run() {
    while (!closing) {
      try {
        runTasks();
        runDue();
        waitForMore();
      } catch (IOException e) {
        throw new UncheckedIOException(
            e); // the selector is broken: nothing can be served here any more
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "a node's turn failed; the loop goes on", e);
      }
    }
    runTasks();
    afterSelect.forEach(Runnable::run);
  }

  private void runTasks() {
    woken.set(false);
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) task.run();
  }

  private void runDue() {
    long now = clock.nowNanos();
    while (!wakes.isEmpty() && wakes.peek().atNanos <= now) {
      Wake wake = wakes.remove();
      if (wake.node.wakeNanos != wake.atNanos) continue;
      wake.node.wakeNanos = Long.MAX_VALUE;
      wake.node.turn();
    }
  }

  /**
   * Runs a task when a selection has begun and ended: only then is the port of a channel that was
   * closed free.
   */
  void afterSelect(Runnable task) {
    afterSelect.add(task);
  }

  private void waitForMore() throws IOException {
    List<Runnable> after = afterSelect; // what is added during this selection waits for the next
    afterSelect = new ArrayList<>();
    select(!tasks.isEmpty() || !after.isEmpty());
    after.forEach(Runnable::run);
  }

  private void select(boolean busy) throws IOException {
    if (busy) {
      selector.selectNow(this::serve);
    } else if (wakes.isEmpty()) {
      selector.select(this::serve);
    } else {
      long waitNanos = wakes.peek().atNanos - clock.nowNanos();
      if (waitNanos <= 0) selector.selectNow(this::serve);
      else
        selector.select(
            this::serve,
            (waitNanos + MILLISECOND - 1) / MILLISECOND); // late by a millisecond, not busy
    }
  }

  private void serve(SelectionKey key) {
    HostedNode node = (HostedNode) key.attachment();
    if (!key.isValid()) return;
    if (key.isWritable()) node.writable();
    if (key.isValid() && key.isReadable()) node.readable();
  }

  boolean isLoopThread() {
    return Thread.currentThread() == thread;
  }

  /** Ends the thread after its tasks. */
  void close() throws InterruptedException, IOException {
    closing = true;
    selector.wakeup();
    if (!isLoopThread()) thread.join(2000);
    selector.close();
  }
}
