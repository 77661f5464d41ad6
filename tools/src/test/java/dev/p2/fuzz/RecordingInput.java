package dev.p2.fuzz;

import dev.p2.engine.StateSource;
import dev.p2.lang.program.Relation;
import dev.p2.net.record.Entry;
import dev.p2.net.record.MalformedEntryException;
import dev.p2.net.record.Recording;
import dev.p2.net.record.RecordingException;
import dev.p2.net.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Any octets as a recording. Those that begin with its magic are the file as it is. Of others the
 * target makes a file whose checksums are right, or nearly nothing would get past them: the first
 * octet says whether a good header goes in front, then come blocks, each after two octets of its
 * length.
 */
final class RecordingInput {
  private static final byte[] MAGIC = "P2REC\0".getBytes(StandardCharsets.US_ASCII);
  private static final short VERSION = 3;
  private static final int HEADER = 1;

  private RecordingInput() {}

  static void read(FuzzTarget target, byte[] octets) throws IOException {
    Path path = FileInputs.file(target);
    boolean whole = Arrays.equals(MAGIC, 0, MAGIC.length, octets, 0, Math.min(6, octets.length));
    Files.write(path, whole ? octets : file(octets));
    try (Recording recording = Recording.open(path)) {
      if (recording.damageText().isEmpty()) throw new AssertionError("nothing to say");
      var entries = recording.entries(FileInputs.PROGRAM);
      long last = 0;
      while (entries.hasNext()) {
        last += entries.nextNanos();
        Entry entry = entries.next();
        if (entry.detail() instanceof Entry.Detail.Held held) last += tuples(entries.state(held));
      }
      recording.histories(last);
    } catch (RecordingException | MalformedEntryException e) {
      if (e.getMessage() == null) throw new AssertionError("nothing to say", e);
    }
  }

  /** The octets from which {@link #read} makes this file again. */
  static byte[] unmade(byte[] file) {
    var out = new ByteArrayOutputStream();
    out.write(0);
    ByteBuffer in = ByteBuffer.wrap(file).position(MAGIC.length + 2);
    while (in.remaining() >= 8) {
      int size = in.getInt();
      in.getInt();
      byte[] payload = new byte[size];
      in.get(payload);
      out.write(size >> 8);
      out.write(size);
      out.writeBytes(payload);
    }
    return out.toByteArray();
  }

  /** What a snapshot holds, as tuples to its end. */
  private static long tuples(StateSource state) {
    long read = 0;
    try {
      while (true) {
        state.number();
        read += state.tuple(FileInputs.PROGRAM).arity();
      }
    } catch (MalformedEntryException end) {
      return read;
    }
  }

  private static byte[] file(byte[] octets) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(MAGIC);
    out.write(ByteBuffer.allocate(2).putShort(VERSION).array());
    int at = 0;
    if (octets.length > 0 && (octets[at++] & 1) == 1) block(out, header());
    while (octets.length - at >= 2) {
      int size = Math.min(ByteBuffer.wrap(octets).getShort(at) & 0xffff, octets.length - at - 2);
      block(out, Arrays.copyOfRange(octets, at + 2, at + 2 + size));
      at += 2 + size;
    }
    return out.toByteArray();
  }

  private static void block(ByteArrayOutputStream out, byte[] payload) throws IOException {
    var checksum = new CRC32C();
    checksum.update(payload);
    out.write(
        ByteBuffer.allocate(8).putInt(payload.length).putInt((int) checksum.getValue()).array());
    out.write(payload);
  }

  /** The header of a recording of {@link FileInputs#PROGRAM}. */
  private static byte[] header() {
    List<String> relations =
        FileInputs.PROGRAM.plan().program().relations().stream().map(Relation::name).toList();
    var out = new WireWriter();
    out.octet(HEADER);
    out.text("0.1.0");
    out.text("");
    out.octet(1);
    texts(out, List.of("n0", "n1"));
    texts(out, List.of("rows.olg"));
    texts(out, List.of());
    out.text("");
    texts(out, List.of());
    out.octet(0);
    texts(out, relations);
    return out.toArray();
  }

  private static void texts(WireWriter out, List<String> texts) {
    out.varint(texts.size());
    texts.forEach(out::text);
  }
}
