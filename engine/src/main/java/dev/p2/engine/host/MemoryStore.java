package dev.p2.engine.host;

import dev.p2.engine.tuple.RowKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A store in memory: what the disk of a simulated node is. It outlives the node as long as somebody
 * holds it, and serves nodes of one compiled program.
 */
public final class MemoryStore implements DurableStore {
  /** By key, the one written last at the end. */
  private Map<RowKey, Change> kept = new LinkedHashMap<>();

  /** What a crash leaves; null if that is everything. */
  private Map<RowKey, Change> frozen;

  private boolean refuses;

  /** From now on writes fail, or no longer. */
  public void refuse(boolean writes) {
    refuses = writes;
  }

  /** From now on writes are acknowledged, and a {@link #crash} takes them back. */
  public void freeze() {
    if (frozen == null) frozen = new LinkedHashMap<>(kept);
  }

  /** Writes count again, and those since {@link #freeze} too. */
  public void thaw() {
    frozen = null;
  }

  /** The node has crashed: what was only acknowledged is lost. */
  public void crash() {
    if (frozen != null) kept = new LinkedHashMap<>(frozen);
  }

  /** Everything on it is lost. */
  public void wipe() {
    kept.clear();
    if (frozen != null) frozen.clear();
  }

  @Override
  public List<StoredRow> rows() {
    var rows = new ArrayList<StoredRow>();
    for (Change change : kept.values()) rows.addAll(change.rows());
    rows.sort(Comparator.comparingLong(StoredRow::timeNanos));
    return rows;
  }

  @Override
  public void write(List<Change> changes, Supplier<List<Change>> everything) {
    if (refuses) throw new DurableException("the disk refuses to write");
    for (Change change : changes) {
      var key = new RowKey(change.key());
      kept.remove(key);
      if (!change.rows().isEmpty()) kept.put(key, change);
    }
  }
}
