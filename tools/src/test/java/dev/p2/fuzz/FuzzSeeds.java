package dev.p2.fuzz;

import dev.p2.cli.P2;
import dev.p2.engine.host.Message;
import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.SetValue;
import dev.p2.lang.value.Time;
import dev.p2.net.wire.Header;
import dev.p2.net.wire.MessageCodec;
import dev.p2.net.wire.Packet;
import dev.p2.net.wire.PacketCodec;
import dev.p2.net.wire.Part;
import dev.p2.net.wire.UnencodableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Good inputs of each reader, from which a fuzzer makes bad ones: the repository's programs and
 * files, messages of every type of value, a recorded run.
 */
final class FuzzSeeds {
  private static final Path ROOT = Path.of("..");
  private static final Path CASES = Path.of("src/test/resources/fuzz");

  private FuzzSeeds() {}

  /**
   * Writes what a fuzzing run of a target begins with: {@code FOLDER/TARGET/seeds}, the words of
   * its grammar, and a folder for what the run finds new, which stays from run to run.
   */
  public static void main(String[] arguments) throws IOException {
    FuzzTarget target = FuzzTarget.of(arguments[0]);
    Path folder = Path.of(arguments[1]).resolve(target.word());
    Files.createDirectories(folder.resolve("corpus"));
    Path seeds = Files.createDirectories(folder.resolve("seeds"));
    int number = 0;
    for (byte[] seed : of(target)) Files.write(seeds.resolve("seed-" + number++), seed);
    for (byte[] found : kept(target)) Files.write(seeds.resolve("kept-" + number++), found);
    Files.writeString(folder.resolve("dictionary"), dictionary());
  }

  /** Inputs that were found and fixed once; {@code fuzz/TARGET/what-was-wrong.ext}. */
  static List<byte[]> kept(FuzzTarget target) throws IOException {
    var inputs = new ArrayList<byte[]>();
    for (Path path : files(CASES.resolve(target.word()), "")) inputs.add(Files.readAllBytes(path));
    return inputs;
  }

  /** Good inputs of a target. */
  static List<byte[]> of(FuzzTarget target) throws IOException {
    return switch (target) {
      case LEXER, PARSER, CHECKER, FORMATTER -> programs();
      case FACTS_CSV,
          FACTS_TSV,
          FACTS_JSONL,
          INJECTIONS,
          TOPOLOGY_NS2,
          TOPOLOGY_MATRIX,
          TOPOLOGY_TOML,
          SCENARIO ->
          contents(files(CASES.resolve("seeds").resolve(target.word()), ""));
      case RECORDING -> List.of(recording());
      case WIRE -> datagrams();
      case TRANSPORT -> conversations();
    };
  }

  private static List<byte[]> programs() throws IOException {
    var paths = new ArrayList<Path>();
    for (String folder :
        List.of(
            "examples",
            "overlays/src/main",
            "tools/src/test/resources/olg",
            "tools/src/test/resources/old")) paths.addAll(files(ROOT.resolve(folder), "lg"));
    return contents(paths);
  }

