package dev.p2.cli;

import dev.p2.cli.input.InjectionLine;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.input.Words;
import dev.p2.cli.live.Health;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Programs;
import dev.p2.engine.code.HostCode;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.Id;
import dev.p2.net.store.FileStore;
import dev.p2.net.store.StoreException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What {@code run} and {@code up} have in common beyond {@link HostFlags}. */
@SuppressWarnings("FieldMayBeFinal") // picocli sets them
final class LiveFlags {
  @Option(names = "--landmark", paramLabel = "HOST:PORT", description = "The node to join through.")
  String landmark = "";

  @Option(
      names = "--id",
      paramLabel = "0x…",
      description = "The node's id; SHA-1 of its address otherwise.")
  String id = "";

  @Option(
      names = "--for",
      paramLabel = "T",
      description = "Ends after this time; otherwise with Ctrl-C or SIGTERM.")
  String duration = "";

  @Option(
      names = "--inject",
      paramLabel = "-|FILE",
      description = "Tuples to deliver: JSON Lines from standard input or a file.")
  String inject = "";

  @Option(names = "--check", description = "Ends with the overlay's own health check.")
  boolean check;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Keeps the rows of durable tables there, a file a node.")
  String data = "";

  @Option(
      names = "--allow-files",
      description = "Lets the program read files: stage(\"CSVtuple\", …).")
  boolean allowFiles;

  private Optional<Programs> programs = Optional.empty();

  Optional<Path> data() {
    return data.isEmpty() ? Optional.empty() : Optional.of(Path.of(data));
  }

  /**
   * Asks for the files of durable tables before there is a run, which would write over the files of
   * the last one.
   *
   * @throws InputException if a node could not use its own
   */
  void requireData(CompiledProgram program, List<String> addresses) {
    if (data.isEmpty() || !program.keepsRows()) return;
    for (String address : addresses) {
      if (Words.port(address) == 0)
        throw new InputException(
            "--data keeps rows under the node's address, and port 0 gives it another one each time",
            "name a port");
      try {
        FileStore.requireUsable(Path.of(data), address, program);
      } catch (StoreException e) {
        throw new InputException(String.valueOf(e.getMessage()), e.hint());
      }
    }
  }

  HostCode code() {
    HostCode code = HostFlags.code(allowFiles);
    return programs.map(code::withPrograms).orElse(code);
  }

  /** Lets rules install programs. */
  void allow(Programs made) {
    programs = Optional.of(made);
  }

  /** The table that the health check reads, if one is asked for. */
  Optional<Relation> health(Program program) {
    if (!check) return Optional.empty();
    Optional<Relation> health = Health.relation(program);
    if (health.isPresent()) return health;
    throw new InputException(
        "--check: the program keeps no table healthReport(@N, Check, Ok, Detail)",
        "see docs/reference/command-line.md");
  }

  /**
   * The tuples to inject of a file; what is wrong with it is said before anything runs.
   *
   * @param addresses of the nodes; of several, one with port 0 gets a name that nobody knows yet
   */
  List<InjectionLine> injections(CompiledProgram program, List<String> addresses) {
    if (inject.isEmpty() || inject.equals("-")) return List.of();
    Source file = TextFile.read(inject);
    return addresses.size() == 1
        ? InjectionLine.readAll(program, file, addresses.getFirst())
        : InjectionLine.readAll(
            program, file, name -> addresses.contains(name) && Words.port(name) > 0);
  }

  long forNanos() {
    return duration.isEmpty() ? -1 : Words.of("--for", () -> Words.durationNanos(duration));
  }

  Optional<String> landmark() {
    if (landmark.isEmpty()) return Optional.empty();
    Words.of("--landmark", () -> Words.port(landmark));
    try {
      InetAddress.getByName(Words.host(landmark));
    } catch (UnknownHostException e) {
      throw new InputException(
          "--landmark " + landmark + ": no host is named " + Words.host(landmark),
          "write the address that the landmark was given with --listen");
    }
    return Optional.of(landmark);
  }

  Optional<Id> id() {
    if (id.isEmpty()) return Optional.empty();
    try {
      if (id.startsWith("0x")) return Optional.of(Id.parseHex(id));
    } catch (NumberFormatException e) {
      // said below
    }
    throw new InputException(
        "--id " + id + " is no id", "write 0x and up to 40 hexadecimal digits");
  }

  /** The id of a node that is given none: SHA-1 of its address. */
  static Id idOf(String address) {
    try {
      return Id.fromBytes(
          MessageDigest.getInstance("SHA-1").digest(address.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }
}
