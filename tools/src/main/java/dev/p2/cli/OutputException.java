package dev.p2.cli;

import dev.p2.cli.input.InputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** A file cannot take what a run has to say; the run itself went well or not. Exit 1. */
final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputException(String what) {
    super(what);
  }

  /** Wrong input: a file that a flag names cannot be written at all, for this reason. */
  static InputException cannotOpen(String flag, String file, IOException why) {
    String what = flag + " " + file + " cannot be written: ";
    return switch (why) {
      case NoSuchFileException _ when hasFolder(file) ->
          new InputException(
              what + "no file can be made there", "name a file in a folder of your own");
      case NoSuchFileException _ ->
          new InputException(
              flag + " " + file + ": its folder does not exist",
              "make the folder, or name another");
      case AccessDeniedException _ ->
          new InputException(what + "permission denied", "name a file in a folder of your own");
      default ->
          Files.isDirectory(Path.of(file))
              ? new InputException(what + "it is a folder", "name a file in it")
              : new InputException(
                  what + why.getMessage(), "make room on the disk, or name another file");
    };
  }

  private static boolean hasFolder(String file) {
    Path folder = Path.of(file).toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder);
  }

  /**
   * Refuses a file that has no place, before anything is written anywhere; nothing happens to the
   * file.
   */
  static void requirePlace(String flag, String file) {
    if (file.isEmpty() || file.equals("-")) return;
    Path path = Path.of(file).toAbsolutePath();
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder))
      throw cannotOpen(flag, file, new NoSuchFileException(file));
    if (Files.isDirectory(path)) throw cannotOpen(flag, file, new IOException(file));
    if (Files.exists(path) ? !Files.isWritable(path) : !Files.isWritable(folder))
      throw cannotOpen(flag, file, new AccessDeniedException(file));
    if (isNamedPipe(path))
      throw new InputException(
          flag + " " + file + ": it is a pipe, which would wait for a reader",
          "name a file, or write >(gzip > FILE.gz) for a pipe with a reader");
  }

  /** Refuses a file that the run reads: it would be lost. */
  static void requireNoInput(String flag, String file, Collection<String> inputs) {
    if (file.isEmpty() || file.equals("-")) return;
    for (String input : inputs)
      if (same(file, input))
        throw new InputException(
            flag + " " + file + " would write over " + input + ", which the run reads",
            "name another file");
  }

  /** Whether two names are of one file, which is there or not. */
  static boolean same(String one, String other) {
    try {
      Path first = Path.of(one);
      Path second = Path.of(other);
      if (Files.exists(first)) return Files.isRegularFile(first) && Files.isSameFile(first, second);
      return end(first).equals(end(second));
    } catch (IOException | InvalidPathException e) {
      return false; // the other is not there, or no file at all
    }
  }

  /** Where a file would be made under that name: links may lead to what is not there yet. */
  private static Path end(Path path) throws IOException {
    Path at = path.toAbsolutePath();
    for (int links = 0; links < LINKS_MAX && Files.isSymbolicLink(at); links++)
      at = at.resolveSibling(Files.readSymbolicLink(at));
    return at.getParent() == null
        ? at
        : at.getParent().toRealPath().resolve(at.getFileName()).normalize();
  }

  /** As many as Linux follows. */
  private static final int LINKS_MAX = 40;

  /** Of a pipe that the shell made, as for {@code >(gzip)}, the real path is no path. */
  private static boolean isNamedPipe(Path path) {
    try {
      boolean pipe = ((int) Files.getAttribute(path, "unix:mode") & FILE_KIND) == PIPE;
      return pipe && Files.exists(path.toRealPath());
    } catch (IOException | UnsupportedOperationException e) {
      return false; // not there yet, or a system without pipes
    }
  }

  private static final int FILE_KIND = 0xf000;
  private static final int PIPE = 0x1000;

  List<String> lines() {
    return List.of("p2: " + getMessage(), "  hint: make room on the disk, or name another file");
  }
}
