package dev.p2.net.record;

import dev.p2.engine.Node;
import dev.p2.engine.host.DurableStore.StoredRow;
import dev.p2.engine.host.HostFigures;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.Passage;
import dev.p2.engine.host.StateSink;
import dev.p2.engine.tuple.Tuple;
import dev.p2.net.wire.UnencodableException;
import dev.p2.net.wire.ValueCodec;
import dev.p2.net.wire.WireWriter;
import java.util.List;

/**
 * The entries of some nodes, in the order in which they happen. A full buffer becomes a block of
 * the file. Written by one thread at a time; {@link #flush} by any.
 */
public final class RecordStream {
  static final int SAME_NODE = 0x80;

  /** In the octet of a message's kind: its tuple's number at the sender follows. */
  static final int TRACED = 0x80;

  static final int OWN_CLOCK = 0x40;
  private static final int BLOCK_BYTES = 1 << 15;

  /** Rows of a store in one entry, so that no block grows beyond measure. */
  private static final int STORED_ROWS_MAX = 64;

  /** From how many bytes of entries on a snapshot of the nodes is wanted. */
  private static final int SNAPSHOT_AFTER_BYTES_MIN = 1 << 15;

  /** And how many times the bytes of the last snapshot: what snapshots add at most. */
  private static final int SNAPSHOT_AFTER_TIMES = 8;

  private final Recorder recorder;
  private final int number;
  private final WireWriter out = new WireWriter();

  /** The state of one node. */
  private final WireWriter held = new WireWriter();

  /** Bytes of entries in blocks since the last snapshot, and how many call for the next one. */
  private long bytesSince;

  private long snapshotAfterBytes = SNAPSHOT_AFTER_BYTES_MIN;
  private long snapshotBytes;
  private boolean histories;
  private int node;
  private long timeNanos;
  private long startNanos;

  RecordStream(Recorder recorder, int number) {
    this.recorder = recorder;
    this.number = number;
    begin();
  }

  private void begin() {
    out.clear();
    out.octet(Recorder.ENTRIES);
    out.varint(number);
    node = -1;
    timeNanos = 0;
  }

  private boolean isEmpty() {
    return node < 0;
  }

  /** Makes a block of what is there. */
  public synchronized void flush() {
    if (isEmpty()) return;
    bytesSince += out.size();
    recorder.write(out);
    begin();
  }

  /** Whether so much has been recorded since the last snapshot that another one pays. */
  public boolean wantsSnapshot() {
    return bytesSince + out.size() > snapshotAfterBytes;
  }

  /**
   * Begins a snapshot: {@link #hold} each node that was made, between two steps of it, then {@link
   * #endSnapshot}. No entry stands between them.
   *
   * @param hashed whether the nodes' histories are kept
   */
  public synchronized void beginSnapshot(long atNanos, boolean hashed) {
    flush();
    histories = hashed;
    timeNanos = atNanos;
    snapshotBytes = 0;
    beginHolding();
  }

  private void beginHolding() {
    out.clear();
    out.octet(Recorder.SNAPSHOT);
    out.varint(number);
    out.zigzag(timeNanos);
    out.octet(histories ? 1 : 0);
  }

  /**
   * Keeps a node as it is.
   *
   * @param running whether it has booted and not ended since; of one that has not, the state is
   *     void
   */
  public synchronized void hold(Node of, boolean running, long localNanos, History history) {
    out.varint(of.config().index());
    config(of.config());
    out.octet(running ? 1 : 0);
    out.zigzag(localNanos - timeNanos);
    out.fixed64(history.steps());
    out.fixed64(history.network());
    held.clear();
    if (running) of.save(new Holder());
    out.varint(held.size());
    out.octets(held);
    if (out.size() > BLOCK_BYTES) endHolding(0);
  }

  /** Ends the snapshot. */
  public synchronized void endSnapshot() {
    endHolding(1);
    begin();
    bytesSince = 0;
    snapshotAfterBytes = Math.max(SNAPSHOT_AFTER_BYTES_MIN, SNAPSHOT_AFTER_TIMES * snapshotBytes);
  }

  private void endHolding(int last) {
    out.octet(last);
    snapshotBytes += out.size();
    recorder.write(out);
    beginHolding();
  }

  /** Writes a node's state. */
  private final class Holder implements StateSink {
    @Override
    public void number(long number) {
      held.zigzag(number);
    }

    @Override
    public void text(String text) {
      held.text(text);
    }

    @Override
    public void tuple(Tuple tuple) {
      RecordStream.this.tuple(held, tuple);
    }
  }

  private void head(EntryKind kind, int of, long atNanos, long localNanos) {
    if (isEmpty()) startNanos = atNanos;
    else if (out.size() > BLOCK_BYTES || atNanos - startNanos > recorder.blockNanosMax()) {
      flush();
      startNanos = atNanos;
    }
    boolean same = of == node;
    boolean own = localNanos != atNanos;
    out.octet(kind.ordinal() | (same ? SAME_NODE : 0) | (own ? OWN_CLOCK : 0));
    if (!same) out.varint(of);
    out.zigzag(atNanos - timeNanos);
    if (own) out.zigzag(localNanos - atNanos);
    node = of;
    timeNanos = atNanos;
  }

