package dev.p2.lang.program;

import dev.p2.lang.syntax.Span;
import dev.p2.lang.syntax.Statement;
import dev.p2.lang.value.Function;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checked program: every name is resolved, every rule safe and local, every expression typed.
 *
 * @param name for class names and titles: the base name of the first file
 * @param relations all relations that occur, system relations that are used or that the engine
 *     fills included; a relation's id is its position
 * @param rules in program order
 * @param local nothing has a location and nothing is sent (overlog.md 8.1)
 * @param externs host functions declared, by name
 */
public record Program(
    String name,
    List<Relation> relations,
    List<CheckedRule> rules,
    List<Fact> facts,
    List<Watch> watches,
    List<Stage> stages,
    Map<String, Extern> externs,
    boolean local) {
  public Program {
    relations = List.copyOf(relations);
    rules = List.copyOf(rules);
    facts = List.copyOf(facts);
    watches = List.copyOf(watches);
    stages = List.copyOf(stages);
  }

  /**
   * A fact; the values are constants or pure expressions over node constants, of their columns'
   * types.
   *
   * @param locationColumn the column whose value must be the node's address for the fact to be
   *     installed; -1: everywhere
   */
  public record Fact(Span span, Relation relation, List<Expr> values, int locationColumn) {
    public Fact {
      values = List.copyOf(values);
    }
  }

  /** A {@code watch} or trace directive; {@code span} is the relation's name. */
  public record Watch(
      Span span, Statement.Watch.Kind kind, String name, Optional<String> modifiers) {
    /** Whether it shows what happens to the relation, and does not trace it. */
    public boolean shows() {
      return kind == Statement.Watch.Kind.WATCH || kind == Statement.Watch.Kind.WATCHMOD;
    }
  }

  /** A {@code stage} directive; {@code span} is the name of the procedure. */
  public record Stage(Span span, String procedure, String in, String out) {}

  /** A host function, and its first declaration. */
  public record Extern(Span span, Function function) {}

  /** The relation of that name, with or without leading {@code ::}. */
  public Optional<Relation> relation(String named) {
    String plain = named.startsWith("::") ? named.substring(2) : named;
    return relations.stream().filter(r -> r.name().equals(plain)).findFirst();
  }
}