  private static List<byte[]> contents(List<Path> paths) throws IOException {
    var all = new ArrayList<byte[]>();
    for (Path path : paths) all.add(Files.readAllBytes(path));
    return all;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> Files.isRegularFile(p) && p.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private static byte[] recording() throws IOException {
    Path folder = Files.createTempDirectory("p2-fuzz-");
    Path program = Files.writeString(folder.resolve("rows.olg"), FileInputs.TEXT);
    Path file = folder.resolve("run.rec");
    String[] arguments = {
      "sim", program.toString(), "--names", "n0,n1", "--until", "3s", "--record", file.toString()
    };
    var said = new ByteArrayOutputStream();
    var out = new PrintStream(said, true, StandardCharsets.UTF_8);
    if (P2.run(arguments, InputStream.nullInputStream(), out, out) != 0)
      throw new IllegalStateException(said.toString(StandardCharsets.UTF_8));
    byte[] recorded = Files.readAllBytes(file);
    for (Path each : List.of(program, file, folder)) Files.delete(each);
    return RecordingInput.unmade(recorded);
  }

  private static List<byte[]> datagrams() {
    var all = new ArrayList<byte[]>();
    byte[] row =
        message(
            "row",
            "n0",
            7L,
            true,
            -3L,
            2.5,
            "text",
            Id.of(42),
            new Time(5),
            new Duration(9),
            Bytes.of(new byte[] {1, 2}),
            ListValue.of(1L, 2L),
            SetValue.of(List.of("a", 1L)));
    byte[] small = message("m", "n1", "s", ListValue.of("x", ListValue.of(1L)));
    all.add(row);
    all.add(small);
    all.add(datagram(Header.PLAIN, Part.WHOLE, row));
    all.add(datagram(new Header.Data(1, 0, 1), Part.WHOLE, small));
    all.add(datagram(new Header.Data(1, 2, 300), new Part(7, 1, 3), Arrays.copyOf(row, 20)));
    all.add(datagram(new Header.Ack(1, 2, 5, 0b1011), Part.WHOLE, new byte[0]));
    all.add(datagram(new Header.Reset(1, 2), Part.WHOLE, new byte[0]));
    return all;
  }

  private static byte[] message(String relation, Object... values) {
    int id = FileInputs.PROGRAM.plan().program().relation(relation).orElseThrow().id();
    var tuple = FileInputs.PROGRAM.make(id, values);
    try {
      return MessageCodec.encode(new Message((String) values[0], Message.Kind.DELIVER, tuple, -1));
    } catch (UnencodableException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] datagram(Header header, Part part, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(PacketCodec.HEADER_MAX + payload.length);
    PacketCodec.write(Packet.of("p", header, part, payload), out);
    return Arrays.copyOf(out.array(), out.position());
  }

  private static List<byte[]> conversations() {
    byte[] small = message("m", "n1", "s", ListValue.of("x"));
    var heard = new ByteArrayOutputStream();
    for (int sequence : new int[] {1, 3, 2}) happen(heard, 5, header(0, 0, 0, 0, sequence), small);
    happen(heard, 5, header(2, 9, 0, 0, 4), Arrays.copyOf(small, 4));
    happen(heard, 5, header(2, 9, 1, 1, 5), Arrays.copyOfRange(small, 4, small.length));
    happen(heard, 1, new byte[90], new byte[0]);
    var sent = new ByteArrayOutputStream();
    for (int i = 0; i < 4; i++)
      happen(sent, 2, "Large text".getBytes(StandardCharsets.UTF_8), small);
    happen(sent, 3, new byte[] {0, 1, 2}, new byte[0]);
    happen(sent, 1, new byte[40], new byte[0]);
    happen(sent, 3, new byte[] {0, 4, 0}, new byte[0]);
    happen(sent, 4, new byte[] {1}, new byte[0]);
    var raw = new ByteArrayOutputStream();
    for (byte[] datagram : datagrams()) happen(raw, 0, datagram, new byte[0]);
    return List.of(heard.toByteArray(), sent.toByteArray(), raw.toByteArray());
  }

  private static byte[] header(int... octets) {
    byte[] all = new byte[octets.length];
    for (int i = 0; i < all.length; i++) all[i] = (byte) octets[i];
    return all;
  }

  private static void happen(ByteArrayOutputStream out, int what, byte[] head, byte[] rest) {
    int size = Math.min(255, head.length + rest.length);
    out.write(what);
    out.write(size);
    out.write(head, 0, Math.min(size, head.length));
    out.write(rest, 0, size - Math.min(size, head.length));
  }

  /** Words that mutations are made of, in the form that the fuzzer reads. */
  private static String dictionary() {
    String words =
        "materialize( keys( infinity table event index( param extern pure transport send over"
            + " reliable namespace watch( watchmod( stage( trace( traceTable( Query import dialect"
            + " 2005. delete not notin in periodic( :- := ::  ||| ** << >> <= >= == != <> && || @X"
            + " @N #insert #delete #refresh #failed a_MIN< min< count<*> topk< sum< any< f_now()"
            + " f_sha1( f_cons( null true false 0x1I 1.5s 10U 1e3 // /* */ %% lifetime size durable"
            + " key list<set<int>> [[host]] [[link]] [[churn]] [[crash]] name at count places delay"
            + " rate loss duplex-link DropTail $ns 10Mb 20ms set for {} relation values node"
            + " \\ud800 1e400 -0.0 0x";
    var text = new StringBuilder();
    for (String word : words.split(" +"))
      text.append('"').append(word.replace("\\", "\\\\").replace("\"", "\\\"")).append("\"\n");
    for (String line :
        List.of("#define M ", "#ifdef M", "#if 1", "#else", "#endif", "#include ", "#line 5"))
      text.append("\"\\x0A").append(line).append("\\x0A\"\n");
    return text.toString();
  }
}
