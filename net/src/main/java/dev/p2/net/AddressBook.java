package dev.p2.net;

import dev.p2.engine.host.Clock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Address texts and the socket addresses they stand for, remembered for all nodes of a host.
 * Looking a name up can take seconds, so it happens on a thread of its own while the loops go on.
 * Thread-safe.
 */
final class AddressBook {
  private static final int ENTRIES_MAX = 1 << 16;
  private static final long FOUND_NANOS = 60_000_000_000L;
  private static final long FAILED_NANOS = 5_000_000_000L;

  /** What is known of a text. */
  sealed interface Entry {
    record Found(InetSocketAddress address, long untilNanos) implements Entry {}

    record Failed(String why, long untilNanos) implements Entry {}

    /** Being looked up; who waits is called from the thread that does. */
    record Pending(List<Runnable> waiting) implements Entry {}
  }

  private final Clock clock;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  AddressBook(Clock clock) {
    this.clock = clock;
  }

  /**
   * What the text stands for; if that has to be looked up first, {@code retry} is run when it is
   * known.
   */
  Entry find(String text, Runnable retry) {
    Entry known = entries.get(text);
    if (known instanceof Entry.Found found && clock.nowNanos() < found.untilNanos()) return found;
    if (entries.size() > ENTRIES_MAX) entries.values().removeIf(e -> !(e instanceof Entry.Pending));
    return entries.compute(text, (_, now) -> renew(text, Optional.ofNullable(now), retry));
  }

  private Entry renew(String text, Optional<Entry> known, Runnable retry) {
    if (known.isPresent()) {
      switch (known.get()) {
        case Entry.Pending pending -> {
          pending.waiting().add(retry);
          return pending;
        }
        case Entry.Found found -> { // an old answer serves while a new one is looked for
          if (clock.nowNanos() < found.untilNanos()) return found;
          lookUpAside(text, HostPort.parse(text).orElseThrow());
          return new Entry.Found(found.address(), clock.nowNanos() + FOUND_NANOS);
        }
        case Entry.Failed failed when clock.nowNanos() < failed.untilNanos() -> {
          return failed;
        }
        case Entry.Failed _ -> {}
      }
    }
    Optional<HostPort> parts = HostPort.parse(text);
    if (parts.isEmpty() || parts.get().port() == 0) {
      return new Entry.Failed("not of the form HOST:PORT", Long.MAX_VALUE);
    }
    Optional<InetSocketAddress> literal = parts.get().literal();
    if (literal.isPresent()) return new Entry.Found(literal.get(), Long.MAX_VALUE);
    lookUpAside(text, parts.get());
    return new Entry.Pending(new ArrayList<>(List.of(retry)));
  }

  private void lookUpAside(String text, HostPort parts) {
    Thread.ofVirtual().name("p2-resolve " + text).start(() -> lookUp(text, parts));
  }

  private void lookUp(String text, HostPort parts) {
    Entry result;
    try {
      InetAddress address = InetAddress.getByName(parts.host());
      result =
          new Entry.Found(
              new InetSocketAddress(address, parts.port()), clock.nowNanos() + FOUND_NANOS);
    } catch (UnknownHostException e) {
      result = new Entry.Failed("no host of that name", clock.nowNanos() + FAILED_NANOS);
    }
    Entry before = entries.put(text, result);
    if (before instanceof Entry.Pending pending) pending.waiting().forEach(Runnable::run);
  }

  /** The address behind a text that was found before, or that needs no looking up, however old. */
  Optional<InetSocketAddress> known(String text) {
    if (entries.get(text) instanceof Entry.Found found) return Optional.of(found.address());
    return find(text, () -> {}) instanceof Entry.Found found
        ? Optional.of(found.address())
        : Optional.empty();
  }
}
