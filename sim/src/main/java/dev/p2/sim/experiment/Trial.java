package dev.p2.sim.experiment;

import dev.p2.engine.host.RandomStream;
import dev.p2.lang.value.Id;
import dev.p2.sim.experiment.Population.Life;
import dev.p2.sim.experiment.Subject.World;
import dev.p2.sim.experiment.TrialResult.Lookup;
import dev.p2.sim.experiment.TrialResult.RingSample;
import dev.p2.sim.network.NetworkModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One run of one subject under one seed, and what it showed. The same trial gives the same result,
 * bit for bit.
 *
 * @param untilNanos when it ends
 * @param ringEveryNanos between two looks at the ring
 */
public record Trial(
    Population population, Question question, long untilNanos, long ringEveryNanos, long seed) {
  private static final long SECOND = 1_000_000_000L;

  public Trial {
    if (untilNanos < question.toNanos())
      throw new IllegalArgumentException("lookups go on after the end");
    if (ringEveryNanos <= 0) throw new IllegalArgumentException("ring every " + ringEveryNanos);
  }

  /** Makes a network for nodes of these addresses. */
  @FunctionalInterface
  public interface Networks {
    NetworkModel network(List<String> addresses, long seed);
  }

  /**
   * Runs it.
   *
   * @param interrupted asked about once a second of virtual time; if true, the trial is given up
   * @return nothing if it was interrupted
   * @throws dev.p2.sim.RunFailedException if the overlay cannot be run
   */
  public Optional<TrialResult> run(
      Subject subject, Networks networks, BooleanSupplier interrupted) {
    List<Life> lives = population.lives(untilNanos, seed);
    List<String> addresses =
        IntStream.range(0, population.addresses(lives)).mapToObj(i -> "n" + i).toList();
    var run = new Run(lives, subject.tellsSuccessors());
    run.overlay =
        subject.open(
            new World(addresses, seed, networks.network(addresses, seed), run, run.traffic));
    run.schedule();
    for (long now = 0; now < untilNanos; now = Math.min(now + SECOND, untilNanos)) {
      if (interrupted.getAsBoolean()) return Optional.empty();
      run.overlay.runUntil(now);
    }
    run.overlay.runUntil(untilNanos);
    return Optional.of(run.result());
  }

  /** What grows while the trial runs. */
  private final class Run implements Subject.Answers {
    private final List<Life> lives;
    private final boolean looksAtRing;
    private final Census census = new Census();
    private final Traffic traffic = new Traffic();
    private final List<Lookup> lookups = new ArrayList<>();
    private final List<RingSample> ring = new ArrayList<>();
    private final RandomGenerator random = RandomStream.of(seed, 0, "experiment lookups");
    private Overlay overlay;
    private int rounds;

    Run(List<Life> lives, boolean looksAtRing) {
      this.lives = lives;
      this.looksAtRing = looksAtRing;
    }

    void schedule() {
      for (Life life : lives) {
        overlay.at(life.startNanos(), () -> start(life));
        if (life.endNanos() <= untilNanos) overlay.at(life.endNanos(), () -> end(life));
      }
      overlay.at(question.fromNanos(), () -> ask(question.fromNanos()));
      overlay.at(question.fromNanos(), traffic::begin);
      if (looksAtRing) overlay.at(0, () -> look(0));
    }

    private void start(Life life) {
      overlay.start(life.node(), life.contact());
      census.add(overlay.id(life.node()), life.node(), life.startNanos());
    }

    private void end(Life life) {
      census.remove(overlay.id(life.node()));
      if (population.churn().orElseThrow().leaves()) overlay.leave(life.node());
      else overlay.crash(life.node());
    }

    private void ask(long nanos) {
      rounds++;
      List<Census.Member> candidates =
          new ArrayList<>(census.settled(question.settledNanos(), nanos));
      Id key = key();
      int asked = Math.min(question.vantages(), candidates.size());
      for (int i = 0; i < asked; i++) {
        int other = i + random.nextInt(candidates.size() - i);
        Census.Member chosen = candidates.get(other);
        candidates.set(other, candidates.get(i));
        if (i > 0 && !question.sameKey()) key = key();
        lookups.add(
            new Lookup(
                rounds, key, chosen.node(), nanos, Lookup.NONE, Lookup.NONE, Lookup.NONE, false));
        overlay.lookup(chosen.node(), key, lookups.size());
      }
      long next = nanos + question.everyNanos();
      if (next <= question.toNanos()) overlay.at(next, () -> ask(next));
    }

    private Id key() {
      return Id.of(random.nextInt(), random.nextLong(), random.nextLong());
    }

    @Override
    public void found(long tag, int node, int hops, long nowNanos) {
      if (!traffic.mine(tag)) return;
      Lookup asked = lookups.get((int) tag - 1);
      long latency = nowNanos - asked.askedNanos();
      if (asked.answered() || latency > question.patienceNanos()) return;
      boolean right = node >= 0 && census.owner(asked.key(), question.owner()) == node;
      lookups.set(
          (int) tag - 1,
          new Lookup(
              asked.round(),
              asked.key(),
              asked.vantage(),
              asked.askedNanos(),
              latency,
              hops,
              node,
              right));
    }

    private void look(long nanos) {
      int right = 0;
      List<Census.Member> members = List.copyOf(census.members());
      for (int i = 0; i < members.size(); i++) {
        int next = members.get((i + 1) % members.size()).node();
        if (overlay.successor(members.get(i).node()) == next) right++;
      }
      ring.add(new RingSample(nanos, members.size(), right));
      long next = nanos + ringEveryNanos;
      if (next <= untilNanos) overlay.at(next, () -> look(next));
    }

    /** Octets since the first lookup. */
    private final class Traffic implements Subject.Traffic {
      private long sent;
      private long ofLookups;

      boolean mine(long tag) {
        return 1 <= tag && tag <= lookups.size();
      }

      void begin() {
        sent = 0;
      }

      @Override
      public void sent(int octets) {
        sent += octets;
      }

      @Override
      public void ofLookup(long tag, int octets) {
        if (mine(tag)) ofLookups += octets;
      }
    }

    TrialResult result() {
      long rows = 0;
      long octets = 0;
      for (Census.Member member : census.members()) {
        Overlay.State state = overlay.state(member.node());
        rows += state.rows();
        octets += state.octets();
      }
      var figures =
          new Figures(
              question,
              lookups,
              ring,
              new Figures.Upkeep(nodeSeconds(), traffic.sent, traffic.ofLookups),
              new Figures.Holdings(census.size(), rows, octets),
              (untilNanos - question.fromNanos()) / (double) SECOND);
      return new TrialResult(figures.values(), lookups, ring);
    }

    /** Seconds that nodes were on since the first lookup, summed up. */
    private double nodeSeconds() {
      long nanos = 0;
      for (Life life : lives)
        nanos +=
            Math.max(
                0,
                Math.min(life.endNanos(), untilNanos)
                    - Math.max(life.startNanos(), question.fromNanos()));
      return nanos / (double) SECOND;
    }
  }
}
