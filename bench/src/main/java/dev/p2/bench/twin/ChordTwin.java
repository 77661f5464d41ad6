package dev.p2.bench.twin;

import dev.p2.engine.Tuple;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.Id;
import dev.p2.sim.Guest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Chord as a careful engineer would write it in Java: the messages, timers and decisions of the
 * library's {@code chord}, with the data structures that the protocol suggests. Messages go over
 * the same stacks; {@code bestSucc} and {@code pred} are shown as tables.
 */
public final class ChordTwin implements Guest {
  private static final long SECOND = 1_000_000_000L;
  private static final int SUCCESSORS = 4;
  private static final long JOIN_NANOS = 2 * SECOND;
  private static final long STABILIZE_NANOS = 3 * SECOND;
  private static final long FINGER_NANOS = 12 * SECOND;
  private static final long PING_NANOS = 2_500_000_000L;
  private static final long PING_TIMEOUT_NANOS = 6 * SECOND;
  private static final long FAULTY_NANOS = 12 * SECOND;
  private static final long FINGER_LIFE_NANOS = 40 * SECOND;
  private static final long FIXING_NANOS = 10 * SECOND;
  private static final Id ONE = Id.of(1);

  /** What is put into nodes. */
  public static final class Kind implements Guest.Kind {
    @Override
    public String name() {
      return "chord-twin";
    }

