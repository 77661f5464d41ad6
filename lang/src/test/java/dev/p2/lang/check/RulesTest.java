package dev.p2.lang.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.program.Argument;
import dev.p2.lang.program.BodyTerm;
import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Expr;
import dev.p2.lang.program.Head;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.program.Variable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kinds of rules there are, where they run, and what is said about them. */
class RulesTest {
  @Test
  void anAssignmentOfABoundVariableMakesANewOne() {
    Checked checked =
        CheckedText.check(
            "materialize(t, 9, 9).\nr h(@X, N) :- e(@X, N), N > 1, N := N + 1, t(@X, N).");
    assertThat(CheckedText.warnings(checked)).contains("2:32 P2-114");
    CheckedRule r = CheckedText.rule(checked.program().orElseThrow(), "r");
    assertThat(r.variables()).extracting(Variable::name).containsExactly("X", "N", "N'2");
    Head.Column.Value column = (Head.Column.Value) r.head().columns().get(1);
    assertThat(column.value().toString()).contains("N'2");
  }

  @Test
  void aVariableBoundOnlyToTheRightIsAssignedAndTestedThere() {
    CheckedRule r =
        CheckedText.rule(
            CheckedText.program("materialize(t, 9, 9). r h(@X) :- e(@X, N), M := N + 1, t(@X, M)."),
            "r");
    assertThat(r.variables()).extracting(Variable::name).containsExactly("X", "N", "M");
  }

  @Test
  void variablesOfOneNegatedPredicateAreExistential() {
    CheckedRule r =
        CheckedText.rule(
            CheckedText.program("materialize(t, 9, 9). r h(@X) :- e(@X), not t(@X, Y, Y, Z)."),
            "r");
    BodyTerm.Predicate p = (BodyTerm.Predicate) r.body().getFirst();
    assertThat(p.arguments().get(1))
        .isEqualTo(p.arguments().get(2))
        .isInstanceOf(Argument.Var.class);
    assertThat(p.arguments().get(3)).isEqualTo(new Argument.Any());
  }

  @Test
  void theSameLocationIsDecidedByTheVariable() {
    Program program =
        CheckedText.program(
            "a h(@X) :- e(@X, Y). b h(@Y) :- e(@X, Y). c h(@Y) :- e(@X, Y), X == Y. d g(@X) :-"
                + " h(@X).");
    assertThat(program.rules())
        .extracting(r -> r.head().remote())
        .containsExactly(false, true, true, false);
  }

  @Test
  void aProgramWithoutLocationsIsLocal() {
    Program program =
        CheckedText.program(
            """
            materialize(t, infinity, infinity, keys(1)). t(1).
            r1 h(X) :- t(X), e(X).  r2 g(E) :- periodic(E, 5).  r3 k(T) :- sysStart(T).
            """);
    assertThat(program.local()).isTrue();
    assertThat(program.rules()).noneMatch(r -> r.head().remote());
    assertThat(program.relation("t").orElseThrow().homeColumn()).isEqualTo(-1);
    assertThat(program.facts().getFirst().locationColumn()).isEqualTo(-1);
    CheckedRule r2 = CheckedText.rule(program, "r2");
    assertThat(r2.timer()).isPresent();
    assertThat(r2.event().orElseThrow().arguments()).hasSize(3);
  }

  @Test
  void aMarkOnAnotherColumnHasToBeTested() {
    Program program =
        CheckedText.program(
            """
            materialize(link, 9, 9).
            r1 link(@Me, Him) :- add(@Me, Him).
            r2 a(@Me, Him) :- go(@Me), link(@Me, Him).
            r3 b(@Me, Him) :- go(@Me), link(Him, @Me).
            """);
    Relation link = program.relation("link").orElseThrow();
    assertThat(link.homeColumn()).isEqualTo(0);
    assertThat(link.everywhereLocal()).isTrue();
    assertThat(read(program, "r2").testLocation()).isFalse();
    assertThat(read(program, "r3").testLocation()).isTrue();
  }

  private static BodyTerm.Predicate read(Program program, String label) {
    return (BodyTerm.Predicate) CheckedText.rule(program, label).body().getFirst();
  }

