package dev.p2.cli.input;

import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
    } catch (NoSuchFileException e) {
      throw new InputException("there is no file " + name);
    } catch (AccessDeniedException e) {
      throw new InputException(name + " cannot be read: permission denied");
    } catch (IOException e) {
      String why =
          Files.isDirectory(Path.of(name)) ? "it is a folder" : String.valueOf(e.getMessage());
      throw new InputException(name + " cannot be read: " + why);
    }
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
      throw new InputException(name + " is not UTF-8 text");
    }
  }
}
