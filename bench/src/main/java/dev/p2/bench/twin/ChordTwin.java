package dev.p2.bench.twin;

import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.Id;
import dev.p2.sim.Guest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
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
  private static final long STABILIZE_NANOS = 2_500_000_000L;
  private static final long PING_NANOS = 10 * SECOND;
  private static final long FIX_NANOS = 10 * SECOND;
  private static final long PING_TIMEOUT_NANOS = 6 * SECOND;
  private static final long HOP_TIMEOUT_NANOS = 750_000_000L;
  private static final long FAULTY_NANOS = 12 * SECOND;
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

  private record Passed(Contact contact, long atNanos) {}

  /** A lookup handed on, by what its receipt names. */
  private record Handed(long tag, String next) {}

  private final Seat seat;
  private final Contact me;
  private final String landmark;

  /** Nearest first, without this node. */
  private final List<Contact> successors = new ArrayList<>();

  private Contact predecessor;

  /**
   * Who came before its place, and when: of each power of two of distances one, by the zeros before
   * it.
   */
  private final Map<Integer, Passed> passed = new HashMap<>();

  private final TreeMap<Integer, Contact> fingers = new TreeMap<>();

  /** When a node last answered; of one that is new it is as if an answer were due. */
  private final Map<String, Long> heard = new HashMap<>();

  /** When a node was taken for dead. */
  private final Map<String, Long> faulty = new HashMap<>();

  /** When a lookup was handed on that has no receipt. */
  private final Map<Handed, Long> handed = new HashMap<>();

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
    every(PING_NANOS, this::pingAll);
    every(STABILIZE_NANOS, this::burySilent);
    every(FIX_NANOS, this::findMissing);
  }

  /** Who knows this node hears that it goes. */
  @Override
  public void stopping() {
    for (Contact contact : routes())
      seat.send(contact.address, "faulty", contact.address, me.address);
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
      case "hop" -> {
        String from = address(tuple, 1);
        long tag = (Long) tuple.get(4);
        seat.send(from, "receipt", from, me.address, tag);
        lookup((Id) tuple.get(2), address(tuple, 3), tag, (Long) tuple.get(5));
      }
      case "receipt" -> handed.remove(new Handed((Long) tuple.get(2), address(tuple, 1)));
      case "found" -> found((Id) tuple.get(1), contact(tuple, 2));
      case "stabilizeRequest" -> stabilizeRequested(contact(tuple, 1), (Id) tuple.get(3));
      case "candidate" -> candidate(contact(tuple, 1));
      case "ping" -> pinged(address(tuple, 1));
      case "pong" -> ponged(address(tuple, 1), (Id) tuple.get(2));
      case "faulty" -> bury(address(tuple, 1));
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
    heard.put(successor().address, seat.nowNanos() - STABILIZE_NANOS);
    show();
    stabilize();
  }

  private void show() {
    Contact next = successor();
    seat.put("bestSucc", me.address, distance(next), next.id, next.address);
  }

  /** Who has not answered for long is asked again; the successor is talked to. */
  private void stabilize() {
    long now = seat.nowNanos();
    forgetHeard(now);
    for (Contact contact : routes()) {
      Long at = heard.putIfAbsent(contact.address, now - PING_NANOS);
      if (at != null && now - at > PING_NANOS) ping(contact.address);
    }
    if (!alone()) {
      Contact next = successor();
      Id known = sum(successors).sub(next.id);
      seat.send(next.address, "stabilizeRequest", next.address, me.id, me.address, known);
    }
  }

  private static Id sum(List<Contact> contacts) {
    Id sum = Id.of(0);
    for (Contact contact : contacts) sum = sum.add(contact.id);
    return sum;
  }

  private void stabilizeRequested(Contact asker, Id known) {
    if (!predecessor.equals(me)) tell(asker, predecessor);
    // Of as many as wanted not the farthest: with this node the asker would have one too many.
    boolean farthestToo = successors.size() < SUCCESSORS && !successors.contains(asker);
    List<Contact> told =
        farthestToo || alone() ? successors : successors.subList(0, successors.size() - 1);
    if (!sum(told).equals(known)) for (Contact contact : told) tell(asker, contact);
    pass(asker);
    if (Id.in(asker.id, predecessor.id, me.id, false, false)) {
      // The one displaced hears of it at once, or chains of nodes that joined together merge at one
      // node a period.
      if (!predecessor.equals(me)) tell(predecessor, asker);
      precededBy(asker);
    }
    pinged(asker.address);
    if (alone()) candidate(asker);
  }

  /** Shows who comes to the wrong place the way to its own, half of it at a time. */
  private void pass(Contact asker) {
    long now = seat.nowNanos();
    passed.values().removeIf(p -> now - p.atNanos > PING_NANOS);
    int power = me.id.sub(asker.id).leadingZeros();
    passed.forEach(
        (other, p) -> {
          if (other - power < 2 && Id.in(p.contact.id, asker.id, me.id, false, false))
            tell(asker, p.contact);
        });
    if (Id.in(predecessor.id, asker.id, me.id, false, false))
      passed.putIfAbsent(power, new Passed(asker, now));
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
    if (closest == null) return;
    String to = closest.address;
    seat.send(to, "hop", to, me.address, key, asker, tag, hops + 1);
    var hop = new Handed(tag, to);
    long now = seat.nowNanos();
    handed.put(hop, now);
    seat.after(
        HOP_TIMEOUT_NANOS + 1,
        () -> {
          if (!handed.remove(hop, now)) return;
          bury(to);
          lookup(key, asker, tag, hops);
        });
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
    var routes = new LinkedHashSet<Contact>(successors);
    if (!predecessor.equals(me)) routes.add(predecessor);
    routes.addAll(fingers.values());
    return routes;
  }

  private void found(Id key, Contact owner) {
    if (key.equals(me.id.add(ONE))) candidate(owner);
    // The key tells which finger it was looked up for.
    int finger = power(key.sub(me.id)) - 1;
    if (finger <= 0 || !key.equals(start(finger)) || owner.equals(me) || isFaulty(owner.address))
      return;
    fingers.put(finger, owner);
    // One row for all that a node serves, the least.
    int least =
        fingers.entrySet().stream()
            .filter(e -> e.getValue().equals(owner))
            .findFirst()
            .orElseThrow()
            .getKey();
    fingers.entrySet().removeIf(e -> e.getKey() > least && e.getValue().equals(owner));
  }

  // ---- fingers

  /** The least power of two, by its exponent, beyond a distance. */
  private static int power(Id distance) {
    return Id.BITS - distance.leadingZeros();
  }

  private Id start(int finger) {
    return me.id.add(ONE.shl(finger));
  }

  private void fixFinger(int finger) {
    startLookup(me.address, start(finger), tag());
  }

  /** Is there a finger behind every node that is known? */
  private void findMissing() {
    for (Contact contact : routes()) {
      int next = power(contact.id.sub(me.id));
      if (next < Id.BITS && !fingers.containsKey(next)) fixFinger(next);
    }
  }

  /** A node lives; is it still the right finger for those it serves? */
  private void ponged(String from, Id predecessorId) {
    heard.put(from, seat.nowNanos());
    fingers.forEach(
        (finger, contact) -> {
          if (contact.address.equals(from)
              && Id.in(predecessorId, start(finger), contact.id, true, false)) fixFinger(finger);
        });
  }

  // ---- who is alive

  private boolean isFaulty(String address) {
    Long since = faulty.get(address);
    return since != null && seat.nowNanos() - since <= FAULTY_NANOS;
  }

  private void forgetHeard(long now) {
    heard.values().removeIf(at -> now - at > PING_NANOS + PING_TIMEOUT_NANOS + STABILIZE_NANOS);
  }

  private void ping(String peer) {
    seat.send(peer, "ping", peer, me.address);
  }

  /** All that are known; the successor is talked to anyway. */
  private void pingAll() {
    for (Contact contact : routes()) if (!contact.equals(successor())) ping(contact.address);
  }

  /** Who has not answered for too long is dead. */
  private void burySilent() {
    long now = seat.nowNanos();
    forgetHeard(now);
    List<String> dead = new ArrayList<>();
    for (Contact contact : routes()) {
      Long at = heard.get(contact.address);
      long period = contact.equals(successor()) ? STABILIZE_NANOS : PING_NANOS;
      if (at != null && now - at > PING_TIMEOUT_NANOS + period) dead.add(contact.address);
    }
    for (String peer : dead) bury(peer);
  }

  private void bury(String peer) {
    faulty.put(peer, seat.nowNanos());
    Contact before = successor();
    successors.removeIf(contact -> contact.address.equals(peer));
    fingers.values().removeIf(contact -> contact.address.equals(peer));
    if (predecessor.address.equals(peer)) precededBy(me);
    showIfNew(before);
    if (alone()) for (Contact contact : routes()) candidate(contact);
  }

  private void pinged(String from) {
    seat.send(from, "pong", from, me.address, predecessor.id);
    faulty.remove(from);
    // Who pings a node that knows nobody before it remembers an earlier life of it.
    if (predecessor.equals(me)) joinThrough(from);
  }
}