    @Override
    public Source relations() {
      try (InputStream in = ChordTwin.class.getResourceAsStream("/twin/relations.olg")) {
        if (in == null) throw new IllegalStateException("twin/relations.olg is not there");
        return new Source(
            "twin/relations.olg", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Guest settle(Seat seat) {
      return new ChordTwin(seat);
    }
  }

  private record Contact(Id id, String address) {}

  private record Finger(Contact contact, long sinceNanos) {}

  private record Fixing(int finger, long sinceNanos) {}

  private final Seat seat;
  private final Contact me;
  private final String landmark;

  /** Nearest first, without this node. */
  private final List<Contact> successors = new ArrayList<>();

  private Contact predecessor;
  private final TreeMap<Integer, Finger> fingers = new TreeMap<>();

  /** Since when a node owes an answer to a ping. */
  private final Map<String, Long> waiting = new LinkedHashMap<>();

  /** When a node was taken for dead. */
  private final Map<String, Long> faulty = new HashMap<>();

  private final Map<Long, Fixing> fixing = new HashMap<>();

  ChordTwin(Seat seat) {
    this.seat = seat;
    me = new Contact(seat.config().nodeId(), seat.config().address());
    landmark = seat.config().landmark();
    predecessor = me;
  }

  @Override
  public void started() {
    show();
    seat.put("pred", me.address, me.id, me.address);
    join();
    every(JOIN_NANOS, this::join);
    every(STABILIZE_NANOS, this::stabilize);
    every(FINGER_NANOS, this::fixFingers);
    every(PING_NANOS, this::pingAll);
  }

  private void every(long nanos, Runnable work) {
    seat.after(
        nanos,
        () -> {
          work.run();
          every(nanos, work);
        });
  }

  @Override
  public void received(Tuple tuple) {
    switch (tuple.relationName()) {
      case "lookup" ->
          lookup((Id) tuple.get(1), address(tuple, 2), (Long) tuple.get(3), (Long) tuple.get(4));
      case "found" -> found((Id) tuple.get(1), contact(tuple, 2), (Long) tuple.get(4));
      case "stabilizeRequest" -> stabilizeRequested(contact(tuple, 1));
      case "candidate" -> candidate(contact(tuple, 1));
      case "ping" -> pinged(address(tuple, 1));
      case "pong" -> waiting.remove(address(tuple, 1));
      default -> throw new AssertionError(tuple);
    }
  }

  private static String address(Tuple tuple, int column) {
    return tuple.get(column).toString();
  }

  private static Contact contact(Tuple tuple, int column) {
    return new Contact((Id) tuple.get(column), address(tuple, column + 1));
  }

  // ---- the ring

  private Contact successor() {
    return successors.isEmpty() ? me : successors.getFirst();
  }

  private boolean alone() {
    return successors.isEmpty();
  }

  private Id distance(Contact contact) {
    return contact.id.sub(me.id).sub(ONE);
  }

  private void join() {
    if (alone() && !landmark.equals(me.address)) joinThrough(landmark);
  }

  private void joinThrough(String contact) {
    startLookup(contact, me.id.add(ONE), tag());
  }

  private void startLookup(String first, Id key, long tag) {
    seat.send(first, "lookup", first, key, me.address, tag, 0L);
  }

  private long tag() {
    return seat.random().nextLong() >>> 1;
  }

  /** Takes a node among the successors, if it is near enough and not taken for dead. */
  private void candidate(Contact contact) {
    if (contact.equals(me) || isFaulty(contact.address)) return;
    Contact before = successor();
    Id distance = distance(contact);
    int at = 0;
    for (; at < successors.size(); at++) {
      if (successors.get(at).equals(contact)) return;
      if (distance.compareTo(distance(successors.get(at))) < 0) break;
    }
    if (at == SUCCESSORS) return;
    successors.add(at, contact);
    if (successors.size() > SUCCESSORS) successors.removeLast();
    showIfNew(before);
  }

  /** A new successor is shown, and talked to at once. */
  private void showIfNew(Contact before) {
    if (successor().equals(before)) return;
    show();
    stabilize();
  }

  private void show() {
    Contact next = successor();
    seat.put("bestSucc", me.address, distance(next), next.id, next.address);
  }

  private void stabilize() {
    if (!alone()) {
      String next = successor().address;
      seat.send(next, "stabilizeRequest", next, me.id, me.address);
    }
  }

  private void stabilizeRequested(Contact asker) {
    faulty.remove(asker.address);
    if (!predecessor.equals(me)) tell(asker, predecessor);
    // Of as many as wanted not the farthest: with this node the asker would have one too many.
    int told = Math.min(successors.size(), SUCCESSORS - 1);
    for (int i = 0; i < told; i++) tell(asker, successors.get(i));
    if (Id.in(asker.id, predecessor.id, me.id, false, false)) {
      // The one displaced hears of it at once, or chains of nodes that joined together merge at one
      // node a period.
      if (!predecessor.equals(me)) tell(predecessor, asker);
      precededBy(asker);
    }
    if (alone()) candidate(asker);
  }

  private void tell(Contact whom, Contact of) {
    if (!whom.equals(of)) seat.send(whom.address, "candidate", whom.address, of.id, of.address);
  }

  private void precededBy(Contact contact) {
    predecessor = contact;
    seat.put("pred", me.address, contact.id, contact.address);
  }

  // ---- lookups

  private void lookup(Id key, String asker, long tag, long hops) {
    Contact next = successor();
    if (Id.in(key, me.id, next.id, false, true)) {
      // A node that is alone knows of no ring, unless it is the one that begins it.
      if (alone() && !landmark.equals(me.address)) return;
      seat.send(asker, "found", asker, key, next.id, next.address, tag, hops);
      return;
    }
    Contact closest = closest(key);
    if (closest != null)
      seat.send(closest.address, "lookup", closest.address, key, asker, tag, hops + 1);
  }

  /** The node known that precedes a key most closely, or null. */
  private Contact closest(Id key) {
    Contact best = null;
    for (Contact contact : routes()) {
      if (!Id.in(contact.id, me.id, key, false, false)) continue;
      if (best == null || key.sub(contact.id).compareTo(key.sub(best.id)) < 0) best = contact;
    }
    return best;
  }

  private Set<Contact> routes() {
    long now = seat.nowNanos();
    fingers.values().removeIf(finger -> now - finger.sinceNanos > FINGER_LIFE_NANOS);
    var routes = new LinkedHashSet<Contact>(successors);
    for (Finger finger : fingers.values()) routes.add(finger.contact);
    return routes;
  }

  private void found(Id key, Contact owner, long tag) {
    if (key.equals(me.id.add(ONE))) candidate(owner);
    Fixing asked = fixing.remove(tag);
    if (asked == null || seat.nowNanos() - asked.sinceNanos > FIXING_NANOS || owner.equals(me))
      return;
    if (!isFaulty(owner.address)) fingers.put(asked.finger, new Finger(owner, seat.nowNanos()));
    int next = Id.BITS - owner.id.sub(me.id).leadingZeros();
    if (next > asked.finger) fixFinger(next);
  }

  // ---- fingers

  /** A round begins behind the successor; each answer serves the fingers up to its distance. */
  private void fixFingers() {
    long now = seat.nowNanos();
    fixing.values().removeIf(asked -> now - asked.sinceNanos > FIXING_NANOS);
    if (!alone()) fixFinger(Id.BITS - successor().id.sub(me.id).leadingZeros());
  }

  private void fixFinger(int finger) {
    if (finger >= Id.BITS) return;
    long tag = tag();
    fixing.put(tag, new Fixing(finger, seat.nowNanos()));
    startLookup(me.address, me.id.add(ONE.shl(finger)), tag);
  }

  // ---- who is alive

  private boolean isFaulty(String address) {
    Long since = faulty.get(address);
    return since != null && seat.nowNanos() - since <= FAULTY_NANOS;
  }

  private void pingAll() {
    long now = seat.nowNanos();
    Set<String> peers = new LinkedHashSet<>();
    for (Contact contact : routes()) peers.add(contact.address);
    if (!predecessor.equals(me)) peers.add(predecessor.address);
    waiting.keySet().retainAll(peers);
    List<String> dead = new ArrayList<>();
    for (String peer : peers) {
      Long since = waiting.putIfAbsent(peer, now);
      if (since != null && now - since > PING_TIMEOUT_NANOS) dead.add(peer);
      seat.send(peer, "ping", peer, me.address);
    }
    for (String peer : dead) bury(peer);
  }

  private void bury(String peer) {
    waiting.remove(peer);
    faulty.put(peer, seat.nowNanos());
    Contact before = successor();
    successors.removeIf(contact -> contact.address.equals(peer));
    for (Iterator<Finger> at = fingers.values().iterator(); at.hasNext(); )
      if (at.next().contact.address.equals(peer)) at.remove();
    if (predecessor.address.equals(peer)) precededBy(me);
    showIfNew(before);
  }

  private void pinged(String from) {
    seat.send(from, "pong", from, me.address);
    waiting.remove(from);
    faulty.remove(from);
    // Who pings a node that is alone remembers an earlier life of it.
    if (alone()) joinThrough(from);
  }
}
