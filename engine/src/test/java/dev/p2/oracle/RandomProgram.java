package dev.p2.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Random programs and inputs. Not every one is valid: the checker says, and those that are not are
 * thrown away. Tables are in layers: a view reads tables before it, so that what is negated or
 * aggregated is below; events are in layers too, so that few programs run for ever. Values are few,
 * so that rows meet.
 */
final class RandomProgram {
  /** Types of columns, and how often. */
  private static final String KINDS = "iiiiiiiaasdxlb";

  private record Table(String name, String kinds, boolean soft, boolean bag) {}

  private record Event(String name, String kinds) {}

  private final Random random;
  private final List<String> statements = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Event> inputs = new ArrayList<>();
  private final List<String> nodes;
  private int rules;
  private int timers;

  // Of the rule that is being made
  private final Set<String> bound = new LinkedHashSet<>();
  private String here = "X";

  private RandomProgram(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    nodes = List.of("a", "b", "c").subList(0, 1 + random.nextInt(3));
  }

  static Scenario of(long seed) {
    return new RandomProgram(seed).make();
  }

  private Scenario make() {
    declare();
    feed();
    int count = 2 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(11)) {
        case 0, 1, 2 -> eventRule(false);
        case 3 -> eventRule(true);
        case 4, 5, 6 -> view(false);
        case 7, 8 -> view(true);
        case 9 -> recursion();
        default -> kindRule();
      }
    }
    return new Scenario(List.copyOf(statements), nodes, inputs());
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private String pick(String... all) {
    return all[random.nextInt(all.length)];
  }

  private String kinds(int length) {
    var kinds = new StringBuilder();
    boolean plain = chance(50);
    for (int i = 0; i < length; i++)
      kinds.append(plain ? 'i' : KINDS.charAt(random.nextInt(KINDS.length())));
    return kinds.toString();
  }

  // Declarations: base tables, and events that fill and empty them

  private void declare() {
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) table("t" + i, kinds(1 + random.nextInt(3)), 40, 15, 8);
    if (chance(60)) {
      statements.add("materialize(peer, infinity, infinity, keys(1,2)).");
      tables.add(new Table("peer", "n", false, false));
      for (String a : nodes)
        for (String b : nodes)
          if (chance(60)) statements.add("peer(\"" + a + "\", \"" + b + "\").");
    }
  }

  private Table table(String name, String kinds, int soft, int sized, int bag) {
    boolean isSoft = chance(soft);
    boolean isBag = chance(bag);
    String lifetime = isSoft ? pick("3", "5", "2s", "8") : "infinity";
    String size = chance(sized) ? pick("1", "2", "3") : "infinity";
    String keys;
    if (isBag) {
      keys = "keys()";
    } else {
      boolean all = chance(65);
      var columns = new ArrayList<String>();
      if (all || chance(80)) columns.add("1");
      for (int i = 0; i < kinds.length(); i++)
        if (all || chance(55)) columns.add(String.valueOf(i + 2));
      if (columns.isEmpty()) columns.add("1");
      keys = "keys(" + String.join(",", columns) + ")";
    }
    statements.add("materialize(" + name + ", " + lifetime + ", " + size + ", " + keys + ").");
    Table table = new Table(name, kinds, isSoft, isBag);
    tables.add(table);
    return table;
  }

  private void feed() {
    for (Table t : List.copyOf(tables)) {
      inputs.add(new Event("in_" + t.name, t.kinds));
      statements.add(
          rule("i") + t.name + columns(t.kinds) + " :- in_" + t.name + columns(t.kinds) + ".");
      if (chance(75)) {
        inputs.add(new Event("out_" + t.name, t.kinds));
        statements.add(
            rule("d")
                + "delete "
                + t.name
                + columns(t.kinds)
                + " :- out_"
                + t.name
                + columns(t.kinds)
                + ".");
      }
      if (chance(25)) { // two things at once
        inputs.add(new Event("swap_" + t.name, t.kinds + t.kinds));
        String both = columns(t.kinds + t.kinds);
        statements.add(
            rule("d") + "delete " + t.name + part(t.kinds, 0) + " :- swap_" + t.name + both + ".");
        statements.add(
            rule("i")
                + t.name
                + part(t.kinds, t.kinds.length())
                + " :- swap_"
                + t.name
                + both
                + ".");
      }
      if (chance(20)) facts(t);
    }
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      Event e = new Event("e" + i, kinds(random.nextInt(4)));
      inputs.add(e);
      events.add(e);
    }
    if (chance(20)) {
      timers++;
      statements.add(
          rule("p")
              + "tick(@X) :- periodic(@X, _, "
              + pick("1", "2s", "500ms")
              + pick("", ", 3")
              + ").");
      events.add(new Event("tick", ""));
    }
    if (chance(10)) events.add(new Event("sysStart", "_"));
  }

  private void facts(Table t) {
    for (int i = 0; i < 2; i++) {
      String at = chance(60) ? "LOCALADDRESS" : "\"" + pick(nodes) + "\"";
      String values =
          t.kinds.chars().mapToObj(k -> ", " + constant((char) k)).collect(Collectors.joining());
      statements.add(t.name + "(" + at + values + ").");
    }
  }

  private String rule(String prefix) {
    return prefix + ++rules + " ";
  }

  private static String columns(String kinds) {
    var text = new StringBuilder("(@X");
    for (int i = 0; i < kinds.length(); i++) text.append(", C").append(i);
    return text.append(')').toString();
  }

  private static String part(String kinds, int from) {
    var text = new StringBuilder("(@X");
    for (int i = 0; i < kinds.length(); i++) text.append(", C").append(from + i);
    return text.append(')').toString();
  }

  // Bodies

  /** Variables are named by their type: I1 is an int. */
  private String variable(char kind) {
    int few = kind == 'i' ? 4 : 2;
    return Character.toUpperCase(kind) + String.valueOf(random.nextInt(few));
  }

  private List<String> boundOf(char kind) {
    return bound.stream()
        .filter(v -> v.charAt(0) == Character.toUpperCase(kind) && v.length() >= 2)
        .toList();
  }

  private String constant(char kind) {
    return switch (kind) {
      case 'i' -> pick("0", "1", "2", "3");
      case 'a' -> pick("0", "1", "2", "\"x\"", "null", "[1]");
      case 's' -> pick("\"x\"", "\"y\"", "\"xy\"");
      case 'd' -> pick("0.0", "1.0", "2.5");
      case 'x' -> pick("0I", "1I", "2I", "0xffffffffffffffffffffffffffffffffffffffffI");
      case 'l' -> pick("[]", "[1]", "[1,2]", "[2,\"x\"]");
      case 'b' -> pick("true", "false");
      case 'n' -> "\"" + pick(nodes) + "\"";
      default -> "0";
    };
  }

  private String predicate(String name, String kinds, String at, boolean negated) {
    var text = new StringBuilder(name + "(@" + at);
    var fresh = new ArrayList<String>();
    for (char kind : kinds.toCharArray()) {
      text.append(", ");
      int what = random.nextInt(100);
      if (kind == '_') text.append('_');
      else if (negated) {
        List<String> known = boundOf(kind);
        if (!known.isEmpty() && what < 60) text.append(pick(known));
        else if (what < 85) text.append('_');
        else if (what < 93 && kind == 'i') text.append("Q0");
        else text.append(constant(kind));
      } else if (what < 72) {
        String v = variable(kind);
        fresh.add(v);
        text.append(v);
      } else if (what < 88) text.append('_');
      else if (what < 94 || boundOf(kind).isEmpty()) text.append(constant(kind));
      else text.append(expression(kind, 1));
    }
    bound.addAll(fresh);
    return text.append(')').toString();
  }

  private String expression(char kind, int depth) {
    List<String> known = boundOf(kind);
    if (depth == 0 || chance(25))
      return known.isEmpty() || chance(25) ? constant(kind) : pick(known);
    int d = depth - 1;
    return switch (kind) {
      case 'i' ->
          switch (random.nextInt(16)) {
            case 0, 1, 2 -> "(" + expression('i', d) + " + " + expression('i', d) + ") % 4";
            case 3 -> expression('i', d) + " - " + expression('i', d);
            case 4 -> "(" + expression('i', d) + " * " + expression('i', d) + ")";
            case 5 -> "(" + expression('i', d) + " / " + expression('i', d) + ")";
            case 6 ->
                "(" + expression('i', d) + pick(" << ", " >> ") + expression('i', d) + ") % 8";
            case 7 -> "(" + expression('i', d) + " & " + expression('i', d) + ")";
            case 8 ->
                "(" + condition(d) + " ? " + expression('i', d) + " : " + expression('i', d) + ")";
            case 9 -> "f_size(" + expression('l', d) + ")";
            case 10 -> "f_strlen(" + expression('s', d) + ")";
            case 11 ->
                pick("f_max", "f_min", "f_totalComp")
                    + "("
                    + expression('i', d)
                    + ", "
                    + expression('i', d)
                    + ")";
            case 12 -> "f_abs(-" + expression('i', 0) + ")";
            case 13 ->
                "("
                    + expression('i', d)
                    + pick(" ^ ", " | ")
                    + pick("", "~")
                    + expression('i', d)
                    + ")";
            case 14 -> "f_int(" + expression(pick("d", "b", "a").charAt(0), d) + ")";
            default -> "(" + expression('i', d) + " ** 2) % 5";
          };
      case 'd' ->
          switch (random.nextInt(4)) {
            case 0 -> "(" + expression('d', d) + " + " + expression('i', d) + ")";
            case 1 -> "(" + expression('d', d) + " / " + expression('d', d) + ")";
            case 2 -> "f_double(" + expression('i', d) + ")";
            default -> "(" + expression('i', d) + " * 0.5)";
          };
      case 'x' ->
          switch (random.nextInt(5)) {
            case 0 -> "(" + expression('x', d) + " + " + expression('i', d) + ")";
            case 1 -> "(" + expression('x', d) + " - " + expression('x', d) + ")";
            case 2 -> "(1I << " + expression('i', d) + ")";
            case 3 -> "f_id(" + expression('i', d) + ")";
            default -> "f_dist(" + expression('x', d) + ", " + expression('x', d) + ")";
          };
      case 's' ->
          switch (random.nextInt(4)) {
            case 0 -> "(\"x\" + " + expression(pick("i", "s", "a", "d").charAt(0), d) + ")";
            case 1 -> "f_upper(" + expression('s', d) + ")";
            case 2 -> "f_str(" + expression(pick("i", "x", "l").charAt(0), d) + ")";
            default -> "f_typeOf(" + expression('a', d) + ")";
          };
      case 'l' ->
          switch (random.nextInt(6)) {
            case 0 -> "[" + expression('i', d) + ", " + expression('a', d) + "]";
            case 1 -> "f_cons(" + expression('i', d) + ", " + expression('l', d) + ")";
            case 2 ->
                pick(
                    "f_concat(" + expression('l', d) + ", " + expression('l', d) + ")",
                    "(" + expression('l', d) + " ||| " + expression('l', d) + ")");
            case 3 -> "f_cdr(" + expression('l', d) + ")";
            case 4 -> "f_range(0, " + expression('i', 0) + " % 3)";
            default -> "f_sort(" + expression('l', d) + ")";
          };
      case 'a' ->
          switch (random.nextInt(4)) {
            case 0 -> expression('i', d);
            case 1 -> "(" + expression('a', d) + " + " + expression('i', d) + ")";
            case 2 -> "f_car(" + expression('l', d) + ")";
            default -> "(" + expression('l', d) + ")[" + expression('i', 0) + "]";
          };
      case 'b' -> "(" + condition(d) + ")";
      case 'n' -> pick("LOCALADDRESS", "f_localAddress()");
      default -> constant(kind);
    };
  }

  private String condition(int depth) {
    int d = Math.max(depth - 1, 0);
    return switch (random.nextInt(12)) {
      case 0, 1 -> expression('i', d) + pick(" < ", " <= ", " > ", " >= ") + expression('i', d);
      case 2 -> expression('i', d) + pick(" == ", " != ") + expression('i', d);
      case 3 -> expression('a', d) + pick(" == ", " != ") + expression('a', d);
      case 4 ->
          expression('x', d)
              + " in "
              + pick("(", "[")
              + expression('x', d)
              + ", "
              + expression('x', d)
              + pick(")", "]");
      case 5 ->
          "("
              + expression('i', d)
              + " < 2) "
              + pick("||", "&&")
              + " ("
              + expression('i', d)
              + " > 2)";
      case 6 -> "!(" + condition(d) + ")";
      case 7 -> "f_member(" + expression('l', d) + ", " + expression('i', d) + ") == 1";
      case 8 -> expression('i', d) + " in " + expression('l', d);
      case 9 -> expression('s', d) + pick(" == ", " < ", " != ") + expression('s', d);
      case 10 -> expression('d', d) + pick(" < ", " == ", " >= ") + expression('i', d);
      default -> expression('a', d) + pick(" < ", " > ") + expression('i', d);
    };
  }

  private List<Table> below(int limit) {
    return tables.subList(0, limit);
  }

  private void terms(List<String> body, int limit, int predicates, boolean view) {
    for (int i = 0; i < predicates; i++) {
      Table t = pick(below(limit));
      String at = here;
      List<String> others = boundOf('n');
      if (!others.isEmpty() && chance(25)) at = pick(others);
      body.add(predicate(t.name, t.kinds, at, false));
    }
    if (chance(25)) {
      Table t = pick(below(limit));
      body.add(pick("not ", "!", "notin ") + predicate(t.name, t.kinds, here, true));
    }
    if (chance(30)) {
      char kind = pick("i", "i", "a", "s", "l", "d", "x").charAt(0);
      String value = expression(kind, 2);
      String v = chance(70) ? Character.toUpperCase(kind) + "9" : variable(kind);
      if (chance(10) && !boundOf('i').isEmpty()) {
        v = pick(boundOf('i'));
        value = "(" + v + " + 1) % 4";
      }
      bound.add(v);
      body.add(v + " := " + value);
    }
    if (chance(35)) body.add(condition(2));
    if (chance(4)) body.add(pick("f_coinFlip(1.0)", "f_rand() >= 0", "f_drand() < 1.0"));
    if (chance(3) && !view) body.add("f_now() - f_now() < 1");
    if (chance(3) && view) body.add(pick("f_now() - f_now() == 0s", "f_rand() > -1"));
    if (chance(30) && body.size() > 2) {
      String last = body.removeLast();
      body.add(1 + random.nextInt(body.size() - 1), last);
    }
  }

  // Heads

  /** The values of a head, or with aggregates, and what its columns are of. */
  private record HeadText(String values, String kinds) {}

  private HeadText head(boolean aggregating) {
    var values = new StringBuilder();
    var kinds = new StringBuilder();
    var known =
        bound.stream()
            .filter(v -> v.length() == 2 && Character.isDigit(v.charAt(1)) && v.charAt(0) != 'Q')
            .toList();
    int count = known.isEmpty() ? 0 : random.nextInt(Math.min(3, known.size() + 1));
    for (int i = 0; i < count; i++) {
      String v = pick(known);
      char kind = Character.toLowerCase(v.charAt(0));
      values.append(", ").append(chance(20) && !aggregating ? expression(kind, 1) : v);
      kinds.append(kind);
    }
    if (!aggregating) return new HeadText(values.toString(), kinds.toString());
    int aggregates = chance(80) ? 1 : 2;
    boolean many = false;
    for (int i = 0; i < aggregates; i++) {
      List<String> ints = boundOf('i');
      String v = known.isEmpty() ? "1" : pick(known);
      String n = ints.isEmpty() ? "1" : pick(ints);
      int which = random.nextInt(20);
      if (many && which >= 9 && which <= 11) which = 0;
      switch (which) {
        case 0, 1 -> add(values, kinds, "count<*>", "i");
        case 2 -> add(values, kinds, "count<" + v + ">", "i");
        case 3 -> add(values, kinds, "countdistinct<" + v + ">", "i");
        case 4, 5 -> add(values, kinds, pick("min<", "max<", "a_MIN<") + n + ">", "i");
        case 6 -> add(values, kinds, pick("min<", "max<") + v + ">", kindOf(v));
        case 7 -> add(values, kinds, "sum<" + n + ">", "i");
        case 8 -> add(values, kinds, "avg<" + n + ">", "d");
        case 9, 10, 11 -> {
          many = true;
          add(
              values,
              kinds,
              pick("topk", "bottomk", "limit") + "<" + n + ", " + pick("1", "2") + ">",
              "i");
        }
        case 12 -> add(values, kinds, "mklist<" + v + ">", "l");
        case 13 -> add(values, kinds, pick("mkset<", "set<") + v + ">", "_");
        case 14 -> add(values, kinds, pick("any<", "all<") + "(" + n + " > 1)>", "b");
        case 15 -> add(values, kinds, pick("median<" + n + ">", "percentile<" + n + ", 90>"), "i");
        case 16 -> add(values, kinds, pick("stddev<", "var<") + n + ">", "d");
        case 17 -> add(values, kinds, pick("min<", "max<") + n + ", " + v + ">", "i" + kindOf(v));
        case 18 -> add(values, kinds, "sample<1>", "i");
        default -> {
          List<String> lists = boundOf('l');
          if (lists.isEmpty()) add(values, kinds, "max<" + n + " + 1>", "i");
          else add(values, kinds, "union<" + pick(lists) + ">", "_");
        }
      }
    }
    return new HeadText(values.toString(), kinds.toString());
  }

  private static String kindOf(String variable) {
    return variable.length() < 2
        ? "i"
        : variable.substring(0, 1).toLowerCase(java.util.Locale.ROOT);
  }

  private static void add(
      StringBuilder values, StringBuilder kinds, String aggregate, String kind) {
    values.append(", ").append(aggregate);
    kinds.append(kind);
  }

  private void begin() {
    bound.clear();
    here = "X";
  }

  private String destination() {
    List<String> others = boundOf('n');
    return !others.isEmpty() && chance(45) ? pick(others) : here;
  }

  private void eventRule(boolean aggregating) {
    begin();
    Event e = pick(events);
    var body = new ArrayList<String>();
    body.add(predicate(e.name, e.kinds, here, false));
    terms(body, tables.size(), random.nextInt(3), false);
    finishEventRule(body, aggregating);
  }

  private void kindRule() {
    begin();
    Table t = pick(tables);
    var body = new ArrayList<String>();
    body.add(
        predicate(
            t.name + pick("#insert", "#delete", "#refresh", "#change"), t.kinds, here, false));
    terms(body, tables.size(), random.nextInt(2), false);
    finishEventRule(body, chance(20));
  }

  private void finishEventRule(List<String> body, boolean aggregating) {
    int what = random.nextInt(10);
    String to = destination();
    if (!aggregating && what < 4) { // into a table that exists
      List<Table> any = tables.stream().filter(t -> !t.name.equals("peer")).toList();
      Table t = pick(any);
      var values = new StringBuilder();
      boolean delete = chance(35);
      for (char kind : t.kinds.toCharArray())
        values.append(", ").append(kind == '_' ? "1" : expression(kind, 1));
      add((delete ? rule("d") + "delete " : rule("r")) + t.name + "(@" + to + values + ")", body);
      return;
    }
    HeadText head = head(aggregating);
    if (what < 6) {
      Table t = table("u" + rules, head.kinds, 30, 10, 5);
      add(rule("r") + t.name + "(@" + to + head.values + ")", body);
      return;
    }
    Event out = new Event("f" + rules, head.kinds);
    add(rule("r") + out.name + "(@" + to + head.values + ")", body);
    events.add(out);
  }

  private void add(String head, List<String> body) {
    statements.add(head + " :- " + String.join(", ", body) + ".");
  }

  private void view(boolean aggregating) {
    begin();
    int limit = tables.size();
    var body = new ArrayList<String>();
    terms(body, limit, 1 + random.nextInt(2), true);
    String to = chance(50) ? here : destination();
    int what = random.nextInt(12);
    if (what == 0 && !aggregating) { // deletes
      Table t = pick(tables);
      var values = new StringBuilder();
      for (char kind : t.kinds.toCharArray())
        values.append(", ").append(kind == '_' ? "1" : expression(kind, 1));
      add(rule("d") + "delete " + t.name + "(@" + to + values + ")", body);
      return;
    }
    HeadText head = head(aggregating);
    if (what <= 2) {
      Event out = new Event("g" + rules, head.kinds);
      add(rule("v") + out.name + "(@" + to + head.values + ")", body);
      events.add(out);
      return;
    }
    Table t =
        aggregating
            ? table("v" + rules, head.kinds, 25, 5, 3)
            : table("v" + rules, head.kinds, 30, 8, 6);
    add(rule("v") + t.name + "(@" + to + head.values + ")", body);
    if (chance(25)) { // a second rule for the same table
      begin();
      var other = new ArrayList<String>();
      terms(other, limit, 1 + random.nextInt(2), true);
      var values = new StringBuilder();
      if (aggregating) return;
      for (char kind : t.kinds.toCharArray()) values.append(", ").append(expression(kind, 0));
      add(rule("v") + t.name + "(@" + here + values + ")", other);
    }
    if (chance(20)) { // and by events
      inputs.add(new Event("in_" + t.name, t.kinds.replace('_', 'i')));
      statements.add(
          rule("i") + t.name + columns(t.kinds) + " :- in_" + t.name + columns(t.kinds) + ".");
    }
    if (chance(15)) {
      inputs.add(new Event("out_" + t.name, t.kinds.replace('_', 'i')));
      statements.add(
          rule("d")
              + "delete "
              + t.name
              + columns(t.kinds)
              + " :- out_"
              + t.name
              + columns(t.kinds)
              + ".");
    }
  }

  private void recursion() {
    List<Table> edges = tables.stream().filter(t -> t.kinds.startsWith("ii")).toList();
    if (edges.isEmpty()) return;
    Table e = pick(edges);
    String rest = ", _".repeat(e.kinds.length() - 2);
    String v = "w" + rules;
    statements.add("materialize(" + v + ", infinity, infinity, keys(1,2,3)).");
    String not = chance(25) ? ", A != C" : "";
    statements.add(rule("v") + v + "(@X, A, B) :- " + e.name + "(@X, A, B" + rest + ").");
    switch (random.nextInt(4)) {
      case 0 ->
          statements.add(
              rule("v")
                  + v
                  + "(@X, A, C) :- "
                  + e.name
                  + "(@X, A, B"
                  + rest
                  + "), "
                  + v
                  + "(@X, B, C)"
                  + not
                  + ".");
      case 1 ->
          statements.add(
              rule("v")
                  + v
                  + "(@X, A, C) :- "
                  + v
                  + "(@X, A, B), "
                  + e.name
                  + "(@X, B, C"
                  + rest
                  + ")"
                  + not
                  + ".");
      case 2 ->
          statements.add(
              rule("v") + v + "(@X, A, C) :- " + v + "(@X, A, B), " + v + "(@X, B, C)" + not + ".");
      default -> {
        statements.add("materialize(" + v + "o, infinity, infinity, keys(1,2,3)).");
        statements.add(
            rule("v")
                + v
                + "o(@X, A, C) :- "
                + e.name
                + "(@X, A, B"
                + rest
                + "), "
                + v
                + "(@X, B, C)"
                + not
                + ".");
        statements.add(
            rule("v")
                + v
                + "(@X, A, C) :- "
                + e.name
                + "(@X, A, B"
                + rest
                + "), "
                + v
                + "o(@X, B, C).");
        tables.add(new Table(v + "o", "ii", false, false));
      }
    }
    tables.add(new Table(v, "ii", false, false));
  }

  // Inputs

  private List<Scenario.Input> inputs() {
    var all = new ArrayList<Scenario.Input>();
    long now = 0;
    int count = 6 + random.nextInt(20);
    for (int i = 0; i < count; i++) {
      if (chance(40))
        now +=
            new long[] {1_000_000_000L, 2_000_000_000L, 3_000_000_000L, 5_000_000_001L, 1}
                [random.nextInt(5)];
      String node = pick(nodes);
      int what = random.nextInt(100);
      if (what < 8) {
        all.add(new Scenario.Input(now, node, "", List.of()));
      } else if (what < 14 && timers > 0) {
        all.add(new Scenario.Input(now, node, "periodic", List.of(0L)));
      } else {
        Event e = pick(inputs);
        var values = new ArrayList<Object>();
        values.add(node);
        for (char kind : e.kinds.toCharArray()) values.add(value(kind));
        all.add(
            new Scenario.Input(now, node, e.name, java.util.Collections.unmodifiableList(values)));
      }
    }
    return all;
  }

  private Object value(char kind) {
    return switch (kind) {
      case 'i' -> (long) random.nextInt(4);
      case 'a' ->
          Arrays.asList(0L, 1L, 2L, "x", null, dev.p2.lang.value.ListValue.of(1L))
              .get(random.nextInt(6));
      case 's' -> pick("x", "y", "xy");
      case 'd' -> List.of(0.0, 1.0, 2.5).get(random.nextInt(3));
      case 'x' -> dev.p2.lang.value.Id.of(random.nextInt(4) - 1);
      case 'l' ->
          List.of(
                  dev.p2.lang.value.ListValue.EMPTY,
                  dev.p2.lang.value.ListValue.of(1L),
                  dev.p2.lang.value.ListValue.of(1L, 2L))
              .get(random.nextInt(3));
      case 'b' -> random.nextBoolean();
      case 'n' -> pick(nodes);
      default -> 0L;
    };
  }
}
