package dev.p2.cli;

import dev.p2.cli.input.Relations;
import dev.p2.engine.Observation;
import dev.p2.engine.Observation.Kind;
import dev.p2.lang.check.Program;
import dev.p2.lang.check.Relation;
import dev.p2.lang.syntax.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which relations are shown as they change, and which kinds of change. */
final class Watches {
  private final Map<Integer, Set<Kind>> kinds = new TreeMap<>();

  /**
   * What {@code --watch} says, or the program's own {@code watch} and {@code watchmod} if there is
   * none.
   */
  static Watches of(Program program, List<String> flags) {
    var watches = new Watches();
    for (String list : flags) {
      for (Relation relation : Relations.list(program, list, "--watch"))
        watches.add(relation, EnumSet.allOf(Kind.class));
    }
    if (!flags.isEmpty()) return watches;
    for (Program.Watch watch : program.watches()) {
      if (watch.kind() != Statement.Watch.Kind.WATCH
          && watch.kind() != Statement.Watch.Kind.WATCHMOD) continue;
      program.relation(watch.name()).ifPresent(relation -> watches.add(relation, kinds(watch)));
    }
    return watches;
  }

  private void add(Relation relation, Set<Kind> more) {
    kinds.computeIfAbsent(relation.id(), id -> EnumSet.noneOf(Kind.class)).addAll(more);
  }

  /** The ids of the relations that are watched, ascending. */
  Iterable<Integer> relations() {
    return kinds.keySet();
  }

  /** Whether this is to be shown. */
  boolean shows(Observation what) {
    Set<Kind> shown = kinds.get(what.tuple().relation());
    return shown != null && shown.contains(what.kind());
  }

  private static Set<Kind> kinds(Program.Watch watch) {
    if (watch.modifiers().isEmpty()) return EnumSet.allOf(Kind.class);
    String modifiers = watch.modifiers().get();
    var kinds = EnumSet.noneOf(Kind.class);
    if (modifiers.equals(modifiers.toUpperCase(Locale.ROOT)) && modifiers.contains("_")) {
      kinds.addAll(tap(letter(modifiers)));
    } else {
      modifiers.chars().forEach(letter -> kinds.addAll(tap((char) letter)));
    }
    return kinds;
  }

  /** The letter of a tap's long name, as in the original's manual. */
  private static char letter(String longName) {
    return switch (longName) {
      case "INSERT_EVENT" -> 'i';
      case "REFRESH_EVENT" -> 'r';
      case "DELETE_EVENT" -> 'd';
      case "RECV_EVENT" -> 'c';
      case "ADD_ACTION" -> 'a';
      case "DELETE_ACTION" -> 'z';
      case "SEND_ACTION" -> 's';
      default -> ' ';
    };
  }

  /** What a tap shows. Those inside a rule's body (b, j, h) show nothing here. */
  private static Set<Kind> tap(char letter) {
    return switch (letter) {
      case 'i', 'a' -> EnumSet.of(Kind.INSERT, Kind.REPLACE);
      case 'r' -> EnumSet.of(Kind.REFRESH);
      case 'd' -> EnumSet.of(Kind.DELETE, Kind.REPLACE, Kind.EXPIRE, Kind.EVICT);
      case 'z' -> EnumSet.of(Kind.DELETE);
      case 'c' -> EnumSet.of(Kind.RECEIVE);
      case 'p' -> EnumSet.of(Kind.EVENT);
      case 's' -> EnumSet.of(Kind.SEND, Kind.EVENT);
      default -> EnumSet.noneOf(Kind.class);
    };
  }
}
