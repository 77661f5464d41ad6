package dev.p2.net.store;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.DurableException;
import dev.p2.engine.host.DurableStore;
import dev.p2.engine.tuple.RowKey;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.ListValue;
import dev.p2.net.wire.RowCodec;
import dev.p2.net.wire.UnencodableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * A node's durable rows in one MVStore file. Each row has a number, given anew whenever it is
 * written, so that rows of one time keep their order; a map in memory knows the numbers of each
 * key.
 *
 * <p>A step is one commit of the MVStore, which writes a chunk to the end of the data and then
 * points to it: a process that is killed leaves the last commit or the one before. Chunks are
 * synced about once a second and not overwritten before, so after a power cut up to that much may
 * be lost, and whole steps only.
 */
public final class FileStore implements DurableStore, AutoCloseable {
  private static final String FORMAT = "p2-durable-1";
  private static final int RETENTION_MILLIS = 2_500;
  private static final long SYNC_EVERY_NANOS = 1_000_000_000L;

  private final Path file;
  private final CompiledProgram program;
  private final String address;
  private final Map<RowKey, List<Long>> numbers = new HashMap<>();
  private List<StoredRow> found = List.of();

  /** Null after a write that failed. */
  private MVStore store;

  private MVMap<Long, byte[]> rows;
  private long nextNumber;
  private long syncedNanos = System.nanoTime();

  private FileStore(Path file, CompiledProgram program, String address) {
    this.file = file;
    this.program = program;
    this.address = address;
  }

  /** The file of the node with this address in a folder. */
  public static Path fileOf(Path folder, String address) {
    return folder.resolve(address.replaceAll("[^A-Za-z0-9.-]", "_") + ".p2data");
  }

