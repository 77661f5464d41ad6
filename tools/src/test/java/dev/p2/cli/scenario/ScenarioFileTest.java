package dev.p2.cli.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.p2.cli.input.InputException;
import dev.p2.compile.Compiler;
import dev.p2.compile.InstalledPrograms;
import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Programs;
import dev.p2.engine.code.HostCode;
import dev.p2.engine.host.RandomStream;
import dev.p2.lang.check.CheckOptions;
import dev.p2.lang.check.Checker;
import dev.p2.lang.syntax.ParseOptions;
import dev.p2.lang.syntax.Parser;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.Time;
import dev.p2.plan.PlanOptions;
import dev.p2.plan.Planner;
import dev.p2.sim.network.Loss;
import dev.p2.sim.scenario.Action;
import dev.p2.sim.scenario.Action.Contact;
import dev.p2.sim.scenario.Action.Trace.Change;
import dev.p2.sim.scenario.Distribution;
import dev.p2.sim.scenario.LinkFaults;
import dev.p2.sim.scenario.Scenario;
import dev.p2.sim.scenario.Scenario.RunWishes;
import dev.p2.sim.scenario.ScenarioText;
import dev.p2.sim.scenario.Selection;
import dev.p2.sim.scenario.Selection.Part;
import dev.p2.sim.scenario.Template;
import dev.p2.sim.scenario.Template.Blank;
import dev.p2.sim.scenario.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scenario file says, and what it may not say. */
class ScenarioFileTest {
  private static final long SECOND = 1_000_000_000L;
  private static final List<String> ADDRESSES =
      IntStream.range(0, 10).mapToObj(i -> "n" + i).toList();
  private static final CompiledProgram PROGRAM =
      compile(
          """
          event lookup(@N: addr, Key: id, R: addr, Tag: int).
          event all(@N: addr, S: string, D: double, T: time, L: duration, B: bytes, Z: list, O: bool).
          r1 out(@R, K, Tag) :- lookup(@N, K, R, Tag).
          r2 other(@N, S, D, T, L, B, Z, O) :- all(@N, S, D, T, L, B, Z, O).
          """);

  private static final Optional<Programs> PROGRAMS =
      Optional.of(
          new InstalledPrograms(
              List.of(new Source("test.olg", "")),
              ParseOptions.plain(),
              CheckOptions.defaults(),
              HostCode.BUILT_IN));

  private static CompiledProgram compile(String text) {
    var parsed =
        Parser.parse(
            List.of(new Source("test.olg", text)),
            new ParseOptions(Map.of(), name -> Optional.empty(), false));
    var checked = Checker.check(parsed, CheckOptions.defaults());
    return Compiler.compile(
        Planner.plan(
            checked.program().orElseThrow(() -> new AssertionError(checked.diagnostics())),
            PlanOptions.DEFAULT));
  }

  private static Scenario read(String text) {
    return ScenarioFile.open(new Source("s.toml", text))
        .scenario(PROGRAM, ADDRESSES, PROGRAMS, true);
  }

  private static String wrong(String text) {
    var e = catchThrowableOfType(InputException.class, () -> read(text));
    assertThat(e).as("complaint about %s", text).isNotNull();
    return String.join("\n", e.lines());
  }