  /** A node is made and about to boot with these rows. */
  public synchronized void node(NodeConfig config, List<Tuple> loads, long atNanos) {
    head(EntryKind.NODE, (int) config.index(), atNanos, atNanos);
    config(config);
    out.varint(loads.size());
    for (Tuple row : loads) tuple(out, row);
  }

  private void config(NodeConfig config) {
    out.text(config.address());
    byte[] id = config.nodeId().toBytes();
    out.octets(id, 0, id.length);
    out.text(config.landmark());
    out.varint(config.count());
    out.fixed64(config.seed());
    out.varint(config.roundsMax());
    out.varint(config.derivationsMax());
  }

  /** Something without more to say. */
  public synchronized void plain(EntryKind kind, int of, long atNanos, long localNanos) {
    head(kind, of, atNanos, localNanos);
  }

  /** How the clock of a node goes from now on, or has gone for a while. */
  public synchronized void clock(int of, long atNanos, long localNanos, Entry.Detail.Clock clock) {
    head(EntryKind.CLOCK, of, atNanos, localNanos);
    out.zigzag(clock.sinceNanos());
    out.zigzag(clock.skewNanos());
    out.fixed64(Double.doubleToRawLongBits(clock.driftShare()));
    out.zigzag(clock.floorNanos());
  }

  public synchronized void timer(int of, long atNanos, long localNanos, int timer) {
    head(EntryKind.TIMER, of, atNanos, localNanos);
    out.varint(timer);
  }

  /** An injected tuple, or a lost one. */
  public synchronized void tuple(
      EntryKind kind, int of, long atNanos, long localNanos, Tuple tuple) {
    head(kind, of, atNanos, localNanos);
    tuple(out, tuple);
  }

  public synchronized void receive(
      int of, long atNanos, long localNanos, Message message, String source) {
    head(EntryKind.RECEIVE, of, atNanos, localNanos);
    message(message);
    out.text(source);
  }

  public synchronized void undeliverable(
      int of, long atNanos, Message message, String code, String why) {
    head(EntryKind.UNDELIVERABLE, of, atNanos, atNanos);
    message(message);
    out.varint(message.rule() + 1);
    out.text(code);
    out.text(why);
  }

  public synchronized void report(int of, long atNanos, String code, String why) {
    head(EntryKind.REPORT, of, atNanos, atNanos);
    out.text(code);
    out.text(why);
  }

  public synchronized void passage(int of, long atNanos, Passage passage) {
    head(EntryKind.PASSAGE, of, atNanos, passage.timeNanos());
    out.text(passage.element());
    out.octet(passage.op().ordinal());
    out.varint(passage.tuple());
    out.varint(passage.number());
  }

  public synchronized void figures(int of, HostFigures figures) {
    head(EntryKind.FIGURES, of, timeNanos, timeNanos);
    out.varint(figures.cpuNanos());
    out.varint(figures.heapBytes());
    out.varint(figures.bytesOut());
    out.varint(figures.bytesIn());
    out.varint(figures.stepNanosP99());
  }

  public synchronized void sample(int of, List<Object[]> rows) {
    head(EntryKind.SAMPLE, of, timeNanos, timeNanos);
    out.varint(rows.size());
    for (Object[] row : rows) {
      out.varint(row.length);
      for (Object value : row) value(out, value);
    }
  }

  /** What a booting node gets back from its store. */
  public synchronized void stored(int of, List<StoredRow> rows) {
    int from = 0;
    while (from < rows.size()) {
      List<StoredRow> some = rows.subList(from, Math.min(rows.size(), from + STORED_ROWS_MAX));
      from += some.size();
      head(EntryKind.STORED, of, timeNanos, timeNanos);
      out.octet(from == rows.size() ? 1 : 0);
      out.varint(some.size());
      for (StoredRow row : some) {
        out.zigzag(row.timeNanos());
        tuple(out, row.tuple());
      }
    }
  }

  /** The store does not take what the running step has written. */
  public synchronized void refused(int of, String why) {
    head(EntryKind.REFUSED, of, timeNanos, timeNanos);
    out.text(why);
  }

  private void message(Message message) {
    boolean traced = message.traceId() != 0;
    out.octet(message.kind().ordinal() | (traced ? TRACED : 0));
    if (traced) out.varint(message.traceId());
    Tuple tuple = message.tuple();
    int located = 0;
    for (int i = 0; i < tuple.arity() && located == 0; i++)
      if (message.destination().equals(tuple.get(i))) located = i + 1;
    tuple(out, tuple);
    out.varint(located);
    if (located == 0) out.text(message.destination());
  }

  private void tuple(WireWriter to, Tuple tuple) {
    if (recorder.names(tuple)) {
      to.varint(tuple.relation());
    } else { // of a program that was installed later
      to.varint(recorder.relations());
      to.text(tuple.relationName());
      to.varint(tuple.arity());
    }
    for (int i = 0; i < tuple.arity(); i++) value(to, tuple.get(i));
  }

  private void value(WireWriter to, Object value) {
    try {
      ValueCodec.write(to, value, 1);
    } catch (UnencodableException e) {
      to.octet(0);
      recorder.failed("a value has no form in a file: " + e.getMessage());
    }
  }
}
