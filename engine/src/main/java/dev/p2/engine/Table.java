package dev.p2.engine;

import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Relation.TableSpec;
import dev.p2.plan.Operator;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The rows of one relation at one node, by row number. Rows are tuples; the primary key and each
 * set of columns that strands probe has a hash index, each column of which they read a range a
 * sorted one, made when first asked for. The caller of {@link #first} compares the columns itself.
 *
 * <p>Changes only in a commit, never while strands run. What a table does not need (ages without
 * lifetime and size, supports without a view that fills it, entries of rows without conflicts)
 * takes no memory; an empty one a few words.
 */
public final class Table {
  private static final int NONE = -1;

  private static final Tuple[] NO_ROWS = {};
  private static final int[] NO_INTS = {};
  private static final OrderedIndex[] NO_ORDERS = {};

  /**
   * Up to so many rows a key is looked for in a list of hashes, which is all the index there is.
   */
  private static final int FEW = 32;

  /** Entries of a commit in a table of up to so many rows are given back. */
  private static final int SMALL = 2 * FEW;

  private static final ChainIndex[] NO_CHAINS = {};

  /**
   * What the tables of a relation have in common at all nodes.
   *
   * @param wholeKey whether rows of one key are equal: every column is a key column
   * @param indexCount number of indexes, the primary key's among them
   * @param ordered whether somebody sees in which order rows of one age go
   */
  record Shape(
      Relation relation,
      TableSpec spec,
      boolean wholeKey,
      boolean soft,
      int indexCount,
      boolean ordered) {
    static Shape of(Relation relation, int indexCount, boolean endsSeen) {
      TableSpec spec = relation.table().orElseThrow();
      boolean wholeKey = !spec.bag() && spec.keys().size() == relation.arity();
      boolean ordered = endsSeen || spec.sized();
      return new Shape(relation, spec, wholeKey, spec.soft(), indexCount, ordered);
    }
  }

  private final Shape shape;

  private Tuple[] rows = NO_ROWS;
  private int top;
  private int size;
  private int[] free = NO_INTS;
  private int freeCount;

  /** By row: the hash of its primary key, while there are few; not in a bag. */
  private int[] hashes = NO_INTS;

  /** Made when there are many rows; never in a bag, whose index 0 is a chain. */
  private KeyIndex keys;

  /** By index, from the first probe of one that is a chain on. */
  private ChainIndex[] chains = NO_CHAINS;

  /** By column, from the first range that asks for one on. */
  private OrderedIndex[] orders = NO_ORDERS;

  private Ages ages;
  private Supports supports;
  private Overlay overlay;

  /** By row: its entry in the changes of a commit, valid only if that entry names the row. */
  private int[] entries = NO_INTS;

  private long inserted;

  Table(Relation relation, int indexCount, Supports supports) {
    this(Shape.of(relation, indexCount, false), supports);
  }

  Table(Shape shape, Supports supports) {
    this.shape = shape;
    this.ages = shape.soft || shape.spec.sized() ? new Ages(shape.ordered) : null;
    this.supports = supports;
  }

  public Relation relation() {
    return shape.relation;
  }

  /** Number of rows, those past their lifetime included until the next step removes them. */
  public int size() {
    return size;
  }

  /** The row's tuple. */
  public Tuple row(int row) {
    return row < Overlay.GHOST ? rows[row] : overlay.ghost(row);
  }

  /**
   * First row whose hash for {@code index} is {@code hash}, or -1; the caller compares the columns.
   */
  public int first(int index, int hash) {
    if (size <= 1) return size == 0 ? NONE : only(index, hash);
    if (index != 0 || bag()) return chain(index).first(hash);
    return keys != null ? keys.first(hash) : rowWith(hash, 0);
  }

  /** Nobody makes an index for one row. */
  private int only(int index, int hash) {
    int row = firstRow();
    return rows[row].hash(index) == hash ? row : NONE;
  }

  /** The next such row after {@code row}, or -1. */
  public int next(int index, int row) {
    if (size <= 1) return NONE;
    if (index != 0 || bag()) return chain(index).next(row);
    return keys != null ? keys.next(rows[row].hash(0), row) : rowWith(hashes[row], row + 1);
  }

  /** The first of few rows, from {@code from} on, with that hash of the primary key, or -1. */
  private int rowWith(int hash, int from) {
    final int[] hashes = this.hashes;
    for (int row = from; row < top; row++) if (hashes[row] == hash && rows[row] != null) return row;
    return NONE;
  }

  /** First row of a scan, or -1. */
  public int firstRow() {
    return nextRow(NONE);
  }

  public int nextRow(int row) {
    for (int next = row + 1; next < top; next++) {
      if (rows[next] != null) return next;
    }
    return NONE;
  }

  /**
   * The rows with values of {@code column} from {@code low} to {@code high}, as {@link Order} has
   * them; if it {@code wraps}, those from {@code low} on and those up to {@code high}; all rows of
   * a small table. The low 32 bits are the number of rows from here to the end of the range, 0 for
   * none.
   */
  public long firstIn(int column, long low, long high, boolean wraps) {
    if (size < Operator.Range.ROWS_MIN) return size == 0 ? 0 : (long) firstRow() << 32 | size;
    OrderedIndex order = order(column);
    order.refresh(rows);
    return order.range(low, high, wraps);
  }

  /** The first row of a range. */
  public int rowIn(int column, long range) {
    int at = (int) (range >>> 32);
    return size < Operator.Range.ROWS_MIN ? at : orders[column].row(at);
  }

  /** The range without its first row. */
  public long nextIn(int column, long range) {
    int left = (int) range - 1;
    if (left == 0) return 0;
    int at = (int) (range >>> 32);
    int next = size < Operator.Range.ROWS_MIN ? nextRow(at) : orders[column].after(at);
    return (long) next << 32 | left;
  }

  /**
   * The same range as {@link #firstIn} has, sorted whatever the size of the table, from its end on:
   * for {@link #rowAt} and {@link #fartherIn}.
   */
  public long lastIn(int column, long low, long high, boolean wraps) {
    if (size == 0) return 0;
    OrderedIndex order = order(column);
    order.refresh(rows);
    return order.last(order.range(low, high, wraps));
  }

  /** The row at the end of a range. */
  public int rowAt(int column, long range) {
    return orders[column].row((int) (range >>> 32));
  }

  /**
   * The range without the row at its end.
   *
   * @param found no row is wanted that is farther from the end than this one: 0 if only such are
   *     left
   */
  public long fartherIn(int column, long range, boolean found) {
    return orders[column].before(range, found);
  }

  private OrderedIndex order(int column) {
    if (orders.length == 0) orders = new OrderedIndex[shape.relation.arity()];
    OrderedIndex order = orders[column];
    if (order != null) return order;
    order = new OrderedIndex(column);
    for (int row = firstRow(); row != NONE; row = nextRow(row)) order.change(row);
    orders[column] = order;
    return order;
  }

  private void changeOrders(int row) {
    for (OrderedIndex order : orders) if (order != null) order.change(row);
  }

  /** As {@link #first(int, int)}, of a version as {@link Node#version} gave it. */
  public int first(int version, int index, int hash) {
    return version == Overlay.NOW ? first(index, hash) : overlay.first(this, version, index, hash);
  }

  public int next(int version, int index, int row) {
    return version == Overlay.NOW ? next(index, row) : overlay.next(this, version, index, row);
  }

  public int firstRow(int version) {
    return version == Overlay.NOW ? firstRow() : overlay.firstRow(this, version);
  }

  public int nextRow(int version, int row) {
    return version == Overlay.NOW ? nextRow(row) : overlay.nextRow(this, version, row);
  }

  /**
   * What the versions are read from, until the next call or {@link #hide}; returns whether there
   * was nothing.
   */
  boolean show(Overlay before) {
    boolean first = overlay == null;
    overlay = before;
    return first;
  }

  /** Ends {@link #show}: what went in a step is not kept beyond it. */
  void hide() {
    overlay = null;
  }

  /**
   * Whether {@code row}, of a version, went and it was its lifetime that ended it, or it is there
   * still.
   */
  boolean thereOrExpired(int row) {
    return row < Overlay.GHOST || overlay.expired(row);
  }

  /** Reads itself: the first of the passes of {@link ReadAhead} over tables. */
  long foreseeItself() {
    return size + inserted;
  }

  /** Reads the arrays that a touch needs, of those that {@link Foresight} tells apart. */
  long foreseeArrays(int how) {
    long sum = rows.length;
    if ((how & Foresight.KEY) != 0) sum += hashes.length;
    if ((how & Foresight.CHAIN) != 0) sum += chains.length;
    if ((how & Foresight.ORDER) != 0) sum += orders.length;
    if ((how & Foresight.WRITE) != 0) {
      if (ages != null) sum += ages.foreseeItself();
      if (supports != null) sum += supports.foreseeItself();
    }
    return sum;
  }

  /** Reads an index, or the rows that are sure to be read. */
  long foreseeRows(int how) {
    long sum = 0;
    if ((how & Foresight.WRITE) != 0) {
      if (ages != null) sum += ages.foreseeCells();
      if (supports != null) sum += supports.foreseeCounts();
    }
    if ((how & Foresight.CHAIN) != 0)
      for (ChainIndex chain : chains) if (chain != null) sum += chain.foreseeItself();
    if ((how & Foresight.ORDER) != 0)
      for (OrderedIndex order : orders) if (order != null) sum += order.foreseeItself();
    final int count = foreseen(how);
    // A row's header is read for its class: the next pass's call would wait for it row by row.
    for (int row = 0; row < count; row++)
      if (rows[row] != null && rows[row].getClass() == Tuple.class) sum++;
    return sum;
  }

  /**
   * How many rows are read ahead: all of a small table that is scanned, and an only one. Else
   * nobody knows yet which it will be.
   */
  private int foreseen(int how) {
    return top == 1 || (how & Foresight.SCAN) != 0 && top <= FEW ? top : 0;
  }

  /** Reads what they refer to. */
  long foreseeValues(int how) {
    long sum = 0;
    if ((how & Foresight.CHAIN) != 0)
      for (ChainIndex chain : chains) if (chain != null) sum += chain.foreseeSlots();
    if ((how & Foresight.ORDER) != 0)
      for (OrderedIndex order : orders) if (order != null) sum += order.foreseeKeys();
    final int count = foreseen(how);
    for (int row = 0; row < count; row++) if (rows[row] != null) sum += rows[row].foresee();
    return sum;
  }

  private ChainIndex chain(int index) {
    ChainIndex chain = chainOrNull(index);
    return chain != null ? chain : build(index);
  }

  private ChainIndex build(int index) {
    if (chains.length == 0) chains = new ChainIndex[shape.indexCount];
    ChainIndex chain = new ChainIndex();
    for (int row = 0; row < top; row++) {
      if (rows[row] != null) chain.add(rows[row].hash(index), row);
    }
    chains[index] = chain;
    return chain;
  }

  /** The row numbers that are free, the next to be taken last. */
  int[] freeRows() {
    return Arrays.copyOf(free, freeCount);
  }

  /** Number of indexes, the key's among them. */
  int indexes() {
    return shape.indexCount;
  }

  /** An index that is made of chains; null if nothing has asked for it yet, or it is none. */
  ChainIndex chainOrNull(int index) {
    return index < chains.length ? chains[index] : null;
  }

  /** Makes an empty table ready for rows with numbers: {@link #restoreRow} each. */
  void restore(int rowCount, int[] freeRows, long everInserted) {
    top = rowCount + freeRows.length;
    free = freeRows;
    freeCount = freeRows.length;
    if (top > FEW && ages != null) ages.link();
    inserted = everInserted;
    rows = new Tuple[top];
    if (!bag()) hashes = new int[top];
  }

  /** Puts back a row; where rows have ages, the oldest comes first. */
  void restoreRow(int row, Tuple tuple, long time) {
    rows[row] = tuple;
    size++;
    if (keys != null) keys.add(tuple.hash(0), row);
    else if (!bag()) enter(tuple.hash(0), row);
    if (ages != null) ages.add(row, time);
    if (supports != null) supports.add(row);
  }

  void restoreChain(int index, ChainIndex chain) {
    if (chains.length == 0) chains = new ChainIndex[shape.indexCount];
    chains[index] = chain;
  }

  /** Rows that came or replaced one, ever. */
  long inserted() {
    return inserted;
  }

  boolean soft() {
    return shape.soft;
  }

  boolean durable() {
    return shape.spec.durable();
  }

  /** The tuple of a row number, if there is one now. */
  Tuple rowOrNull(int row) {
    return rows[row];
  }

  boolean sized() {
    return shape.spec.sized();
  }

  boolean bag() {
    return shape.spec.bag();
  }

  boolean wholeKey() {
    return shape.wholeKey;
  }

  boolean overfull() {
    return size > shape.spec.sizeMax();
  }

  /** The row of the same key, or -1; not for bags. */
  int find(Tuple tuple, int hash) {
    if (keys != null) return keys.find(tuple, hash, rows);
    int row = rowWith(hash, 0);
    while (row != NONE && !tuple.sameKey(rows[row])) row = rowWith(hash, row + 1);
    return row;
  }

  /** The same for many at a time, into {@code found}. */
  void findAll(Tuple[] tuples, int[] hashes, int count, int[] found) {
    if (keys != null) keys.findAll(tuples, hashes, count, rows, found);
    else for (int i = 0; i < count; i++) found[i] = find(tuples[i], hashes[i]);
  }

  /** Whether the tuple, of the row's key, equals it. */
  boolean same(int row, Tuple tuple) {
    return shape.wholeKey || rows[row].sameRow(tuple);
  }

  /** When the row was last inserted or refreshed; only where there is a lifetime or a size. */
  long time(int row) {
    return ages.time(row);
  }

  boolean aged() {
    return ages != null;
  }

  int oldest() {
    return ages.oldest();
  }

  /** Whether the row is past its lifetime. */
  boolean expired(int row, long now) {
    return shape.soft && now - ages.time(row) > shape.spec.lifetimeNanos();
  }

  /** The row after {@code row} in order of age, or -1. */
  int newer(int row) {
    return ages.newer(row);
  }

  /** When the oldest row expires; {@link Long#MAX_VALUE} if there is none. Only in a soft table. */
  long firstExpiryNanos() {
    return size == 0 ? Long.MAX_VALUE : expiry(ages.oldest());
  }

  /** When the newest row expires; {@link Long#MIN_VALUE} if there is none. Only in a soft table. */
  long lastExpiryNanos() {
    return size == 0 ? Long.MIN_VALUE : expiry(ages.newest());
  }

  private long expiry(int row) {
    long end = ages.time(row) + shape.spec.lifetimeNanos() + 1;
    return end < ages.time(row) ? Long.MAX_VALUE : end;
  }

  /** The supports, or null where every row is base. */
  Supports supports() {
    return supports;
  }

  /** Starts to keep supports: whatever there is was inserted by others than views. */
  void keepSupports() {
    supports = new Supports(true);
    for (int row = firstRow(); row != NONE; row = nextRow(row)) {
      supports.add(row);
      supports.setBase(row);
    }
  }

  int entry(int row) {
    return row < entries.length ? entries[row] : NONE;
  }

  void setEntry(int row, int entry) {
    if (row >= entries.length) entries = Arrays.copyOf(entries, Math.max(row + 1, rows.length));
    entries[row] = entry;
  }

  /** A commit is over: what it kept of a small table is made again sooner than kept. */
  void forgetEntries() {
    if (entries.length <= SMALL) entries = NO_INTS;
  }

  /** Adds a row. The caller knows that its key is not there. */
  int add(Tuple tuple, int hash, long time, UndoLog undo) {
    boolean freed = freeCount > 0;
    int row = freed ? free[--freeCount] : top++;
    if (top > FEW && ages != null) ages.link();
    if (undo != null) undo.record(UndoLog.ADDED, this, row, null, 0, freed ? 1 : 0);
    put(row, tuple, hash);
    if (ages != null) ages.add(row, time);
    inserted++;
    return row;
  }

  private void put(int row, Tuple tuple, int hash) {
    if (row >= rows.length) rows = Arrays.copyOf(rows, lengthFor(row, rows.length));
    rows[row] = tuple;
    size++;
    if (keys != null) keys.add(hash, row);
    else if (!bag()) enter(hash, row);
    for (int index = 0; index < chains.length; index++) {
      if (chains[index] != null) chains[index].add(tuple.hash(index), row);
    }
    changeOrders(row);
    if (supports != null) supports.add(row);
  }

  /** Enters a row by its key where there is no index yet. */
  private void enter(int hash, int row) {
    if (size <= FEW) {
      if (row >= hashes.length) hashes = Arrays.copyOf(hashes, lengthFor(row, hashes.length));
      hashes[row] = hash;
      return;
    }
    keys = new KeyIndex();
    for (int each = firstRow(); each != NONE; each = nextRow(each))
      keys.add(rows[each].hash(0), each);
    hashes = NO_INTS;
  }

  /**
   * How long an array by row becomes for a row beyond its end: small ones grow by little, to
   * lengths that fill their memory.
   */
  static int lengthFor(int row, int length) {
    if (row == 0) return 1;
    return row < FEW ? (row + 3 & ~3) + 1 : Math.max(row + 1, length + (length >> 1));
  }

  void remove(int row, UndoLog undo) {
    Tuple tuple = rows[row];
    if (undo != null) {
      Object gone = supports == null ? tuple : UndoLog.Gone.of(tuple, supports, row);
      long time = ages == null ? 0 : ages.time(row);
      undo.record(UndoLog.REMOVED, this, row, gone, time, ages == null ? 0 : ages.older(row));
    }
    if (ages != null) ages.remove(row);
    if (supports != null) supports.clear(row);
    take(row);
    if (freeCount == free.length) free = Arrays.copyOf(free, Math.max(4, freeCount << 1));
    free[freeCount++] = row;
  }

  /**
   * Whether it holds few rows now and once held many, and would be small again if it were made
   * anew: where nothing but their ages hangs on the rows' numbers.
   */
  boolean wasteful() {
    if (size > FEW || size * 4 > top || top <= 2 * FEW || supports != null) return false;
    for (ChainIndex chain : chains) if (chain != null) return false;
    return orders.length == 0;
  }

  /**
   * Gives the rows of a {@link #wasteful} table the lowest numbers, in their order. Between steps
   * only.
   */
  void compact() {
    Tuple[] before = rows;
    Ages times = ages;
    int[] numbers = new int[top];
    rows = NO_ROWS;
    hashes = NO_INTS;
    keys = null;
    entries = NO_INTS;
    free = NO_INTS;
    freeCount = 0;
    if (times != null) ages = new Ages(shape.ordered);
    int count = top;
    top = 0;
    size = 0;
    for (int row = 0; row < count; row++) {
      if (before[row] == null) continue;
      numbers[row] = top++;
      put(numbers[row], before[row], bag() ? 0 : before[row].hash(0));
    }
    if (times == null || size == 0) return;
    for (int row = times.oldest(); row != NONE; row = times.newer(row))
      ages.add(numbers[row], times.time(row));
  }

  private void take(int row) {
    Tuple tuple = rows[row];
    if (keys != null) keys.remove(tuple.hash(0), row);
    for (int index = 0; index < chains.length; index++) {
      if (chains[index] != null) chains[index].remove(tuple.hash(index), row);
    }
    changeOrders(row);
    rows[row] = null;
    size--;
  }

  /** Puts another tuple of the same key in a row's place; its supports stay. */
  void replace(int row, Tuple tuple, long time, UndoLog undo) {
    if (undo != null) {
      long before = ages == null ? 0 : ages.time(row);
      undo.record(
          UndoLog.REPLACED, this, row, rows[row], before, ages == null ? 0 : ages.older(row));
    }
    swap(row, tuple);
    age(row, time);
    inserted++;
  }

  private void swap(int row, Tuple tuple) {
    Tuple old = rows[row];
    for (int index = 1; index < chains.length; index++) {
      if (chains[index] == null) continue;
      chains[index].remove(old.hash(index), row);
      chains[index].add(tuple.hash(index), row);
    }
    changeOrders(row);
    rows[row] = tuple;
  }

  /** Makes a row the newest. */
  void touch(int row, long time, UndoLog undo) {
    if (ages == null) return;
    if (undo != null)
      undo.record(UndoLog.TOUCHED, this, row, null, ages.time(row), ages.older(row));
    age(row, time);
  }

  private void age(int row, long time) {
    if (ages == null) return;
    ages.remove(row);
    ages.add(row, time);
  }

  void setBase(int row, UndoLog undo) {
    if (supports == null || supports.isBase(row)) return;
    if (undo != null) undo.record(UndoLog.BASE, this, row, null, 0, 0);
    supports.setBase(row);
  }

  void support(int row, long print, UndoLog undo) {
    if (undo != null) undo.record(UndoLog.SUPPORTED, this, row, null, print, 0);
    supports.addDerivation(row, print);
  }

  /** Ends a derivation; false if it did not count. */
  boolean withdraw(int row, long print, UndoLog undo) {
    if (!supports.removeDerivation(row, print)) return false;
    if (undo != null) undo.record(UndoLog.WITHDRAWN, this, row, null, print, 0);
    return true;
  }

  void clearSupports(int row, UndoLog undo) {
    if (supports == null) return;
    if (undo != null) {
      Object gone = UndoLog.Gone.of(null, supports, row);
      undo.record(UndoLog.CLEARED, this, row, gone, 0, 0);
    }
    supports.clear(row);
  }

  /** Takes one change back, as the undo log kept it. */
  void undo(byte kind, int row, Object object, long number, int neighbour) {
    switch (kind) {
      case UndoLog.ADDED -> {
        if (ages != null) ages.remove(row);
        if (supports != null) supports.clear(row);
        take(row);
        inserted--;
        if (neighbour == 1) free[freeCount++] = row;
        else if (--top == FEW && ages != null) ages.unlink();
      }
      case UndoLog.REMOVED -> {
        UndoLog.Gone gone = object instanceof UndoLog.Gone g ? g : null;
        Tuple tuple = gone == null ? (Tuple) object : gone.tuple();
        freeCount--;
        put(row, tuple, tuple.hash(0));
        if (ages != null) ages.addAfter(neighbour, row, number);
        if (gone != null) gone.restore(supports, row);
      }
      case UndoLog.REPLACED -> {
        swap(row, (Tuple) object);
        inserted--;
        ageAgain(row, number, neighbour);
      }
      case UndoLog.TOUCHED -> ageAgain(row, number, neighbour);
      case UndoLog.BASE -> supports.clearBase(row);
      case UndoLog.SUPPORTED -> supports.removeDerivation(row, number);
      case UndoLog.WITHDRAWN -> supports.addDerivation(row, number);
      case UndoLog.CLEARED -> {
        ((UndoLog.Gone) object).restore(supports, row);
      }
      default -> throw new AssertionError("undo entry of kind " + kind);
    }
  }

  private void ageAgain(int row, long time, int older) {
    if (ages == null) return;
    ages.remove(row);
    ages.addAfter(older, row, time);
  }

  /**
   * Puts computed rows in the place of those there, of which nobody is told.
   *
   * @param whole the computed rows are all there are; otherwise they take the places of the rows of
   *     their keys, and others are left out
   */
  void recompute(Iterable<Tuple> computed, boolean whole, long now) {
    if (whole) {
      for (int row = firstRow(); row != NONE; row = nextRow(row)) remove(row, null);
      for (Tuple tuple : computed) add(tuple, tuple.hash(0), now, null);
      return;
    }
    for (Tuple tuple : computed) {
      int row = find(tuple, tuple.hash(0));
      if (row != NONE) swap(row, tuple);
    }
  }

  /** Number of rows that are live at a time. */
  long liveCount(long now) {
    if (!shape.soft) return size;
    long count = 0;
    for (int row = firstRow(); row != NONE; row = nextRow(row)) if (!expired(row, now)) count++;
    return count;
  }

  /**
   * About how many bytes the rows take: reference, index entries and tuple; values that tuples
   * share with others, such as strings and ids, are not counted.
   */
  long bytes() {
    return size * (4L + 12L * chains.length + 12L + 8L * shape.relation.arity());
  }

  /** The rows that are live at a time, in row order. */
  Iterable<Tuple> live(long now) {
    return () ->
        new Iterator<>() {
          private int at = seek(firstRow());

          private int seek(int row) {
            int live = row;
            while (live != NONE && expired(live, now)) live = nextRow(live);
            return live;
          }

          @Override
          public boolean hasNext() {
            return at != NONE;
          }

          @Override
          public Tuple next() {
            if (at == NONE) throw new NoSuchElementException();
            Tuple tuple = rows[at];
            at = seek(nextRow(at));
            return tuple;
          }
        };
  }
}
