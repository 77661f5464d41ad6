package dev.p2.net.record;

import dev.p2.engine.Node;
import dev.p2.engine.host.DurableStore;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.HostFigures;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.Observation;
import dev.p2.engine.host.Passage;
import dev.p2.engine.tuple.Tuple;
import java.util.List;
import java.util.Optional;

/**
 * Takes down what happens to a node of a real host: for a recording, for a digest, for both or for
 * none. The host tells it of each step before the step runs. One thread at a time.
 */
public final class NodeTape {
  /** Takes nothing down. */
  public static final NodeTape NONE = new NodeTape(Optional.empty(), false);

  private final RecordStream stream;
  private final History history;
  private int node;

  private Node made;

  /** The node while it runs, for snapshots; null before and after. */
  private Node running;

  /** For a recording, if there is one, and a digest, if it is wanted. */
  public NodeTape(Optional<RecordStream> stream, boolean digest) {
    this.stream = stream.orElse(null);
    this.history = digest ? new History() : null;
  }

  /** What happened to the node so far, hashed. */
  public Optional<History> history() {
    return Optional.ofNullable(history);
  }

  /** A node that is about to boot. */
  public void made(Node made, long nowNanos) {
    this.made = made;
    node = (int) made.config().index();
    if (stream != null) stream.node(made.config(), made.loads(), nowNanos);
    if (history == null) return;
    History.watch(made);
  }

  /** The node has another program now. */
  public void changed(Node of) {
    if (history != null) History.watch(of);
  }

  /** A step without more to say: {@code BOOT}, {@code START}, {@code STOP}, {@code WAKE}. */
  public void step(EntryKind kind, long nowNanos) {
    keep(nowNanos);
    if (kind == EntryKind.BOOT) running = made;
    if (kind == EntryKind.STOP) running = null;
    if (stream != null) stream.plain(kind, node, nowNanos, nowNanos);
    if (history != null) history.begin(kind, nowNanos);
  }

  /** Between two steps: keeps the node as it is, if it is time for that. */
  private void keep(long nowNanos) {
    if (stream == null || running == null || !stream.wantsSnapshot()) return;
    if (running.hasFollowUp()) return;
    stream.beginSnapshot(nowNanos, history != null);
    stream.hold(running, true, nowNanos, history != null ? history : new History());
    stream.endSnapshot();
  }

  public void fire(int timer, long nowNanos) {
    keep(nowNanos);
    if (stream != null) stream.timer(node, nowNanos, nowNanos, timer);
    if (history != null) history.fire(timer, nowNanos);
  }

  public void inject(Tuple tuple, long nowNanos) {
    keep(nowNanos);
    if (stream != null) stream.tuple(EntryKind.INJECT, node, nowNanos, nowNanos, tuple);
    if (history != null) history.begin(EntryKind.INJECT, nowNanos, tuple);
  }

  public void receive(Message message, String source, long nowNanos) {
    keep(nowNanos);
    if (stream != null) stream.receive(node, nowNanos, nowNanos, message, source);
    if (history != null) history.begin(EntryKind.RECEIVE, nowNanos, message.tuple());
  }

  /** A step that errors have triggered. */
  public void followUp(long nowNanos) {
    if (stream != null) stream.plain(EntryKind.FOLLOW_UP, node, nowNanos, nowNanos);
  }

  /** The step that was told of has ended, and was undone or not. */
  public void ended(boolean committed) {
    if (history != null && !committed) history.add(History.UNDONE);
  }

  public void undeliverable(Message message, String code, String why, long nowNanos) {
    if (stream != null) stream.undeliverable(node, nowNanos, message, code, why);
  }

  public void report(String code, String why, long nowNanos) {
    if (stream != null) stream.report(node, nowNanos, code, why);
  }

  public void passage(Passage passage, long nowNanos) {
    if (stream != null) stream.passage(node, nowNanos, passage);
  }

  public HostFigures figures(HostFigures figures) {
    if (stream != null) stream.figures(node, figures);
    return figures;
  }

  public List<Object[]> sample(List<Object[]> rows) {
    if (stream != null) stream.sample(node, rows);
    return rows;
  }

  /** The node's store, as it is to be asked while this listens. */
  public DurableStore store(DurableStore store) {
    return stream == null
        ? store
        : new TapedStore(
            store, rows -> stream.stored(node, rows), why -> stream.refused(node, why));
  }

  public void sent(Message message) {
    if (history != null) history.sent(message);
  }

  public void observed(Node at, Observation what) {
    if (history != null) history.observed(at.program(), what);
  }

  public void error(ErrorReport report) {
    if (history != null) history.add(History.ERROR, report.code());
  }
}
