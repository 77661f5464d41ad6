package dev.p2.cli.test;

import dev.p2.cli.find.Invariants;
import dev.p2.cli.find.Violation;
import dev.p2.cli.input.FactsFile;
import dev.p2.cli.input.InjectionLine;
import dev.p2.cli.input.InputException;
import dev.p2.cli.input.TextFile;
import dev.p2.cli.input.TuplePattern;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Duration;
import dev.p2.sim.RunFailedException;
import dev.p2.sim.RunListener;
import dev.p2.sim.Simulation;
import dev.p2.sim.SimulationOptions;
import dev.p2.sim.scenario.Scenario;
import dev.p2.sim.scenario.ScenarioPlayer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A test, ready to be run with any seed. */
public final class TestRun {
  private static final String STEP_UNDONE = "P2-R10";

  private final TestCase test;
  private final CompiledProgram program;
  private final RunFlags flags;
  private final HostCode code;
  private final Scenario scenario;
  private final List<Expectation> expectations = new ArrayList<>();
  private final List<Happening> happenings = new ArrayList<>();
  private final List<FactsFile.Row> facts = new ArrayList<>();
  private final List<InjectionLine> injections = new ArrayList<>();

  /** Something that does not hold; the line is that of the test file, 0 if none. */
  public record Fault(int line, String text) {}

  /**
   * Reads all of a test.
   *
   * @throws InputException if it does not fit the program
   */
  TestRun(TestCase test, CompiledProgram program, RunFlags flags, HostCode code) {
    this.test = test;
    this.program = program;
    this.flags = flags;
    this.code = code;
    List<String> addresses = flags.addresses();
    scenario =
        flags
            .played()
            .map(
                file ->
                    file.scenario(
                        program, addresses, code.programs(), flags.untilNanos().isPresent()))
            .orElse(Scenario.NONE);
    for (Directive d : test.all("expect"))
      expectations.add(Expectation.read(program, addresses, d));
    for (Directive d : test.all("at")) {
      Happening read = Happening.read(program, addresses, d);
      if (read.atNanos() > flags.untilNanos().orElse(Long.MAX_VALUE)) throw afterTheEnd(d);
      happenings.add(read);
    }
    for (RunFlags.Named argument : flags.facts()) {
      int equals = argument.text().indexOf('=') + 1;
      String file = test.beside(argument.text().substring(equals));
      String beside = argument.text().substring(0, equals) + file;
      facts.addAll(argument.read(() -> FactsFile.read(program, beside, flags.csvHeader())));
    }
    for (RunFlags.Named file : flags.injections())
      injections.addAll(
          InjectionLine.readAll(
              program,
              file.read(() -> TextFile.read(test.beside(file.text()))),
              addresses::contains));
    for (InjectionLine line : injections)
      if (line.atNanos() > flags.untilNanos().orElse(Long.MAX_VALUE))
        throw InputException.at(
                line.place().source(),
                line.place().start(),
                line.place().end(),
                "the run ends before that")
            .hint("let --until be later");
    requireTimesBeforeTheEnd();
    for (Directive d : test.all("never"))
      for (Directive.Word word : d.words())
        new RunFlags.Named(d, word)
            .read(() -> Invariants.of(program.plan().program(), TestCase.names(word)));
  }

  private void requireTimesBeforeTheEnd() {
    if (flags.untilNanos().isEmpty()) requireAnEnd();
    for (Expectation one : expectations) {
      if (one.byNanos().orElse(0L) > flags.untilNanos().orElse(Long.MAX_VALUE))
        throw afterTheEnd(one.directive());
    }
  }

  private static InputException afterTheEnd(Directive directive) {
    return directive.error("the run ends before that").hint("let --until be later");
  }

  /** With a timer that never stops there is always something that can happen. */
  private void requireAnEnd() {
    for (CheckedRule rule : program.plan().program().rules()) {
      if (rule.timer().filter(timer -> timer.count().isEmpty()).isEmpty()) continue;
      Directive place =
          Stream.of("run", "expect", "never")
              .flatMap(word -> test.all(word).stream())
              .findFirst()
              .orElseThrow();
      throw place
          .error(
              "this test never ends: "
                  + rule.label()
                  + " ("
                  + rule.span().source().name()
                  + ":"
                  + rule.span().line()
                  + ") has a timer that never stops")
          .hint("write // p2:run --until 60s");
    }
  }

  /** Runs the test; nothing is returned if all holds. */
  public List<Fault> run(long seed) {
    return new Once(seed).run();
  }

