package dev.p2.lang.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every form of statement, overlog.md section 2: a row that is read as it stands, or as what
 * follows the arrow.
 */
class StatementsTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        // declarations
        "materialize(succ, infinity, 16, keys(1, 2)).",
        "materialize(succ, 10, 5).",
        "materialize(succ, -1, 1.5s, keys()). -> materialize(succ, (-1), 1.5s, keys()).",
        "materialize(#link, 10 * 2, infinity, keys(1)). -> materialize(link, (10 * 2), infinity,"
            + " keys(1)).",
        "materialize(ns::t, 1, 1, keys(0)).",
        "table t().",
        "table finger(@N: addr, key I: int, B: id, BI) lifetime 3m size 160. -> "
            + "table finger(@N: addr, key I: int, B: id, BI) lifetime 180s size 160.",
        "table t(@addr, key int, L: list<set<int>>, @ key K) size 3 lifetime 5 keys(1) durable. -> "
            + "table t(@addr, key int, L: list, @key K) lifetime 5 size 3 keys(1) durable.",
        "private table t(@N) durable.",
        "event e(@N: addr, K: id).",
        "private event e(_).",
        "index(t, \"hash\", keys(2)).",
        "param N.",
        "param N: int.",
        "param N: duration := 2s \"how long\". -> param N: duration := 2s \"how long\".",
        "param N := \"a\" \"b\".",
        "extern f_x(): list.",
        "extern pure f_x(int, list<string>): list<id>. -> extern pure f_x(int, list): list.",
        "dialect 2005.",
        "transport q { }. -> transport q {  }.",
        "transport route { ack: separate, retry: 1 before route, pack acks: no, timeout: 2s }.",
        "send ping, ns::pong over probe.",
        "namespace delta { p(1). namespace inner { } } -> namespace delta { p(1). namespace inner {"
            + "  } }",
        // directives
        "watch(succ). -> WATCH(succ).",
        "watchmod(x, \"SEND_ACTION\"). -> WATCHMOD(x, \"SEND_ACTION\").",
        "trace(x). -> TRACE(x).",
        "traceTable(x). -> TRACE_TABLE(x).",
        "stage(\"TOKENIZER\", in1, out1).",
        "Query p(@X, Y).",
        "import \"chord.olg\".",
        "import \"chord.olg\" as c with (N := 8, M := [1]).",
        "#pragma strict",
        // facts
        "p().",
        "succ(\"n1\", 0x1I, -1, [1, \"a\"]). -> succ(\"n1\", 0x1I, (-1), [1, \"a\"]).",
        "succ(@LOCALADDRESS, NODEID).",
        "f1 succ(\"n1\").",
        "F1 succ(\"n1\").",
        "f1: succ(\"n1\"). -> f1 succ(\"n1\").",
        "succ@\"n1\"(\"n1\", 2).",
        "::sys::rule(1).",
        // rules
        "h(@X) :- e(@X).",
        "r1 h(@X) :- e(@X).",
        "r1: delete h(@X) :- e(@X). -> r1 delete h(@X) :- e(@X).",
        "SB12 delete h(@X) :- e(@X).",
        "delete h(@X) :- e(@X).",
        "L1 lookupResults@R(R, K) :- node@NI(NI, N), lookup@NI(NI, K, R, E).",
        "h@\"n1\"(X) :- e@\"n2\"(X).",
        "r1 ::sys::rule(@X) :- a::b::c(@X), ::d(@X).",
        "a::r1 h(@X) :- e(@X).",
        "h(@ X) :- e(@ X). -> h(@X) :- e(@X).",
        "h(X + 1, \"a\", f_now(), Y) :- e(X). -> h((X + 1), \"a\", f_now(), Y) :- e(X).",
        "h(@X, count<*>) :- e(@X).",
        "h(@X, a_MIN<D>, COUNT<*>, Max<A>) :- e(@X).",
        "h(@X, min<D, Y, Z>, topk<X, 3>) :- e(@X).",
        "h(min<@BI>, K) :- e(@X). -> h(@min<BI>, K) :- e(@X).",
        "h(@min<BI>, K) :- e(@X).",
        "lookup@BI(min<BI>, K) :- e@X(X).",
        "h(@X, max<T - T0>, any<(V > 3)>, max<A >> 1>) :- e(@X). -> "
            + "h(@X, max<(T - T0)>, any<(V > 3)>, max<(A >> 1)>) :- e(@X).",
        "h(@X, A < B, Max < 3, (A > B)) :- e(@X). -> h(@X, (A < B), (Max < 3), (A > B)) :- e(@X).",
        "h(@X, foo<Y>) :- e(@X, Y).",
        "h(@S, @D) :- e(@S, @D).",
        "h(@X) :- not p(@X), !q(@X, _), notin r(@X). -> h(@X) :- not p(@X), not q(@X, _), not"
            + " r(@X).",
        "h(@X) :- !(X == 1), !X, !f_x(X), not p@X(X). -> h(@X) :- (!(X == 1)), (!X), (!f_x(X)), not"
            + " p@X(X).",
        "h(@X) :- t#insert(@X), t#delete@X(X), t#refresh(X), t#change(X), l#failed(X), l#sent(X).",
        "h(@X) :- #link(@X, Y), !#link(@Y, Z). -> h(@X) :- #link(@X, Y), not #link(@Y, Z).",
        "h(@X) :- e(@X, X + 1), Y := X, true, X, Y == null. -> "
            + "h(@X) :- e(@X, (X + 1)), Y := X, true, X, (Y == null).",
        "p(X) :- id(X), now(X), not id(X).",
        "p(X) :- id X == Y, id(X) == Y. -> p(X) :- (f_id(X) == Y), (f_id(X) == Y).",
        "once(@X) :- periodic(@X, E, 1, 1).",
        // aggregate terms of 2005
        "h(X, C) :- min((X), (C), p(@X, C)). -> h(X, C) :- min of C by (X) in p(@X, C).",
        "h(X, C) :- a_COUNT((X, Y), (C), p@X(X, C)). -> h(X, C) :- a_COUNT of C by (X, Y) in p@X(X,"
            + " C).",
        "h(C) :- max((), (C), p(C)). -> h(C) :- max of C by () in p(C).",
        "h(C) :- min((A + B), C). -> h(C) :- min((A + B), C).",
        // keywords are relation names too
        "table(\"a\", 1).",
        "trace(@X, Y) :- timer(@X, Y), event(@X), send(@X), import(@X), stage(@X), dialect(@X).",
        "watch(\"a\", 1).",
        "watchmod(1).",
        "event table(@X) :- e(@X).",
        "table t(\"a\").",
        "Query p(X) :- q(X).",
        "param(1). send(1). private(2). private p(1).",
      })
  void isRead(String row) {
    String[] parts = row.split(" -> ", 2);
    assertThat(TreeText.of(Programs.clean(parts[0]))).isEqualTo(parts[parts.length - 1]);
  }

  @Test
  void statementsStandInTextOrderFileByFile() {
    var files = List.of(new Source("b.olg", "p(1). p(2)."), new Source("a.olg", "p(3)."));
    Parsed parsed = Parser.parse(files, ParseOptions.plain());
    assertThat(TreeText.of(parsed.tree().statements())).isEqualTo("p(1). p(2). p(3).");
  }

  @Test
  void aPragmaInsideAStatementStandsAfterIt() {
    assertThat(TreeText.of(Programs.clean("p(1,\n#pragma strict\n2). p(3).")))
        .isEqualTo("p(1, 2). #pragma strict p(3).");
  }

  @Test
  void namesKnowTheirPlaces() {
    var rule =
        (Statement.Rule) Programs.clean("r1 delete  h@X(X) :-\n  not ::p::q@X(X, Y).").getFirst();
    var predicate = (Term.Predicate) rule.body().getFirst();
    assertThat(rule.head().name().span()).hasToString("test.olg:1:12");
    assertThat(rule.head().prefixLocation().orElseThrow().span()).hasToString("test.olg:1:14");
    assertThat(predicate.span()).hasToString("test.olg:2:3");
    assertThat(predicate.name().span()).hasToString("test.olg:2:7");
    assertThat(predicate.arguments().get(1).span()).hasToString("test.olg:2:19");
  }

  @Test
  void aFileOf2005IsFlatByItsNameItsFirstStatementOrAFlag() {
    String rule = "r h(X) :- e(X), X := A + B * C.";
    var plg =
        Parser.parse(
            List.of(new Source("x.plg", rule), new Source("y.olg", rule)), ParseOptions.plain());
    assertThat(TreeText.of(plg.tree().statements()))
        .isEqualTo("r h(X) :- e(X), X := ((A + B) * C). r h(X) :- e(X), X := (A + (B * C)).");
    var flag = new ParseOptions(Map.of(), f -> Optional.empty(), true);
    assertThat(
            TreeText.of(Parser.parse(List.of(new Source("x.olg", rule)), flag).tree().statements()))
        .contains("((A + B) * C)");
    assertThat(Programs.codes("p(1).\ndialect 2005.")).containsExactly("2:1 P2-001");
    assertThat(Programs.codes("dialect 2006.")).containsExactly("1:9 P2-001");
  }
}
