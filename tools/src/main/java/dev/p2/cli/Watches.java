package dev.p2.cli;

import dev.p2.cli.input.Relations;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Installed;
import dev.p2.engine.host.Observation;
import dev.p2.engine.host.Observation.Kind;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;

/** Which relations are shown as they change, and at which taps (overlog.md 11.4). */
final class Watches {
  private final Map<Integer, Taps> taps = new TreeMap<>();

  /** The names of the relations in {@link #taps}. */
  private final Set<String> names = new HashSet<>();

  /** Whether the {@code watch} of programs counts, and not a flag. */
  private final boolean ofPrograms;

  /** By program of a node that has installed some: what only these watch. */
  private final Map<CompiledProgram, Map<Integer, Taps>> installed =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Watches(boolean ofPrograms) {
    this.ofPrograms = ofPrograms;
  }

  /** Shows nothing. */
  static Watches none() {
    return new Watches(false);
  }

  /**
   * What a relation's taps let through.
   *
   * @param always kinds that are shown whoever made them
   * @param derived kinds that are shown if a rule of this node made them
   * @param arrivals whether events are shown as they come to the rules, each once: one from another
   *     node is shown as received already
   */
  private record Taps(Set<Kind> always, Set<Kind> derived, boolean arrivals) {
    static final Taps ALL = new Taps(EnumSet.allOf(Kind.class), EnumSet.noneOf(Kind.class), false);
    static final Taps NONE =
        new Taps(EnumSet.noneOf(Kind.class), EnumSet.noneOf(Kind.class), false);

    Taps and(Taps more) {
      return new Taps(
          union(always, more.always), union(derived, more.derived), arrivals || more.arrivals);
    }

    private static Set<Kind> union(Set<Kind> some, Set<Kind> more) {
      var all = EnumSet.copyOf(some);
      all.addAll(more);
      return all;
    }

    boolean show(Observation what, boolean received) {
      return always.contains(what.kind())
          || (what.rule() >= 0 && derived.contains(what.kind()))
          || (arrivals && what.kind() == Kind.EVENT && !received);
    }
  }

  /** What arrived last in the step that this thread hears of: its event is the same tuple. */
  private final ThreadLocal<Optional<Tuple>> received = ThreadLocal.withInitial(Optional::empty);

  /**
   * What {@code --watch} says, or the program's own {@code watch} and {@code watchmod} if there is
   * none.
   */
  static Watches of(Program program, List<String> flags) {
    var watches = new Watches(flags.isEmpty());
    for (String list : flags) {
      for (Relation relation : Relations.list(program, list, "--watch"))
        watches.add(relation, Taps.ALL);
    }
    if (!flags.isEmpty()) return watches;
    for (Program.Watch watch : program.watches()) {
      if (!watch.shows()) continue;
      program.relation(watch.name()).ifPresent(relation -> watches.add(relation, taps(watch)));
    }
    return watches;
  }

  private void add(Relation relation, Taps more) {
    taps.merge(relation.id(), more, Taps::and);
    names.add(relation.name());
  }

  /** The ids of the relations that are watched, ascending. */
  Iterable<Integer> relations() {
    return taps.keySet();
  }

  /** Whether this is to be shown; asked of everything observed, in order. */
  boolean shows(Observation what) {
    if (what.kind() == Kind.RECEIVE) received.set(Optional.of(what.tuple()));
    Taps shown = taps.get(what.tuple().relation());
    return shown != null && shown.show(what, isReceived(what));
  }

  /**
   * The same of a relation that a program watches which was installed in the node, in terms of
   * {@code program}. What the first program or a flag watches is shown as these say.
   */
  boolean shows(CompiledProgram program, Observation what) {
    if (!ofPrograms || names.contains(what.tuple().relationName())) return false;
    if (what.kind() == Kind.RECEIVE) received.set(Optional.of(what.tuple()));
    Taps shown =
        installed.computeIfAbsent(program, Watches::ofInstalled).get(what.tuple().relation());
    return shown != null && shown.show(what, isReceived(what));
  }

  private static Map<Integer, Taps> ofInstalled(CompiledProgram compiled) {
    Program program = compiled.plan().program();
    Map<Integer, Taps> found = new TreeMap<>();
    for (Program.Watch watch : program.watches()) {
      if (watch.shows() && Installed.is(watch.span().source()))
        program
            .relation(watch.name())
            .ifPresent(relation -> found.merge(relation.id(), taps(watch), Taps::and));
    }
    return found;
  }

  private boolean isReceived(Observation what) {
    return what.rule() < 0 && received.get().filter(t -> t == what.tuple()).isPresent();
  }

  private static Taps taps(Program.Watch watch) {
    String modifiers = watch.modifiers().orElse("");
    if (modifiers.isEmpty()) return Taps.ALL; // as the original read "", which is its watch(r)
    if (modifiers.equals(modifiers.toUpperCase(Locale.ROOT)) && modifiers.contains("_"))
      return tap(letter(modifiers));
    Taps all = Taps.NONE;
    for (char letter : modifiers.toCharArray()) all = all.and(tap(letter));
    return all;
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

  /** What a tap shows; {@code j} nothing, as what a join has found is no tuple of a relation. */
  private static Taps tap(char letter) {
    return switch (letter) {
      case 'i' -> always(Kind.INSERT, Kind.REPLACE);
      case 'a' -> always(Kind.INSERT, Kind.REPLACE, Kind.REFRESH);
      case 'r' -> always(Kind.REFRESH);
      case 'd' -> always(Kind.DELETE, Kind.REPLACE, Kind.EXPIRE, Kind.EVICT);
      case 'z' -> always(Kind.DELETE);
      case 'c' -> new Taps(EnumSet.of(Kind.RECEIVE), EnumSet.noneOf(Kind.class), true);
      case 'p', 'b' -> always(Kind.EVENT);
      case 's' -> derived(Kind.SEND, Kind.EVENT);
      case 'h' -> derived(Kind.SEND, Kind.EVENT, Kind.INSERT, Kind.REPLACE, Kind.REFRESH);
      default -> Taps.NONE;
    };
  }

  private static Taps always(Kind first, Kind... more) {
    return new Taps(EnumSet.of(first, more), EnumSet.noneOf(Kind.class), false);
  }

  private static Taps derived(Kind first, Kind... more) {
    return new Taps(EnumSet.noneOf(Kind.class), EnumSet.of(first, more), false);
  }
}
