package dev.p2.cli.input;

import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.stream.Stream;

/** Reads a file of the user, whole, and replaces one. */
public final class TextFile {
  private TextFile() {}

  /**
   * The text of a file, under the name the user gave.
   *
   * @throws InputException if it is not there, not readable or not UTF-8
   */
  public static Source read(String name) {
    try {
      return decode(name, Files.readAllBytes(Path.of(name)));
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
    if (why instanceof NoSuchFileException)
      return new InputException("there is no file " + name, similar(name));
    if (why instanceof AccessDeniedException)
      return new InputException(
          name + " cannot be read: permission denied", "chmod +r " + name + " allows it");
    return Files.isDirectory(Path.of(name))
        ? new InputException(name + " cannot be read: it is a folder", "name a file in it")
        : new InputException(
            name + " cannot be read: " + why.getMessage(), "can you open it yourself?");
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
      return decode(name, in.readAllBytes());
    } catch (IOException e) {
      throw new InputException(name + " cannot be read: " + e.getMessage());
    }
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
      throw new InputException(name + " cannot be written: permission denied");
    } catch (IOException e) {
      throw new InputException(name + " cannot be written: " + e.getMessage());
    }
  }

  private static Source decode(String name, byte[] bytes) {
    try {
      return new Source(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw notText(name, bytes);
    }
  }

  /** At the first octets that are no character. */
  private static InputException notText(String name, byte[] bytes) {
    CharBuffer good = CharBuffer.allocate(bytes.length);
    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), good, true);
    int at = good.position();
    var shown = new Source(name, new String(bytes, StandardCharsets.UTF_8));
    return InputException.at(shown, at, at + 1, "this is not UTF-8 text")
        .hint("save the file as UTF-8, if it is a text at all");
  }
}
