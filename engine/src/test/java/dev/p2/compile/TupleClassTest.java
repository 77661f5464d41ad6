package dev.p2.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.engine.CompiledProgram;
import dev.p2.engine.tuple.Hash;
import dev.p2.engine.tuple.Tuple;
import dev.p2.lang.program.Program;
import dev.p2.lang.program.Relation;
import dev.p2.lang.syntax.Span;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.EvalException;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.Type;
import dev.p2.lang.value.Values;
import dev.p2.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TupleClassTest {
  private static final Relation EVERYTHING =
      relation(
          0,
          "everything",
          column(Type.ADDR, false),
          column(Type.INT, false),
          column(Type.DOUBLE, false),
          column(Type.BOOL, false),
          column(Type.ID, false),
          column(Type.TIME, false),
          column(Type.DURATION, false),
          column(Type.LIST, false),
          column(Type.ANY, true),
          column(Type.INT, true),
          column(Type.ID, true));

  private static final List<Plan.IndexKey> INDEXES =
      List.of(
          new Plan.IndexKey(List.of(1)),
          new Plan.IndexKey(List.of(0, 4)),
          new Plan.IndexKey(List.of(8, 9)));

  private static Relation.Column column(Type type, boolean nullable) {
    return new Relation.Column("C", type, nullable);
  }

  private static Relation relation(int id, String name, Relation.Column... columns) {
    var table = new Relation.TableSpec(-1, -1, List.of(1), false, false);
    return new Relation(
        id,
        name,
        Span.NONE,
        List.of(columns),
        0,
        Optional.of(table),
        "datagram",
        false,
        false,
        true);
  }

  private static CompiledProgram program(Relation... relations) {
    var program =
        new Program(
            "test",
            List.of(relations),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            false);
    List<List<Plan.IndexKey>> indexes = new ArrayList<>();
    for (Relation relation : relations) indexes.add(relation == EVERYTHING ? INDEXES : List.of());
    return Verified.compile(new Plan(program, List.of(), indexes, List.of(), List.of()));
  }

  private static Object[] row() {
    return new Object[] {
      "n1", 7L, 0.0, true, Id.of(9), new Time(3), new Duration(4), ListValue.of(1L), "x", null, null
    };
  }

  private static Tuple tuple(Object[] values) {
    return program(EVERYTHING).make(0, values);
  }

  @Test
  void valuesComeBackAsTheyWere() {
    Tuple tuple = tuple(row());
    for (int i = 0; i < row().length; i++) assertThat(tuple.get(i)).isEqualTo(row()[i]);
    assertThat(tuple.arity()).isEqualTo(11);
    assertThat(tuple.relation()).isZero();
    assertThat(tuple.relationName()).isEqualTo("everything");
    assertThatThrownBy(() -> tuple.get(11)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void valuesAreConvertedToTheirColumnsTypes() {
    Object[] values = row();
    values[1] = true;
    values[2] = 3L;
    values[4] = -1L;
    values[6] = 2L;
    values[9] = false;
    Tuple tuple = tuple(values);
    assertThat(tuple.get(1)).isEqualTo(1L);
    assertThat(tuple.get(2)).isEqualTo(3.0);
    assertThat(tuple.get(4)).isEqualTo(Id.of(-1));
    assertThat(tuple.get(6)).isEqualTo(new Duration(2_000_000_000L));
    assertThat(tuple.get(9)).isEqualTo(0L);
  }

  @Test
  void aValueThatDoesNotFitIsRefused() {
    for (int column = 0; column < 8; column++) {
      Object[] values = row();
      values[column] = column == 0 ? 5L : "five";
      assertThatThrownBy(() -> tuple(values))
          .isInstanceOf(EvalException.class)
          .hasMessageContaining("");
    }
  }

  @Test
  void nullIsRefusedWhereItCannotOccur() {
    for (int column = 0; column < 8; column++) {
      Object[] values = row();
      values[column] = null;
      assertThatThrownBy(() -> tuple(values)).isInstanceOf(EvalException.class);
    }
  }

  @Test
  void rowsAreEqualByTheLanguagesEquality() {
    CompiledProgram program = program(EVERYTHING);
    Object[] values = row();
    values[2] = -0.0;
    values[8] = 1L;
    values[9] = 5L;
    values[10] = Id.of(3);
    Object[] same = values.clone();
    same[0] = new String("n1");
    same[2] = 0.0;
    same[7] = ListValue.of(1.0);
    same[8] = 1.0;
    Tuple a = program.make(0, values);
    Tuple b = program.make(0, same);
    assertThat(a.sameRow(b)).isTrue();
    for (int index = 0; index < INDEXES.size(); index++) {
      assertThat(a.hash(index)).isEqualTo(b.hash(index));
      assertThat(a.sameKey(index, b)).isTrue();
    }
    for (int column = 0; column < values.length; column++) {
      Object[] other = same.clone();
      other[column] =
          switch (column) {
            case 0 -> "n2";
            case 1, 9 -> 99L;
            case 2 -> 1.5;
            case 3 -> false;
            case 4, 10 -> Id.of(77);
            case 5 -> new Time(77);
            case 6 -> new Duration(77);
            case 7 -> ListValue.EMPTY;
            default -> null;
          };
      Tuple c = program.make(0, other);
      assertThat(a.sameRow(c)).as("column %d", column).isFalse();
      for (int index = 0; index < INDEXES.size(); index++) {
        assertThat(a.sameKey(index, c)).isEqualTo(!INDEXES.get(index).columns().contains(column));
      }
      assertThat(a.sameKey(c)).isEqualTo(column != 1);
    }
  }

  @Test
  void theHashIsTheOneThatProbesCompute() {
    Tuple tuple = tuple(row());
    int expected = Hash.finish(Hash.mix(Hash.mix(Hash.START, Hash.of("n1")), Hash.of(Id.of(9))));
    assertThat(tuple.hash(1)).isEqualTo(expected);
    assertThat(tuple.hash(0)).isEqualTo(Hash.finish(Hash.mix(Hash.START, Hash.of(7L))));
  }

  @Test
  void aTupleHasNoFieldsButItsColumns() {
    Tuple tuple = tuple(row());
    assertThat(
            Arrays.stream(tuple.getClass().getDeclaredFields())
                .map(f -> f.getType().getSimpleName()))
        .containsExactly(
            "String",
            "long",
            "double",
            "boolean",
            "Id",
            "long",
            "long",
            "ListValue",
            "Object",
            "Object",
            "Id");
    assertThat(Tuple.class.getDeclaredFields()).isEmpty();
  }

  @Test
  void manyRelationsNeedMoreThanOneSwitch() {
    Relation[] relations = new Relation[1_003];
    for (int i = 0; i < relations.length; i++)
      relations[i] = relation(i, "r" + i, column(Type.INT, false));
    CompiledProgram program = program(relations);
    for (int i : new int[] {0, 499, 500, 999, 1_000, 1_002}) {
      assertThat(Values.sourceText(program.make(i, new Object[] {5L}))).isEqualTo("r" + i + "(5)");
    }
    assertThatThrownBy(() -> program.make(1_003, new Object[0]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void namesThatTheVirtualMachineForbidsAreReplaced() {
    CompiledProgram program =
        program(relation(0, "a::b@1", column(Type.INT, false)), relation(1, "a;[/<>.b"));
    assertThat(program.make(0, new Object[] {1L})).hasToString("a::b@1(1)");
    assertThat(program.make(1, new Object[0])).hasToString("a;[/<>.b()");
  }
}
