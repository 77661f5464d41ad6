package dev.p2.net.record;

import dev.p2.net.wire.WireReader;
import dev.p2.net.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recording says about itself.
 *
 * @param p2Version of the product that made it
 * @param programDigest of the program's texts and definitions
 * @param simulated whether the nodes ran in virtual time; their addresses are then {@code
 *     addresses}
 * @param files the program, as it was named
 * @param defines {@code NAME=VALUE}
 * @param alsoRead built-in relations that the program was given from outside
 * @param health whether the overlay's health check was part of it
 * @param relations the program's relations; an entry names one by its position
 * @param texts of the program; none in older recordings
 */
public record RecordingHeader(
    String p2Version,
    String programDigest,
    boolean simulated,
    List<String> addresses,
    List<String> files,
    List<String> defines,
    String dialect,
    List<String> alsoRead,
    boolean health,
    List<String> relations,
    List<RecordedText> texts) {
  public RecordingHeader {
    addresses = List.copyOf(addresses);
    files = List.copyOf(files);
    defines = List.copyOf(defines);
    alsoRead = List.copyOf(alsoRead);
    relations = List.copyOf(relations);
    texts = List.copyOf(texts);
  }

  void write(WireWriter out) {
    out.text(p2Version);
    out.text(programDigest);
    out.octet(simulated ? 1 : 0);
    write(out, addresses);
    write(out, files);
    write(out, defines);
    out.text(dialect);
    write(out, alsoRead);
    out.octet(health ? 1 : 0);
    write(out, relations);
    out.varint(texts.size());
    for (RecordedText text : texts) text.write(out);
  }

  private static void write(WireWriter out, List<String> texts) {
    out.varint(texts.size());
    texts.forEach(out::text);
  }

  static RecordingHeader read(WireReader in) {
    return new RecordingHeader(
        in.text(),
        in.text(),
        in.octet() == 1,
        texts(in),
        texts(in),
        texts(in),
        in.text(),
        texts(in),
        in.octet() == 1,
        texts(in),
        in.remaining() == 0 ? List.of() : recordedTexts(in));
  }

  private static List<RecordedText> recordedTexts(WireReader in) {
    int count = in.count(2);
    var texts = new ArrayList<RecordedText>();
    for (int i = 0; i < count && !in.failed(); i++) texts.add(RecordedText.read(in));
    return texts;
  }

  private static List<String> texts(WireReader in) {
    int count = in.count(1);
    var texts = new ArrayList<String>();
    for (int i = 0; i < count && !in.failed(); i++) texts.add(in.text());
    return texts;
  }
}
