package dev.p2.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
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

  private static PlanPrinter printer(Optional<String> rule) {
    return PlanPrinter.of(
        Planner.plan(PlanTable.program("p.olg", PROGRAM), PlanOptions.DEFAULT), rule);
  }
}
