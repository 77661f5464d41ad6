package dev.p2.net.record;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.StateSource;
import dev.p2.engine.host.DurableStore.StoredRow;
import dev.p2.engine.host.HostFigures;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.Passage;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Id;
import dev.p2.net.wire.ValueCodec;
import dev.p2.net.wire.WireReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** A recording that is read: its header, and its entries in the order of time. */
public final class Recording implements Closeable {
  private static final int BLOCK_BYTES_MAX = 1 << 28;
  private static final String UNFINISHED = "it ends before it is complete";
  private static final Passage.Op[] OPS = Passage.Op.values();
  private static final Message.Kind[] KINDS = Message.Kind.values();

  private final FileChannel file;
  private final RecordingHeader header;
  private final TreeMap<Integer, List<Place>> blocks = new TreeMap<>();
  private Optional<String> digest = Optional.empty();
  private Damage damage = Damage.NONE;
  private String damageText = "";
  private long usableBytes;

  /** By stream: the snapshots of its nodes. */
  private final TreeMap<Integer, List<Snapshot>> snapshots = new TreeMap<>();

  /** Where a block's payload is. */
  private record Place(long at, int size) {}

  /**
   * A whole snapshot.
   *
   * @param next the block of entries that follows it
   */
  private record Snapshot(long timeNanos, boolean histories, List<Place> places, int next) {}

  /** What is wrong with the file. */
  public enum Damage {
    NONE,
    /** The recording was not ended: the process was killed, or the disk was full. */
    UNENDED,
    /** A block is not what was written. */
    CORRUPT
  }

  private Recording(FileChannel file, RecordingHeader header) {
    this.file = file;
    this.header = header;
  }

  /**
   * Opens a recording and checks every block of it. One that comes through a pipe is copied to a
   * temporary file first.
   *
   * @throws RecordingException if it is none, of another version, or its header is damaged
   * @throws IOException if it cannot be read
   */
  public static Recording open(Path path) throws IOException, RecordingException {
    FileChannel file = seekable(path);
    try {
      requireVersion(file);
      long at = Recorder.MAGIC.length + 2;
      byte[] first = block(file, at);
      if (first == null || first.length == 0 || first[0] != Recorder.HEADER)
        throw new RecordingException("its header, at byte " + at + ", is damaged");
      var in = new WireReader(first, 1, first.length - 1);
      RecordingHeader header = RecordingHeader.read(in);
      if (in.failed()) throw new RecordingException("its header, at byte " + at + ", is damaged");
      var recording = new Recording(file, header);
      recording.index(at + 8 + first.length);
      return recording;
    } catch (IOException | RecordingException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static FileChannel seekable(Path path) throws IOException, RecordingException {
    if (!Files.readAttributes(path, BasicFileAttributes.class).isOther())
      return FileChannel.open(path, StandardOpenOption.READ);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] magic = in.readNBytes(Recorder.MAGIC.length); // before all: /dev/zero has no end
      if (!Arrays.equals(magic, Recorder.MAGIC))
        throw new RecordingException("it is no recording of P2");
      FileChannel copy =
          FileChannel.open(
              Files.createTempFile("p2-", ".p2rec"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      OutputStream out = Channels.newOutputStream(copy);
      out.write(magic);
      in.transferTo(out);
      return copy;
    }
  }

  private static void requireVersion(FileChannel file) throws IOException, RecordingException {
    ByteBuffer start = ByteBuffer.allocate(Recorder.MAGIC.length + 2);
    readFully(file, start, 0);
    byte[] magic = Arrays.copyOf(start.array(), Recorder.MAGIC.length);
    if (start.hasRemaining() || !Arrays.equals(magic, Recorder.MAGIC))
      throw new RecordingException("it is no recording of P2");
    int version = start.getShort(Recorder.MAGIC.length);
    if (version != Recorder.VERSION)
      throw new RecordingException(
          "it is a recording of version " + version + ", and this is version " + Recorder.VERSION);
  }

  private static void readFully(FileChannel file, ByteBuffer into, long at) throws IOException {
    long from = at;
    while (into.hasRemaining()) {
      int count = file.read(into, from);
      if (count < 0) return;
      from += count;
    }
  }

  /** The payload of the block at a place; null if it is cut off or damaged. */
  private static byte[] block(FileChannel file, long at) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(8);
    readFully(file, head, at);
    if (head.hasRemaining()) return null;
    int size = head.getInt(0);
    if (size < 1 || size > BLOCK_BYTES_MAX || at + 8 + size > file.size()) return null;
    byte[] payload = new byte[size];
    readFully(file, ByteBuffer.wrap(payload), at + 8);
    var checksum = new CRC32C();
    checksum.update(payload);
    return (int) checksum.getValue() == head.getInt(4) ? payload : null;
  }

  private void index(long from) throws IOException {
    long at = from;
    int number = 2;
    var begun = new TreeMap<Integer, List<Place>>();
    while (at < file.size()) {
      byte[] payload = block(file, at);
      if (payload == null) {
        boolean cut = cutOff(at);
        damage = cut ? Damage.UNENDED : Damage.CORRUPT;
        damageText =
            "block " + number + ", at byte " + at + ", is " + (cut ? "cut off" : "damaged");
        break;
      }
      var in = new WireReader(payload, 1, payload.length - 1);
      if (payload[0] == Recorder.ENTRIES)
        blocks
            .computeIfAbsent((int) in.varint(), _ -> new ArrayList<>())
            .add(new Place(at + 8, payload.length));
      else if (payload[0] == Recorder.SNAPSHOT) indexSnapshot(in, payload, at + 8, begun);
      else if (payload[0] == Recorder.END) digest = Optional.of(in.text());
      at += 8 + payload.length;
      number++;
    }
    usableBytes = at;
    if (damage == Damage.NONE && digest.isEmpty()) {
      damage = Damage.UNENDED;
      damageText = "the recording was not ended";
    }
  }

  /** One that is cut off is none. */
  private void indexSnapshot(
      WireReader in, byte[] payload, long at, TreeMap<Integer, List<Place>> begun) {
    int stream = (int) in.varint();
    List<Place> places = begun.computeIfAbsent(stream, _ -> new ArrayList<>());
    places.add(new Place(at, payload.length));
    if (payload[payload.length - 1] == 0) return;
    begun.remove(stream);
    int next = blocks.getOrDefault(stream, List.of()).size();
    snapshots
        .computeIfAbsent(stream, _ -> new ArrayList<>())
        .add(new Snapshot(in.zigzag(), in.octet() == 1, List.copyOf(places), next));
  }

  /** Whether the file ends within the block. */
  private boolean cutOff(long at) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(8);
    readFully(file, head, at);
    if (head.hasRemaining()) return true;
    int size = head.getInt(0);
    return size >= 1 && size <= BLOCK_BYTES_MAX && at + 8 + size > file.size();
  }