  @Test
  void everyActionIsWrittenSoThatItReadsBackEqual() {
    var some =
        Selection.of(new Part.Range(1, 3), new Part.Range(7, 7)).sparing(new Part.Range(2, 2));
    var template =
        new Template(
            "all",
            Arrays.asList(
                Blank.NODE,
                "$5 \"quoted\" \\ \n",
                2.5,
                new Time(1_500_000_000L),
                new Duration(3),
                Bytes.of((byte) 1, (byte) 0xff),
                ListValue.of(1L, "a", ListValue.of()),
                true));
    var lookup = new Template("lookup", List.of(Blank.NODE, Blank.KEY, Blank.NODE, Blank.TAG));
    var fixedLookup = new Template("lookup", List.of("n1", Id.of(5), "n2", 7L));
    var scenario =
        new Scenario(
            new RunWishes(Optional.of(10), Optional.of(7L), Optional.of(SECOND), Optional.of(3)),
            List.of(
                new Action.Join(Times.spread(SECOND, 9 * SECOND), some, new Contact.Member(1)),
                new Action.Install(
                    Times.at(SECOND), some, "m", Optional.of("r1 a(@X, \"b\") :- c(@X).\n")),
                new Action.Install(Times.at(2 * SECOND), some, "m", Optional.empty()),
                new Action.Join(
                    new Times(SECOND, Times.FOREVER, SECOND),
                    Selection.node(4),
                    new Contact.Random()),
                new Action.Crash(Times.at(5 * SECOND), Selection.of(new Part.Share(0.125))),
                new Action.Leave(new Times(0, 9 * SECOND, SECOND), Selection.of(new Part.Count(2))),
                new Action.Restart(
                    Times.at(61 * SECOND), Selection.ALL, true, new Contact.Random()),
                new Action.Restart(
                    Times.at(61 * SECOND), Selection.ALL, false, new Contact.First()),
                new Action.Pause(1, Times.FOREVER, some),
                new Action.Pause(1_500_000_000L, 2 * SECOND, some),
                new Action.Resume(3, some),
                new Action.Churn(
                    0,
                    Times.FOREVER,
                    Selection.ALL,
                    new Distribution.Pareto(60 * SECOND, 2.5),
                    new Distribution.Weibull(SECOND, 0.5),
                    true,
                    true,
                    new Contact.First()),
                new Action.Churn(
                    5,
                    7,
                    Selection.ALL.sparing(new Part.Range(0, 1)),
                    new Distribution.Exponential(3600 * SECOND),
                    new Distribution.Fixed(1),
                    false,
                    false,
                    new Contact.Random()),
                new Action.Trace(
                    List.of(new Change(0, 3, false), new Change(10, 3, true)),
                    true,
                    false,
                    new Contact.First()),
                new Action.Partition(
                    4,
                    Times.FOREVER,
                    List.of(Selection.node(1), Selection.of(new Part.Share(0.5)))),
                new Action.Partition(
                    4, 5, List.of(Selection.of(new Part.Range(0, 4), new Part.Range(6, 6)))),
                new Action.Heal(6),
                new Action.Cut(7, Times.FOREVER, Selection.node(1), Selection.ALL),
                new Action.Cut(
                    7,
                    8,
                    Selection.ALL.sparing(new Part.Range(1, 1)),
                    Selection.of(new Part.Count(3)).sparing(new Part.Range(1, 1))),
                new Action.Link(
                    7,
                    8,
                    Selection.ALL,
                    Selection.node(2),
                    new LinkFaults(new Loss(0.1, 4), 0.2, 0.3, 5)),
                new Action.Clock(0, Selection.node(3), -50_000_000, 1e-4),
                new Action.Slow(0, Times.FOREVER, Selection.node(3), 5_000_000),
                new Action.Disk(0, 1, Selection.node(3), Action.Disk.Writes.LOST),
                new Action.Disk(0, 1, Selection.node(3), Action.Disk.Writes.REFUSED),
                new Action.Inject(new Times(0, Times.FOREVER, SECOND), some, lookup),
                new Action.Inject(Times.at(4), some, template),
                new Action.Inject(Times.at(4), some, fixedLookup)));
    String text = ScenarioText.of(scenario, ADDRESSES);
    Scenario back = read(text);
    assertThat(back.run()).isEqualTo(scenario.run());
    for (int i = 0; i < scenario.actions().size(); i++)
      assertThat(back.actions().get(i)).as(text).isEqualTo(scenario.actions().get(i));
    assertThat(back).isEqualTo(scenario);
  }

  private static final long DAY = 86_400 * SECOND;

