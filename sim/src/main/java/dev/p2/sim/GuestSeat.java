package dev.p2.sim;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.host.Message;
import dev.p2.engine.host.NodeConfig;
import dev.p2.engine.host.RandomStream;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Relation;
import java.util.random.RandomGenerator;

/** A guest's place in a life of a node. */
final class GuestSeat implements Guest.Seat {
  private static final int NO_RULE = -1;

  private final Simulation run;
  private final Place place;
  private final CompiledProgram program;
  private final RandomStream random;
  private final int life;

  GuestSeat(Simulation run, Place place, CompiledProgram program) {
    this.run = run;
    this.place = place;
    this.program = program;
    life = place.life;
    random = RandomStream.of(run.seed(), place.index, "guest of life " + life);
  }

  @Override
  public NodeConfig config() {
    return place.node.config();
  }

  @Override
  public long nowNanos() {
    return place.local(run.hostOf(place.index).nowNanos());
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void send(String destination, String relation, Object... values) {
    run.hostOf(place.index)
        .send(
            place.node,
            new Message(destination, Message.Kind.DELIVER, make(relation, values), NO_RULE));
  }

  @Override
  public void put(String relation, Object... values) {
    LaneHost host = run.hostOf(place.index);
    host.inject(place.index, host.nowNanos(), make(relation, values));
  }

  private Tuple make(String relation, Object[] values) {
    Relation declared =
        program
            .plan()
            .program()
            .relation(relation)
            .orElseThrow(() -> new IllegalArgumentException("no relation " + relation));
    return program.make(declared.id(), values);
  }

  @Override
  public void after(long nanos, Runnable work) {
    LaneHost host = run.hostOf(place.index);
    host.later(
        place.index,
        host.nowNanos() + nanos,
        () -> {
          if (place.life == life) host.visit(place, work);
        });
  }
}
