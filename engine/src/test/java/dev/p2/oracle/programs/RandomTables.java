package dev.p2.oracle.programs;

import dev.p2.oracle.programs.Schema.Event;
import dev.p2.oracle.programs.Schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Declarations: tables, what fills and empties them, events, parameters. */
final class RandomTables {
  private final Dice dice;
  private final Schema schema;

  RandomTables(Dice dice, Schema schema) {
    this.dice = dice;
    this.schema = schema;
  }

  /** How often a table is soft, has a size, is a bag, in percent. */
  record Odds(int soft, int sized, int bag) {
    static final Odds BASE = new Odds(40, 15, 8);
    static final Odds FILLED = new Odds(30, 10, 5);
    static final Odds VIEW = new Odds(35, 8, 6);
    static final Odds AGGREGATE = new Odds(25, 5, 3);

    /** Those of a program in which most rows come and go. */
    Odds fleeting() {
      return new Odds(soft + 30, sized + 25, 2 * bag + 15);
    }
  }

  List<Kind> kinds(int length) {
    boolean plain = dice.chance(45);
    return Stream.generate(() -> plain ? Kind.INT : dice.of(Kind.OF_COLUMNS))
        .limit(length)
        .toList();
  }

  /** Declares a table, by {@code materialize} or by {@code table}. */
  Table table(String name, List<Kind> kinds, Odds usual) {
    Odds odds = schema.fleeting ? usual.fleeting() : usual;
    String lifetime = dice.chance(odds.soft) ? dice.pick("3", "5", "2s", "8") : "infinity";
    String size = dice.chance(odds.sized) ? dice.pick("1", "2", "3") : "infinity";
    boolean bag = dice.chance(odds.bag);
    List<Integer> keys = keys(kinds.size());
    if (dice.chance(75) || kinds.isEmpty()) {
      schema.declare(
          "materialize("
              + name
              + ", "
              + lifetime
              + ", "
              + size
              + ", "
              + keysText(bag ? List.of() : keys)
              + ").");
    } else {
      schema.declare(
          "table "
              + name
              + declared(kinds, bag ? List.of() : keys)
              + (lifetime.equals("infinity") ? "" : " lifetime " + lifetime)
              + (size.equals("infinity") ? "" : " size " + size)
              + (bag ? " keys()" : "")
              + (dice.chance(15) ? " durable" : "")
              + ".");
    }
    Table table = bag ? Table.of(name, kinds) : new Table(name, kinds, keys);
    schema.tables.add(table);
    if (dice.chance(4)) schema.declare("index(" + name + ", \"hash\", keys(1)).");
    if (dice.chance(4)) schema.declare("watch(" + name + ").");
    return table;
  }

  /** Columns of the key, from 0; -1 is the location. */
  private List<Integer> keys(int count) {
    boolean all = dice.chance(65);
    var keys = new ArrayList<Integer>();
    if (!schema.local && (all || dice.chance(80))) keys.add(-1);
    for (int i = 0; i < count; i++) if (all || dice.chance(55)) keys.add(i);
    if (keys.isEmpty()) keys.add(schema.local ? 0 : -1);
    return keys;
  }

  private String keysText(List<Integer> keys) {
    return "keys("
        + String.join(",", keys.stream().map(k -> String.valueOf(schema.position(k))).toList())
        + ")";
  }

  private String declared(List<Kind> kinds, List<Integer> keys) {
    var columns = new ArrayList<String>();
    if (!schema.local) columns.add((keys.contains(-1) ? "@key " : "@") + "X: addr");
    for (int i = 0; i < kinds.size(); i++)
      columns.add((keys.contains(i) ? "key " : "") + "C" + i + ": " + kinds.get(i).typeName());
    return "(" + String.join(", ", columns) + ")";
  }

  /** Base tables, and who the neighbours are. */
  void base() {
    if (dice.chance(15)) {
      schema.declare("param LIMIT: int := " + dice.below(4) + " \"a number\".");
      schema.params.add("LIMIT");
    }
    if (dice.chance(15)) {
      schema.declare("extern " + dice.pick("", "pure ") + "f_host(int): int.");
      schema.externs.add(new Schema.Extern("f_host", Kind.INT));
    }
    int count = 1 + dice.below(3);
    int least = schema.local ? 1 : 0;
    for (int i = 0; i < count; i++)
      table("t" + i, kinds(Math.max(least, 1 + dice.below(3))), Odds.BASE);
    if (!schema.local && dice.chance(60)) {
      schema.declare("materialize(peer, infinity, infinity, keys(1,2)).");
      schema.tables.add(Table.of("peer", List.of(Kind.NODE)));
      for (String a : schema.nodes)
        for (String b : schema.nodes)
          if (dice.chance(60)) schema.declare("peer(\"" + a + "\", \"" + b + "\").");
    }
  }