  @Test
  void rowsThatArriveByAnotherMarkMayNameOtherNodes() {
    Program program =
        CheckedText.program(
            "table link(@Me: addr, Him: addr). r1 link(Me, @Him) :- add(@Me, Him). r2 a(@Me) :-"
                + " link#insert(@Me, _).");
    assertThat(program.relation("link").orElseThrow().everywhereLocal()).isFalse();
    assertThat(CheckedText.rule(program, "r2").event().orElseThrow().testLocation()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          c(@X, E, count<*>) :- e(@X, E), n(@X, _)        | true
          c(@X, V, count<*>) :- e(@X, E), n(@X, V)        | false
          c(@X, D, count<*>) :- e(@X, E), n(@X, _), D := E + 1 | true
          c(@X, D, count<*>) :- e(@X, E), n(@X, _), D := f_rand() | false
          c(@X, D, count<*>) :- e(@X, E), n(@X, _), D := f_now() | true
          c(@X, NODEID, count<*>) :- n(@X, _)             | true
          c(@X, V, count<*>) :- n(@X, V)                  | false
          c(@X, 1, min<V>) :- n(@X, V)                    | true
          """)
  void aGroupIsFixedByTheEventOrTheNode(String rule, boolean fixed) {
    Program program = CheckedText.program("materialize(n, 9, 9). r " + rule + ".");
    assertThat(program.rules().getFirst().fixedGroup()).isEqualTo(fixed);
  }

  @Test
  void viewsAreStratifiedByNegationAndAggregates() {
    Program program =
        CheckedText.program(
            """
            materialize(b, 9, 9). materialize(v1, 9, 9). materialize(v2, 9, 9). materialize(v3, 9, 9).
            r1 v1(@X, Y) :- b(@X, Y).
            r2 v2(@X, count<*>) :- v1(@X, _).
            r3 v3(@X, Y) :- b(@X, Y), not v2(@X, Y).
            r4 h(@X, Y) :- v3(@X, Y).
            r5 g(@X, Y) :- v3#insert(@X, Y).
            """);
    assertThat(program.rules()).extracting(CheckedRule::stratum).containsExactly(0, 1, 2, 2, 2);
    assertThat(program.rules()).allMatch(r -> r.component() == -1);
  }

  @Test
  void viewsInACircleAreAComponent() {
    Program program =
        CheckedText.program(
            """
            materialize(link, 9, 9). materialize(reach, 9, 9).
            v1 reach(@X, A, B) :- link(@X, A, B).
            v2 reach(@X, A, C) :- link(@X, A, B), reach(@X, B, C).
            """);
    assertThat(program.rules()).extracting(CheckedRule::component).containsExactly(-1, 0);
  }

  @Test
  void aCycleThroughNegationNamesItsWay() {
    Checked checked =
        CheckedText.check(
            """
            materialize(t, 9, 9). materialize(a, 9, 9). materialize(b, 9, 9).
            r1 a(@X, Y) :- b(@X, Y).
            r2 b(@X, Y) :- t(@X, Y), not a(@X, Y).
            """);
    assertThat(CheckedText.errors(checked)).containsExactly("3:4 P2-034");
    assertThat(checked.diagnostics()).anyMatch(d -> d.message().endsWith("b → a → b"));
  }

  @Test
  void anUnmaintainedViewIsWarnedOf() {
    Checked checked =
        CheckedText.check(
            "materialize(t, 9, 9). materialize(s, 9, 9).\nv s(@X, T) :- t(@X, _), T := f_now().");
    assertThat(CheckedText.warnings(checked)).contains("2:3 P2-117");
    assertThat(checked.program().orElseThrow().rules().getFirst().maintained()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          P2-102 | 1:13 | r1 h(@X) :- e(@X).
          P2-102 | 1:68 | r0 lookup(@X) :- periodic(@X, _, 1). watch(lookup). r1 h(@X) :-    lookpu(@X).
          P2-104 | 1:45 | materialize(t, 9, 9). r1 h(@X) :- e(@X),    t(@X).
          P2-110 | 1:18 | r1 h(@X) :- e(@X,Y).
          P2-113 | 1:22 | r h(@X) :- e(@X, _). r g(@X) :- e(@X, _).
          P2-116 | 1:4 | r1 e(@X, N+1) :- e(@X, N).
          P2-119 | 1:29 | r1 h(@X) :- t(@X).          t("a"). materialize(t, 9, 9).
          P2-120 | 1:35 | r1 h(@X) :- e(@X). r2 g(@X) :-    e(X), X > "a".
          P2-121 | 1:20 | r1 h(@X) :- e(@X, @Y).
          P2-123 | 1:43 | table t(@X: addr, Y: int). r1 h(@X, Y) :- t_DELTA_DELETE(@X, Y).
          P2-125 | 1:46 | table t(@X: addr, Y: int). r1 h(@X, Y) :-    t#refresh(@X, Y).
          """)
  void warningOfTheTable(String code, String place, String text) {
    Checked checked = CheckedText.check(text);
    assertThat(CheckedText.errors(checked)).isEmpty();
    assertThat(CheckedText.warnings(checked)).contains(place + " " + code);
  }

  @Test
  void aWarningCanBeAllowed() {
    String text = "materialize(t, 9, 9).\nr1 h(@X) :- e(@X), t(@X). // p2:allow P2-104";
    assertThat(CheckedText.warnings(CheckedText.check(text))).containsExactly("2:13 P2-102");
  }

  @Test
  void namespacesPrefixWhatIsInside() {
    Program program =
        CheckedText.program(
            "namespace d { r1 h(@X) :- e(@X), ::base::t(@X). } table base::t(@X: addr). namespace d"
                + " { event e(@X: addr). r2 g(@X) :- periodic(@X, _, 1). }");
    assertThat(program.rules()).extracting(CheckedRule::label).containsExactly("d::r1", "d::r2");
    assertThat(program.relation("d::h")).isPresent();
    assertThat(program.relation("::base::t")).isPresent();
  }

  @Test
  void aParamTakesItsValueFromTheCommandLine() {
    Checked checked =
        CheckedText.check(
            "param P: duration := 2s. r h(@X) :- periodic(@X, _, P).", Map.of("P", "5 + 1"));
    CheckedRule r = CheckedText.rule(checked.program().orElseThrow(), "r");
    assertThat(((Expr.Const) r.timer().orElseThrow().period()).value())
        .isEqualTo(new dev.p2.lang.value.Duration(6_000_000_000L));
  }

  @Test
  void aParamThatIsNoExpressionIsAnError() {
    Checked checked = CheckedText.check("param P: int.", Map.of("P", "5 +"));
    assertThat(CheckedText.errors(checked)).containsExactly("1:7 P2-050");
  }

  @Test
  void theBodyOf2005WithAnAggregateIsAHeadWithOne() {
    CheckedRule r =
        CheckedText.rule(
            CheckedText.program(
                "materialize(p, 9, 9). r best(@X, Y, P, C) :- min((X, Y), (C), p(@X, Y, P, C))."),
            "r");
    assertThat(r.head().columns().get(3)).isInstanceOf(Head.Column.Result.class);
    assertThat(r.head().columns().get(2))
        .isEqualTo(new Head.Column.Result(0, 1, dev.p2.lang.value.Type.ANY));
    assertThat(r.head().aggregates().getFirst().arguments()).hasSize(2);
  }

  @Test
  void transportsAreChosenByRelation() {
    Program program = CheckedText.program("send ping over reliable. r ping(@Y) :- e(@X, Y).");
    assertThat(program.relation("ping").orElseThrow().transport()).isEqualTo("reliable");
    assertThat(CheckedText.errors(CheckedText.check("send ping over reliable.")))
        .containsExactly("1:6 P2-060");
  }

  @Test
  void theEnginesRelationsAreAlwaysThere() {
    Program program = CheckedText.program("r h(@X) :- e(@X).");
    assertThat(CheckedText.columns(program, "sysConflict"))
        .isEqualTo("addr string string string int");
    assertThat(program.relations())
        .filteredOn(Relation::system)
        .extracting(Relation::name)
        .contains("periodic", "sysStart", "sysStop", "sysError", "sysConflict");
  }
}