  /** One run of the test. */
  private final class Once implements RunListener {
    private final long seed;
    private final Simulation run;
    private final Invariants invariants = Invariants.of(program.plan().program(), test.never());
    private final List<Heard> events = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    /** An event that an expectation asks for. */
    private record Heard(int node, Tuple tuple) {}

    Once(long seed) {
      this.seed = seed;
      SimulationOptions options = flags.options(seed).withCode(code);
      run = ScenarioPlayer.stage(program, options, options.network(), scenario, this);
    }

    List<Fault> run() {
      prepare();
      try {
        var times = new TreeSet<Long>();
        for (Expectation one : expectations) one.byNanos().ifPresent(times::add);
        for (long time : times) {
          if (invariants.violation().isPresent()) break;
          run.runUntil(time);
          judge(one -> one.byNanos().isPresent() && one.byNanos().get() == time);
        }
        if (invariants.violation().isEmpty()) finish();
        judge(one -> one.byNanos().isEmpty());
      } catch (RunFailedException e) {
        faults.add(new Fault(0, e.getMessage()));
      }
      return faults;
    }

    private void finish() {
      if (flags.untilNanos().isPresent()) run.runUntil(flags.untilNanos().get());
      else run.run();
    }

    private void prepare() {
      var watched = new TreeSet<Integer>(invariants.relations());
      for (Expectation one : expectations)
        if (!one.pattern().relation().isTable()) watched.add(one.pattern().relation().id());
      for (int relation : watched) run.watch(program.plan().program().relations().get(relation));
      for (FactsFile.Row row : facts) load(row);
      for (InjectionLine line : injections)
        run.inject(line.atNanos(), run.indexOf(line.node()).orElseThrow(), line.tuple());
      for (Happening one : happenings) run.at(one.atNanos(), () -> one.deed().happen(run, seed));
    }

    private void load(FactsFile.Row row) {
      int home = program.plan().program().relations().get(row.tuple().relation()).homeColumn();
      if (home < 0) {
        for (int node = 0; node < run.nodes().size(); node++) run.load(node, row.tuple());
        return;
      }
      String address = String.valueOf(row.tuple().get(home));
      run.load(
          run.indexOf(address).orElseThrow(() -> row.unknownNode(address, flags.addresses())),
          row.tuple());
    }

    private void judge(java.util.function.Predicate<Expectation> due) {
      if (invariants.violation().isPresent()) return;
      for (Expectation one : expectations) {
        if (!due.test(one)) continue;
        List<TuplePattern> named =
            expectations.stream()
                .filter(e -> !(e.quantity() instanceof Expectation.Quantity.Only))
                .filter(e -> !(e.quantity() instanceof Expectation.Quantity.No))
                .map(Expectation::pattern)
                .toList();
        String when = one.byNanos().map(t -> ", at " + new Duration(t)).orElse("");
        for (String fault : one.faults(found(one), named))
          faults.add(new Fault(one.directive().line(), fault + when));
      }
    }

    private List<Expectation.At> found(Expectation asked) {
      IntPredicate wanted =
          node -> asked.nodes().isEmpty() ? run.running(node) : asked.nodes().contains(node);
      return IntStream.range(0, run.nodes().size())
          .filter(wanted)
          .mapToObj(node -> new Expectation.At(run.address(node), tuples(asked, node)))
          .toList();
    }

    private List<Tuple> tuples(Expectation asked, int node) {
      Relation relation = asked.pattern().relation();
      var tuples = new ArrayList<Tuple>();
      if (relation.isTable()) {
        run.rows(node, relation).forEach(tuples::add);
      } else {
        for (Heard heard : events)
          if (heard.node == node && heard.tuple.relation() == relation.id())
            tuples.add(heard.tuple);
      }
      return tuples;
    }

    @Override
    public boolean steers() {
      return true;
    }

    @Override
    public void observed(long timeNanos, int node, Observation what) {
      if (what.kind() == Observation.Kind.EVENT) events.add(new Heard(node, what.tuple()));
      if (!invariants.breaks(what)) return;
      Violation found = invariants.broken(timeNanos, run.address(node), what, run.stepTitle());
      int line = test.all("never").isEmpty() ? 0 : test.all("never").getFirst().line();
      faults.add(new Fault(line, found.reason()));
      run.stop();
    }

    @Override
    public void reported(int node, ErrorReport report) {
      if (report.code().equals(STEP_UNDONE))
        faults.add(new Fault(0, report + ", at " + run.address(node)));
    }
  }
}
