package dev.p2.engine;

import dev.p2.lang.syntax.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that was installed in a node while it ran, beside the one that the node was made of.
 *
 * @param name what it is uninstalled by
 * @param text the program
 * @param sinceNanos when, by the node's clock
 */
public record Installed(String name, String text, long sinceNanos) {
  /** What the names of sources of installed texts begin with. */
  public static final String SOURCE = "installed:";

  /** The name of the source that a text's rules come from. */
  public String source() {
    return SOURCE + name;
  }

  /** Whether a source is the text of an installed program. */
  public static boolean is(Source source) {
    return source.name().startsWith(SOURCE);
  }

  /** What tells a source from others, also from another text that was installed by its name. */
  static String identity(Source source) {
    String name = source.name();
    return is(source) ? name + "/" + Integer.toHexString(source.text().hashCode()) : name;
  }

  /** The same list with this one at its end, and none of its name before. */
  List<Installed> after(List<Installed> others) {
    var all = new ArrayList<>(others);
    all.removeIf(other -> other.name.equals(name));
    all.add(this);
    return List.copyOf(all);
  }
}
