package dev.p2.net;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Host;
import dev.p2.engine.Node;
import dev.p2.engine.Programs;
import dev.p2.engine.StepPool;
import dev.p2.engine.code.Stages;
import dev.p2.engine.host.DurableStore;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.HostFigures;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.Observation;
import dev.p2.engine.host.Passage;
import dev.p2.engine.host.Timer;
import dev.p2.engine.tuple.Tuple;
import dev.p2.net.element.DatagramPort;
import dev.p2.net.record.EntryKind;
import dev.p2.net.record.NodeTape;
import dev.p2.net.stack.NodeTransport;
import dev.p2.net.stack.TransportOptions;
import dev.p2.net.store.FileStore;
import dev.p2.net.wire.BadPacket;
import dev.p2.net.wire.FailReason;
import dev.p2.net.wire.MessageCodec;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.Relations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A node with all that a host adds to it: inputs, timers, transport, socket. Everything but the
 * constructor runs on the loop's thread.
 */
final class HostedNode implements Host, NodeTransport.Upward {
  private static final int STEPS_A_TURN = 256;
  private static final int DATAGRAMS_A_TURN = 64;
  private static final int INPUTS_MAX_TO_READ = 1024;
  private static final int PARKED_MAX = 1024;
  private static final long LINGER_NANOS = 1_000_000_000L;
  private static final long REPORT_EVERY_NANOS = 1_000_000_000L;
  private static final long MILLISECOND = 1_000_000L;
  private static final long WAKE_AGAIN_NANOS = 1_000_000_000L;

  /** Something for the node to do in a step of its own. */
  private interface Input {
    void run(long nowNanos);
  }

  private enum State {
    STARTING,
    RUNNING,
    STOPPING,
    STOPPED
  }

  private final NodeHandle handle;
  private final NodeOptions options;
  private final EventLoop loop;
  private final NodeSocket socket;
  private final Optional<FileStore> disk;
  private final AddressBook book;
  private final Relations relations;
  private final Node node;
  private final Stages stages;
  private final NodeTransport transport;

  /** Null unless the program reads {@code sysPeer}. */
  private final PeerTraffic traffic;

  private final NodeTape tape;
  private final NodeTimers timers = new NodeTimers();
  private final StepPool steps = new StepPool();
  private final ArrayDeque<Input> inputs = new ArrayDeque<>();
  private final ArrayDeque<Runnable> afterStep = new ArrayDeque<>();
  private final Map<String, ArrayDeque<Message>> parked = new HashMap<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private State state = State.STARTING;
  private boolean inFollowUp;
  private long lingerUntilNanos;
  private long nextBadPacketReport;
  private long noWakeBeforeNanos;
  private long unresolved;
  private long toItself;

  /** The loop's: when this node is to run. */
  long wakeNanos = Long.MAX_VALUE;

  HostedNode(
      NodeHandle handle,
      CompiledProgram program,
      NodeOptions options,
      NodeConfig config,
      NodeSocket socket,
      Optional<FileStore> disk,
      AddressBook book,
      EventLoop loop,
      RandomGenerator transportRandom,
      NodeTape tape) {
    this.handle = handle;
    this.options = options;
    this.loop = loop;
    this.socket = socket;
    this.disk = disk;
    this.book = book;
    this.tape = tape;
    this.relations = new Relations(program);
    this.node = new Node(program, config, this);
    this.stages = new Stages(program, options.code());
    boolean watched = program.plan().program().relation("sysPeer").isPresent();
    this.traffic = watched ? new PeerTraffic() : null;
    this.transport =
        new NodeTransport(
            relations,
            options.transport().apply(fittingTransport()),
            transportRandom,
            loop.clock().nowNanos(),
            this,
            port());
    if (node.tracesPassages()) transport.tap(this::passed);
  }

  /** A queue or a scheduler of the transport has done something. */
  private void passed(String element, Passage.Op op, Packet packet, long number) {
    packet.message().ifPresent(message -> passed(element, op, message, number));
  }

