package dev.p2.sim.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * A tuple with blanks, filled in for each node and time.
 *
 * @param values values of the language, as their columns hold them, or {@link Blank}s
 */
public record Template(String relation, List<Object> values) {
  /** What is filled in. */
  public enum Blank {
    /** The address of the node that gets the tuple. */
    NODE("$node"),
    /** A random id, the same for all nodes of one time. */
    KEY("$key"),
    /** A number that no other tuple of the run has, counted from 1. */
    TAG("$tag"),
    /** The number of the time, counted from 1: the same for all nodes of one time. */
    ROUND("$round");

    private final String word;

    Blank(String word) {
      this.word = word;
    }

    /** How a scenario writes it. */
    public String word() {
      return word;
    }
  }

  public Template {
    values = java.util.Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** The values with every blank filled in. */
  public Object[] fill(Object node, Object key, long tag, long round) {
    var filled = new Object[values.size()];
    for (int i = 0; i < filled.length; i++) {
      Object value = values.get(i);
      filled[i] =
          value instanceof Blank blank
              ? switch (blank) {
                case NODE -> node;
                case KEY -> key;
                case TAG -> (Object) tag;
                case ROUND -> (Object) round;
              }
              : value;
    }
    return filled;
  }
}
