package dev.p2.net;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.RandomStream;
import dev.p2.lang.value.Id;
import dev.p2.net.record.NodeTape;
import dev.p2.net.store.FileStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Runs nodes over UDP by the wall clock: a few threads, each a loop that serves some nodes; a node
 * stays on one.
 *
 * <pre>
 * try (RealtimeHost host = RealtimeHost.start()) {
 *   NodeHandle node = host.add(program, NodeOptions.listen("127.0.0.1:0").withListener(listener));
 *   node.inject("lookup", node.address(), key, node.address());
 * }
 * </pre>
 *
 * <p>Thread-safe. A host does no work while its nodes have none.
 */
public final class RealtimeHost implements AutoCloseable {
  private static final long STOP_SECONDS_MAX = 5;

  private volatile Function<NodeConfig, NodeTape> tapes = _ -> NodeTape.NONE;
  private final AddressBook book;
  private final List<EventLoop> loops = new ArrayList<>();
  private final List<NodeHandle> nodes = new ArrayList<>();
  private final SplittableRandom sessions = new SplittableRandom(new SecureRandom().nextLong());

  private final AtomicBoolean closed = new AtomicBoolean();

  private RealtimeHost(WallClock clock, int threads) throws IOException {
    this.book = new AddressBook(clock);
    for (int i = 0; i < threads; i++) loops.add(new EventLoop("p2-loop-" + i, clock));
  }

  /** A host with a thread a processor, four at most. */
  public static RealtimeHost start() throws IOException {
    return start(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
  }

  /** A host with that many threads. */
  public static RealtimeHost start(int threads) throws IOException {
    if (threads < 1) throw new IllegalArgumentException("threads " + threads);
    RealtimeHost host = new RealtimeHost(new WallClock(), threads);
    host.loops.forEach(EventLoop::start);
    return host;
  }

  /**
   * Requires that a node could listen there at this moment.
   *
   * @throws PortInUseException if the port is taken
   * @throws IOException if the text is no address, or the host is not this machine
   */
  public static void requireFree(String listen) throws IOException {
    NodeSocket.requireFree(listen);
  }

  /** From now on every node that is added is taken down on the tape that this makes for it. */
  public void tapes(Function<NodeConfig, NodeTape> tapesByConfig) {
    tapes = tapesByConfig;
  }

  /**
   * Binds a socket, boots a node and starts it; returns when it runs.
   *
   * @throws PortInUseException if the port is taken
   * @throws dev.p2.net.store.StoreException if the file of the durable tables cannot be used
   * @throws IOException if the address is none of this machine's
   * @throws dev.p2.engine.code.MissingCodeException if the program asks for functions or procedures
   *     that the options do not have
   * @throws NodeStartException if the boot step failed
   */
  public NodeHandle add(CompiledProgram program, NodeOptions options)
      throws IOException, NodeStartException {
    options.code().require(program.plan().program());
    NodeSocket socket = NodeSocket.bind(options.listen(), book);
    String address = addressOf(options.listen(), socket);
    Optional<FileStore> disk = disk(program, options, address, socket);
    EventLoop loop = leastLoaded();
    NodeHandle handle = new NodeHandle(address, program, loop);
    HostedNode node =
        new HostedNode(
            handle,
            program,
            options,
            config(address, options),
            socket,
            disk,
            book,
            loop,
            newLife(),
            tapes.apply(config(address, options)));
    handle.host(node);
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    loop.submit(
        () -> {
          try {
            started.complete(node.start());
          } catch (IOException | RuntimeException | Error e) {
            started.completeExceptionally(e);
          }
        });
    if (!await(started)) throw new NodeStartException("the boot step of " + address + " failed");
    synchronized (nodes) {
      nodes.add(handle);
    }
    return handle;
  }

  private static Optional<FileStore> disk(
      CompiledProgram program, NodeOptions options, String address, NodeSocket socket)
      throws IOException {
    if (options.data().isEmpty() || !program.keepsRows()) return Optional.empty();
    boolean opened = false;
    try {
      FileStore disk = FileStore.open(options.data().get(), address, program);
      opened = true;
      return Optional.of(disk);
    } finally {
      if (!opened) socket.close();
    }
  }

  private static String addressOf(String listen, NodeSocket socket) {
    return listen.endsWith(":0")
        ? listen.substring(0, listen.length() - 1) + socket.port()
        : listen;
  }

  private static NodeConfig config(String address, NodeOptions options) {
    return new NodeConfig(
        address,
        options.nodeId().orElseGet(() -> idFrom(options.seed())),
        options.landmark().orElse(address),
        options.index(),
        options.count(),
        options.seed(),
        options.roundsMax(),
        options.derivationsMax());
  }

  private static Id idFrom(long seed) {
    RandomStream random = RandomStream.of(seed, 0, "id");
    return Id.of(random.nextInt(), random.nextLong(), random.nextLong());
  }

  /**
   * Not from the node's seed: one that restarts with the same seed must not look like its former
   * life.
   */
  private SplittableRandom newLife() {
    synchronized (sessions) {
      return sessions.split();
    }
  }

  private EventLoop leastLoaded() {
    synchronized (loops) {
      EventLoop least =
          loops.stream().min(Comparator.comparingInt(l -> l.load().get())).orElseThrow();
      least.load().incrementAndGet();
      return least;
    }
  }

  private static boolean await(CompletableFuture<Boolean> started) throws IOException {
    try {
      return started.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a node was starting", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) throw io;
      if (e.getCause() instanceof RuntimeException thrown) throw thrown;
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The nodes added, stopped ones too, in that order. */
  public List<NodeHandle> nodes() {
    synchronized (nodes) {
      return List.copyOf(nodes);
    }
  }

  /**
   * Stops all nodes as {@link NodeHandle#stop} does, then the threads. Not to be called by a
   * listener.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    CompletableFuture<?>[] all =
        nodes().stream().map(NodeHandle::stop).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(all).get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // a node that does not stop in time is left behind: its thread ends with the process
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (EventLoop loop : loops) closeLoop(loop);
  }

  private static void closeLoop(EventLoop loop) {
    try {
      loop.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // the selector is gone either way
    }
  }
}
