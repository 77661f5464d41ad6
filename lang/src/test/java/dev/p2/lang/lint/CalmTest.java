package dev.p2.lang.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checker;
import dev.p2.lang.lint.CalmReport.Point;
import dev.p2.lang.lint.CalmReport.Verdict;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is monotone, and where the order of arrival decides. */
final class CalmTest {
  private static CalmReport report(String text) {
    var parsed = Parser.parse(List.of(new Source("calm.olg", text)), ParseOptions.plain());
    return Calm.of(Checker.check(parsed, CheckOptions.defaults()).program().orElseThrow());
  }

  private static List<String> monotone(CalmReport report) {
    return report.relations().stream().filter(Verdict::monotone).map(Verdict::relation).toList();
  }

  private static List<String> points(CalmReport report) {
    return report.points().stream().map(CalmTest::text).toList();
  }

  private static String text(Point p) {
    return p.at().line() + ":" + p.at().column() + " " + p.operation() + " " + p.relation();
  }

  @Test
  void reachabilityOverMessagesIsMonotoneAndNeedsNoCoordination() {
    CalmReport report =
        report(
            """
            materialize(link, infinity, infinity, keys(1,2)).
            materialize(reach, infinity, infinity, keys(1,2)).
            v1 reach(@Y, X) :- link(@X, Y).
            v2 reach(@Z, X) :- reach(@Y, X), link(@Y, Z).
            """);
    assertThat(monotone(report)).containsExactly("link", "reach");
    assertThat(report.points()).isEmpty();
    assertThat(report.relations()).extracting(Verdict::network).containsExactly(false, true);
  }

  @Test
  void negationOverWhatArrivesIsAPointOfOrderAndOverLocalTablesIsNot() {
    CalmReport report =
        report(
            """
            materialize(seen, infinity, infinity, keys(1,2)).
            materialize(own, infinity, infinity, keys(1,2)).
            r1 told(@Y, M) :- say(@X, Y, M), not own(@X, M).
            r2 seen(@X, M) :- told(@X, M).
            r3 fresh(@X, M) :- told(@X, M), not seen(@X, M).
            r4 own(@X, M) :- keep(@X, M).
            """);
    assertThat(points(report)).containsExactly("5:37 negation seen");
    assertThat(monotone(report)).containsExactly("own", "say", "keep");
  }

  @Test
  void anAggregateOverWhatArrivesIsAPointOfOrder() {
    CalmReport report =
        report(
            """
            materialize(vote, infinity, infinity, keys(1,2)).
            materialize(votes, infinity, infinity, keys(1)).
            r1 ballot(@Chair, X) :- cast(@X, Chair).
            r2 vote(@X, Y) :- ballot(@X, Y).
            v3 votes(@X, count<*>) :- vote(@X, _).
            """);
    assertThat(points(report)).containsExactly("5:14 aggregate vote");
    assertThat(monotone(report)).containsExactly("vote", "ballot", "cast");
  }

  @Test
  void anEventThatReadsWhatArrivesIsAPointOfOrderAndAViewIsNot() {
    CalmReport report =
        report(
            """
            materialize(nb, infinity, infinity, keys(1,2)).
            materialize(pair, infinity, infinity, keys(1,2,3)).
            r1 nb(@Y, X) :- join(@X, Y).
            r2 answer(@X, Y, K) :- ask(@X, K), nb(@X, Y).
            v3 pair(@X, Y, Z) :- nb(@X, Y), nb(@X, Z).
            """);
    assertThat(points(report)).containsExactly("4:36 read nb");
    assertThat(monotone(report)).containsExactly("nb", "pair", "join", "ask");
  }

  @Test
  void replacementAndDeleteByMessagesArePointsOfOrder() {
    CalmReport report =
        report(
            """
            materialize(best, infinity, infinity, keys(1)).
            r1 offer(@Y, V) :- bid(@X, Y, V).
            r2 best(@X, V) :- offer(@X, V).
            r3 drop(@Y) :- quit(@X, Y).
            r4 delete best(@X, _) :- drop(@X).
            """);
    assertThat(points(report)).containsExactly("3:4 replacement offer", "5:11 delete drop");
    assertThat(monotone(report)).doesNotContain("best");
  }

  @Test
  void whatReadsSomethingThatIsNotMonotoneSaysSo() {
    CalmReport report =
        report(
            """
            materialize(hb, 5, infinity, keys(1,2)).
            materialize(live, infinity, infinity, keys(1,2)).
            r1 hb(@X, P) :- beat(@X, P).
            v2 live(@X, P) :- hb(@X, P).
            """);
    assertThat(report.relations())
        .filteredOn(v -> v.relation().equals("live"))
        .flatExtracting(Verdict::reasons)
        .containsExactly("rule v2 reads hb");
  }

  @Test
  void aKeyAndTheNodesOwnAddressAreAWholeRow() {
    CalmReport report =
        report(
            """
            table seen(@X: addr, key M: string).
            r1 told(@Y, M) :- say(@X, Y, M).
            r2 seen(@X, M) :- told(@X, M).
            """);
    assertThat(monotone(report)).contains("seen");
    assertThat(report.points()).isEmpty();
  }
}
