package dev.p2.engine;

import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.host.Timer;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.EvalException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which programs a node has beside the one that it was made of: installs and uninstalls them while
 * the node runs ({@code sysInstall}, {@code sysUninstall}; overlog.md 11.2), and says in terms of
 * the first program what happens, for hosts know that one only. {@link ProgramChange} moves the
 * state.
 */
final class Installation {
  private final Node node;
  private final CompiledProgram made;
  private List<Installed> installed = List.of();

  /** What they are about to become; null between changes. */
  private List<Installed> changing;

  /** By timer id: its number in the program, -1 if it went; null while these are the same. */
  private int[] planned;

  /** What the host watches by itself; null while installed programs watch no more than that. */
  private boolean[] watchedByHost;

  /** Nothing is installed in the node yet. */
  Installation(Node node) {
    this.node = node;
    made = node.program();
  }

  /** What the node was made of. */
  CompiledProgram made() {
    return made;
  }

  List<Installed> installed() {
    return installed;
  }

  /** The same while they are being changed. */
  List<Installed> installedNow() {
    return changing == null ? installed : changing;
  }

  /**
   * What a node watches that goes on with another program: what its host does, and what the
   * installed programs of the next one do. What only those of the last one did is forgotten.
   *
   * @param watched by relations of {@code last}; null if none is
   */
  boolean[] watched(boolean[] watched, Layout last, Layout next) {
    boolean[] byHost = renamed(watchedByHost == null ? watched : watchedByHost, last, next);
    boolean[] more = next.watchedByInstalled;
    watchedByHost = null;
    if (more == null) return byHost;
    watchedByHost = byHost == null ? new boolean[more.length] : byHost;
    boolean[] all = watchedByHost.clone();
    for (int relation = 0; relation < more.length; relation++) all[relation] |= more[relation];
    return all;
  }

  private static boolean[] renamed(boolean[] watched, Layout last, Layout next) {
    if (watched == null) return null;
    boolean[] renamed = new boolean[next.program.relations().size()];
    for (Relation relation : last.program.relations()) {
      int as = next.relation(relation.name());
      if (as >= 0) renamed[as] = watched[relation.id()];
    }
    return renamed;
  }

  /** The host watches a relation of the program that the node has now. */
  void watch(int relation) {
    if (watchedByHost != null) watchedByHost[relation] = true;
  }

  boolean[] watchedByHost() {
    return watchedByHost;
  }

  void watchedByHost(boolean[] relations) {
    watchedByHost = relations;
  }

  /** A timer's number in the program, -1 if it is gone. */
  int planned(int timer) {
    return planned == null ? timer : planned[timer];
  }

  /** How many timers the node has ever had. */
  int timersEver() {
    return planned == null ? node.timerCount() : planned.length;
  }

  /** Puts back what {@link #planned} is to say, of a node's state that is read. */
  void planned(int[] numbers) {
    planned = numbers;
  }

  /** A tuple of {@link #made}; empty if that has none like it. */
  Optional<Tuple> asMade(Tuple tuple) {
    if (made.owns(tuple)) return Optional.of(tuple);
    int relation = made.relationLike(tuple);
    if (relation < 0) return Optional.empty();
    try {
      return Optional.of(made.remake(relation, tuple.values()));
    } catch (EvalException misfit) { // a column takes more now
      return Optional.empty();
    }
  }

  /** The same of an observation. */
  Optional<Observation> shown(Observation what) {
    Optional<Tuple> tuple = asMade(what.tuple());
    if (tuple.isEmpty()) return Optional.empty();
    int rule =
        what.rule() < 0 ? -1 : made.layout().ruleKeys.index(node.layout.ruleKeys.key(what.rule()));
    return Optional.of(
        new Observation(what.kind(), tuple.get(), what.replaced().flatMap(this::asMade), rule));
  }

  /**
   * Carries out a tuple of {@code sysInstall} or {@code sysUninstall}. What is wrong with it is a
   * row of {@code sysError}.
   *
   * @return whether the node has another program now
   */
  boolean carryOut(Tuple request) {
    String name = String.valueOf(request.get(1));
    try {
      return request.relationName().equals("sysUninstall")
          ? uninstall(name)
          : install(new Installed(name, String.valueOf(request.get(2)), node.now));
    } catch (InstallException e) {
      fail(request, e.code(), e.line(), name + ": " + e.getMessage());
    } catch (EvalException e) {
      fail(request, e.code(), 0, name + ": " + e.getMessage());
    }
    return false;
  }

  private void fail(Tuple request, String code, int line, String why) {
    node.fail(new ErrorReport(node.now, code, "", "", line, why, Optional.of(request)));
  }

  private Programs programs() throws InstallException {
    Optional<Programs> programs = node.host.programs(node);
    if (programs.isEmpty())
      throw new InstallException("P2-R14", 0, "this host lets no programs be installed");
    return programs.get();
  }

  private boolean install(Installed one) throws InstallException {
    Programs programs = programs();
    for (Installed other : installed)
      if (other.name().equals(one.name()) && other.text().equals(one.text())) return false;
    List<Installed> all = one.after(installed);
    return change(programs.with(all), all);
  }

  private boolean uninstall(String name) throws InstallException {
    Programs programs = programs();
    List<Installed> rest = installed.stream().filter(i -> !i.name().equals(name)).toList();
    if (rest.size() == installed.size())
      throw new InstallException("P2-R14", 0, "no program of that name is installed");
    return change(rest.isEmpty() ? made : programs.with(rest), rest);
  }

  /** Two steps with the state's move between them; if the second is undone, the move is too. */
  private boolean change(CompiledProgram next, List<Installed> all) {
    var change = new ProgramChange(node, next);
    int[] numbers = new int[timersEver() + next.plan().timers().size()];
    Arrays.fill(numbers, -1);
    List<Timer> armed = change.timers(next, numbers, node.now);
    change.tables(next); // what does not fit is found before anything happens
    if (change.removes()) {
      node.begin(node.now);
      if (!node.run(false, null, change::withdraw)) return false;
    }
    changing = all;
    boolean went = node.become(next, change);
    changing = null;
    if (!went) return false;
    installed = all;
    planned = numbers;
    Set<Integer> had = new HashSet<>();
    for (Timer timer : node.timers()) had.add(timer.id());
    node.timers(armed);
    node.host.changed(node, armed.stream().filter(timer -> !had.contains(timer.id())).toList());
    return true;
  }

  /** Before a node's state is read: the program that it is of. */
  void reinstall(List<Installed> all) {
    try {
      CompiledProgram next = programs().with(all);
      node.move(next, new ProgramChange(node, next));
      installed = all;
    } catch (InstallException e) {
      throw new IllegalStateException("what was installed cannot be installed: " + e, e);
    }
  }
}
