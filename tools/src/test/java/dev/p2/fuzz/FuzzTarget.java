package dev.p2.fuzz;

import java.io.IOException;
import java.util.Locale;

/** A reader of something from outside, and what must hold whatever it is given. */
enum FuzzTarget {
  /** Pieces of a file: together they are all of its text. */
  LEXER("olg", ProgramInputs::lexer),
  /** A tree and problems with places inside the text, the same twice. */
  PARSER("olg", ProgramInputs::parser),
  /** Errors, or a program that can be planned and compiled. */
  CHECKER("olg", ProgramInputs::checker),
  /** The same program and comments, and twice is once. */
  FORMATTER("olg", ProgramInputs::formatter),
  FACTS_CSV("csv", FileInputs::facts),
  FACTS_TSV("tsv", FileInputs::facts),
  FACTS_JSONL("jsonl", FileInputs::facts),
  INJECTIONS("jsonl", FileInputs::injections),
  TOPOLOGY_NS2("tcl", FileInputs::topology),
  TOPOLOGY_MATRIX("csv", FileInputs::topology),
  TOPOLOGY_TOML("toml", FileInputs::topology),
  SCENARIO("toml", FileInputs::scenario),
  /** A recording, opened and read to its end. */
  RECORDING("rec", RecordingInput::read),
  /** One datagram, and one message. */
  WIRE("bin", WireInputs::decode),
  /** Datagrams in a row, to a node that sends and waits in between. */
  TRANSPORT("bin", WireInputs::converse);

  /** Reads octets; throws only what breaks the property. */
  private interface Reader {
    void read(FuzzTarget target, byte[] octets) throws IOException;
  }

  private final String extension;
  private final Reader reader;

  FuzzTarget(String extension, Reader reader) {
    this.extension = extension;
    this.reader = reader;
  }

  /** As it is written on a command line: {@code facts-csv}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static FuzzTarget of(String word) {
    for (FuzzTarget target : values()) if (target.word().equals(word)) return target;
    throw new IllegalArgumentException("there is no target " + word);
  }

  /** What the names of its inputs end in. */
  String extension() {
    return extension;
  }

  /**
   * What may be allocated whatever the length: tables, buffers, a compiled program. Macros may make
   * 200,000 tokens, which are read several times; loops of ns-2 leave garbage at every round, a
   * kilobyte where Jazzer's instrumentation keeps it from being optimized away.
   */
  private long bytesMin() {
    return switch (this) {
      case LEXER, PARSER, CHECKER, FORMATTER -> 512L << 20;
      case TOPOLOGY_NS2 -> 24L << 30;
      default -> 64L << 20;
    };
  }

  /** Reads octets within the {@link Budget}; throws if something does not hold. */
  void accept(byte[] octets) throws IOException {
    var budget = new Budget(bytesMin(), octets.length);
    reader.read(this, octets);
    budget.check(word());
  }
}
