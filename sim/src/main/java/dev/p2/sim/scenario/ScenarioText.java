package dev.p2.sim.scenario;

import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.SetValue;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.TupleValue;
import dev.p2.sim.scenario.Action.Contact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A scenario as the TOML text of a scenario file, docs/reference/scenario.md. Reading it back gives
 * an equal scenario.
 */
public final class ScenarioText {
  private static final BigDecimal NANOS_A_SECOND = BigDecimal.valueOf(1_000_000_000L);

  private final List<String> addresses;
  private final StringBuilder text = new StringBuilder();

  private ScenarioText(List<String> addresses) {
    this.addresses = addresses;
  }

  /** The text of a scenario among nodes of these addresses. */
  public static String of(Scenario scenario, List<String> addresses) {
    var writer = new ScenarioText(addresses);
    writer.run(scenario.run());
    scenario.actions().forEach(writer::action);
    return writer.text.toString();
  }

  private void run(Scenario.RunWishes run) {
    run.nodes().ifPresent(nodes -> put("nodes", String.valueOf(nodes)));
    run.seed().ifPresent(seed -> put("seed", String.valueOf(seed)));
    run.untilNanos().ifPresent(nanos -> put("until", duration(nanos)));
    run.observer().ifPresent(node -> put("observer", quoted(address(node))));
  }

  private void action(Action action) {
    switch (action) {
      case Action.Join join -> {
        table("join");
        times(join.times());
        nodes(join.nodes());
        landmark(join.landmark());
      }
      case Action.Crash crash -> {
        table("crash");
        times(crash.times());
        nodes(crash.nodes());
      }
      case Action.Leave leave -> {
        table("leave");
        times(leave.times());
        nodes(leave.nodes());
      }
      case Action.Restart restart -> {
        table("restart");
        times(restart.times());
        nodes(restart.nodes());
        flag("durable", restart.durable());
        landmark(restart.landmark());
      }
      case Action.Pause pause -> {
        table("pause");
        period(pause.startNanos(), pause.untilNanos());
        nodes(pause.nodes());
      }
      case Action.Resume resume -> {
        table("resume");
        put("at", duration(resume.startNanos()));
        nodes(resume.nodes());
      }
      case Action.Churn churn -> churn(churn);
      case Action.Trace trace -> trace(trace);
      case Action.Partition partition -> {
        table("partition");
        period(partition.startNanos(), partition.untilNanos());
        put(
            "groups",
            partition.groups().stream()
                .map(group -> parts(group.parts()))
                .collect(Collectors.joining(", ", "[", "]")));
      }
      case Action.Heal heal -> {
        table("heal");
        put("at", duration(heal.startNanos()));
      }
      case Action.Cut cut -> {
        table("cut");
        period(cut.startNanos(), cut.untilNanos());
        ends(cut.from(), cut.to());
      }
      case Action.Link link -> {
        table("link");
        period(link.startNanos(), link.untilNanos());
        ends(link.from(), link.to());
        faults(link.faults());
      }
      case Action.Clock clock -> {
        table("clock");
        put("at", duration(clock.startNanos()));
        nodes(clock.nodes());
        if (clock.skewNanos() != 0) put("skew", duration(clock.skewNanos()));
        if (clock.driftShare() != 0) put("drift", number(clock.driftShare()));
      }
      case Action.Slow slow -> {
        table("slow");
        period(slow.startNanos(), slow.untilNanos());
        nodes(slow.nodes());
        put("step", duration(slow.stepNanos()));
      }
      case Action.Disk disk -> {
        table("disk");
        period(disk.startNanos(), disk.untilNanos());
        nodes(disk.nodes());
        if (disk.writes() == Action.Disk.Writes.REFUSED) put("writes", quoted("refused"));
      }
      case Action.Install install -> {
        table("install");
        times(install.times());
        nodes(install.nodes());
        put(install.text().isPresent() ? "name" : "uninstall", quoted(install.name()));
        install.text().ifPresent(program -> put("text", quoted(program)));
      }
      case Action.Inject inject -> {
        table("inject");
        times(inject.times());
        nodes(inject.nodes());
        put("relation", quoted(inject.template().relation()));
        put("values", values(inject.template().values()));
      }
    }
  }

  private void churn(Action.Churn churn) {
    table("churn");
    put("from", duration(churn.startNanos()));
    if (churn.untilNanos() != Times.FOREVER) put("to", duration(churn.untilNanos()));
    nodes(churn.nodes());
    put("session", distribution(churn.session()));
    put("downtime", distribution(churn.downtime()));
    flag("leave", churn.leaves());
    flag("durable", churn.durable());
    landmark(churn.landmark());
  }

  private void trace(Action.Trace trace) {
    table("churn");
    put(
        "trace",
        trace.changes().stream()
            .map(
                change ->
                    "\n  ["
                        + duration(change.atNanos())
                        + ", "
                        + quoted(address(change.node()))
                        + ", "
                        + (change.on() ? "\"up\"" : "\"down\"")
                        + "]")
            .collect(Collectors.joining(",", "[", "\n]")));
    flag("leave", trace.leaves());
    flag("durable", trace.durable());
    landmark(trace.landmark());
  }

