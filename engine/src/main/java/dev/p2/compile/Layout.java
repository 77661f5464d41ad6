package dev.p2.compile;

import dev.p2.lang.program.CheckedRule;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Source;
import dev.p2.lang.syntax.Span;
import dev.p2.plan.Plan;
import dev.p2.plan.Strand;
import dev.p2.plan.Traced;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which classes and methods a plan becomes. Strands of one source file are methods of one class,
 * because a class file names one source, or of several where they are many or large, because it has
 * no more than 65,535 constants; the first ones of the first file stand in the program's own class.
 */
final class Layout {
  /** Strands of one class. */
  static final int STRANDS_MAX = 500;

  private final Plan plan;
  private final boolean counted;
  private final boolean tracesElements;
  private final Traced traced;
  private final ClassDesc program;
  private final ClassDesc[] tuples;
  private final Map<ClassDesc, Source> owners = new LinkedHashMap<>();
  private final Place[] places;

  /** Where a strand's code stands. */
  record Place(ClassDesc owner, Source source, String method) {}

  Layout(Plan plan) {
    this.plan = plan;
    this.traced = Traced.of(plan.program());
    this.tracesElements = plan.program().relation("elementExec").isPresent();
    this.counted =
        plan.program().relation("sysElement").isPresent()
            || plan.program().relation("sysIndex").isPresent();
    Set<String> classNames = new HashSet<>();
    String main = unique("Gen$" + plain(plan.program().name()), classNames);
    this.program = ClassDesc.of(main);
    this.tuples = new ClassDesc[plan.program().relations().size()];
    for (Relation relation : plan.program().relations()) {
      tuples[relation.id()] = ClassDesc.of(unique(main + "$" + plain(relation.name()), classNames));
    }
    this.places = new Place[plan.strands().size()];
    Set<String> methods =
        new HashSet<>(
            Set.of("run", "make", "remake", "timerPeriod", "timerCount", "timerPhase", "plan"));
    Map<Source, Filling> filling = new HashMap<>();
    for (Strand strand : plan.strands()) {
      Source source = span(strand).source();
      Filling into = filling.get(source);
      Size.Constants constants = Size.constants(strand);
      if (into == null || !into.takes(constants)) {
        into = new Filling(owner(source, main, classNames));
        filling.put(source, into);
      }
      into.add(constants);
      places[strand.id()] = new Place(into.owner, source, unique(plain(strand.name()), methods));
    }
  }

  /** The class that takes the next strands of a source, and how much it has. */
  private static final class Filling {
    final ClassDesc owner;
    private int strands;
    private Size.Constants constants = Size.Constants.NONE;

    Filling(ClassDesc owner) {
      this.owner = owner;
    }

    boolean takes(Size.Constants more) {
      return strands == 0 || strands < STRANDS_MAX && constants.plus(more).fit();
    }

    void add(Size.Constants more) {
      strands++;
      constants = constants.plus(more);
    }
  }

  private ClassDesc owner(Source source, String main, Set<String> classNames) {
    ClassDesc owner =
        owners.isEmpty()
            ? program
            : ClassDesc.of(unique(main + "$" + plain(baseName(source)), classNames));
    owners.put(owner, source);
    return owner;
  }

  /**
   * Whether a strand tells how far each match comes: the program reads its own operators, or traces
   * those of this strand.
   */
  boolean counted(Strand strand) {
    return counted || tracesElements && traced.strand(strand);
  }

  /** Whether a strand tells which rows its matches have read. */
  boolean traced(Strand strand) {
    return traced.strand(strand);
  }

  Plan plan() {
    return plan;
  }

  ClassDesc program() {
    return program;
  }

  ClassDesc tuple(Relation relation) {
    return tuples[relation.id()];
  }

  Place place(Strand strand) {
    return places[strand.id()];
  }

  /** The source of the strands in the program's own class. */
  Source mainSource() {
    for (Source source : owners.values()) return source;
    for (Relation relation : plan.program().relations())
      if (!relation.system()) return relation.span().source();
    return Span.NONE.source();
  }

  /** The classes that hold strands, and whose; the program's own first. */
  Map<ClassDesc, Source> owners() {
    return owners;
  }

  /** What the strand's line numbers refer to. */
  static Span span(Strand strand) {
    return strand.rule().map(CheckedRule::span).orElseGet(() -> strand.trigger().span());
  }

  /** The columns of an index. */
  List<Integer> indexColumns(Relation relation, int index) {
    return plan.indexes().get(relation.id()).get(index).columns();
  }

  /** The strands whose code stands in the class. */
  List<Strand> strandsOf(ClassDesc owner) {
    List<Strand> strands = new ArrayList<>();
    for (Strand strand : plan.strands())
      if (places[strand.id()].owner().equals(owner)) strands.add(strand);
    return strands;
  }

  /** What a stack trace shows as the file: the last part of the path. */
  static String fileName(Source source) {
    String name = source.name();
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  private static String baseName(Source source) {
    String file = fileName(source);
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  /** The name with the characters that the virtual machine forbids in names replaced. */
  private static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      plain.append(".;[/<>\\".indexOf(c) >= 0 ? '_' : c);
    }
    return plain.isEmpty() ? "_" : plain.toString();
  }

  private static String unique(String name, Set<String> taken) {
    String candidate = name;
    for (int n = 2; !taken.add(candidate); n++) candidate = name + "$" + n;
    return candidate;
  }
}