  private void passed(String element, Passage.Op op, Message message, long number) {
    if (message.traceId() == 0 || state == State.STOPPED) return;
    long now = now();
    var passage = new Passage(element, op, message.traceId(), number, now);
    tape.passage(passage, now);
    node.passed(passage);
  }

  /** The socket, watched if somebody wants to know what passes. */
  private DatagramPort port() {
    if (traffic == null) return socket;
    return (destination, datagram) -> {
      int bytes = datagram.remaining();
      boolean left = socket.send(destination, datagram);
      if (left) traffic.sent(destination, bytes);
      return left;
    };
  }

  private TransportOptions fittingTransport() {
    return socket.isLoopback()
        ? TransportOptions.DEFAULT.withDatagramBytesMax(TransportOptions.DATAGRAM_BYTES_LOOPBACK)
        : TransportOptions.DEFAULT;
  }

  /**
   * Boots and starts the node; whether that succeeded. If not, by an exception or without, the
   * socket is closed.
   */
  boolean start() throws IOException {
    boolean booted = false;
    try {
      stages.watch(node);
      options.prepare().accept(node);
      long now = now();
      tape.made(node, now);
      tape.step(EntryKind.BOOT, now);
      booted = node.boot(now);
      tape.ended(booted);
      settle();
    } finally {
      if (!booted) finish();
    }
    if (booted) run();
    return booted;
  }

  private void run() throws IOException {
    state = State.RUNNING;
    long now = now();
    tape.step(EntryKind.START, now);
    tape.ended(node.start(now));
    settle();
    timers.arm(node.timers());
    socket.register(loop.selector(), this);
    turn();
  }

  private long now() {
    return loop.clock().nowNanos();
  }

  // ---- the loop's calls

  /** Does what is due, up to a number of steps: other nodes of this thread have their turn too. */
  void turn() {
    if (state == State.STOPPED) return;
    guarded(
        () -> {
          transport.advance(now());
          if (state == State.RUNNING) runSteps();
          transport.advance(now());
          settle();
        });
    if (state == State.STOPPING && (transport.isIdle() || now() >= lingerUntilNanos))
      guarded(this::finish);
    if (state != State.STOPPED) loop.wakeAt(this, nextNanos());
  }

  private void runSteps() {
    for (int steps = 0; steps < STEPS_A_TURN; steps++) {
      long now = now();
      boolean worked = false;
      if (timers.nextNanos() <= now) {
        int timer = timers.poll(now);
        if (node.ticks(timer)) {
          tape.fire(timer, now);
          tape.ended(node.fire(timer, now));
          settle();
        }
        worked = true;
      }
      Input input = inputs.poll();
      if (input != null) {
        input.run(now());
        settle();
        worked = true;
      }
      if (!worked && node.nextExpiryNanos() <= now && now >= noWakeBeforeNanos) {
        tape.step(EntryKind.WAKE, now);
        boolean woken = node.wake(now);
        tape.ended(woken);
        if (!woken) noWakeBeforeNanos = now + WAKE_AGAIN_NANOS; // as on a full disk
        settle();
        return; // if that was not enough, not again in this turn
      }
      if (!worked) return;
    }
  }

  private long nextNanos() {
    if (state == State.STOPPING) return Math.min(lingerUntilNanos, transport.nextAlarmNanos());
    if (!inputs.isEmpty()) return now();
    long now = now();
    long expiry = node.nextExpiryNanos();
    if (expiry <= now) expiry = Math.max(noWakeBeforeNanos, now + MILLISECOND);
    return Math.min(Math.min(timers.nextNanos(), expiry), transport.nextAlarmNanos());
  }

  void readable() {
    guarded(
        () -> {
          transport.advance(now());
          for (int i = 0; i < DATAGRAMS_A_TURN && inputs.size() < INPUTS_MAX_TO_READ; i++) {
            ByteBuffer buffer = loop.datagramBuffer();
            Optional<InetSocketAddress> source = socket.receive(buffer);
            if (source.isEmpty()) break;
            byte[] octets = new byte[buffer.flip().remaining()];
            buffer.get(octets);
            String from = loop.textOf(source.get());
            if (traffic != null) traffic.received(from, octets.length, now());
            transport.receive(octets, from);
          }
        });
    turn();
  }