  /** Events that fill and empty each table, and facts. */
  void feed() {
    for (Table t : List.copyOf(schema.tables)) {
      filledBy("in_" + t.name(), t);
      if (dice.chance(75)) emptiedBy("out_" + t.name(), t);
      if (dice.chance(25)) swapped("swap_" + t.name(), t);
      if (dice.chance(20)) facts(t);
    }
    if (dice.chance(10)) space();
    int count = 1 + dice.below(2);
    for (int i = 0; i < count; i++) {
      List<Kind> kinds = kinds(Math.max(schema.local ? 1 : 0, dice.below(4)));
      Event e = new Event("e" + i, kinds);
      if (dice.chance(15) && !kinds.isEmpty())
        schema.declare("event " + e.name() + declared(kinds, List.of()) + ".");
      schema.inputs.add(e);
      schema.events.add(e);
      if (dice.chance(5))
        schema.declare(
            "Query " + schema.atom(e.name(), "X", Schema.columns(0, kinds.size())) + ".");
    }
    if (schema.local) return;
    if (dice.chance(20)) {
      schema.timers++;
      String timer = dice.pick("1", "2s", "500ms") + dice.pick("", ", 3", ", 3, 1s");
      schema.rule("p", "tick(@X)", List.of("periodic(@X, _, " + timer + ")"));
      schema.events.add(new Event("tick", List.of()));
    }
    if (dice.chance(10)) schema.events.add(new Event("sysStart", List.of(Kind.TIME)));
  }

  void filledBy(String event, Table t) {
    List<String> columns = Schema.columns(0, t.kinds().size());
    schema.inputs.add(new Event(event, t.kinds()));
    schema.rule(
        "i", schema.atom(t.name(), "X", columns), List.of(schema.atom(event, "X", columns)));
  }

  void emptiedBy(String event, Table t) {
    List<String> columns = Schema.columns(0, t.kinds().size());
    schema.inputs.add(new Event(event, t.kinds()));
    schema.rule(
        "d",
        "delete " + schema.atom(t.name(), "X", columns),
        List.of(schema.atom(event, "X", columns)));
  }

  /** Two things at once: one row goes, one comes. */
  private void swapped(String event, Table t) {
    int n = t.kinds().size();
    var kinds = new ArrayList<>(t.kinds());
    kinds.addAll(t.kinds());
    schema.inputs.add(new Event(event, kinds));
    List<String> body = List.of(schema.atom(event, "X", Schema.columns(0, 2 * n)));
    schema.rule("d", "delete " + schema.atom(t.name(), "X", Schema.columns(0, n)), body);
    schema.rule("i", schema.atom(t.name(), "X", Schema.columns(n, n)), body);
  }

  private void facts(Table t) {
    for (int i = 0; i < 2; i++) {
      String at = dice.chance(60) ? "LOCALADDRESS" : Kind.NODE.constant(dice, schema.nodes);
      var values = new ArrayList<String>();
      if (!schema.local) values.add(at);
      for (Kind k : t.kinds()) values.add(k.constant(dice, schema.nodes));
      schema.declare(t.name() + "(" + String.join(", ", values) + ").");
    }
  }

  /** A table in a namespace, with the rule that fills it (13). */
  private void space() {
    List<Kind> kinds = kinds(1 + dice.below(2));
    List<String> columns = Schema.columns(0, kinds.size());
    schema.declare(
        "namespace space { materialize(s, infinity, infinity, "
            + keysText(keys(kinds.size()))
            + "). "
            + schema.label("i")
            + " "
            + schema.atom("s", "X", columns)
            + " :- "
            + schema.atom("in_s", "X", columns)
            + ". }");
    schema.inputs.add(new Event("space::in_s", kinds));
    schema.tables.add(Table.of("space::s", kinds));
  }
}
