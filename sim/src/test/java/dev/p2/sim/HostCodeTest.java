package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.code.CsvTuple;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.code.MissingCodeException;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.lang.program.Relation;
import dev.p2.sim.SimulationOptions.Threads;
import dev.p2.sim.testing.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Functions and procedures of the host (overlog.md 5 and 11.5). */
class HostCodeTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<String> seen = new ArrayList<>();

  private Simulation start(String text, HostCode code, int nodes, int threads) {
    CompiledProgram program = Programs.compile(text);
    var run =
        new Simulation(
            program,
            SimulationOptions.of(nodes)
                .withCode(code)
                .withThreads(Threads.exactly(threads))
                .withDigest(true),
            new RunListener() {
              @Override
              public void observed(long timeNanos, int node, Observation what) {
                seen.add(what.tuple().toString());
              }

              @Override
              public void reported(int node, ErrorReport report) {
                seen.add(report.code() + " " + report.rule() + " " + report.message());
              }
            });
    program.plan().program().relation("out").ifPresent((Relation out) -> run.watch(out));
    return run;
  }

  private void run(String text, HostCode code) {
    start(text, code, 1, 1).runUntil(SECOND);
  }

  @Test
  void aFunctionOfTheHostIsCalledWithValuesAndGivesOne() {
    run(
        """
        extern pure f_twice(int): int.
        event out(@N: addr, X: int).
        r out(@N, f_twice(21)) :- sysStart(@N, _).
        """,
        HostCode.BUILT_IN.withFunction("f_twice", a -> (Long) a[0] * 2));
    assertThat(seen).containsExactly("out(\"n0\", 42)");
  }

  @Test
  void anExceptionCostsOneDerivationAndAMisfitToo() {
    run(
        """
        extern f_pick(int): int.
        event out(@N: addr, X: int).
        table t(@N: addr, key X: int).
        t(LOCALADDRESS, 1). t(LOCALADDRESS, 2). t(LOCALADDRESS, 3).
        r out(@N, Y) :- sysStart(@N, _), t(@N, X), Y := f_pick(X).
        """,
        HostCode.BUILT_IN.withFunction(
            "f_pick",
            a -> {
              if (a[0].equals(1L)) throw new IllegalStateException("no one");
              return a[0].equals(2L) ? "two" : a[0];
            }));
    assertThat(seen)
        .hasSize(3)
        .contains("out(\"n0\", 3)")
        .anyMatch(line -> line.startsWith("P2-R09 r f_pick failed") && line.contains("no one"))
        .anyMatch(line -> line.startsWith("P2-R02 r "));
  }

  @Test
  void anImpureFunctionRunsOnceAMatchAndAPureViewIsMaintained() {
    var calls = new AtomicLong();
    run(
        """
        extern f_draw(): int.
        extern pure f_same(int): int.
        table t(@N: addr, key X: int).
        table view(@N: addr, key X: int).
        event out(@N: addr, X: int, Y: int).
        t(LOCALADDRESS, 1). t(LOCALADDRESS, 2).
        v view(@N, f_same(X)) :- t(@N, X).
        r out(@N, X, f_draw()) :- sysStart(@N, _), t(@N, X).
        d delete t(@N, X) :- out(@N, X, _).
        o out(@N, 0, C) :- left(@N, C).
        l left(@N, count<*>) :- view(@N, _).
        """,
        HostCode.BUILT_IN
            .withFunction("f_draw", _ -> calls.incrementAndGet())
            .withFunction("f_same", a -> a[0]));
    assertThat(calls).hasValue(2);
    assertThat(seen)
        .containsExactly(
            "out(\"n0\", 0, 2)", "out(\"n0\", 1, 1)", "out(\"n0\", 2, 2)", "out(\"n0\", 0, 0)");
  }

  @Test
  void whatTheHostLacksIsSaidWhenTheNodesAreMade() {
    assertThatThrownBy(
            () -> run("extern f_x(): int.\nr out(@N, f_x()) :- e(@N).", HostCode.BUILT_IN))
        .isInstanceOf(MissingCodeException.class)
        .hasMessageContaining("extern f_x")
        .satisfies(e -> assertThat(((MissingCodeException) e).span().line()).isEqualTo(1));
    assertThatThrownBy(
            () -> run("stage(\"echo\", asked, out).\nr asked(@N) :- e(@N).", HostCode.BUILT_IN))
        .isInstanceOf(MissingCodeException.class)
        .hasMessage("there is no procedure \"echo\" to connect asked with out");
  }

  private static final String STAGED =
      """
      stage("%s", asked, out).
      event asked(@N: addr, A: string, B: string).
      event out(@N: addr, Token: string).
      s asked(@N, ", ", "a, b,,c ") :- sysStart(@N, _).
      r last(@N, T) :- out(@N, T).
      table last(@N: addr, T: string) keys(1).
      """;

  @Test
  void theTokenizersTokensComeAsEventsInOrder() {
    run(STAGED.formatted("TOKENIZER"), HostCode.BUILT_IN);
    assertThat(seen)
        .containsExactly("out(\"n0\", \"a\")", "out(\"n0\", \"b\")", "out(\"n0\", \"c\")");
  }

  @Test
  void aResultThatOutCannotTakeIsDroppedAndCounted() {
    Simulation run =
        start(
            STAGED.formatted("echo"),
            HostCode.BUILT_IN.withProcedure(
                "echo",
                in ->
                    List.of(
                        new Object[] {in.get(0)},
                        new Object[] {in.get(0), "good"},
                        new Object[] {in.get(0), 1.5, 2L},
                        new Object[] {in.get(0), 7L})),
            1,
            1);
    run.runUntil(SECOND);
    assertThat(seen).containsExactly("out(\"n0\", \"good\")");
    assertThat(run.totals().messagesDropped()).as("two arities, one type").isEqualTo(3);
  }

  @Test
  void aProcedureThatThrowsIsReported() {
    run(
        STAGED.formatted("bad"),
        HostCode.BUILT_IN.withProcedure(
            "bad",
            _ -> {
              throw new IllegalStateException("no luck");
            }));
    assertThat(seen).containsExactly("P2-R09  bad failed: no luck");
  }

  @Test
  void csvLinesBecomeTuples() {
    run(
        """
        stage("CSVtuple", read, out).
        s read(@N, "some.csv") :- sysStart(@N, _).
        event out(@N: addr, A, B).
        r t(@N, A, B) :- out(@N, A, B).
        """,
        HostCode.BUILT_IN.withProcedure(
            "CSVtuple",
            new CsvTuple(
                file -> {
                  assertThat(file).isEqualTo("some.csv");
                  return "# comment\n\n1, \"two\"\n -3 , x y \n";
                })));
    assertThat(seen).containsExactly("out(\"n0\", 1, \"two\")", "out(\"n0\", -3, \"x y\")");
  }

  @Test
  void csvTakesTheDelimitersBeforeTheFileAsProgramsOfTheOriginalGiveThem() {
    run(
        """
        stage("CSVtuple", read, out).
        s read(@N, ";|", "some.csv") :- sysStart(@N, _).
        event out(@N: addr, A, B, C).
        r t(@N, A, B, C) :- out(@N, A, B, C).
        """,
        HostCode.BUILT_IN.withProcedure("CSVtuple", new CsvTuple(file -> "1;a,b|2\n")));
    assertThat(seen).containsExactly("out(\"n0\", 1, \"a,b\", 2)");
  }

  @Test
  void stagesDoNotDependOnTheNumberOfThreads() {
    String text =
        STAGED.formatted("TOKENIZER") + "p asked(@N, \"-\", \"x-y\") :- periodic(@N, _, 100ms).\n";
    Simulation one = start(text, HostCode.BUILT_IN, 8, 1);
    Simulation four = start(text, HostCode.BUILT_IN, 8, 4);
    one.runUntil(SECOND);
    four.runUntil(SECOND);
    assertThat(four.digest()).isEqualTo(one.digest());
  }
}