  /** Numbers and durations of any size survive; no datagram takes more than a day. */
  @Test
  void anyNumberIsWrittenSoThatItReadsBackEqual() {
    RandomStream random = RandomStream.of(1, 0, "test");
    List<Action> actions = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long at = random.nextLong(1L << random.nextInt(1, 62));
      double share = random.nextDouble() / (1 + random.nextInt(1000));
      actions.add(new Action.Crash(Times.at(at), Selection.of(new Part.Share(share))));
      actions.add(
          new Action.Link(
              at,
              Times.FOREVER,
              Selection.ALL,
              Selection.ALL,
              new LinkFaults(
                  new Loss(share, 1 + 9 * random.nextDouble()), share, share, at % DAY)));
    }
    Scenario scenario = Scenario.NONE.withActions(actions);
    assertThat(read(ScenarioText.of(scenario, ADDRESSES))).isEqualTo(scenario);
  }

  @Test
  void actionsStandInTheOrderOfTheFile() {
    Scenario scenario =
        read(
            """
            [[crash]]
            at = "1s"
            nodes = "n1"
            [[heal]]
            at = "1s"
            [[crash]]
            at = "1s"
            nodes = "n2"
            """);
    assertThat(scenario.actions())
        .containsExactly(
            new Action.Crash(Times.at(SECOND), Selection.node(1)),
            new Action.Heal(SECOND),
            new Action.Crash(Times.at(SECOND), Selection.node(2)));
  }

  @Test
  void aMistakeIsShownWithItsLineAndAHint() {
    assertThat(wrong("[[crash]]\nat = \"5s\"\nnodes = [\"n1\", \"n33\"]\n"))
        .isEqualTo(
            """
            s.toml:3:16: error: there is no node n33
                3 | nodes = ["n1", "n33"]
                  |                ^^^^^
                = hint: did you mean n3?\
            """);
    assertThat(wrong("[[link]]\nat = \"5s\"\nloss = 1.5 # too much\n"))
        .isEqualTo(
            """
            s.toml:3:8: error: loss: '1.5' is no probability
                3 | loss = 1.5 # too much
                  |        ^^^
                = hint: write 1% or 0.01, at most 100% or 1\
            """);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[[crush]];at='1s'|1:1: error: a scenario has no crush|did you mean crash?",
        "[[crash]];at='1s';node='n1'|3:1: error: a crash has no key node|did you mean nodes?",
        "[[crash]];att='1s';nodes='n1'|2:1: error: a crash has no key att|did you mean at?",
        "[[crash]];nodes='n1'|1:1: error: a time is missing|write at",
        "[[crash]];at='1s'|1:1: error: a crash needs nodes|random 10%",
        "[[crash]];at=5;nodes='n1'|2:4: error: at is a duration without unit|\"5s\"",
        "[[crash]];at='-5s';nodes='n1'|2:4: error: at must not be negative|",
        "[[crash]];at='soon';nodes='n1'|2:4: error: at: 'soon' is no duration|30s",
        "[[crash]];at='1s';to='2s';nodes='n1'|3:4: error: at says the only time|from with to",
        "[[crash]];from='9s';to='2s';nodes='n1'|3:4: error: to is before from|",
        "[[crash]];from='9s';nodes='n1'|2:6: error: from needs to or every|",
        "[[crash]];from='1s';every='0s';nodes='n1'|3:7: error: every must be above 0|",
        "[[crash]];at='1s';nodes='n4..n2'|3:7: error: the range n4..n2 runs backwards|",
        "[[crash]];at='1s';nodes='random 101%'|3:7: error: '101%' is no share|random 10%",
        "[[crash]];at='1s';nodes='random'|3:7: error: there is no node random|",
        "[[crash]];at='1s';nodes=[]|3:7: error: no nodes are chosen|",
        "[[crash]];at='1s';nodes=3|3:7: error: nodes are chosen by a string|n3",
        "[[crash]];at='1s';nodes='all';protect='random 2'|4:9: error: nodes cannot be protected at"
            + " random|",
        "[[pause]];at='5s';until='4s';nodes='n1'|3:7: error: until is before at|",
        "[[pause]];at='5s';until='6s';for='1s';nodes='n1'|4:5: error: until says the end already|",
        "[[join]];at='5s';nodes='n1';landmark='m1'|4:10: error: there is no node m1|did you mean"
            + " n1?",
        "[[churn]];nodes='all';session='8m'|1:1: error: a churn needs downtime|exponential",
        "[[churn]];nodes='all';session={mean='8m'};downtime='1m'|3:9: error: session needs"
            + " distribution|",
        "[[churn]];nodes='all';downtime='1m';session={distribution='parreto',mean='8m',shape=2.0}|4:23:"
            + " error: there is no distribution parreto|did you mean pareto?",
        "[[churn]];nodes='all';downtime='1m';session={distribution='pareto',mean='8m',shape=1}|4:48:"
            + " error: shape must be above 1|",
        "[[churn]];trace=[['5s','n1','up'],['4s','n1','down']]|2:26: error: this time is before|",
        "[[churn]];trace='none.csv'|2:7: error: there is no file |the scenario's folder",
        "[[disk]];at='1s';nodes='n1';writes='full'|4:8: error: writes are lost or refused|refused",
        "[[churn]];trace=[['5s','n1','off']]|2:19: error: up or down is expected|",
        "[[partition]];at='5s';groups='n1'|3:8: error: groups must be an array|",
        "[[partition]];at='5s';groups=['n1','n77']|3:14: error: there is no node n77|did you mean"
            + " n7?",
        "[[link]];at='5s'|1:1: error: nothing happens to this link|loss",
        "[[link]];at='5s';loss=0.9;burst=2|4:7: error: burst must be at least 9|",
        "[[clock]];nodes='n1';drift=2|3:7: error: drift must be between|",
        "[[slow]];at='1s';nodes='n1'|1:1: error: a slow needs step|",
        "[[inject]];at='1s';nodes='n1';relation='lookups';values=[]|4:10: error: the program has no"
            + " relation lookups|did you mean lookup?",
        "[[inject]];at='1s';nodes='n1';relation='lookup';values=['$node']|5:8: error: lookup has 4"
            + " columns, 1 is given here|",
        "[[inject]];at='1s';nodes='n1';relation='lookup';values=['$node','$kee','n1',1]|5:17:"
            + " error: there is nothing called $kee|did you mean $key?",
        "[[inject]];at='1s';nodes='n1';relation='lookup';values=['$node','$key','n1','$key']|5:29:"
            + " error: column 4 of lookup is an int; $key does not fit|",
        "[[inject]];at='1s';nodes='n1';relation='lookup';values=['$node','$key','n1','x']|5:29:"
            + " error: column 4 of lookup is an int|",
        "[[inject]];at='1s';nodes='n1';relation='sysError';values=[]|4:10: error: sysError is built"
            + " in|",
        "[[install]];at='1s';nodes='all'|1:1: error: an install needs file|monitor.olg",
        "[[install]];at='1s';nodes='all';uninstall='m'|4:11: error: no program m is installed"
            + " above|",
        "nodes = 0|1:9: error: nodes must be a whole number of at least 1|",
        "seed = 'x'|1:8: error: seed must be a whole number|",
        "until = 5|1:9: error: until is a duration without unit|",
        "observer = 'n99'|1:12: error: there is no node n99|did you mean n9?",
        "crash = 5|1:1: error: crash must be a table|[[crash]]",
        "[[crash]];at=|2:4: error: this is no TOML|",
        "[[crash]];at='1s';at='2s'|3:1: error: this is no TOML|",
        "[[crash]];at=1979-05-27;nodes='n1'|2:4: error: a date or time of day has no use|",
        "[[restart]];at='1s';nodes='n1';durable='yes'|4:9: error: durable must be true or false|",
      })
  void aMistakeIsNamedAtItsPlace(String text, String message, String hint) {
    assertThat(wrong(text.replace(';', '\n') + "\n"))
        .startsWith("s.toml:" + message)
        .contains(hint == null ? "" : hint);
  }
}