  private void faults(LinkFaults faults) {
    if (!faults.loss().none()) put("loss", number(faults.loss().share()));
    if (faults.loss().burstLength() != 1) put("burst", number(faults.loss().burstLength()));
    if (faults.reorderShare() != 0) put("reorder", number(faults.reorderShare()));
    if (faults.duplicateShare() != 0) put("duplicate", number(faults.duplicateShare()));
    if (faults.delayNanos() != 0) put("delay", duration(faults.delayNanos()));
  }

  private void table(String kind) {
    if (!text.isEmpty()) text.append('\n');
    text.append("[[").append(kind).append("]]\n");
  }

  private void put(String key, String value) {
    text.append(key).append(" = ").append(value).append('\n');
  }

  private void flag(String key, boolean on) {
    if (on) put(key, "true");
  }

  private void times(Times times) {
    if (times.once() && times.everyNanos() == 0) {
      put("at", duration(times.fromNanos()));
      return;
    }
    put("from", duration(times.fromNanos()));
    if (times.toNanos() != Times.FOREVER) put("to", duration(times.toNanos()));
    if (times.everyNanos() != 0) put("every", duration(times.everyNanos()));
  }

  private void period(long fromNanos, long untilNanos) {
    put("at", duration(fromNanos));
    if (untilNanos != Times.FOREVER) put("until", duration(untilNanos));
  }

  private void nodes(Selection selection) {
    put("nodes", parts(selection.parts()));
    spared(selection);
  }

  private void spared(Selection selection) {
    if (!selection.spared().isEmpty()) put("protect", parts(selection.spared()));
  }

  private void ends(Selection from, Selection to) {
    put("from", parts(from.parts()));
    put("to", parts(to.parts()));
    spared(from);
  }

  private void landmark(Contact contact) {
    switch (contact) {
      case Contact.First _ -> {}
      case Contact.Random _ -> put("landmark", "\"random\"");
      case Contact.Member member -> put("landmark", quoted(address(member.node())));
    }
  }

  private String parts(List<Selection.Part> parts) {
    List<String> words = parts.stream().map(this::part).map(ScenarioText::quoted).toList();
    return words.size() == 1 ? words.getFirst() : "[" + String.join(", ", words) + "]";
  }

  private String part(Selection.Part part) {
    return switch (part) {
      case Selection.Part.All _ -> "all";
      case Selection.Part.Range range ->
          range.first() == range.last()
              ? address(range.first())
              : address(range.first()) + ".." + address(range.last());
      case Selection.Part.Share share -> "random " + percent(share.share());
      case Selection.Part.Count count -> "random " + count.count();
    };
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  private String distribution(Distribution distribution) {
    String kind =
        switch (distribution) {
          case Distribution.Fixed _ -> "fixed";
          case Distribution.Exponential _ -> "exponential";
          case Distribution.Pareto pareto -> "pareto " + pareto.shape();
          case Distribution.Weibull weibull -> "weibull " + weibull.shape();
        };
    int space = kind.indexOf(' ');
    String shape = space < 0 ? "" : ", shape = " + kind.substring(space + 1);
    return "{ distribution = "
        + quoted(space < 0 ? kind : kind.substring(0, space))
        + ", mean = "
        + duration(distribution.meanNanos())
        + shape
        + " }";
  }

  private String address(int node) {
    return addresses.get(node);
  }

  /** {@code "1500ms"}: in the greatest unit that needs no fraction. */
  private static String duration(long nanos) {
    if (nanos == 0) return "\"0s\"";
    long[] units = {3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L};
    String[] names = {"h", "m", "s", "ms", "us", "ns"};
    int unit = 0;
    while (nanos % units[unit] != 0) unit++;
    return quoted(nanos / units[unit] + names[unit]);
  }

  private static String number(double number) {
    return Double.toString(number);
  }

  private static String values(List<Object> values) {
    return values.stream().map(ScenarioText::value).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String value(Object value) {
    return switch (value) {
      case null -> "\"$null\"";
      case Template.Blank blank -> quoted(blank.word());
      case String string -> quoted(string.startsWith("$") ? "$" + string : string);
      case Id id -> quoted(id.json());
      case Bytes bytes -> quoted(bytes.hex());
      case Duration duration -> seconds(duration.nanos());
      case Time time -> seconds(time.nanos());
      case Double number when number.isInfinite() -> number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
      case Double number -> number(number);
      case ListValue list -> values(elements(list));
      case SetValue set -> values(elements(set));
      case TupleValue tuple ->
          "{ relation = "
              + quoted(tuple.relationName())
              + ", values = "
              + values(columns(tuple))
              + " }";
      default -> value.toString();
    };
  }

  private static List<Object> elements(Iterable<?> values) {
    var elements = new ArrayList<Object>();
    for (Object value : values) elements.add(value);
    return Collections.unmodifiableList(elements);
  }

  private static List<Object> columns(TupleValue tuple) {
    var columns = new ArrayList<Object>();
    for (int i = 0; i < tuple.arity(); i++) columns.add(tuple.get(i));
    return Collections.unmodifiableList(columns);
  }

  private static String seconds(long nanos) {
    return new BigDecimal(nanos).divide(NANOS_A_SECOND).toPlainString();
  }

  /** A basic string of TOML. */
  static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (c < ' ' || c == 0x7f) quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          else quoted.append(c);
        }
      }
    }
    return quoted.append('"').toString();
  }
}
