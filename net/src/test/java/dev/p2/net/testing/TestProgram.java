package dev.p2.net.testing;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.Node;
import dev.p2.engine.host.Message;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.Values;
import dev.p2.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program of relations only, without rules and without a compiler: what the transport needs of
 * one.
 */
public final class TestProgram extends CompiledProgram {
  private TestProgram(Plan plan) {
    super(plan);
  }

  /** Relations as {@code name/type,type/transport}. */
  public static TestProgram of(String... relations) {
    List<Relation> all = new ArrayList<>();
    for (String text : relations) {
      String[] parts = text.split("/");
      List<Relation.Column> columns =
          Arrays.stream(parts[1].split(","))
              .filter(t -> !t.isEmpty())
              .map(
                  t ->
                      new Relation.Column(
                          t, Type.valueOf(t.toUpperCase(java.util.Locale.ROOT)), true))
              .toList();
      all.add(
          new Relation(
              all.size(),
              parts[0],
              null,
              columns,
              0,
              Optional.empty(),
              parts[2],
              false,
              false,
              false));
    }
    Program program =
        new Program("test", all, List.of(), List.of(), List.of(), List.of(), Map.of(), false);
    return new TestProgram(new Plan(program, List.of(), List.of(), List.of(), List.of()));
  }

  /** A tuple of the relation of that name. */
  public Tuple tuple(String name, Object... values) {
    return make(plan().program().relation(name).orElseThrow().id(), values);
  }

  /** An event for {@code destination}. */
  public Message message(String destination, String name, Object... values) {
    return new Message(destination, Message.Kind.DELIVER, tuple(name, values), -1);
  }

  @Override
  public void run(int strand, Node node, Tuple trigger) {
    throw new AssertionError("no strands");
  }

  @Override
  public Tuple remake(int relation, Object[] values) {
    Relation made = plan().program().relations().get(relation);
    Object[] converted = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      Type type = made.columns().get(i).type();
      converted[i] =
          values[i] == null || type == Type.ANY ? values[i] : Values.convert(values[i], type);
    }
    return new Row(relation, made.name(), converted);
  }

  @Override
  public Object timerPeriod(int timer, Node node) {
    throw new AssertionError("no timers");
  }

  @Override
  public Object timerCount(int timer, Node node) {
    throw new AssertionError("no timers");
  }

  @Override
  public Object timerPhase(int timer, Node node) {
    throw new AssertionError("no timers");
  }

  private static final class Row extends Tuple {
    private final int relation;
    private final String name;
    private final Object[] values;

    Row(int relation, String name, Object[] values) {
      this.relation = relation;
      this.name = name;
      this.values = values;
    }

    @Override
    public int relation() {
      return relation;
    }

    @Override
    public String relationName() {
      return name;
    }

    @Override
    public int arity() {
      return values.length;
    }

    @Override
    public Object get(int column) {
      return values[column];
    }

    @Override
    public int hash(int index) {
      return Arrays.hashCode(values);
    }

    @Override
    public boolean sameKey(Tuple other) {
      return sameRow(other);
    }

    @Override
    public boolean sameKey(int index, Tuple other) {
      return sameRow(other);
    }

    @Override
    public boolean sameRow(Tuple other) {
      return Values.equal(this, other);
    }
  }
}