  void writable() {
    guarded(
        () -> {
          socket.writable();
          transport.writable();
        });
    turn();
  }

  /** Whatever goes wrong in one node stays there. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      told(() -> options.listener().broke(handle, e));
    }
  }

  /**
   * After each step: what became of its sends, then the steps that its errors and conflicts
   * trigger.
   */
  private void settle() {
    reportAfterStep();
    inFollowUp = true;
    while (node.hasFollowUp()) {
      long now = now();
      tape.followUp(now);
      node.followUp(now);
      reportAfterStep();
    }
    inFollowUp = false;
  }

  private void reportAfterStep() {
    for (Runnable task = afterStep.poll(); task != null; task = afterStep.poll()) task.run();
  }

  /** Errors of a step that errors have triggered make no further ones, or they would for ever. */
  private void undeliverable(Message message, String code, String why) {
    if (inFollowUp) return;
    afterStep.add(
        () -> {
          tape.undeliverable(message, code, why, now());
          node.undeliverable(message, code, why);
        });
  }

  // ---- from outside, by way of the loop

  /** Queues a tuple as an external event; the future says whether its step committed. */
  void inject(Tuple tuple, CompletableFuture<Boolean> committed) {
    if (state != State.RUNNING) {
      committed.complete(false);
      return;
    }
    inputs.add(now -> committed.complete(injected(tuple, now)));
    loop.wakeAt(this, now());
  }

  private boolean injected(Tuple tuple, long now) {
    tape.inject(tuple, now);
    boolean done = node.inject(tuple, now);
    tape.ended(done);
    return done;
  }

  private void received(Message message, String source, long now) {
    tape.receive(message, source, now);
    tape.ended(node.receive(message, source, now));
  }

