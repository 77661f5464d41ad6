package dev.p2.lang.syntax;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the text of a program is read with.
 *
 * @param defines {@code -D NAME=text}: macros defined before the first line; a name that the
 *     program declares as a {@code param} is not replaced in the text, only {@code #ifdef} and
 *     {@code #if} see it
 * @param include finds the file of an {@code #include} or {@code import}: asked first for the path
 *     beside the including file, then for the path as written
 * @param library finds the files of an overlay that an {@code import} names, if there is no file of
 *     that name
 * @param dialect2005 whether all files are read with the flat arithmetic of 2005
 */
public record ParseOptions(
    Map<String, String> defines,
    Function<String, Optional<Source>> include,
    Function<String, Optional<List<Source>>> library,
    boolean dialect2005) {
  public ParseOptions {
    defines = Collections.unmodifiableMap(new LinkedHashMap<>(defines));
  }

  /** Without a library. */
  public ParseOptions(
      Map<String, String> defines, Function<String, Optional<Source>> include, boolean flat) {
    this(defines, include, name -> Optional.empty(), flat);
  }

  /** No definitions, no files to include, today's arithmetic. */
  public static ParseOptions plain() {
    return new ParseOptions(Map.of(), file -> Optional.empty(), false);
  }
}
