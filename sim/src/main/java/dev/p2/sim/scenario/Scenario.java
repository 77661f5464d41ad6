package dev.p2.sim.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens to a run from outside: who joins when, what fails when, what is asked when.
 *
 * @param run what the file says about the run itself
 * @param actions in the order of the file; of those due at one time the earlier comes first
 */
public record Scenario(RunWishes run, List<Action> actions) {
  /** Nothing happens. */
  public static final Scenario NONE = new Scenario(RunWishes.NONE, List.of());

  public Scenario {
    actions = List.copyOf(actions);
  }

  /** These actions, nothing said about the run. */
  public static Scenario of(Action... actions) {
    return new Scenario(RunWishes.NONE, List.of(actions));
  }

  /** The same with other actions, for whoever looks for a smaller one. */
  public Scenario withActions(List<? extends Action> other) {
    return new Scenario(run, new ArrayList<>(other));
  }

  /** The same actions for another run. */
  public Scenario withRun(RunWishes other) {
    return new Scenario(other, actions);
  }

  /** Whether something goes on for ever, so that a run needs an end of its own. */
  public boolean endless() {
    return actions.stream()
        .anyMatch(
            action ->
                switch (action) {
                  case Action.Churn churn -> churn.untilNanos() == Times.FOREVER;
                  case Action.Crash crash -> crash.times().endless();
                  case Action.Leave leave -> leave.times().endless();
                  case Action.Restart restart -> restart.times().endless();
                  case Action.Install install -> install.times().endless();
                  case Action.Inject inject -> inject.times().endless();
                  default -> false;
                });
  }

  /** How many actions begin after the end of a run, and so never happen. */
  public long beginningAfter(long endNanos) {
    return actions.stream().filter(action -> beginNanos(action) > endNanos).count();
  }

  private static long beginNanos(Action action) {
    return switch (action) {
      case Action.Join join -> join.times().fromNanos();
      case Action.Crash crash -> crash.times().fromNanos();
      case Action.Leave leave -> leave.times().fromNanos();
      case Action.Restart restart -> restart.times().fromNanos();
      case Action.Inject inject -> inject.times().fromNanos();
      case Action.Install install -> install.times().fromNanos();
      case Action.Pause pause -> pause.startNanos();
      case Action.Resume resume -> resume.startNanos();
      case Action.Churn churn -> churn.startNanos();
      case Action.Trace trace ->
          trace.changes().stream().mapToLong(Action.Trace.Change::atNanos).findFirst().orElse(0);
      case Action.Partition partition -> partition.startNanos();
      case Action.Heal heal -> heal.startNanos();
      case Action.Cut cut -> cut.startNanos();
      case Action.Link link -> link.startNanos();
      case Action.Clock clock -> clock.startNanos();
      case Action.Slow slow -> slow.startNanos();
      case Action.Disk disk -> disk.startNanos();
    };
  }

  /**
   * What a scenario file asks for where the command line says nothing.
   *
   * @param observer the node that holds a row of every fault beside the node concerned
   */
  public record RunWishes(
      Optional<Integer> nodes,
      Optional<Long> seed,
      Optional<Long> untilNanos,
      Optional<Integer> observer) {
    public static final RunWishes NONE =
        new RunWishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
