package dev.p2.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.engine.tuple.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What groups had, few or many, against a plain map. */
class GroupStatesTest {
  private static final String PROGRAM =
      """
      table item(@X: addr, key K: int, V: int).
      table least(@X: addr, key V: int, K: int).
      g1 least(@X, V, min<K>) :- item(@X, K, V).
      """;

  @ParameterizedTest(name = "{0} groups")
  @ValueSource(ints = {1, 3, 8, 9, 30})
  void groupsAreFoundWhateverTheirNumber(int groups) {
    World world = World.of(PROGRAM, "a");
    AggregateLayout rule = world.program.layout().aggregates[0];
    var states = new GroupStates();
    Map<Long, Groups.State> twin = new HashMap<>();
    var random = new Random(groups);
    for (int i = 0; i < 500; i++) {
      long group = random.nextInt(groups);
      Tuple row = world.program.make(world.id("least"), new Object[] {"a", group, (long) i});
      var key = new AggregateLayout.Key(rule, row);
      assertThat(states.get(key)).isEqualTo(twin.getOrDefault(group, Groups.State.NONE));
      var state =
          random.nextInt(3) == 0 ? Groups.State.NONE : new Groups.State(List.of(row), List.of());
      states.put(key, state);
      if (state.equals(Groups.State.NONE)) twin.remove(group);
      else twin.put(group, state);
      assertThat(states.size()).isEqualTo(twin.size());
      states.forEach((k, had) -> assertThat(twin.get((Long) k.group.get(1))).isEqualTo(had));
    }
  }
}
