package dev.p2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a wrong input is told, as data: {@code wrong/TABLE.txt}.
 *
 * <p>A table begins with the command that its cases run, a line {@code p2 …}, and the files that
 * are there, each behind a line {@code == NAME}. A case is a claim behind {@code #}, the text of
 * the last of these files, a line {@code ----}, and what is said on standard error. A case may
 * begin with a command of its own, and bring files of its own. The text of a file may be {@code
 * (folder)}, {@code (nothing)} for an empty one, {@code (octets 00 ff)}, or {@code (100 times)
 * text}. A case that begins with {@code (instead of LINE)} is the common text of the file but for
 * that line.
 *
 * <p>Every case is exit 2 with a hint, prints nothing and leaves no file behind. {@code
 * -Dp2.update=true} rewrites what is said; look at every changed line before you commit.
 */
class WrongInputTest {
  private static final String RULE_OFF = "----\n";
  private static final String FILE = "== ";
  private static final String COMMAND = "p2 ";
  private static final String INSTEAD_OF = "(instead of ";

  @TempDir Path folder;

  /** All that is wrong with a table is told at once. */
  private final SoftAssertions soft = new SoftAssertions();

  static List<String> tables() throws IOException {
    try (Stream<Path> files = Files.list(root())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The folder in the source tree, so that an update changes what is committed. */
  private static Path root() {
    Path here = Path.of("src/test/resources/wrong");
    return Files.isDirectory(here) ? here : Path.of("tools").resolve(here);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void isToldWhatWhereAndWhatToDo(String table) throws IOException {
    Path file = root().resolve(table);
    String text = Files.readString(file);
    List<String> blocks = Arrays.asList(text.split("(?m)^# "));
    var written = new StringBuilder(blocks.getFirst());
    for (String block : blocks.subList(1, blocks.size())) {
      int title = block.indexOf('\n') + 1;
      int line = block.indexOf(RULE_OFF, title);
      String said = said(table, blocks.getFirst(), block.substring(0, title).strip(), block, line);
      written.append("# ").append(block, 0, line).append(RULE_OFF).append(said).append("\n");
    }
    String whole = written.toString().stripTrailing() + "\n";
    if (Boolean.getBoolean("p2.update")) Files.writeString(file, whole);
    else soft.assertThat(whole).isEqualTo(text);
    soft.assertAll();
  }

  private String said(String table, String common, String claim, String block, int line)
      throws IOException {
    var files = new TreeMap<String, String>();
    String[] command = {""};
    String last = read(common, command, files, "");
    String body = block.substring(block.indexOf('\n') + 1, line);
    read(body, command, files, last);
    Path here = Files.createTempDirectory(folder, "case");
    for (var entry : files.entrySet()) write(here.resolve(entry.getKey()), entry.getValue());
    List<String> before = names(here);

    CommandLineRun run = CommandLineRun.of(words(command[0], here, files.keySet().stream()));

    String said = run.err().replace(here + "/", "");
    soft.assertThat(run.code()).as("%s: %s%n%s", table, claim, said).isEqualTo(2);
    soft.assertThat(run.out()).as("%s: %s", table, claim).isEmpty();
    soft.assertThat(said).as("%s: %s", table, claim).contains("hint: ").doesNotContain("Exception");
    soft.assertThat(names(here)).as("%s: %s", table, claim).isEqualTo(before);
    return said;
  }

  /** Reads a command and files; what stands before the first file is the text of {@code last}. */
  private static String read(
      String text, String[] command, TreeMap<String, String> files, String last) {
    String rest = text;
    if (rest.startsWith(COMMAND)) {
      int end = rest.indexOf('\n');
      command[0] = rest.substring(COMMAND.length(), end);
      rest = rest.substring(end + 1);
    }
    String name = last;
    String[] parts = rest.split("(?m)^" + FILE, -1);
    for (int i = 0; i < parts.length; i++) {
      int start = i == 0 ? 0 : parts[i].indexOf('\n') + 1; // the first is of the last file
      if (i > 0) name = parts[i].substring(0, start).strip();
      String content = parts[i].substring(start).stripTrailing();
      if (content.startsWith(INSTEAD_OF)) files.put(name, changed(files.get(name), content));
      else if (!content.isEmpty()) files.put(name, content + "\n");
    }
    return name;
  }

  /** The text with the line that {@code change} names replaced by what stands below. */
  private static String changed(String text, String change) {
    int end = change.indexOf(")\n");
    String line = change.substring(INSTEAD_OF.length(), end);
    assertThat(text.lines()).as("lines of the common file").containsOnlyOnce(line);
    return ("\n" + text)
        .replace("\n" + line + "\n", "\n" + change.substring(end + 2) + "\n")
        .substring(1);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    if (text.startsWith("(folder)")) {
      Files.createDirectory(file);
    } else if (text.startsWith("(nothing)")) {
      Files.createFile(file);
    } else if (text.startsWith("(octets ")) {
      String octets = text.substring("(octets ".length(), text.indexOf(')'));
      Files.write(file, HexFormat.ofDelimiter(" ").parseHex(octets));
    } else if (text.matches("(?s)\\([0-9]+ times\\) .*")) {
      int times = Integer.parseInt(text.substring(1, text.indexOf(' ')));
      Files.writeString(file, text.substring(text.indexOf(')') + 2).strip().repeat(times));
    } else {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  /** The words of a command, in which {@code ./x} and the files of the case are in its folder. */
  private static String[] words(String command, Path here, Stream<String> files) {
    List<String> known = files.toList();
    var words = new ArrayList<String>();
    for (String word : command.split(" ")) {
      int equals = word.indexOf('=');
      String name = word.substring(equals + 1);
      boolean inside = name.startsWith("./");
      String bare = name.replaceFirst(":.*", "");
      if (inside) words.add(word.substring(0, equals + 1) + here.resolve(name.substring(2)));
      else if (known.contains(bare)) words.add(word.substring(0, equals + 1) + here + "/" + name);
      else if (known.contains(word.replaceFirst(":.*", ""))) words.add(here + "/" + word);
      else words.add(word);
    }
    return words.toArray(String[]::new);
  }
}