  public RecordingHeader header() {
    return header;
  }

  /** The digest of the run that was recorded, if it had one and ended. */
  public Optional<String> digest() {
    return digest.filter(text -> !text.isEmpty());
  }

  public Damage damage() {
    return damage;
  }

  /** What is wrong and how much is usable, in words. */
  public String damageText() {
    return damageText + "; the first " + usableBytes + " bytes are usable";
  }

  /** Time 0 of a simulated run; of a real one when the first thing happened. */
  public long startNanos(CompiledProgram program) {
    Entries all = entries(program);
    return header.simulated() || !all.hasNext() ? 0 : all.nextNanos();
  }

  /**
   * Reads the entries for a program, which must be the one that was recorded.
   *
   * @throws MalformedEntryException if the first entry of a stream is none; the entries' own
   *     methods throw it for those that follow
   */
  public Entries entries(CompiledProgram program) {
    return entries(program, Long.MIN_VALUE);
  }

  /**
   * Reads the entries from a time on, and those before it back to the last snapshot: first come the
   * nodes as that had them.
   */
  public Entries entries(CompiledProgram program, long fromNanos) {
    return new Entries(program, fromNanos);
  }

  /**
   * Whether what is read {@link #entries(CompiledProgram, long) from a time on} tells of the nodes'
   * histories before.
   */
  public boolean histories(long fromNanos) {
    return blocks.keySet().stream()
        .allMatch(stream -> snapshot(stream, fromNanos).map(Snapshot::histories).orElse(true));
  }

  /** The last snapshot of a stream's nodes at that time or before. */
  private Optional<Snapshot> snapshot(int stream, long atNanos) {
    return snapshots.getOrDefault(stream, List.of()).stream()
        .filter(s -> s.timeNanos() <= atNanos)
        .reduce((_, later) -> later);
  }

  private static MalformedEntryException malformed(String why) {
    return new MalformedEntryException("an entry is none that anything writes: " + why);
  }

  /** All entries, by time; of one stream, in their order. */
  public final class Entries {
    private final CompiledProgram program;
    private final List<Optional<Relation>> relations = new ArrayList<>();
    private final PriorityQueue<Cursor> cursors = new PriorityQueue<>();

