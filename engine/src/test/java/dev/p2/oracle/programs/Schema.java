package dev.p2.oracle.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a program has declared so far, and its text. Tables are in layers: a view reads tables
 * before it, so that what is negated or aggregated is below; events are in layers too, so that few
 * programs run for ever.
 */
final class Schema {
  /**
   * A table; the column of the location is not among {@code kinds}, nor, but as -1, among the keys.
   */
  record Table(String name, List<Kind> kinds, List<Integer> keys) {
    /** One of which rules may compare all columns. */
    static Table of(String name, List<Kind> kinds) {
      return new Table(name, kinds, IntStream.range(0, kinds.size()).boxed().toList());
    }
  }

  record Event(String name, List<Kind> kinds) {}

  final List<String> nodes;

  /** Nothing has a location (8.1). */
  final boolean local;

  /** Tables are soft, small and bags more often than elsewhere. */
  final boolean fleeting;

  final List<String> statements = new ArrayList<>();
  final List<Table> tables = new ArrayList<>();

  /** What event rules may start with. */
  final List<Event> events = new ArrayList<>();

  /** What comes from outside. */
  final List<Event> inputs = new ArrayList<>();

  /** Constants by name: {@code param}. */
  final List<String> params = new ArrayList<>();

  /** Functions of the host, which take a value and give one of the kind. */
  final List<Extern> externs = new ArrayList<>();

  int timers;
  private int rules;

  record Extern(String name, Kind kind) {}

  Schema(List<String> nodes, boolean local, boolean fleeting) {
    this.fleeting = fleeting;
    this.nodes = nodes;
    this.local = local;
  }

  /** A new label, which says what kind of rule it is. */
  String label(String prefix) {
    return prefix + ++rules;
  }

  /** The number of the last label. */
  int rules() {
    return rules;
  }

  void declare(String statement) {
    statements.add(statement);
  }

  void rule(String prefix, String head, List<String> body) {
    declare(label(prefix) + " " + head + " :- " + String.join(", ", body) + ".");
  }

  /** A predicate or a head at that location. */
  String atom(String relation, String at, List<String> arguments) {
    var all = new ArrayList<String>();
    if (!local) all.add("@" + at);
    all.addAll(arguments);
    return relation + "(" + String.join(", ", all) + ")";
  }

  /** The position of column {@code column}, from 0, as {@code keys} counts. */
  int position(int column) {
    return column + (local ? 1 : 2);
  }

  /** Variables {@code C0}, {@code C1} and so on for the columns from {@code from} on. */
  static List<String> columns(int from, int count) {
    var names = new ArrayList<String>();
    for (int i = from; i < from + count; i++) names.add("C" + i);
    return names;
  }
}
