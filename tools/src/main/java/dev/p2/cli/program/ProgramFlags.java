package dev.p2.cli.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which program, and how to read it: what every verb that takes a program has in common. */
@SuppressWarnings("FieldMayBeFinal") // picocli sets them
public final class ProgramFlags {
  /** Files and overlay names, one program together. */
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "A program: a file, several files, or the name of an overlay in the library (chord).")
  public List<String> files = new ArrayList<>();

  /** {@code NAME=VALUE} texts. */
  @Option(
      names = "-D",
      paramLabel = "NAME=VALUE",
      description =
          "Defines a parameter or a macro of the program; the value is 1 if none is given.")
  public List<String> defines = new ArrayList<>();

  /** {@code 2005} for flat arithmetic. */
  @Option(
      names = "--dialect",
      paramLabel = "2005",
      description = "Reads arithmetic without precedence, as P2 did in 2005.")
  public String dialect = "";

  @Option(
      names = "--link-restricted",
      description = "Every rule must be local or have exactly one link literal.")
  public boolean linkRestricted;

  /**
   * Built-in relations that a verb reads from outside: the program has them though no rule names
   * them.
   */
  public final Set<String> alsoRead = new TreeSet<>();
}