    private Entries(CompiledProgram program, long fromNanos) {
      this.program = program;
      for (String name : header.relations())
        relations.add(
            program.plan().program().relations().stream()
                .filter(r -> r.name().equals(name))
                .findFirst());
      blocks.forEach(
          (stream, places) -> offer(new Cursor(stream, from(stream, places, fromNanos))));
    }

    private List<Place> from(int stream, List<Place> places, long fromNanos) {
      Optional<Snapshot> begin = snapshot(stream, fromNanos);
      if (begin.isEmpty()) return places;
      var all = new ArrayList<>(begin.get().places());
      all.addAll(places.subList(begin.get().next(), places.size()));
      return all;
    }

    /** The state of a node that a snapshot holds, for {@link dev.p2.engine.Node#restore}. */
    public StateSource state(Entry.Detail.Held held) {
      var in = new WireReader(held.state(), 0, held.state().length);
      return new StateSource() {
        @Override
        public long number() {
          long number = in.zigzag();
          if (in.failed()) throw malformed(UNFINISHED);
          return number;
        }

        @Override
        public String text() {
          return in.text();
        }

        @Override
        public Tuple tuple(CompiledProgram of) {
          return Entries.this.tuple(in, of);
        }
      };
    }

    private void offer(Cursor cursor) {
      if (cursor.advance()) cursors.add(cursor);
    }

    public boolean hasNext() {
      return !cursors.isEmpty();
    }

    /** When the next entry happened. */
    public long nextNanos() {
      return cursors.element().next.timeNanos();
    }

    /** The next entry. */
    public Entry next() {
      Cursor cursor = cursors.remove();
      Entry entry = cursor.next;
      offer(cursor);
      return entry;
    }

    /**
     * The next entry of the node whose step runs, which answers a question of that step; empty if
     * there is none.
     */
    public Optional<Entry> answer(int node, EntryKind kind) {
      for (Cursor cursor : cursors) {
        if (cursor.next.node() != node || cursor.next.kind() != kind) continue;
        cursors.remove(cursor);
        Entry entry = cursor.next;
        offer(cursor);
        return Optional.of(entry);
      }
      return Optional.empty();
    }

    private Tuple tuple(WireReader in) {
      return tuple(in, program);
    }

    private Tuple tuple(WireReader in, CompiledProgram of) {
      long number = in.varint();
      if (number < 0 || number > relations.size())
        throw malformed("it names relation " + number + " of " + relations.size());
      boolean known = number < relations.size();
      String name = known ? header.relations().get((int) number) : in.text();
      Optional<Relation> relation =
          known && of == program ? relations.get((int) number) : find(of, name);
      int arity = known ? relation.map(Relation::arity).orElse(-1) : in.count(1);
      if (arity < 0) throw malformed("the program has no relation " + name);
      Object[] values = new Object[arity];
      for (int i = 0; i < arity; i++) values[i] = ValueCodec.read(in, 1);
      if (relation.isEmpty() || relation.get().arity() != arity)
        return new ForeignTuple(name, values);
      try {
        return of.remake(relation.get().id(), values);
      } catch (EvalException e) {
        throw malformed("its tuple does not fit: " + e.getMessage());
      }
    }

    private static Optional<Relation> find(CompiledProgram program, String name) {
      return program.plan().program().relation(name);
    }

    /** Reads one stream. */
    private final class Cursor implements Comparable<Cursor> {
      private final int stream;
      private final List<Place> places;
      private int place;
      private WireReader in = new WireReader(new byte[0], 0, 0);
      private int node;
      private long timeNanos;
      private boolean holds;
      private Entry next;

      Cursor(int stream, List<Place> places) {
        this.stream = stream;
        this.places = places;
      }

      @Override
      public int compareTo(Cursor other) {
        int byTime = Long.compare(next.timeNanos(), other.next.timeNanos());
        return byTime != 0 ? byTime : Integer.compare(stream, other.stream);
      }

      boolean advance() {
        while (in.remaining() == 0) {
          if (place == places.size()) return false;
          load(places.get(place++));
        }
        next = read();
        if (in.failed()) throw malformed(UNFINISHED);
        return true;
      }

