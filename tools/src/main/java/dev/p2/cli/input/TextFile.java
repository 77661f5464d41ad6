package dev.p2.cli.input;

import dev.p2.lang.syntax.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.stream.Stream;

/** Reads a file of the user, whole, and replaces one. */
public final class TextFile {
  private static final String MARK = "\ufeff";
  private static final int PIECE = 1 << 16;
  private static final int OCTETS_MAX = 1 << 30;

  private TextFile() {}

  /**
   * The text of a file, under the name the user gave; without the mark that some editors put before
   * UTF-8.
   *
   * @throws InputException if it is not there, not readable, larger than a GiB or not UTF-8; of
   *     what is no text at all only the beginning is read
   */
  public static Source read(String name) {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return decode(name, octets(name, in));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /**
   * The path of a file in a folder if it is there; else the name, which may mean something else.
   */
  public static String beside(Path folder, String name) {
    Path beside = folder.resolve(name);
    return Files.isRegularFile(beside) ? beside.toString() : name;
  }

  /** Wrong input: a file of the user that cannot be read, for this reason. */
  public static InputException unreadable(String name, IOException why) {
    Path path = Path.of(name);
    if (why instanceof NoSuchFileException && Files.isSymbolicLink(path))
      return new InputException(
          name + " is a link to a file that is not there", "ls -l " + name + " shows to which");
    if (why instanceof NoSuchFileException)
      return new InputException("there is no file " + name, similar(name));
    if (why instanceof AccessDeniedException)
      return new InputException(
          name + " cannot be read: permission denied", "chmod +r " + name + " allows it");
    if (Files.isDirectory(path))
      return new InputException(name + " cannot be read: it is a folder", "name a file in it");
    String reason = why instanceof FileSystemException failed ? failed.getReason() : null;
    return new InputException(
        name + " cannot be read: " + (reason == null ? why.getMessage() : reason),
        "can you open it yourself?");
  }

  /** A file beside that is nearly called so, or where it was looked for. */
  private static String similar(String name) {
    Path path = Path.of(name).toAbsolutePath().normalize();
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) return "there is no folder " + folder;
    var beside = new ArrayList<String>();
    try (Stream<Path> files = Files.list(folder)) {
      files.map(file -> String.valueOf(file.getFileName())).sorted().forEach(beside::add);
    } catch (IOException e) {
      // then there is nothing to compare with
    }
    String near = Suggestion.didYouMean(String.valueOf(path.getFileName()), beside);
    return near.isEmpty() ? "a name without / is one of the folder that you are in" : near;
  }

  /**
   * The text of {@code in}, whole.
   *
   * @throws InputException if it is not UTF-8
   */
  public static Source read(String name, InputStream in) {
    try {
      return decode(name, octets(name, in));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** All octets of {@code in}, piece by piece: what is no text may be endless, as /dev/zero is. */
  private static byte[] octets(String name, InputStream in) throws IOException {
    var pieces = new ByteArrayOutputStream();
    for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
      pieces.write(piece, 0, piece.length);
      if (pieces.size() == piece.length && hasZero(piece)) return piece;
      if (pieces.size() > OCTETS_MAX)
        throw new InputException(
            name + " is too large: a text has at most a GiB", "split it into several files");
    }
    return pieces.toByteArray();
  }

  private static boolean hasZero(byte[] octets) {
    for (byte octet : octets) if (octet == 0) return true;
    return false;
  }

  /**
   * Replaces the text of a file, at once or not at all: a reader sees the old text or the new, and
   * nothing is lost if the disk is full. Links are followed, permissions kept.
   *
   * @throws InputException if it cannot be written; the file is as before then
   */
  public static void replace(String name, String text) {
    try {
      Path file = Path.of(name).toRealPath();
      if (!Files.isWritable(file)) throw new AccessDeniedException(name);
      Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), ".p2-", ".tmp");
      try {
        Files.writeString(beside, text);
        if (Files.getFileStore(file).supportsFileAttributeView("posix"))
          Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(file));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (AccessDeniedException e) {
      throw new InputException(
          name + " cannot be written: permission denied", "chmod +w " + name + " allows it");
    } catch (IOException e) {
      throw new InputException(
          name + " cannot be written: " + e.getMessage(), "is there room on the disk?");
    }
  }

  private static Source decode(String name, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) throw notText(name, bytes);
      return new Source(name, text.startsWith(MARK) ? text.substring(MARK.length()) : text);
    } catch (CharacterCodingException e) {
      throw notText(name, bytes);
    }
  }

  /** At the first octets that are no character of a text. */
  private static InputException notText(String name, byte[] bytes) {
    CharBuffer good = CharBuffer.allocate(bytes.length);
    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), good, true);
    int end = good.position();
    int zero = good.flip().toString().indexOf('\0');
    int at = zero < 0 ? end : zero;
    var shown = new Source(name, new String(bytes, StandardCharsets.UTF_8));
    if (isUtf16(bytes))
      return InputException.at(shown, at, at + 1, "this is not UTF-8 text")
          .hint("it looks like UTF-16: iconv -f UTF-16 -t UTF-8 " + name + " makes it UTF-8");
    return zero < 0
        ? InputException.at(shown, at, at + 1, "this is not UTF-8 text")
            .hint("save the file as UTF-8, if it is a text at all")
        : InputException.at(shown, at, at + 1, "this is no text: an octet is 0")
            .hint("is it the right file?");
  }

  /** Whether it begins with the mark of UTF-16, in either order of octets. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2 || bytes.length % 2 != 0) return false;
    return (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
        || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF);
  }
}
