package dev.p2.oracle.programs;

import dev.p2.lang.value.AggregateFunction;
import dev.p2.lang.value.Function;
import dev.p2.lang.value.Type;
import dev.p2.oracle.programs.RandomTables.Odds;
import dev.p2.oracle.programs.Schema.Event;
import dev.p2.oracle.programs.Schema.Table;
import java.util.ArrayList;
import java.util.List;

/** The forms of rules (8.2). Each method adds one rule, or what belongs together. */
final class RandomRules {
  private final Dice dice;
  private final Schema schema;
  private final RandomTables tables;
  private final Function favouriteFunction;
  private final AggregateFunction favouriteAggregate;

  // Of the rule that is being made
  private Scope scope;
  private RandomExpressions expressions;
  private RandomBody body;
  private RandomHead head;

  RandomRules(
      Dice dice,
      Schema schema,
      RandomTables tables,
      Function favouriteFunction,
      AggregateFunction favouriteAggregate) {
    this.dice = dice;
    this.schema = schema;
    this.tables = tables;
    this.favouriteFunction = favouriteFunction;
    this.favouriteAggregate = favouriteAggregate;
    begin();
  }

  private void begin() {
    scope = new Scope();
    expressions = new RandomExpressions(dice, schema, scope, favouriteFunction);
    body = new RandomBody(dice, schema, scope, expressions, RandomCalls.result(favouriteFunction));
    head =
        new RandomHead(
            dice,
            schema,
            scope,
            expressions,
            new RandomAggregates(dice, scope, favouriteAggregate));
  }

  /** A rule that computes something with the favourite function. */
  void favourite() {
    if (favouriteFunction.parameters().contains(Type.TUPLE)) {
      if (!schema.local) system(true);
      return;
    }
    begin();
    Event e = new Event("ask", RandomCalls.parameters(favouriteFunction));
    schema.inputs.add(e);
    schema.events.add(e);
    body.event(e.name(), e.kinds());
    body.favourite();
    finishEventRule(false);
  }

  /** A rule of some form. */
  void any() {
    switch (dice.below(23)) {
      case 0, 1, 2, 3, 4 -> eventRule(false);
      case 5, 6 -> eventRule(true);
      case 7, 8, 9, 10 -> view(false);
      case 11, 12, 13 -> view(true);
      case 14 -> recursion();
      case 15, 16 -> kindRule();
      case 17, 18 -> remoteView();
      case 19 -> remoteDelete();
      case 20 -> oldAggregate();
      case 21 -> system(dice.chance(60));
      default -> {
        if (dice.chance(25)) endless();
        else eventRule(false);
      }
    }
  }

  private void eventRule(boolean aggregating) {
    begin();
    Event e = dice.of(schema.events);
    body.event(e.name(), e.kinds());
    body.tables(schema.tables.size(), dice.below(3), false);
    finishEventRule(aggregating);
  }

  private void kindRule() {
    begin();
    Table t = dice.of(schema.tables);
    body.event(t.name() + dice.pick("#insert", "#delete", "#refresh", "#change"), t.kinds());
    body.tables(schema.tables.size(), dice.below(2), false);
    finishEventRule(dice.chance(20));
  }

  /** Into a table that exists, out of one, into a new one, or to a new event. */
  private void finishEventRule(boolean aggregating) {
    int what = dice.below(10);
    String to = head.destination(45);
    if (!aggregating && what < 4) {
      Table t =
          dice.of(schema.tables.stream().filter(x -> !x.kinds().contains(Kind.NODE)).toList());
      boolean delete = dice.chance(35);
      intoExisting(t, to, delete);
      return;
    }
    RandomHead.Columns columns = columns(aggregating);
    String name = (what < 6 ? "u" : "f") + schema.rules();
    if (what < 6) tables.table(name, columns.kinds(), Odds.FILLED);
    schema.rule("r", schema.atom(name, to, columns.values()), body.terms());
    if (what >= 6) schema.events.add(new Event(name, columns.kinds()));
  }

