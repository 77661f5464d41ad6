package dev.p2.cli.input;

import dev.p2.lang.syntax.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file of the user, whole. */
public final class TextFile {
  private TextFile() {}

  /**
   * The text of a file, under the name the user gave.
   *
   * @throws InputException if it is not there, not readable or not UTF-8
   */
  public static Source read(String name) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of(name));
      return new Source(
          name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new InputException(name + " is not UTF-8 text");
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
}
