package dev.p2.net.record;

import dev.p2.engine.tuple.Tuple;
import dev.p2.net.wire.WireWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Writes a recording. Whatever ends the process, the file is readable up to its last block. If the
 * file cannot take more, the run goes on and the recording ends: {@link #failure} says why.
 */
public final class Recorder implements AutoCloseable {
  /** Types of blocks. */
  static final int HEADER = 1;

  static final int ENTRIES = 2;
  static final int END = 3;
  static final int SNAPSHOT = 4;

  static final byte[] MAGIC = {'P', '2', 'R', 'E', 'C', 0};
  static final int VERSION = 3;

  private final FileChannel file;
  private final boolean seekable;
  private final long blockNanosMax;
  private final List<String> relations;
  private final List<RecordStream> streams = new ArrayList<>();
  private final Thread atExit = new Thread(this::flush, "recording");
  private long goodBytes;
  private Optional<String> failure = Optional.empty();
  private boolean closed;

  private Recorder(FileChannel file, boolean seekable, long blockNanosMax, List<String> relations) {
    this.relations = relations;
    this.file = file;
    this.seekable = seekable;
    this.blockNanosMax = blockNanosMax;
  }

  /**
   * Begins a recording in a new file.
   *
   * @param blockNanosMax a block is written at the latest when so much time has passed in it: what
   *     a killed process may lose
   * @throws IOException if the file cannot be written
   */
  public static Recorder create(Path path, RecordingHeader header, long blockNanosMax)
      throws IOException {
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    var recorder =
        new Recorder(
            file, java.nio.file.Files.isRegularFile(path), blockNanosMax, header.relations());
    try {
      ByteBuffer start = ByteBuffer.allocate(MAGIC.length + 2);
      start.put(MAGIC).putShort((short) VERSION).flip();
      while (start.hasRemaining()) file.write(start);
      recorder.goodBytes = MAGIC.length + 2;
      var out = new WireWriter();
      out.octet(HEADER);
      header.write(out);
      recorder.append(out);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(recorder.atExit);
    return recorder;
  }

  /** A stream for nodes that one thread runs. */
  public synchronized RecordStream stream() {
    var stream = new RecordStream(this, streams.size());
    streams.add(stream);
    return stream;
  }

  /** Whether the header names the tuple's relation at its place. */
  boolean names(Tuple tuple) {
    int relation = tuple.relation();
    return relation < relations.size() && relations.get(relation).equals(tuple.relationName());
  }

  /** The place of no relation. */
  int relations() {
    return relations.size();
  }

  long blockNanosMax() {
    return blockNanosMax;
  }

  /** Why the recording is not whole, if it is not. */
  public synchronized Optional<String> failure() {
    return failure;
  }

  synchronized void failed(String why) {
    if (failure.isEmpty()) failure = Optional.of(why);
  }

  /** How many bytes are in the file. */
  public synchronized long bytes() {
    return goodBytes;
  }

  synchronized void write(WireWriter block) {
    if (closed || failure.isPresent()) return;
    try {
      append(block);
    } catch (IOException e) {
      failed(String.valueOf(e.getMessage()));
      cutOff();
    }
  }

  private void append(WireWriter block) throws IOException {
    ByteBuffer octets = block.octets();
    var checksum = new CRC32C();
    checksum.update(octets.duplicate());
    ByteBuffer head = ByteBuffer.allocate(8);
    head.putInt(octets.remaining()).putInt((int) checksum.getValue()).flip();
    long size = 8L + octets.remaining();
    ByteBuffer[] both = {head, octets};
    while (octets.hasRemaining()) file.write(both);
    goodBytes += size;
  }

  /** Half a block is of no use. */
  private void cutOff() {
    if (!seekable) return;
    try {
      file.truncate(goodBytes);
    } catch (IOException e) {
      // a reader stops before half a block as well
    }
  }

  /** Writes what waits in buffers. */
  public void flush() {
    List<RecordStream> all;
    synchronized (this) {
      all = List.copyOf(streams);
    }
    all.forEach(RecordStream::flush);
  }

  /** Ends the recording; {@code digest} is that of the run, or empty. */
  public void end(String digest) {
    flush();
    var out = new WireWriter();
    out.octet(END);
    out.text(digest);
    write(out);
  }

  @Override
  public void close() {
    flush();
    synchronized (this) {
      if (closed) return;
      closed = true;
      try {
        file.close();
      } catch (IOException e) {
        failed(String.valueOf(e.getMessage()));
      }
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the process is ending
    }
  }
}