  /** A local program has no relations without columns. */
  private RandomHead.Columns columns(boolean aggregating) {
    RandomHead.Columns columns = head.columns(aggregating);
    return columns.kinds().isEmpty() && schema.local
        ? new RandomHead.Columns(List.of("1"), List.of(Kind.INT))
        : columns;
  }

  private void intoExisting(Table t, String to, boolean delete) {
    String atom = schema.atom(t.name(), to, head.fitting(t, delete));
    schema.rule(delete ? "d" : "r", (delete ? "delete " : "") + atom, body.terms());
  }

  private void view(boolean aggregating) {
    begin();
    int limit = schema.tables.size();
    int count = 1 + dice.below(2);
    if (aggregating) body.tables(limit, count);
    else body.tables(limit, count, true);
    String to = dice.chance(50) ? Scope.HERE : head.destination(45);
    int what = dice.below(12);
    if (what == 0 && !aggregating) {
      intoExisting(dice.of(schema.tables), to, true);
      return;
    }
    RandomHead.Columns columns = columns(aggregating);
    if (what <= 2) {
      String name = "g" + schema.rules();
      schema.rule("v", schema.atom(name, to, columns.values()), body.terms());
      schema.events.add(new Event(name, columns.kinds()));
      return;
    }
    String name = "v" + schema.rules();
    Table t = tables.table(name, columns.kinds(), aggregating ? Odds.AGGREGATE : Odds.VIEW);
    schema.rule("v", schema.atom(name, to, columns.values()), body.terms());
    if (dice.chance(25) && !aggregating) secondRule(t, limit);
    if (dice.chance(20)) tables.filledBy("in_" + name, t);
    if (dice.chance(15)) tables.emptiedBy("out_" + name, t);
  }

  private void secondRule(Table t, int limit) {
    begin();
    body.tables(limit, 1 + dice.below(2), true);
    schema.rule("v", schema.atom(t.name(), Scope.HERE, head.fitting(t, false)), body.terms());
  }

  /** A view of the neighbours' rows: supports, refreshes, lapses and withdrawals travel (8.4). */
  private void remoteView() {
    begin();
    boolean aggregating = dice.chance(25);
    if (!atNeighbour(schema.tables.size(), aggregating)) return;
    RandomHead.Columns columns = head.columns(aggregating);
    String name = "q" + schema.rules();
    tables.table(name, columns.kinds(), new Odds(65, 8, 4));
    schema.rule("v", schema.atom(name, "N0", columns.values()), body.terms());
  }

  private void remoteDelete() {
    begin();
    if (!atNeighbour(schema.tables.size(), false)) return;
    intoExisting(
        dice.of(schema.tables.stream().filter(t -> !t.name().equals("peer")).toList()), "N0", true);
  }

  private boolean atNeighbour(int limit, boolean aggregating) {
    if (schema.tables.stream().noneMatch(t -> t.name().equals("peer"))) return false;
    scope.bind("N0");
    body.add(schema.atom("peer", Scope.HERE, List.of("N0")));
    if (aggregating) body.tables(limit, 1);
    else body.tables(limit, 1, true);
    return true;
  }

  /** The spelling of 2005: {@code h(G, V) :- min((G), (V), p(G, V)).} */
  private void oldAggregate() {
    List<Table> wide =
        schema.tables.stream()
            .filter(t -> t.kinds().size() >= 2 && t.kinds().get(1) == Kind.INT)
            .toList();
    if (schema.local || wide.isEmpty()) return;
    Table t = dice.of(wide);
    var arguments = new ArrayList<>(List.of("G", "V"));
    while (arguments.size() < t.kinds().size()) arguments.add("_");
    String name = "o" + schema.rules();
    tables.table(name, List.of(t.kinds().getFirst(), Kind.INT), Odds.AGGREGATE);
    schema.rule(
        "v",
        schema.atom(name, "X", List.of("G", "V")),
        List.of(
            dice.pick("min", "max", "count")
                + "((X, G), (V), "
                + schema.atom(t.name(), "X", arguments)
                + ")"));
  }

