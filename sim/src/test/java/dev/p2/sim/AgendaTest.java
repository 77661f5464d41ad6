package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AgendaTest {
  @Test
  void eventsComeByTimeThenByTheOrderOfTheirAddition() {
    var random = new SplittableRandom(7);
    var agenda = new Agenda(3);
    var twin = new TreeMap<Long, List<String>>();
    for (int i = 0; i < 2_000; i++) {
      long time = random.nextLong(100);
      agenda.add(time, random.nextInt(3), "e" + i);
      twin.computeIfAbsent(time, t -> new ArrayList<>()).add("e" + i);
    }
    twin.forEach(
        (time, events) -> {
          assertThat(agenda.nextTime()).isEqualTo(time);
          agenda.advance();
          for (String event : events) assertThat(agenda.next()).isEqualTo(event);
          assertThat(agenda.next()).isNull();
        });
    assertThat(agenda.nextTime()).isEqualTo(Long.MAX_VALUE);
    assertThat(agenda.hasSteps()).isFalse();
  }

  @Test
  void whatIsAddedAtTheCurrentInstantJoinsItsEnd() {
    var agenda = new Agenda(1);
    agenda.add(5, 0, "first");
    agenda.add(6, 0, "third");
    agenda.advance();
    assertThat(agenda.next()).isEqualTo("first");
    for (int i = 0; i < 100; i++) agenda.add(5, 0, "second");
    assertThat(agenda.nextTime()).isEqualTo(5);
    for (int i = 0; i < 100; i++) assertThat(agenda.next()).isEqualTo("second");
    assertThat(agenda.next()).isNull();
    agenda.advance();
    assertThat(agenda.next()).isEqualTo("third");
  }

  @Test
  void aNodeWithAStepAtTheInstantIsKnown() {
    var agenda = new Agenda(2);
    agenda.add(5, 0, Agenda.WAKE);
    agenda.add(5, 0, "step");
    agenda.add(5, 1, Agenda.WAKE);
    agenda.advance();
    assertThat(agenda.next()).isEqualTo(Agenda.WAKE);
    assertThat(agenda.hasStepNow(0)).isTrue();
    assertThat(agenda.hasStepNow(1)).isFalse();
    assertThat(agenda.hasSteps()).isTrue();
    agenda.next();
    assertThat(agenda.hasStepNow(0)).isFalse();
    assertThat(agenda.hasSteps()).isFalse();
  }
}
