package dev.p2.bench;

import dev.p2.engine.host.RandomStream;
import dev.p2.sim.kernel.Behaviour;
import dev.p2.sim.kernel.Event;
import dev.p2.sim.kernel.Kernel;
import dev.p2.sim.kernel.Lane;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Chord written by hand in Java for the simulator's kernel, to see what the kernel costs: ids of 64
 * bits, four successors, recursive lookups answered directly, timers as in the SOSP'05 paper
 * (fingers 10 s, stabilization 15 s, pings 5 s to everybody known, a lookup every 10 s). A tenth of
 * the nodes each share a domain: 4 ms within, 108 ms between.
 *
 * <p>Nodes know each other by index. What a node draws comes from a stream of its own, and it
 * touches nothing of others but their ids, so that lanes may share the work.
 */
final class HandChord implements Behaviour {
  static final long SECOND = 1_000_000_000L;
  static final long NEAR_NANOS = 4_000_000;
  private static final long FAR_NANOS = 108_000_000;
  private static final long SELF_NANOS = 100_000;
  private static final long STABILIZE_NANOS = 15 * SECOND;
  private static final long FINGER_NANOS = 10 * SECOND;
  private static final long PING_NANOS = 5 * SECOND;
  private static final long LOOKUP_NANOS = 10 * SECOND;
  private static final long JOIN_NANOS = 10 * SECOND;
  private static final int DOMAINS = 10;
  private static final int SUCCESSORS = 4;
  private static final int BITS = 64;
  private static final int HOPS_MAX = 200;
  private static final int NOBODY = -1;
  private static final int JOINING = -1;
  private static final int ASKING = -2;

  // Kinds of events: timers, then messages.
  private static final byte BEGIN = 0;
  private static final byte STABILIZE = 1;
  private static final byte FIX_FINGER = 2;
  private static final byte PING_ALL = 3;
  private static final byte ASK = 4;
  private static final byte JOIN = 5;
  private static final byte LOOKUP = 6;
  private static final byte FOUND = 7;
  private static final byte NEIGHBOURS_WANTED = 8;
  private static final byte NEIGHBOURS = 9;
  private static final byte NOTIFY = 10;
  private static final byte PING = 11;
  private static final byte PONG = 12;

  /** A timer or a message; used again and again. */
  private static final class Note extends Event {
    private byte kind;
    private short hops;
    private int from;
    private int tag;
    private int node;
    private long key;
    private long sentNanos;
    private int[] nodes;
    private Note free;
  }

  private static final class Peer {
    private final int index;
    private final long id;
    private final RandomStream random;
    private boolean joined;
    private int predecessor = NOBODY;
    private int successorCount;
    private final int[] successors = new int[SUCCESSORS];
    private final int[] fingers = new int[BITS];
    private int nextFinger;
    private int[] awaited = new int[16];
    private long[] awaitedSince = new long[16];
    private int awaitedCount;
    private final int[] dead = {NOBODY, NOBODY, NOBODY, NOBODY};
    private int deadCount;

    Peer(int index, long seed) {
      this.index = index;
      random = RandomStream.of(seed, index, "hand-written chord");
      id = random.nextLong();
      Arrays.fill(fingers, NOBODY);
    }
  }

  /** What one lane counts, and the notes that it has to spare. */
  private static final class Tally {
    private Note spare;
    private final int[] known = new int[SUCCESSORS + 1 + BITS];
    private long digest;
    private long asked;
    private long answered;
    private long wrong;
    private long hops;
  }

  private final Peer[] peers;
  private final long[] ids;
  private final int[] ring;
  private final long[] ringIds;
  private final Tally[] tallies;
  private final Kernel kernel;

