package dev.p2.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where each error of the text is placed (overlog.md 10.1), and what is suggested. */
class SyntaxErrorsTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        // the end of the file, one past its last character
        "r1 h(@X) :- e(@X) -> 1:18 P2-001",
        "r1 h(@X) :- e(@X)\\n -> 2:1 P2-001",
        "r1 h(@X) :- -> 1:12 P2-001",
        "p(1) -> 1:5 P2-001",
        "namespace a { p(1). -> 1:20 P2-001",
        // statements
        "r1 h(@X) :- e(@X); -> 1:18 P2-001",
        ". -> 1:1 P2-001",
        "1 p(1). -> 1:1 P2-001",
        "delete p(1). -> 1:12 P2-001",
        "Foo(@X) :- e(@X). -> 1:1 P2-001",
        "f_x(@X) :- e(@X). -> 1:1 P2-001",
        "in(@X) :- e(@X). -> 1:1 P2-001",
        "r1 keys(@X) :- e(@X). -> 1:4 P2-001",
        "r1 h @X :- e(@X). -> 1:9 P2-001",
        "r1 h(@X :- e(@X). -> 1:9 P2-001",
        "} -> 1:1 P2-001",
        "rule L1 h(@X) :- e(@X). -> 1:6 P2-001",
        "_x(1). -> 1:1 P2-001",
        // terms
        "r h(@X) :- e(@X), C = A + B. -> 1:21 P2-001",
        "r h(@X) :- e(@X) f(@X). -> 1:18 P2-001",
        "r h(@X) :- e(@X), . -> 1:19 P2-001",
        "r h(@X) :- e(@X),, f(@X). -> 1:18 P2-001",
        "r h(@X) :- e(@X), f. -> 1:20 P2-001",
        "r h(@X) :- e(@X), f#gone(@X). -> 1:21 P2-001",
        "r h(@X) :- e@f(X). -> 1:14 P2-001",
        "r h(@X) :- e(@X), not (X == 1). -> 1:23 P2-001",
        "r h(@X) :- e(@X), X == 'a b'. -> 1:24 P2-001",
        "r h(@X) :- e(@X), X ~ \"a\". -> 1:21 P2-001",
        "r h(@X) :- e(@X), X !~ \"a\". -> 1:21 P2-001",
        "r h(@X) :- e(@X), X $ 1. -> 1:21 P2-001",
        "r h(@X) :- e(@X), X := é. -> 1:24 P2-001",
        "r h(min(m)<D, N>) :- e(@X). -> 1:8 P2-001",
        "D=K-B-1. -> 1:1 P2-001",
        // declarations
        "materialize(t). -> 1:14 P2-001",
        "materialize(t, 1, 2, 3). -> 1:22 P2-001",
        "materialize(t, 1, 2, keys(X)). -> 1:27 P2-001",
        "materialize(t, 1, 2, primarykeys(1)). -> 1:22 P2-001",
        "materialise(t, 1, 2, keys(1)). -> 1:1 P2-001",
        "table t(@X) lifetme 5. -> 1:13 P2-001",
        "table t(@X) size 5 size 6. -> 1:20 P2-001",
        "table t(X: strin). -> 1:12 P2-001",
        "table t(X: list<strin>). -> 1:17 P2-001",
        "event e(X) -> 1:11 P2-001",
        "param n := 1. -> 1:7 P2-001",
        "event e(@N, 5). -> 1:13 P2-001",
        "param N := 1\\nr h(X) :- e(X). -> 2:1 P2-001",
        "extern g_x(): int. -> 1:8 P2-001",
        "extern f_x(). -> 1:13 P2-001",
        "transport q { ack }. -> 1:19 P2-001",
        "send a, over q. -> 1:14 P2-001",
        "watch(x -> 1:8 P2-001",
        "watchmod(x, y). -> 1:13 P2-001",
        "import chord. -> 1:8 P2-001",
        "import \"a\" with (n := 1). -> 1:18 P2-001",
        "namespace X { } -> 1:11 P2-001",
        "program paths;\\ndefine(link, {String}); -> 1:1 P2-001",
        "define(link, keys(0,1), {String, String}); -> 1:1 P2-001",
        // strings and comments
        "r1 h(@X, \"abc) :- e(@X). -> 1:10 P2-002",
        "p(1). /* p(2). -> 1:7 P2-002",
        "p(1) /* p(2). -> 1:6 P2-002",
        // numbers
        "t(\"a\", 9223372036854775808). -> 1:8 P2-003",
        "t(\"a\", 08). -> 1:8 P2-003",
        // later P2
        "r1 h(@X) :- says(P,R,K,V)<e(@X)>. -> 1:13 P2-005",
        "says(P,R,K,V)<h(@X)> :- e(@X). -> 1:1 P2-005",
        "materializeSays(t, 1, 2, keys(1)). -> 1:1 P2-005",
        "r h(@X) :- e(@X), weak ref t(@X). -> 1:19 P2-005",
        "r h(@X) :- e(@X), strongSays ref t(@X). -> 1:19 P2-005",
        "r h(@X, new<t>) :- e(@X). -> 1:9 P2-005",
        "r h(@X) :- e(@X), new<t>. -> 1:19 P2-005",
        "r h(@X) :- e(@X, &V). -> 1:18 P2-005",
        "r h(@X, I) :- e(@X), range(I, 0, 10). -> 1:22 P2-005",
        "r h(@X) :- periodic(@X, E, period=5). -> 1:28 P2-005",
        // aggregates
        "p(\"a\", count<*>). -> 1:8 P2-037",
        "r h(@X) :- e(@X, min<Y>). -> 1:18 P2-037",
        "r h(@X) :- e(@X), C == count<*>. -> 1:24 P2-037",
        "r h(@X, count<*> + 1) :- e(@X). -> 1:9 P2-037",
        "Query p(@X, max<Y>). -> 1:13 P2-037",
      })
  void isPlaced(String row) {
    String[] parts = row.split(" -> ", 2);
    assertThat(Programs.codes(parts[0].replace("\\n", "\n"))).containsExactly(parts[1]);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "r h(X) :- e(X), C = 1. -> `==` compares, `:=` assigns",
        "p(1); -> a statement ends with `.`",
        "p('a'). -> strings stand in double quotes",
        "Foo(1). -> names of relations begin with a lower-case letter",
        "r h(X) :- e(X), X ~ 1. -> f_match",
        "r h(X) :- e(X), 1 < X < 3. -> `&&`",
        "r h(X) :- e(X), not (X). -> `!` negates a condition",
        "r h(X) :- e(X), X == foo(1). -> names of functions begin with f_",
        "h(min(m)<D, N>) :- e(@X). -> bottomk<D, m>",
        "h(a_MAX(m)<D, N>) :- e(@X). -> topk<D, m>",
        "rule L1 h(X) :- e(X). -> without `rule`",
        "materialise(t, 1, 1). -> write materialize",
        "materialize(t, 1, 1, primarykeys(1)). -> write keys",
        "program x; -> JOL",
        "table t(X: str). -> did you mean string?",
        "table t(X: thing). -> types are any, bool",
        "p(5min). -> units of durations are ns us ms s m h d",
      })
  void isHinted(String row) {
    String[] parts = row.split(" -> ", 2);
    Diagnostic first = Programs.parse(parts[0]).diagnostics().getFirst();
    assertThat(String.join("\n", first.hints())).contains(parts[1]);
  }

  @Test
  void columnsCountCodePoints() {
    assertThat(Programs.codes("/* 𝕏 */ p(1, /* é */ ). ")).containsExactly("1:22 P2-001");
  }

  @Test
  void rangeIsARelationWhereItIsOne() {
    assertThat(Programs.codes("event range(I, A, B). r h(I) :- range(I, 0, 10).")).isEmpty();
    assertThat(Programs.codes("r h(@X, I) :- range(@X, I, 10).")).isEmpty();
  }

  @Test
  void theMessageSaysWhatWasExpectedAndFound() {
    assertThat(Programs.parse("r h(X) :- e(X)").diagnostics().getFirst().message())
        .isEqualTo("expected `,` or `.`, found the end of the file");
    assertThat(Programs.parse("p(1 \"a\").").diagnostics().getFirst().message())
        .isEqualTo("expected `,` or `)`, found a string");
  }
}
