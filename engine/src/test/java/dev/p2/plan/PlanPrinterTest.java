package dev.p2.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

final class PlanPrinterTest {
  private static final String PROGRAM =
      """
      materialize(succ, infinity, infinity, keys(1,2)).
      materialize(twice, infinity, infinity, keys(1,2)).
      r1 out(@Me, S) :- find(@Me, K), succ(@Me, K, S), S > 3.
      v1 twice(@Me, K) :- succ(@Me, K, S), S > "a" + "&<>".
      r2 out(@Me, V) :- ask(@Me), succ(@Me, 1, S), succ(@S, V, _).
      succ("a", 1, "b").
      """;

  @Test
  void textShowsStrandsWithExpectedRowsAndIndexes() {
    assertThat(printer(Optional.of("r1")).text())
        .isEqualTo(
            """

            r1  p.olg:3:4  event rule
              on find(@Me, K)
                probe succ(@_, =K, S) by key 2                                        ~1
                S > 3                                                                 ~0.33
                emit out(@Me, S)                                                      ~0.33
                (use-indexes)

            indexes, by columns from 1; the first is the primary key
              succ  (2)
            """);
  }

  @Test
  void aRuleIsShownWithItsHops() {
    assertThat(printer(Optional.of("r2")).text())
        .contains("r2@1  ", "hop of r2", "hidden", "send out");
  }

  @Test
  void aRuleThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> printer(Optional.of("r9")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no rule is called r9");
  }

  @Test
  void anUnknownRewriteIsRefused() {
    assertThatThrownBy(() -> new PlanOptions(Set.of("push-everything")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("push-everything")
        .hasMessageContaining("push-selections");
  }

  @Test
  void jsonHasALineAStrand() {
    String json = printer(Optional.of("r1")).jsonLines();
    assertThat(json.lines()).hasSize(1);
    assertThat(json)
        .contains("\"rule\":\"r1\"", "\"kind\":\"probe\",\"relation\":\"succ\",\"index\":[2]")
        .contains("\"trigger\":\"on find(@Me, K)\"");
  }

  @Test
  void jsonOfAWholePlanNamesProgramAndIndexes() {
    assertThat(printer(Optional.empty()).jsonLines())
        .startsWith("{\"program\":\"p\"")
        .contains("{\"relation\":\"succ\",\"indexes\":[[2]")
        .contains("\\\"a&<>\\\"");
  }

  @Test
  void svgIsWellFormedAndHasABoxALine() throws Exception {
    byte[] svg = printer(Optional.of("r1")).svg().getBytes(StandardCharsets.UTF_8);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg));
    int legend = Line.Kind.values().length;
    int background = 1;
    assertThat(document.getElementsByTagName("rect").getLength())
        .isEqualTo(background + legend + 4);
    assertThat(document.getElementsByTagName("line").getLength()).isEqualTo(3);
  }

  @Test
  void dotChainsTheLinesOfAStrand() {
    assertThat(printer(Optional.of("r1")).dot())
        .startsWith("digraph \"p\" {")
        .contains("s0_0 -> s0_1", "s0_2 -> s0_3")
        .doesNotContain("s0_3 -> s0_4");
  }

  /** 100 runs; every key is found, twelve values are above 3; a millisecond an operator. */
  private static final Measured RUN =
      new Measured() {
        @Override
        public long runs(int strand) {
          return 100;
        }

        @Override
        public long passed(int strand, int operator) {
          return List.of(100L, 1200L, 12L).get(operator);
        }

        @Override
        public long nanos(int strand, int place) {
          return strand == 0 ? 1_000_000 : 0;
        }

        @Override
        public long pausedNanos() {
          return 0;
        }

        @Override
        public long derivations(int rule) {
          return 12;
        }

        @Override
        public long errors(int rule) {
          return 3;
        }
      };

  private static PlanPrinter analyzed() {
    return printer(Optional.of("r1")).with(new Analysis(RUN, 2, 60_000_000_000L, 345, 10_000_000));
  }

  @Test
  void aRunStandsBesideTheGuessesAndMarksTheBadOnes() {
    assertThat(analyzed().text())
        .startsWith(
            "ran 2 nodes for 60s of virtual time: 345 steps, 4.0 ms in strands of 10.0 ms that the"
                + " run took\n")
        .contains("r1  p.olg:3:4  event rule  100 runs, 12 derivations, 3 errors, 4.0 ms\n")
        .containsPattern("on find\\(@Me, K\\) +1 +100 +100 +1.0 ms +25%\n")
        .containsPattern("probe succ.* ~1 +12 +100 +1200 +1.0 ms +25%  ! 12x more\n")
        .containsPattern("S > 3 +~0.33 +0.12 +1200 +12 +1.0 ms +25%  ! 33x fewer\n")
        .containsPattern("emit out\\(@Me, S\\) +~0.33 +0.12 +12 +12 +1.0 ms +25%\n");
  }

  @Test
  void jsonTellsWhatCameAndWentOfEveryOperator() {
    List<String> lines = analyzed().jsonLines().lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo(
            "{\"nodes\":2,\"virtualSeconds\":60.0,\"steps\":345,\"strandSeconds\":0.004000000,"
                + "\"pausedSeconds\":0.000000000,\"wallSeconds\":0.010000000}");
    assertThat(lines.get(1))
        .contains("\"in\":100,\"out\":1200,\"seconds\":0.001000000,\"farOff\":true}")
        .endsWith(
            "\"runs\":100,\"matches\":100,\"actions\":12,\"seconds\":0.004000000,"
                + "\"triggerSeconds\":0.001000000,\"actionSeconds\":0.001000000}");
  }

  @Test
  void picturesCarryTheFiguresOfARunToo() throws Exception {
    String svg = analyzed().svg();
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(svg)
        .contains(">100 in, 1200 out, 1.0 ms  25% ! 12x more<", "stroke=\"#c00000\"")
        .contains("100 runs, 4.0 ms");
    assertThat(analyzed().dot())
        .contains("r1: 100 runs", "by key 2\\n100 in, 1200 out, 1.0 ms  25%", "penwidth=2");
  }

  private static PlanPrinter printer(Optional<String> rule) {
    return PlanPrinter.of(
        Planner.plan(PlanTable.program("p.olg", PROGRAM), PlanOptions.DEFAULT), rule);
  }
}
