package dev.p2.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.syntax.Diagnostic;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllCoresTest {
  private static final Source TEXT = new Source("t.olg", "x".repeat(5_000));

  private static Span at(int place) {
    return Span.of(TEXT, place, place + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 500, 501, 5_000})
  void whatSeveralThreadsFindIsReportedInTheOrderOfTheThings(int things) {
    var report = new Report();
    AllCores.each(things, report, (i, found) -> found.error("P2-013", at(i), "of " + i));
    assertThat(report.all())
        .extracting(Diagnostic::message)
        .isEqualTo(IntStream.range(0, things).mapToObj(i -> "of " + i).toList());
    assertThat(report.errors()).isEqualTo(things);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5_000})
  void whatWasReportedBeforeIsNotReportedAgain(int things) {
    var report = new Report();
    report.error("P2-013", at(7), "first");
    AllCores.each(
        things, report, (i, found) -> found.error("P2-013", at(i < 9 ? 7 : 9), "of " + i));
    assertThat(report.all()).extracting(Diagnostic::message).isEqualTo(List.of("first", "of 9"));
  }
}