  HandChord(int nodes, int lanes, Kernel.Queue queue, long seed) {
    peers = new Peer[nodes];
    ids = new long[nodes];
    for (int i = 0; i < nodes; i++) {
      peers[i] = new Peer(i, seed);
      ids[i] = peers[i].id;
    }
    ring =
        IntStream.range(0, nodes)
            .boxed()
            .sorted((a, b) -> Long.compareUnsigned(ids[a], ids[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    ringIds = Arrays.stream(ring).mapToLong(i -> ids[i]).toArray();
    kernel = new Kernel(nodes, lanes, 64, NEAR_NANOS, queue, this);
    tallies = new Tally[kernel.lanes()];
    for (int i = 0; i < tallies.length; i++) tallies[i] = new Tally();
  }

  /** Starts with the ring, the successors and the fingers right. */
  void startWarm() {
    int count = ring.length;
    for (int at = 0; at < count; at++) {
      Peer peer = peers[ring[at]];
      peer.joined = true;
      peer.predecessor = ring[(at + count - 1) % count];
      peer.successorCount = Math.min(SUCCESSORS, count - 1);
      for (int i = 0; i < peer.successorCount; i++) peer.successors[i] = ring[(at + 1 + i) % count];
      for (int bit = 0; bit < BITS; bit++) peer.fingers[bit] = owner(peer.id + (1L << bit));
    }
    for (Peer peer : peers) arm(kernel.laneOf(peer.index), peer);
  }

  /** Starts with nobody; nodes join one after the other. */
  void startJoining(long overNanos) {
    for (int i = 0; i < peers.length; i++) {
      Note begin = new Note();
      begin.kind = BEGIN;
      kernel.schedule(i, overNanos / peers.length * i, begin);
    }
  }

  void runUntil(long nanos) {
    kernel.runUntil(nanos);
  }

  long events() {
    return kernel.handled();
  }

  /** Does not depend on the order in which lanes handle events. */
  long digest() {
    return Arrays.stream(tallies).mapToLong(tally -> tally.digest).sum();
  }

  /** How many nodes know their successor, of all. */
  double rightShare() {
    int right = 0;
    for (int at = 0; at < ring.length; at++) {
      Peer peer = peers[ring[at]];
      if (peer.successorCount > 0 && peer.successors[0] == ring[(at + 1) % ring.length]) right++;
    }
    return (double) right / ring.length;
  }

  /** Lookups asked, answered and answered wrongly, and hops a lookup. */
  String lookups() {
    long asked = 0;
    long answered = 0;
    long wrong = 0;
    long hops = 0;
    for (Tally tally : tallies) {
      asked += tally.asked;
      answered += tally.answered;
      wrong += tally.wrong;
      hops += tally.hops;
    }
    return asked
        + " lookups, "
        + answered
        + " answered, "
        + wrong
        + " wrong, "
        + Figure.number(hops / Math.max(1.0, answered))
        + " hops";
  }

  /** Whom a key belongs to once all have joined. */
  private int owner(long key) {
    int low = 0;
    int high = ringIds.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (Long.compareUnsigned(ringIds[middle], key) < 0) low = middle + 1;
      else high = middle;
    }
    return ring[low == ringIds.length ? 0 : low];
  }

  /** Whether x is in (a, b]; (a, a] is the whole ring. */
  private static boolean upTo(long x, long a, long b) {
    return Long.compareUnsigned(x - a - 1, b - a - 1) <= 0;
  }

  /** Whether x is in (a, b). */
  private static boolean between(long x, long a, long b) {
    return Long.compareUnsigned(x - a - 1, b - a - 1) < 0;
  }

  private Note note(Lane lane, byte kind, int from) {
    Tally tally = tallies[lane.index()];
    Note note = tally.spare;
    if (note == null) note = new Note();
    else tally.spare = note.free;
    note.kind = kind;
    note.from = from;
    return note;
  }

  private void timer(Lane lane, Peer peer, byte kind, long delayNanos) {
    lane.schedule(peer.index, lane.nowNanos() + delayNanos, note(lane, kind, peer.index));
  }

  private void arm(Lane lane, Peer peer) {
    timer(lane, peer, STABILIZE, 1 + peer.random.nextLong(STABILIZE_NANOS));
    timer(lane, peer, FIX_FINGER, 1 + peer.random.nextLong(FINGER_NANOS));
    timer(lane, peer, PING_ALL, 1 + peer.random.nextLong(PING_NANOS));
    timer(lane, peer, ASK, 1 + peer.random.nextLong(LOOKUP_NANOS));
  }

  private static void send(Lane lane, Note note, int to) {
    int from = note.from;
    long delay = to == from ? SELF_NANOS : to % DOMAINS == from % DOMAINS ? NEAR_NANOS : FAR_NANOS;
    lane.schedule(to, lane.nowNanos() + delay, note);
  }

  @Override
  public void handle(Lane lane, Event event) {
    Note note = (Note) event;
    Peer peer = peers[note.actor()];
    Tally tally = tallies[lane.index()];
    tally.digest +=
        (lane.nowNanos() * 31 + peer.index) * 0x9E3779B97F4A7C15L ^ (long) note.kind << 32;
    switch (note.kind) {
      case BEGIN -> begin(lane, peer);
      case STABILIZE -> {
        stabilize(lane, peer);
        timer(lane, peer, STABILIZE, STABILIZE_NANOS);
      }
      case FIX_FINGER -> {
        if (peer.joined)
          lookUp(lane, peer, peer.index, peer.id + (1L << peer.nextFinger), peer.nextFinger);
        timer(lane, peer, FIX_FINGER, FINGER_NANOS);
      }
      case PING_ALL -> {
        if (peer.joined) pingAll(lane, peer, tally.known);
        timer(lane, peer, PING_ALL, PING_NANOS);
      }
      case ASK -> {
        if (peer.joined) {
          tally.asked++;
          lookUp(lane, peer, peer.index, peer.random.nextLong(), ASKING);
        }
        timer(lane, peer, ASK, LOOKUP_NANOS);
      }
      case JOIN -> {
        if (!peer.joined) join(lane, peer);
      }
      case LOOKUP -> lookup(lane, peer, note);
      case FOUND -> found(lane, peer, note, tally);
      case NEIGHBOURS_WANTED -> {
        if (peer.joined) {
          Note answer = note(lane, NEIGHBOURS, peer.index);
          answer.node = peer.predecessor;
          answer.nodes = Arrays.copyOf(peer.successors, peer.successorCount);
          send(lane, answer, note.from);
        }
      }
      case NEIGHBOURS -> neighbours(lane, peer, note);
      case NOTIFY -> notified(lane, peer, note.from);
      case PING -> send(lane, note(lane, PONG, peer.index), note.from);
      case PONG -> forgetAwaited(peer, note.from);
      default -> throw new AssertionError(note.kind);
    }
    note.nodes = null;
    note.free = tally.spare;
    tally.spare = note;
  }

  @Override
  public long foresee(Event[] events, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      Peer peer = peers[events[i].actor()];
      sum += peer.successors[0] + peer.fingers[BITS - 1] + peer.awaited[0];
    }
    return sum;
  }

  private void begin(Lane lane, Peer peer) {
    if (peer.index == 0) {
      peer.joined = true;
      insert(peer, 0);
    } else {
      join(lane, peer);
    }
    arm(lane, peer);
  }

  private void join(Lane lane, Peer peer) {
    lookUp(lane, peer, peer.random.nextInt(Math.max(1, peer.index)), peer.id, JOINING);
    timer(lane, peer, JOIN, JOIN_NANOS);
  }

  /** Asks {@code first} to look a key up for {@code peer}. */
  private void lookUp(Lane lane, Peer peer, int first, long key, int tag) {
    Note note = note(lane, LOOKUP, peer.index);
    note.key = key;
    note.tag = tag;
    note.node = peer.index;
    note.sentNanos = lane.nowNanos();
    note.hops = 0;
    send(lane, note, first);
  }

  private void lookup(Lane lane, Peer peer, Note asked) {
    if (!peer.joined) return;
    long key = asked.key;
    int successor = peer.successors[0];
    boolean answers = upTo(key, peer.id, ids[successor]);
    if (!answers && asked.hops > HOPS_MAX) return;
    Note note = note(lane, answers ? FOUND : LOOKUP, peer.index);
    note.key = key;
    note.tag = asked.tag;
    note.sentNanos = asked.sentNanos;
    if (answers) {
      note.node = successor;
      note.hops = asked.hops;
      send(lane, note, asked.node);
    } else {
      note.node = asked.node;
      note.hops = (short) (asked.hops + 1);
      send(lane, note, closest(peer, key, successor));
    }
  }

  /** The node known that precedes a key most closely. */
  private int closest(Peer peer, long key, int successor) {
    int best = successor;
    for (int i = BITS - 1 - Long.numberOfLeadingZeros(key - peer.id); i >= 0; i--) {
      int finger = peer.fingers[i];
      if (finger < 0) continue;
      if (between(ids[finger], peer.id, key)) {
        best = finger;
        break;
      }
      if (finger == successor) break;
    }
    long bestId = ids[best];
    for (int i = peer.successorCount - 1; i > 0; i--) {
      int candidate = peer.successors[i];
      if (between(ids[candidate], bestId, key) && between(ids[candidate], peer.id, key))
        return candidate;
    }
    return best;
  }

  private void found(Lane lane, Peer peer, Note note, Tally tally) {
    int owner = note.node;
    if (note.tag == JOINING) {
      if (peer.joined || owner == peer.index) return;
      peer.joined = true;
      insert(peer, owner);
      stabilize(lane, peer);
    } else if (note.tag == ASKING) {
      tally.answered++;
      tally.hops += note.hops;
      if (tally.answered % 16 == 0 && owner(note.key) != owner) tally.wrong++;
    } else {
      int finger = note.tag;
      long distance = ids[owner] - peer.id;
      do peer.fingers[finger++] = owner;
      while (finger < BITS && Long.compareUnsigned(1L << finger, distance) <= 0);
      peer.nextFinger = finger >= BITS || distance == 0 ? 0 : finger;
    }
  }

  private static boolean isDead(Peer peer, int node) {
    if (peer.deadCount == 0) return false;
    for (int dead : peer.dead) if (dead == node) return true;
    return false;
  }

  /** Takes a node among the successors if it is near enough. */
  private void insert(Peer peer, int node) {
    if (isDead(peer, node)) return;
    long distance = ids[node] - peer.id - 1;
    int at = 0;
    for (; at < peer.successorCount; at++) {
      int other = peer.successors[at];
      if (other == node) return;
      if (Long.compareUnsigned(distance, ids[other] - peer.id - 1) < 0) break;
    }
    if (at == SUCCESSORS) return;
    if (peer.successorCount < SUCCESSORS) peer.successorCount++;
    System.arraycopy(peer.successors, at, peer.successors, at + 1, peer.successorCount - 1 - at);
    peer.successors[at] = node;
  }

  private void stabilize(Lane lane, Peer peer) {
    if (peer.joined) send(lane, note(lane, NEIGHBOURS_WANTED, peer.index), peer.successors[0]);
  }

  private void neighbours(Lane lane, Peer peer, Note note) {
    insert(peer, note.from);
    if (note.node >= 0) insert(peer, note.node);
    for (int node : note.nodes) insert(peer, node);
    if (peer.successorCount > 1 && peer.successors[peer.successorCount - 1] == peer.index)
      peer.successorCount--;
    send(lane, note(lane, NOTIFY, peer.index), peer.successors[0]);
    // On towards the true successor at once.
    if (peer.successors[0] != note.from) stabilize(lane, peer);
  }

  private static final int[] NONE = {};

  private void notified(Lane lane, Peer peer, int from) {
    int old = peer.predecessor;
    if (from != peer.index
        && (old < 0 || between(ids[from], ids[old], peer.id))
        && !isDead(peer, from)) {
      if (old >= 0) {
        // The one displaced hears of it at once, or chains of nodes that joined together merge at
        // one node a period.
        Note hint = note(lane, NEIGHBOURS, peer.index);
        hint.node = from;
        hint.nodes = NONE;
        send(lane, hint, old);
      }
      peer.predecessor = from;
    }
    if (peer.successorCount == 0 || peer.successors[0] == peer.index) insert(peer, from);
  }

  private void pingAll(Lane lane, Peer peer, int[] known) {
    for (int i = peer.awaitedCount - 1; i >= 0; i--) {
      if (lane.nowNanos() - peer.awaitedSince[i] < 2 * PING_NANOS) continue;
      int node = peer.awaited[i];
      forgetAwaited(peer, node);
      bury(lane, peer, node);
    }
    int count = 0;
    for (int i = 0; i < peer.successorCount; i++) known[count++] = peer.successors[i];
    if (peer.predecessor >= 0) known[count++] = peer.predecessor;
    int last = NOBODY;
    for (int i = BITS - 1; i >= 0; i--) {
      int finger = peer.fingers[i];
      if (finger < 0 || finger == last) continue;
      last = finger;
      known[count++] = finger;
      if (finger == peer.successors[0]) break;
    }
    for (int i = 0; i < count; i++) {
      int node = known[i];
      if (node == peer.index || contains(known, i, node)) continue;
      if (!contains(peer.awaited, peer.awaitedCount, node)) await(peer, node, lane.nowNanos());
      send(lane, note(lane, PING, peer.index), node);
    }
  }

  private static boolean contains(int[] nodes, int count, int node) {
    for (int i = 0; i < count; i++) if (nodes[i] == node) return true;
    return false;
  }

  private static void await(Peer peer, int node, long nanos) {
    if (peer.awaitedCount == peer.awaited.length) {
      peer.awaited = Arrays.copyOf(peer.awaited, peer.awaitedCount * 2);
      peer.awaitedSince = Arrays.copyOf(peer.awaitedSince, peer.awaitedCount * 2);
    }
    peer.awaited[peer.awaitedCount] = node;
    peer.awaitedSince[peer.awaitedCount++] = nanos;
  }

  private static void forgetAwaited(Peer peer, int node) {
    for (int i = 0; i < peer.awaitedCount; i++) {
      if (peer.awaited[i] != node) continue;
      peer.awaited[i] = peer.awaited[--peer.awaitedCount];
      peer.awaitedSince[i] = peer.awaitedSince[peer.awaitedCount];
      return;
    }
  }

  private void bury(Lane lane, Peer peer, int node) {
    peer.dead[peer.deadCount++ % peer.dead.length] = node;
    if (peer.predecessor == node) peer.predecessor = NOBODY;
    int left = 0;
    for (int i = 0; i < peer.successorCount; i++)
      if (peer.successors[i] != node) peer.successors[left++] = peer.successors[i];
    peer.successorCount = left;
    for (int i = 0; i < BITS; i++) if (peer.fingers[i] == node) peer.fingers[i] = NOBODY;
    if (left == 0) {
      peer.joined = false;
      join(lane, peer);
    }
  }
}
