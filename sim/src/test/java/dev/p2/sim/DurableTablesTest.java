package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.ErrorReport;
import dev.p2.engine.host.Observation;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.sim.testing.Programs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of a node's tables when it comes back (overlog.md 7.2, 7.7, 9.1). */
class DurableTablesTest {
  private static final long SECOND = 1_000_000_000L;

  private static final CompiledProgram PROGRAM =
      Programs.compile(
          """
          table kept(@N: addr, key K: int, V: int) durable.
          table lost(@N: addr, key K: int, V: int).
          table soft(@N: addr, key K: int) lifetime 10s durable.
          table few(@N: addr, key K: int) size 2 durable.
          table bag(@N: addr, V: int) keys() durable.
          table twice(@N: addr, key K: int) durable.
          table seen(@N: addr, key K: int).
          table begun(@N: addr, key What: string) durable.
          begun(LOCALADDRESS, "fact").
          k1 kept(@N, K, V)    :- put(@N, K, V).
          k2 lost(@N, K, V)    :- put(@N, K, V).
          k3 delete kept(@N, K, _) :- drop(@N, K).
          s1 soft(@N, K)       :- beat(@N, K).
          f1 few(@N, K)        :- push(@N, K).
          b1 bag(@N, V)        :- add(@N, V).
          b2 delete bag(@N, V) :- take(@N, V).
          v1 twice(@N, K)      :- lost(@N, K, _).
          v2 seen(@N, K)       :- kept(@N, K, _).
          v3 twice(@N, K)      :- mark(@N, K).
          l1 endless(@N, X + 1) :- endless(@N, X).
          l2 kept(@N, 99, 0)    :- endless(@N, 0).
          """);

  private final List<String> errors = new ArrayList<>();

  private final Simulation run =
      new Simulation(
          PROGRAM,
          SimulationOptions.of(1),
          new RunListener() {
            @Override
            public void observed(long timeNanos, int node, Observation what) {}

            @Override
            public void reported(int node, ErrorReport report) {
              errors.add(report.code() + " " + report.message());
            }
          });

  private static Relation relation(String name) {
    return PROGRAM.plan().program().relation(name).orElseThrow();
  }

  /** The rows of a relation without their first column, the node. */
  private List<String> rows(String relation) {
    var rows = new ArrayList<String>();
    for (Tuple row : run.rows(0, relation(relation)))
      rows.add(row.toString().replace("\"n0\", ", "").substring(relation.length()));
    rows.sort(null);
    return rows;
  }

  private void inject(long seconds, String event, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = "n0";
    System.arraycopy(values, 0, all, 1, values.length);
    run.inject(seconds * SECOND, 0, PROGRAM.make(relation(event).id(), all));
    run.runUntil(seconds * SECOND);
  }

  private void crashAndRestart(long downAt, long upAt) {
    run.runUntil(downAt * SECOND);
    run.crash(0);
    run.runUntil(upAt * SECOND);
    run.restart(0, "n0", true);
    run.runUntil(upAt * SECOND);
  }

  @Test
  void whatWasCommittedIsThereAgainAndTheRestIsNot() {
    inject(1, "put", 1L, 10L);
    inject(1, "put", 2L, 20L);
    inject(2, "put", 1L, 11L);
    inject(2, "put", 3L, 30L);
    inject(3, "drop", 3L);
    crashAndRestart(4, 5);
    assertThat(rows("kept")).containsExactly("(1, 11)", "(2, 20)");
    assertThat(rows("lost")).isEmpty();
    assertThat(rows("seen")).as("views are built over what was loaded").hasSize(2);
    crashAndRestart(6, 7);
    assertThat(rows("kept")).as("also after a life that wrote nothing").hasSize(2);
  }

  @Test
  void withoutItsDiskANodeBeginsAnew() {
    inject(1, "put", 1L, 10L);
    run.crash(0);
    run.restart(0, "n0", false);
    run.runUntil(2 * SECOND);
    assertThat(rows("kept")).isEmpty();
    assertThat(rows("begun")).containsExactly("(\"fact\")");
    crashAndRestart(3, 4);
    assertThat(rows("kept")).isEmpty();
  }

  @Test
  void aRowsAgeCountsWhileTheNodeIsDown() {
    inject(1, "beat", 1L);
    inject(5, "beat", 2L);
    crashAndRestart(6, 12);
    assertThat(rows("soft")).as("11 s and 7 s old, of 10 s").containsExactly("(2)");
    run.runUntil(15 * SECOND);
    assertThat(rows("soft")).containsExactly("(2)");
    run.runUntil(15 * SECOND + 1);
    assertThat(rows("soft")).isEmpty();
  }

  @Test
  void theOldestRowIsTheOneToGoAlsoAfterARestart() {
    inject(1, "push", 1L);
    inject(2, "push", 2L);
    inject(3, "push", 1L);
    crashAndRestart(4, 5);
    inject(6, "push", 3L);
    assertThat(rows("few")).containsExactly("(1)", "(3)");
  }

  @Test
  void equalRowsOfATableWithoutKeysAreAllKept() {
    inject(1, "add", 7L);
    inject(1, "add", 7L);
    inject(1, "add", 8L);
    crashAndRestart(2, 3);
    assertThat(rows("bag")).containsExactly("(7)", "(7)", "(8)");
    inject(4, "take", 7L);
    crashAndRestart(5, 6);
    assertThat(rows("bag")).containsExactly("(8)");
  }

  @Test
  void aRowThatOnlyViewsHoldUpGoesWithThem() {
    inject(1, "put", 1L, 10L);
    inject(1, "mark", 2L);
    assertThat(rows("twice")).containsExactly("(1)", "(2)");
    crashAndRestart(2, 3);
    assertThat(rows("twice")).as("lost is lost, and what it derived").containsExactly("(2)");
  }

  @Test
  void anUndoneStepLeavesNothing() {
    inject(1, "endless", 0L);
    assertThat(errors).hasSize(1).first().asString().startsWith("P2-R10");
    crashAndRestart(2, 3);
    assertThat(rows("kept")).isEmpty();
  }

  @Test
  void aStepThatTheDiskRefusesIsUndone() {
    inject(1, "put", 1L, 10L);
    run.refuseWrites(0, true);
    inject(2, "put", 1L, 11L);
    assertThat(errors).containsExactly("P2-R10 the disk refuses to write");
    assertThat(rows("kept")).containsExactly("(1, 10)");
    assertThat(rows("lost")).as("the whole step").containsExactly("(1, 10)");
    run.refuseWrites(0, false);
    inject(3, "put", 1L, 12L);
    crashAndRestart(4, 5);
    assertThat(rows("kept")).containsExactly("(1, 12)");
  }
}
