package dev.p2.net.wire;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.Message;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.EvalException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The relations of a program that tuples may arrive for, by name. One serves all nodes of the
 * program.
 */
public final class Relations {
  private final CompiledProgram program;

  /** A relation, and the program that makes its tuples. */
  private record Entry(CompiledProgram program, Relation relation) {}

  /** Nodes on several threads may share it. */
  private final Map<String, Entry> byName = new ConcurrentHashMap<>();

  public Relations(CompiledProgram program) {
    this.program = program;
    learn(program);
  }

  /** Adds what another program has more: one that nodes have got by installing rules. */
  public void learn(CompiledProgram other) {
    for (Relation relation : other.plan().program().relations()) {
      if (acceptsFromOutside(relation))
        byName.putIfAbsent(relation.name(), new Entry(other, relation));
    }
  }

  /** System relations and {@code name#failed} are the node's own, but for rules to install. */
  private static boolean acceptsFromOutside(Relation relation) {
    if (relation.name().equals("sysInstall") || relation.name().equals("sysUninstall")) return true;
    return !relation.system() && relation.name().indexOf('#') < 0;
  }

  /** The relation of that name, if it can be sent to a node; hidden ones can. */
  public Optional<Relation> find(String name) {
    return Optional.ofNullable(byName.get(name)).map(Entry::relation);
  }

  /** The relation of a tuple of this program, or of one that was learned. */
  public Relation of(Tuple tuple) {
    List<Relation> all = program.plan().program().relations();
    int id = tuple.relation();
    if (id < all.size() && all.get(id).name().equals(tuple.relationName())) return all.get(id);
    Entry learned = byName.get(tuple.relationName());
    if (learned == null) throw new IllegalArgumentException("no relation of " + tuple);
    return learned.relation();
  }

  /** A message as this program understands it, or why it does not. */
  public sealed interface Result {
    record Good(Message message) implements Result {}

    /** The text says more than the reason: which relation, which value. */
    record Bad(BadPacket reason, String detail) implements Result {}
  }

  /** Makes the tuple, its values converted to the columns' types. */
  public Result accept(Decoded.Body body) {
    Entry entry = byName.get(body.relation());
    int arity = body.values().size();
    if (entry == null) {
      return new Result.Bad(
          BadPacket.UNKNOWN_RELATION, "no relation " + body.relation() + "/" + arity);
    }
    Relation relation = entry.relation();
    if (relation.arity() != arity) {
      return new Result.Bad(
          BadPacket.ARITY, body.relation() + "/" + arity + " arrived, here is " + relation);
    }
    try {
      Tuple tuple = entry.program().make(relation.id(), body.values().toArray());
      return new Result.Good(
          new Message(body.destination(), body.kind(), tuple, -1, body.traceId()));
    } catch (EvalException misfit) {
      return new Result.Bad(BadPacket.TYPE, body.relation() + ": " + misfit.getMessage());
    }
  }
}
