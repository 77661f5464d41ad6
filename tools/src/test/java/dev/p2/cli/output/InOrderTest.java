package dev.p2.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InOrderTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 1001, 50_000})
  void whatSeveralThreadsMakeStandsInTheOrderGiven(int count) {
    List<Integer> things = IntStream.range(0, count).boxed().toList();
    var pieces = new ArrayList<String>();
    InOrder.print(
        things,
        (thing, text) -> text.append(thing).append(" …\n"),
        piece -> pieces.add(new String(piece, StandardCharsets.UTF_8)));
    assertThat(String.join("", pieces))
        .isEqualTo(things.stream().map(t -> t + " …\n").collect(Collectors.joining()));
  }
}