  <T> void call(Function<Node, T> function, CompletableFuture<T> result) {
    try {
      result.complete(function.apply(node));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
    guarded(this::settle);
    if (state != State.STOPPED) loop.wakeAt(this, now());
  }

  NodeTransport transport() {
    return transport;
  }

  NodeReport report() {
    return new NodeReport(
        node.stats(), transport.totals(), unresolved, toItself, socket.unknown() + socket.errors());
  }

  CompletableFuture<Void> stopped() {
    return stopped;
  }

  /** The last step; its sends still leave, and reliable ones have a moment to arrive. */
  void stop() {
    if (state != State.RUNNING) return;
    state = State.STOPPING;
    lingerUntilNanos = now() + LINGER_NANOS;
    timers.clear();
    inputs.clear();
    guarded(
        () -> {
          long now = now();
          tape.step(EntryKind.STOP, now);
          tape.ended(node.stop(now));
          settle();
        });
    turn();
  }

  private void finish() {
    state = State.STOPPED;
    disk.ifPresent(FileStore::close);
    transport.close();
    try {
      socket.close();
    } catch (IOException e) {
      told(() -> options.listener().broke(handle, e));
    }
    loop.load().decrementAndGet();
    loop.afterSelect(() -> stopped.complete(null));
  }

  // ---- what the node tells

  @Override
  public StepPool steps() {
    return steps;
  }

  @Override
  public void send(Node from, Message message) {
    tape.sent(message);
    route(message);
  }

  private void route(Message message) {
    String destination = message.destination();
    if (destination.equals(handle.address())) {
      toItself++;
      inputs.add(now -> received(message, destination, now));
      return;
    }
    if (parked.containsKey(destination)) {
      park(message);
      return;
    }
    switch (book.find(destination, () -> resolved(destination))) {
      case AddressBook.Entry.Found _ -> transport.send(message);
      case AddressBook.Entry.Pending _ -> park(message);
      case AddressBook.Entry.Failed(var why, _) -> {
        unresolved++;
        String text = "cannot resolve " + destination + ": " + why;
        undeliverable(message, "P2-R08", text);
        failed(message, 0, FailReason.UNREACHABLE);
      }
    }
  }

  /**
   * Keeps a message until its destination's name has been looked up: in order, for those after it
   * must not overtake it.
   */
  private void park(Message message) {
    ArrayDeque<Message> waiting =
        parked.computeIfAbsent(message.destination(), _ -> new ArrayDeque<>());
    if (waiting.size() < PARKED_MAX) waiting.add(message);
    else {
      passed(message.destination() + " unresolved", Passage.Op.DROP, message, waiting.size());
      failed(message, 0, FailReason.QUEUE);
    }
  }

  /** Called by another thread: the name has been looked up. */
  private void resolved(String destination) {
    loop.submit(
        () -> {
          ArrayDeque<Message> waiting = parked.remove(destination);
          if (waiting == null || state == State.STOPPED) return;
          guarded(() -> waiting.forEach(this::route));
          turn();
        });
  }

  @Override
  public Optional<Programs> programs(Node of) {
    return options.code().programs();
  }

  @Override
  public void changed(Node of, List<Timer> armed) {
    relations.learn(of.program());
    tape.changed(of);
    timers.arm(armed);
  }

  @Override
  public void observe(Node at, Observation what) {
    tape.observed(at, what);
    Optional<Observation> shown = at.shown(what);
    if (at.installedWatches(what))
      told(() -> options.listener().observedInstalled(handle, at.now(), at.program(), what));
    if (shown.isEmpty()) return;
    stages.observed(at, shown.get(), result -> inputs.add(now -> injected(result, now)));
    told(() -> options.listener().observed(handle, at.now(), shown.get()));
  }

  @Override
  public void report(Node at, ErrorReport report) {
    tape.error(report);
    told(() -> options.listener().reported(handle, report));
  }

  @Override
  public Optional<DurableStore> durable(Node of) {
    return disk.map(tape::store);
  }

  @Override
  public HostFigures figures(Node of) {
    Map<String, Long> totals = transport.totals();
    Runtime runtime = Runtime.getRuntime();
    return tape.figures(
        new HostFigures(
            0,
            runtime.totalMemory() - runtime.freeMemory(),
            totals.get("bytesOut"),
            totals.get("bytesIn"),
            0));
  }

  @Override
  public List<Object[]> sample(Node of, String relation) {
    return tape.sample(rowsOf(relation));
  }

  private List<Object[]> rowsOf(String relation) {
    return switch (relation) {
      case "sysPeer" -> HostRows.peers(traffic, transport);
      case "sysQueue" -> HostRows.queues(inputs.size(), timers.size(), transport);
      default -> List.of();
    };
  }

  @Override
  public Object callExtern(String name, Object[] arguments) {
    return options.code().call(name, arguments);
  }

  /** A listener's exception must not reach the engine. */
  private void told(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      // the listener's own business: there is nobody else to tell
    }
  }

  // ---- what the transport tells

  @Override
  public void deliver(Message message, String source) {
    if (state == State.RUNNING) inputs.add(now -> received(message, source, now));
  }

  @Override
  public void failed(Message message, int attempts, FailReason reason) {
    told(() -> options.listener().failed(handle, message, attempts, reason));
    if (reason == FailReason.TOO_LARGE)
      undeliverable(message, "P2-R11", MessageCodec.whyNot(message));
    if (state == State.RUNNING)
      node.failed(message.tuple()).ifPresent(event -> inputs.add(now -> injected(event, now)));
  }

  @Override
  public void dropped(BadPacket reason, String source, String detail) {
    String code =
        switch (reason) {
          case UNKNOWN_RELATION, ARITY -> "P2-R12";
          case TYPE -> "P2-R02";
          case FOREIGN,
              VERSION,
              KIND,
              TRUNCATED,
              TRAILING,
              MALFORMED,
              TOO_DEEP,
              FRAGMENT,
              STALE,
              TOO_MANY_PEERS ->
              "";
        };
    if (code.isEmpty() || state != State.RUNNING || now() < nextBadPacketReport) return;
    nextBadPacketReport = now() + REPORT_EVERY_NANOS;
    String why = detail + ", from " + source;
    afterStep.add(
        () -> {
          tape.report(code, why, now());
          node.reportError(code, why);
        });
  }
}
