package dev.p2.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Bodies over several nodes become chains of rules over one each, overlog.md 8.5. */
class LocalizerTest {
  private static List<String> rules(String text) {
    return CheckedText.program(text).rules().stream().map(LocalizerTest::shown).toList();
  }

  /** A rule's relations: {@code label head@sent :- event, table}. */
  private static String shown(CheckedRule r) {
    String body =
        r.body().stream()
            .map(
                t ->
                    switch (t) {
                      case BodyTerm.Predicate p ->
                          (p.negated() ? "!" : "") + p.relation() + args(p);
                      case BodyTerm.Assign a -> a.variable() + " :=";
                      case BodyTerm.Condition c -> "?";
                    })
            .collect(Collectors.joining(", "));
    String event = r.event().map(e -> "[" + e.relation() + args(e) + "] ").orElse("");
    return r.label()
        + " "
        + r.head().relation()
        + (r.head().remote() ? " sent" : "")
        + " :- "
        + event
        + body;
  }

  private static String args(BodyTerm.Predicate p) {
    return p.arguments().stream()
        .map(
            a ->
                switch (a) {
                  case Argument.Any any -> "_";
                  case Argument.Var v -> v.variable().name();
                  case Argument.Match m -> "=";
                })
        .collect(Collectors.joining(" ", "(", ")"));
  }

  @Test
  void aBodyAtTwoNodesTakesTwoRules() {
    assertThat(
            rules(
                """
                materialize(succ, infinity, infinity, keys(1)).  materialize(val, infinity, infinity, keys(1)).
                r out(@X, V) :- ask(@X), succ(@X, S), val(@S, V).
                """))
        .containsExactly(
            "r@1 r@1/2 sent :- [ask/1(X)] succ/2(X S)", "r out/2 sent :- [r@1/2(S X)] val/2(S V)");
  }

  @Test
  void stabilizeOfChord() {
    assertThat(
            rules(
                """
                materialize(succ, 9, 9, keys(2)). materialize(pred, 9, 9, keys(1)). materialize(node, 9, 9).
                s stabilizeReq(@NI, P, PI) :-
                  stabilizeEvent(@NI), succ(@NI, S, SI), pred(@SI, P, PI), PI != "NIL", node(@NI, N), N != S.
                """))
        .containsExactly(
            "s@1 s@1/2 sent :- [stabilizeEvent/1(NI)] succ/3(NI S SI), node/2(NI N), ?",
            "s stabilizeReq/3 sent :- [s@1/2(SI NI)] pred/3(SI P PI), ?");
  }

  @Test
  void theLastHopDecidesWhetherTheHeadIsSent() {
    assertThat(
            rules(
                "materialize(nb, 9, 9). materialize(t, 9, 9). r h(@Y, V) :- e(@X), nb(@X, Y), t(@Y,"
                    + " V)."))
        .last()
        .isEqualTo("r h/2 :- [r@1/1(Y)] t/2(Y V)");
  }

  @Test
  void aLocationIsVisitedAgainOnlyForANegationThatHadToWait() {
    assertThat(
            rules(
                """
                materialize(nb, 9, 9). materialize(t, 9, 9). materialize(seen, 9, 9).
                r h(@Y, V) :- e(@X), nb(@X, Y), t(@Y, V), not seen(@X, V).
                """))
        .containsExactly(
            "r@1 r@1/2 sent :- [e/1(X)] nb/2(X Y)",
            "r@2 r@2/3 sent :- [r@1/2(Y X)] t/2(Y V)",
            "r h/2 sent :- [r@2/3(X Y V)] !seen/2(X V)");
  }

  @Test
  void aViewShipsThroughATableWithTheShortestLifetime() {
    Program program =
        CheckedText.program(
            """
            materialize(link, 30, infinity, keys(1,2)).  materialize(best, infinity, infinity, keys(2)).
            materialize(path, infinity, infinity, keys(1,2)).
            v path(@X, Y) :- link(@X, Z), best(@Z, Y).
            """);
    Relation hidden = program.relation("v@1").orElseThrow();
    assertThat(hidden.hidden()).isTrue();
    assertThat(hidden.table().orElseThrow().lifetimeNanos()).isEqualTo(30_000_000_000L);
    assertThat(hidden.table().orElseThrow().keys()).containsExactly(0, 1);
    assertThat(program.rules()).allMatch(CheckedRule::isView).allMatch(CheckedRule::maintained);
  }

  @Test
  void aViewMayHaveToStartAtAnotherLocationThanTheFirst() {
    assertThat(rules("materialize(a, 9, 9). materialize(b, 9, 9). v h(@X) :- a(@X, V), b(@Y, X)."))
        .containsExactly("v@1 v@1/1 sent :- b/2(Y X)", "v h/1 :- v@1/1(X), a/2(X V)");
  }

  @Test
  void aConstantLocationIsAPlaceToGoTo() {
    assertThat(rules("materialize(t, 9, 9). r h(@X, V) :- e(@X), t(@\"n1\", V)."))
        .containsExactly("r@1 r@1/2 sent :- [e/1(X)] ", "r h/2 sent :- [r@1/2(@1 X)] t/2(@1 V)");
    assertThat(rules("materialize(t, 9, 9). r h(@\"n1\", V) :- e(@\"n1\"), t(@\"n1\", V)."))
        .containsExactly("r h/2 :- [e/1(@1)] t/2(@1 V), ?");
  }

  @Test
  void aNegationMayBeAtAConstantLocation() {
    assertThat(rules("materialize(t, 9, 9). r h(@X) :- e(@X, V), not t(@\"n1\", V)."))
        .containsExactly(
            "r@1 r@1/3 sent :- [e/2(X V)] ", "r h/1 sent :- [r@1/3(@1 X V)] !t/2(@1 V)");
  }

  @Test
  void anAggregateOverOneRemoteTableIsFormedThere() {
    Program program =
        CheckedText.program("materialize(t, 9, 9). r h(@A, B, count<*>) :- e(@A, B), t(@B, _).");
    assertThat(program.rules()).hasSize(2);
    assertThat(program.rules().getLast().fixedGroup()).isTrue();
  }

  @Test
  void repeatedLabelsDoNotShareHiddenRelations() {
    assertThat(
            rules(
                """
                materialize(nb, 9, 9). materialize(t, 9, 9).
                r h(@Y, V) :- e(@X), nb(@X, Y), t(@Y, V).
                r h(@Y, V) :- f(@X), nb(@X, Y), t(@Y, V).
                """))
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("r@1", "r", "r'2@1", "r'2");
  }
}