  /**
   * Opens the file of a node, or makes it, the folder too.
   *
   * @throws StoreException if it cannot be read or written, is in use, or holds something else than
   *     this program's rows of this node
   */
  public static FileStore open(Path folder, String address, CompiledProgram program)
      throws StoreException {
    Path file = fileOf(folder, address);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException(
          "cannot make the folder " + folder + " for durable tables: " + reason(e),
          "name a folder that can be written",
          e);
    }
    if (Files.exists(file) && !Files.isWritable(file))
      throw new StoreException(
          "cannot write " + file + ", which holds the durable tables of " + address,
          "make it writable, or name another folder");
    var opened = new FileStore(file, program, address);
    boolean good = false;
    try {
      opened.openFile();
      opened.requireOurs();
      opened.read();
      good = true;
      return opened;
    } catch (MVStoreException e) {
      throw opened.unusable(e);
    } finally {
      if (!good && opened.store != null) opened.store.closeImmediately();
    }
  }

  /**
   * Tries whether {@link #open} would work, and changes nothing.
   *
   * @throws StoreException as {@code open} does
   */
  public static void requireUsable(Path folder, String address, CompiledProgram program)
      throws StoreException {
    if (Files.exists(fileOf(folder, address))) {
      open(folder, address, program).abandon();
      return;
    }
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) there = there.getParent();
    if (Files.isDirectory(there) && Files.isWritable(there)) return;
    throw new StoreException(
        "cannot make files for durable tables in "
            + folder
            + ": "
            + there
            + (Files.isDirectory(there) ? " cannot be written" : " is no folder"),
        "name a folder that can be written");
  }

  private StoreException unusable(MVStoreException e) {
    return switch (e.getErrorCode()) {
      case DataUtils.ERROR_FILE_LOCKED ->
          new StoreException(
              file + " is in use by another process: a node of this address runs already",
              "stop it, or name another folder",
              e);
      case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT ->
          new StoreException(
              file + " is damaged, or no file of durable tables",
              "name another folder, or move the file away",
              e);
      default ->
          new StoreException(
              "cannot open " + file + ": " + reason(e),
              "make sure that the folder can be written and the disk is not full",
              e);
    };
  }

  private void openFile() {
    store =
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .autoCommitBufferSize(0) // or large steps would be committed in pieces
            .open();
    store.setRetentionTime(RETENTION_MILLIS);
    store.setVersionsToKeep(0);
    rows =
        store.openMap(
            "rows",
            new MVMap.Builder<Long, byte[]>()
                .keyType(LongDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
  }

  private MVMap<String, String> texts(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<String, String>()
            .keyType(StringDataType.INSTANCE)
            .valueType(StringDataType.INSTANCE));
  }

  /** Whether the file is this node's, and its tables are declared as they were. */
  private void requireOurs() throws StoreException {
    MVMap<String, String> about = texts("about");
    if (about.isEmpty() && rows.isEmpty()) {
      about.put("format", FORMAT);
      about.put("address", address);
    }
    if (!FORMAT.equals(about.get("format")))
      throw new StoreException(
          file + " is no file of durable tables that this version can read",
          "name another folder, or move the file away");
    if (!address.equals(about.get("address")))
      throw new StoreException(
          file + " holds the rows of " + about.get("address") + ", and this is " + address,
          "name another folder for this node");
  }

  private void read() throws StoreException {
    MVMap<String, String> known = texts("schema");
    Map<String, String> declared = Schema.of(program.plan().program());
    var stored = new ArrayList<StoredRow>();
    for (Map.Entry<Long, byte[]> entry : rows.entrySet()) {
      Object[] values = RowCodec.decode(entry.getValue()).orElse(new Object[0]);
      if (values.length != 3
          || !(values[0] instanceof String name)
          || !(values[1] instanceof Long time)
          || !(values[2] instanceof ListValue columns))
        throw new StoreException(
            file + " is damaged: row " + entry.getKey() + " cannot be read",
            "name another folder, or move the file away");
      requireDeclared(name, known.get(name), declared.get(name));
      Tuple tuple = tuple(name, columns);
      stored.add(new StoredRow(tuple, time));
      number(tuple, entry.getKey());
    }
    stored.sort(Comparator.comparingLong(StoredRow::timeNanos)); // stable: numbers decide ties
    found = stored;
    for (String name : List.copyOf(known.keySet()))
      if (!declared.containsKey(name)) known.remove(name);
    declared.forEach(
        (name, text) -> {
          if (!text.equals(known.get(name))) known.put(name, text);
        });
  }

  private void requireDeclared(String name, String was, String is) throws StoreException {
    if (is == null)
      throw new StoreException(
          file
              + " holds rows of "
              + name
              + ", which is no durable table of "
              + program.plan().program().name(),
          "it may be another program's: name another folder, or move the file away");
    if (!is.equals(was))
      throw new StoreException(
          file + " holds rows of " + name + " with " + was + "; it is declared with " + is,
          "declare it as it was, name another folder, or move the file away");
  }

  private Tuple tuple(String name, ListValue columns) throws StoreException {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) values[i] = columns.get(i);
    Relation relation = program.plan().program().relation(name).orElseThrow();
    try {
      return program.make(relation.id(), values);
    } catch (EvalException e) {
      throw new StoreException(
          file + " holds a row of " + name + " that does not fit its columns: " + e.getMessage(),
          "declare the types that it had, name another folder, or move the file away",
          e);
    }
  }

  private void number(Tuple tuple, long number) {
    numbers.computeIfAbsent(new RowKey(tuple), _ -> new ArrayList<>(1)).add(number);
    nextNumber = Math.max(nextNumber, number + 1);
  }

  @Override
  public List<StoredRow> rows() {
    return found;
  }

  @Override
  public void write(List<Change> changes, Supplier<List<Change>> everything) {
    found = List.of(); // of no use to anybody once the node has booted
    try {
      if (store == null) rewrite(everything.get());
      else put(changes);
      store.commit();
      long now = System.nanoTime();
      if (now - syncedNanos > SYNC_EVERY_NANOS) {
        store.sync();
        syncedNanos = now;
      }
    } catch (UnencodableException e) {
      abandon();
      throw new DurableException("cannot write to " + file + ": " + e.getMessage(), e);
    } catch (RuntimeException e) { // whatever it was, the file no longer agrees with the node
      abandon();
      throw new DurableException(
          "cannot write to "
              + file
              + ": "
              + reason(e)
              + "; make room on the disk or let it be written",
          e);
    }
  }

  private void put(List<Change> changes) throws UnencodableException {
    for (Change change : changes) {
      var key = new RowKey(change.key());
      List<Long> before = numbers.remove(key);
      if (before != null) before.forEach(rows::remove);
      for (StoredRow row : change.rows()) {
        long number = nextNumber;
        rows.put(
            number,
            RowCodec.encode(
                row.tuple().relationName(), row.timeNanos(), ListValue.of(row.tuple().values())));
        number(row.tuple(), number);
      }
    }
  }

  /**
   * After a write that failed nobody knows whether the file has that step: it is written anew, in
   * one commit.
   */
  private void rewrite(List<Change> everything) throws UnencodableException {
    openFile();
    rows.clear();
    numbers.clear();
    put(everything);
  }

  private void abandon() {
    MVStore failed = store;
    store = null;
    numbers.clear();
    if (failed != null && !failed.isClosed()) failed.closeImmediately();
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) cause = cause.getCause();
    String text = Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
    return text.replaceAll(" \\[[0-9./]+\\]$", "");
  }

  /** Lets go of the file, with everything on the disk. */
  @Override
  public void close() {
    if (store == null || store.isClosed()) return;
    try {
      store.sync();
      store.close();
    } catch (MVStoreException e) {
      store.closeImmediately(); // what was committed is in the file
    }
  }
}
