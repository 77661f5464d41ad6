package dev.p2.cli;

import java.util.List;

/** A file cannot take what a run has to say; the run itself went well or not. Exit 1. */
final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputException(String what) {
    super(what);
  }

  List<String> lines() {
    return List.of("p2: " + getMessage(), "  hint: make room on the disk, or name another file");
  }
}
