package dev.p2.cli.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Makes the text of many things on all cores, and prints it in their order. A megabyte of one rule
 * can have 100,000 errors, and takes as long to show as to find.
 */
public final class InOrder {
  /** So many things are one piece of work, and so many are worth a thread. */
  private static final int PIECE = 1000;

  /** Pieces that are made ahead: what waits for its turn stays small. */
  private static final int AHEAD = 16;

  /** Of the text of a thing, about. */
  private static final int OCTETS = 250;

  private InOrder() {}

  /**
   * Prints all of {@code things}.
   *
   * @param text puts one of them at the end of a text; several threads call it at once
   * @param out takes the text in UTF-8, piece by piece, in this thread
   */
  public static <T> void print(
      List<T> things, BiConsumer<T, StringBuilder> text, Consumer<byte[]> out) {
    var pieces = new ArrayDeque<ForkJoinTask<byte[]>>();
    for (int from = 0; from < things.size(); from += PIECE) {
      List<T> piece = things.subList(from, Math.min(things.size(), from + PIECE));
      if (things.size() <= PIECE) {
        out.accept(textOf(piece, text));
        return;
      }
      if (pieces.size() == AHEAD) out.accept(pieces.remove().join());
      pieces.add(ForkJoinPool.commonPool().submit(() -> textOf(piece, text)));
    }
    for (ForkJoinTask<byte[]> piece : pieces) out.accept(piece.join());
  }

  private static <T> byte[] textOf(List<T> piece, BiConsumer<T, StringBuilder> text) {
    var all = new ByteArrayOutputStream(piece.size() * OCTETS);
    var one = new StringBuilder(OCTETS);
    for (T thing : piece) {
      one.setLength(0);
      text.accept(thing, one);
      all.writeBytes(one.toString().getBytes(StandardCharsets.UTF_8));
    }
    return all.toByteArray();
  }
}
