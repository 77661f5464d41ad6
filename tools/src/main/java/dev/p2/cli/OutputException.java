package dev.p2.cli;

import dev.p2.cli.input.InputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  List<String> lines() {
    return List.of("p2: " + getMessage(), "  hint: make room on the disk, or name another file");
  }
}
