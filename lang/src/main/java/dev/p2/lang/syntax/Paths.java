package dev.p2.lang.syntax;

import java.util.ArrayList;

/** Names of files in {@code #include} and {@code import}. */
final class Paths {
  private Paths() {}

  /** {@code name} as seen from the folder of the file {@code from}. */
  static String beside(String from, String name) {
    int slash = Math.max(from.lastIndexOf('/'), from.lastIndexOf('\\'));
    return name.startsWith("/") || slash < 0 ? name : from.substring(0, slash + 1) + name;
  }

  /** The same path without {@code .} and {@code folder/..}, so that one file has one name. */
  static String plain(String path) {
    var parts = new ArrayList<String>();
    for (String part : path.split("/", -1)) {
      boolean back = part.equals("..") && !parts.isEmpty();
      if (back && !parts.getLast().equals("..") && !parts.getLast().isEmpty()) parts.removeLast();
      else if (!part.equals(".") && (!part.isEmpty() || parts.isEmpty())) parts.add(part);
    }
    return String.join("/", parts);
  }

  /** The name of a file without folders and ending: {@code chord} of {@code lib/chord.olg}. */
  static String base(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    int dot = file.indexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }
}