  /** A closure, from the left, from the right, of both, or by two relations. */
  private void recursion() {
    List<Table> edges =
        schema.tables.stream()
            .filter(
                t ->
                    t.kinds().size() >= 2
                        && t.kinds().subList(0, 2).equals(List.of(Kind.INT, Kind.INT)))
            .toList();
    Table e = edges.isEmpty() ? edges() : dice.of(edges);
    String v = "w" + schema.rules();
    closed(v);
    schema.rule("v", pair(v, "A", "B"), List.of(edge(e, "A", "B")));
    String condition = dice.chance(25) ? "A != C" : "";
    switch (dice.below(4)) {
      case 0 -> step(v, edge(e, "A", "B"), pair(v, "B", "C"), condition);
      case 1 -> step(v, pair(v, "A", "B"), edge(e, "B", "C"), condition);
      case 2 -> step(v, pair(v, "A", "B"), pair(v, "B", "C"), condition);
      default -> {
        closed(v + "o");
        step(v + "o", edge(e, "A", "B"), pair(v, "B", "C"), condition);
        step(v, edge(e, "A", "B"), pair(v + "o", "B", "C"), "");
        schema.tables.add(Table.of(v + "o", List.of(Kind.INT, Kind.INT)));
      }
    }
    schema.tables.add(Table.of(v, List.of(Kind.INT, Kind.INT)));
  }

  private Table edges() {
    String name = "g" + schema.rules();
    Table t = tables.table(name, List.of(Kind.INT, Kind.INT), Odds.BASE);
    tables.filledBy("in_" + name, t);
    tables.emptiedBy("out_" + name, t);
    return t;
  }

  private void closed(String view) {
    String lifetime = dice.chance(40) ? dice.pick("3", "5", "2s", "8") : "infinity";
    schema.declare(
        "materialize("
            + view
            + ", "
            + lifetime
            + ", infinity, keys("
            + (schema.local ? "1,2" : "1,2,3")
            + ")).");
  }

  private void step(String view, String first, String second, String condition) {
    List<String> terms =
        condition.isEmpty() ? List.of(first, second) : List.of(first, second, condition);
    schema.rule("v", pair(view, "A", "C"), terms);
  }

  private String pair(String view, String from, String to) {
    return schema.atom(view, "X", List.of(from, to));
  }

  private String edge(Table e, String from, String to) {
    var arguments = new ArrayList<>(List.of(from, to));
    while (arguments.size() < e.kinds().size()) arguments.add("_");
    return schema.atom(e.name(), "X", arguments);
  }

  /** A monitor of the program's own errors or conflicts (11.2). */
  private void system(boolean errors) {
    if (schema.local) return;
    begin();
    if (!errors) {
      body.event(
          "sysConflict" + dice.pick("#insert", "#change"),
          List.of(Kind.STRING, Kind.STRING, Kind.STRING, Kind.INT));
    } else {
      List<String> labels =
          schema.statements.stream()
              .filter(s -> s.startsWith("r") && s.contains(" :- e"))
              .map(s -> "\"" + s.substring(0, s.indexOf(' ')) + "\"")
              .toList();
      body.add("sysError#insert(@X, _, T0, _, S0, _, _, Tuple)");
      body.add(
          "S0 in ([" + String.join(", ", labels) + "])"); // a view's error has no tuple of its own
      scope.bind("T0");
      scope.bind("S0");
      scope.bind(Scope.TUPLE);
    }
    if (errors) body.favourite();
    body.tables(schema.tables.size(), dice.below(2), false);
    finishEventRule(dice.chance(20));
  }

  /** A step that does not end by itself (9.1). */
  private void endless() {
    String name = "c" + schema.rules();
    Table t = tables.table(name, List.of(Kind.INT), new Odds(20, 30, 0));
    tables.filledBy("in_" + name, t);
    schema.rule(
        "r",
        schema.atom(name, "X", List.of("C0 + 1")),
        List.of(schema.atom(name + "#insert", "X", List.of("C0")), "C0 > 1"));
  }
}
