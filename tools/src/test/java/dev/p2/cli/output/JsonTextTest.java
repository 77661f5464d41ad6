package dev.p2.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.p2.lang.value.Bytes;
import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.ListValue;
import dev.p2.lang.value.SetValue;
import dev.p2.lang.value.Time;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void valuesAreWhatTheManualLists() {
    assertThat(JsonText.of(true)).isEqualTo("true");
    assertThat(JsonText.of(null)).isEqualTo("null");
    assertThat(JsonText.of(-7L)).isEqualTo("-7");
    assertThat(JsonText.of(5.0)).isEqualTo("5.0");
    assertThat(JsonText.of(1e22)).isEqualTo("1.0e22");
    assertThat(JsonText.of(Double.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
    assertThat(JsonText.of(Id.of(42))).isEqualTo("\"0x2a\"");
    assertThat(JsonText.of(new Duration(1_500_000_000))).isEqualTo("1.5");
    assertThat(JsonText.of(new Duration(-1))).isEqualTo("-0.000000001");
    assertThat(JsonText.of(new Time(20_000_000_001L))).isEqualTo("20.000000001");
    assertThat(JsonText.of(new Time(0))).isEqualTo("0.0");
    assertThat(JsonText.of(ListValue.of(1L, "a"))).isEqualTo("[1,\"a\"]");
    assertThat(JsonText.of(SetValue.of("b", 2L))).isEqualTo("[2,\"b\"]");
    assertThat(JsonText.of(Bytes.of((byte) 1, (byte) 255))).isEqualTo("\"01ff\"");
  }

  @Test
  void stringsAreEscaped() {
    assertThat(JsonText.of("a\"\\\n\u0001é")).isEqualTo("\"a\\\"\\\\\\n\\u0001é\"");
    assertThat(JsonText.of("\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\"");
    assertThat(JsonText.of("\ud83d")).isEqualTo("\"\\ud83d\"");
  }
}