      private void load(Place at) {
        byte[] payload = new byte[at.size()];
        try {
          readFully(file, ByteBuffer.wrap(payload), at.at());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        holds = payload[0] == Recorder.SNAPSHOT;
        in = new WireReader(payload, 1, payload.length - (holds ? 2 : 1));
        in.varint();
        timeNanos = holds ? in.zigzag() : 0;
        if (holds) in.octet();
      }

      private Entry held() {
        node = (int) in.varint();
        NodeConfig config = config(node);
        boolean running = in.octet() == 1;
        long local = timeNanos + in.zigzag();
        var detail =
            new Entry.Detail.Held(
                config, running, in.fixed64(), in.fixed64(), in.octets(in.count(1)));
        return new Entry(EntryKind.HELD, node, timeNanos, local, detail);
      }

      private Entry read() {
        if (holds) return held();
        int head = in.octet();
        int code = head & ~(RecordStream.SAME_NODE | RecordStream.OWN_CLOCK);
        EntryKind kind = EntryKind.of(code).orElseThrow(() -> malformed("its kind is " + code));
        if ((head & RecordStream.SAME_NODE) == 0) node = (int) in.varint();
        timeNanos += in.zigzag();
        long local = timeNanos;
        if ((head & RecordStream.OWN_CLOCK) != 0) local += in.zigzag();
        return new Entry(kind, node, timeNanos, local, detail(kind, local));
      }

      private Entry.Detail detail(EntryKind kind, long localNanos) {
        return switch (kind) {
          case BOOT, START, STOP, WAKE, WATCH_WAKE, FOLLOW_UP, OFF, CRASH, END -> Entry.NONE;
          case HELD -> throw malformed("it is of a snapshot");
          case NODE -> made();
          case TIMER -> new Entry.Detail.Fired((int) in.varint());
          case INJECT, LOST -> new Entry.Detail.Carried(tuple(in));
          case RECEIVE -> new Entry.Detail.Received(message(-1), in.text());
          case UNDELIVERABLE -> {
            Message message = message(-1);
            int rule = (int) in.varint() - 1;
            var whole =
                new Message(
                    message.destination(),
                    message.kind(),
                    message.tuple(),
                    rule,
                    message.traceId());
            yield new Entry.Detail.Undelivered(whole, in.text(), in.text());
          }
          case REPORT -> new Entry.Detail.Reported(in.text(), in.text());
          case PASSAGE -> {
            String element = in.text();
            int op = in.octet();
            if (op >= OPS.length) throw malformed("it has a passage of kind " + op);
            yield new Entry.Detail.Passed(
                new Passage(element, OPS[op], in.varint(), in.varint(), localNanos));
          }
          case FIGURES ->
              new Entry.Detail.Figures(
                  new HostFigures(in.varint(), in.varint(), in.varint(), in.varint(), in.varint()));
          case SAMPLE -> {
            var rows = new ArrayList<Object[]>();
            for (long left = in.varint(); left > 0 && !in.failed(); left--) {
              Object[] row = new Object[in.count(1)];
              for (int i = 0; i < row.length; i++) row[i] = ValueCodec.read(in, 1);
              rows.add(row);
            }
            yield new Entry.Detail.Sample(rows);
          }
          case STORED -> {
            boolean last = in.octet() == 1;
            var rows = new ArrayList<StoredRow>();
            for (int left = in.count(2); left > 0 && !in.failed(); left--) {
              long time = in.zigzag();
              rows.add(new StoredRow(tuple(in), time));
            }
            yield new Entry.Detail.Stored(rows, last);
          }
          case REFUSED -> new Entry.Detail.Refused(in.text());
          case CLOCK -> {
            long since = in.zigzag();
            long skew = in.zigzag();
            double drift = Double.longBitsToDouble(in.fixed64());
            if (!(drift > -1 && drift < 1)) throw malformed("it has a clock of drift " + drift);
            yield new Entry.Detail.Clock(since, skew, drift, in.zigzag());
          }
        };
      }

      private Entry.Detail made() {
        NodeConfig config = config(node);
        var loads = new ArrayList<Tuple>();
        for (int left = in.count(1); left > 0; left--) loads.add(tuple(in));
        return new Entry.Detail.Made(config, loads);
      }

      private NodeConfig config(int index) {
        String address = in.text();
        byte[] octets = in.octets(Id.BYTES);
        if (in.failed()) throw malformed(UNFINISHED);
        return new NodeConfig(
            address,
            Id.fromBytes(octets),
            in.text(),
            index,
            in.varint(),
            in.fixed64(),
            (int) in.varint(),
            in.varint());
      }

      private Message message(int rule) {
        int head = in.octet();
        int code = head & ~RecordStream.TRACED;
        if (code >= KINDS.length) throw malformed("it has a message of kind " + code);
        Message.Kind kind = KINDS[code];
        long traceId = (head & RecordStream.TRACED) == 0 ? 0 : in.varint();
        Tuple tuple = tuple(in);
        long located = in.varint();
        if (located < 0 || located > tuple.arity())
          throw malformed("it has a message to column " + located + " of " + tuple);
        String destination =
            located == 0 ? in.text() : String.valueOf(tuple.get((int) located - 1));
        return new Message(destination, kind, tuple, rule, traceId);
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
