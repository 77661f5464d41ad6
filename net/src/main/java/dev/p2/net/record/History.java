package dev.p2.net.record;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Node;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.SetValue;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.TupleValue;

/**
 * The history of one node, hashed as it happens: each entry is mixed into 64 bits that hold all
 * before. Values are hashed by content, so that a history is the same in every process.
 *
 * <p>What the network tells later than the step, such as a loss, goes into bits of its own: threads
 * may hear of it late.
 */
public final class History {
  /** What an entry says; the numbers are part of the digest. */
  public static final long BOOT = 1;

  public static final long START = 2;
  public static final long STOP = 3;
  public static final long RECEIVE = 4;
  public static final long INJECT = 5;
  public static final long TIMER = 6;
  public static final long WAKE = 7;
  public static final long UNDONE = 8;

  public static final long SEND = 10;
  public static final long OBSERVE = 11;
  public static final long OFF = 12;
  public static final long CRASH = 13;
  public static final long LOST = 14;
  public static final long ERROR = 15;

  private long steps = 1;
  private long network = 1;

  /** Goes on from where another one was. */
  public void restore(long stepsSoFar, long networkSoFar) {
    steps = stepsSoFar;
    network = networkSoFar;
  }

  public void add(long what) {
    steps = mix(steps ^ what);
  }

  public void add(long what, long detail) {
    steps = mix(mix(steps ^ what) ^ detail);
  }

  public void add(long what, long detail, Tuple tuple) {
    add(what, detail);
    steps = mix(steps ^ of(tuple));
  }

  public void add(long what, String text) {
    add(what, of(text));
  }

  /**
   * Whether histories take in what happens to a relation. Not of rows with a lifetime: to hear of
   * them would wake nodes at each expiry. Not of what a node tells of itself: which of these
   * relations a program has depends on who looks.
   */
  public static boolean takesIn(Relation relation) {
    return !relation.system() && relation.table().filter(Relation.TableSpec::soft).isEmpty();
  }

  /** Makes a node's host hear of all relations that histories take in. */
  public static void watch(Node node) {
    for (Relation relation : node.program().plan().program().relations())
      if (takesIn(relation)) node.watch(relation.id());
  }

  /** A step begins. */
  public void begin(EntryKind kind, long nowNanos) {
    add(code(kind), nowNanos);
  }

  /** The step of a tuple begins. */
  public void begin(EntryKind kind, long nowNanos, Tuple tuple) {
    begin(kind, nowNanos);
    add(code(kind), of(tuple));
  }

  /** The step of a timer begins. */
  public void fire(int timer, long nowNanos) {
    add(TIMER, nowNanos);
    add(TIMER, timer);
  }

  /** The step has sent a message. */
  public void sent(Message message) {
    add(SEND, message.destination());
    add(SEND, message.kind().ordinal(), message.tuple());
  }

  /** The step has shown something; it counts if the relation is taken in. */
  public void observed(CompiledProgram program, Observation what) {
    if (takesIn(program.plan().program().relations().get(what.tuple().relation())))
      add(OBSERVE, what.kind().ordinal(), what.tuple());
  }

  private static long code(EntryKind kind) {
    return switch (kind) {
      case BOOT -> BOOT;
      case START -> START;
      case STOP -> STOP;
      case RECEIVE -> RECEIVE;
      case INJECT -> INJECT;
      case TIMER -> TIMER;
      case WAKE -> WAKE;
      case NODE,
          WATCH_WAKE,
          FOLLOW_UP,
          UNDELIVERABLE,
          REPORT,
          OFF,
          CRASH,
          LOST,
          FIGURES,
          SAMPLE,
          PASSAGE,
          STORED,
          REFUSED,
          CLOCK,
          END,
          HELD ->
          throw new IllegalArgumentException("no step of the history: " + kind);
    };
  }

  public void lost(long timeNanos, Tuple tuple) {
    network = mix(mix(network ^ timeNanos) ^ of(tuple));
  }

  public long steps() {
    return steps;
  }

  public long network() {
    return network;
  }

  /** A hash of a row, an event or a message; a relation's number depends on who looks, too. */
  public static long of(Tuple tuple) {
    return all(mix(tuple.relationName().hashCode()), tuple); // which strings keep
  }

  /** A hash of a value's content; a tuple within is one of its name, wherever it comes from. */
  public static long of(Object value) {
    return switch (value) {
      case null -> 11;
      case Long x -> mix(x ^ 0x1000);
      case Double x -> mix(Double.doubleToLongBits(x) ^ 0x2000);
      case Boolean x -> x ? 12 : 13;
      case String x -> of(x);
      case Id x -> mix(mix(mix(x.low() ^ 0x3000) ^ x.mid()) ^ x.high());
      case Time x -> mix(x.nanos() ^ 0x4000);
      case Duration x -> mix(x.nanos() ^ 0x5000);
      case TupleValue x -> all(of(x.relationName()), x);
      case ListValue x -> all(0x6000, x);
      case SetValue x -> all(0x7000, x);
      case Bytes x -> of(x.hex()) ^ 0x8000;
      default -> throw new IllegalArgumentException("no value of the language: " + value);
    };
  }

  private static long all(long start, Iterable<Object> elements) {
    long hash = start;
    for (Object element : elements) hash = mix(hash ^ of(element));
    return hash;
  }

  private static long all(long start, TupleValue tuple) {
    long hash = start;
    for (int i = 0; i < tuple.arity(); i++) hash = mix(hash ^ of(tuple.get(i)));
    return hash;
  }

  private static long of(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    return mix(hash);
  }

  private static long mix(long z) {
    z += 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
