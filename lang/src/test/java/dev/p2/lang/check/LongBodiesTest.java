package dev.p2.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.value.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Bodies of thousands of terms: neither what is said of them nor how long it takes depends on the
 * order.
 */
class LongBodiesTest {
  private static final int LENGTH = 20_000;

  /** {@code X1 := X0 + 1} to {@code X20000 := X19999 + 1}. */
  private static List<String> chain() {
    return IntStream.rangeClosed(1, LENGTH)
        .mapToObj(i -> "X%d := X%d + 1".formatted(i, i - 1))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static CheckedRule rule(String head, List<String> terms) {
    String text =
        "event e(@N: addr, X: int). r %s :- e(@N, X0), %s."
            .formatted(head, String.join(",\n", terms));
    return CheckedText.rule(CheckedText.program(text), "r");
  }

  private static Type typeOfLast(CheckedRule rule) {
    return rule.variables().stream()
        .filter(v -> v.name().equals("X" + LENGTH))
        .findFirst()
        .orElseThrow()
        .type();
  }

  @Test
  void aChainOfAssignmentsIsTypedInAnyOrder() {
    List<String> forwards = chain();
    List<String> backwards = forwards.reversed();
    List<String> shuffled = chain();
    Collections.shuffle(shuffled, new Random(1));
    for (List<String> terms : List.of(forwards, backwards, shuffled)) {
      assertThat(typeOfLast(rule("h(@N, X" + LENGTH + ")", terms))).isEqualTo(Type.INT);
    }
  }

  @Test
  void aGroupOfAnAggregateMayComeFromTheEndOfAChain() {
    CheckedRule rule = rule("h(@N, X" + LENGTH + ", count<*>)", chain().reversed());
    assertThat(typeOfLast(rule)).isEqualTo(Type.INT);
    assertThat(rule.fixedGroup()).isTrue();
  }

  @Test
  void afterwardsEachAssignmentStandsBehindWhatItReads() {
    CheckedRule rule = rule("h(@N, X" + LENGTH + ")", chain().reversed());
    List<String> assigned =
        rule.body().stream().map(t -> ((BodyTerm.Assign) t).variable().name()).toList();
    assertThat(assigned.subList(0, 3)).containsExactly("X1", "X2", "X3");
    assertThat(rule.event().orElseThrow().relation().name()).isEqualTo("e");
  }

  @Test
  void aShortBodyStaysAsItStands() {
    CheckedRule rule = rule("h(@N, X2)", List.of("X2 := X1 + 1", "X1 := X0 + 1"));
    assertThat(((BodyTerm.Assign) rule.body().getFirst()).variable().name()).isEqualTo("X2");
  }

  @Test
  void assignmentsInACircleAreToldAtTheFirstInTheText() {
    List<String> terms = chain();
    terms.set(0, "X1 := X2 + 1");
    Checked checked =
        CheckedText.check("r h(@N, X3) :- e(@N, X0),\n" + String.join(",\n", terms) + ".");
    assertThat(CheckedText.errors(checked)).containsExactly("2:7 P2-031");
  }
}
