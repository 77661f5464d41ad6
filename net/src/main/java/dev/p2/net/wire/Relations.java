package dev.p2.net.wire;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Message;
import dev.p2.engine.Tuple;
import dev.p2.lang.check.Relation;
import dev.p2.lang.value.EvalException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The relations of a program that tuples may arrive for, by name. One serves all nodes of the
 * program.
 */
public final class Relations {
  private final CompiledProgram program;
  private final Map<String, Relation> byName = new HashMap<>();

  public Relations(CompiledProgram program) {
    this.program = program;
    for (Relation relation : program.plan().program().relations()) {
      if (acceptsFromOutside(relation)) byName.put(relation.name(), relation);
    }
  }

  /** System relations and {@code name#failed} are the node's own. */
  private static boolean acceptsFromOutside(Relation relation) {
    return !relation.system() && relation.name().indexOf('#') < 0;
  }

  /** The relation of that name, if it can be sent to a node; hidden ones can. */
  public Optional<Relation> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The relation of a tuple of this program. */
  public Relation of(Tuple tuple) {
    return program.plan().program().relations().get(tuple.relation());
  }

  /** A message as this program understands it, or why it does not. */
  public sealed interface Result {
    record Good(Message message) implements Result {}

    /** The text says more than the reason: which relation, which value. */
    record Bad(BadPacket reason, String detail) implements Result {}
  }

  /** Makes the tuple, its values converted to the columns' types. */
  public Result accept(Decoded.Body body) {
    Relation relation = byName.get(body.relation());
    int arity = body.values().size();
    if (relation == null) {
      return new Result.Bad(
          BadPacket.UNKNOWN_RELATION, "no relation " + body.relation() + "/" + arity);
    }
    if (relation.arity() != arity) {
      return new Result.Bad(
          BadPacket.ARITY, body.relation() + "/" + arity + " arrived, here is " + relation);
    }
    try {
      Tuple tuple = program.make(relation.id(), body.values().toArray());
      return new Result.Good(
          new Message(body.destination(), body.kind(), tuple, -1, body.traceId()));
    } catch (EvalException misfit) {
      return new Result.Bad(BadPacket.TYPE, body.relation() + ": " + misfit.getMessage());
    }
  }
}
