package dev.p2.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "250ms,250000000",
    "30s,30000000000",
    "1.5s,1500000000",
    "5m,300000000000",
    "2h,7200000000000",
    "0,0",
    "10us,10000",
    "3ns,3"
  })
  void readsDurations(String text, long nanos) {
    assertThat(Words.durationNanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "s", "-1s", "1x", "", "1e3s", "300000d"})
  void refusesOtherDurations(String text) {
    assertThatThrownBy(() -> Words.durationNanos(text)).isInstanceOf(InputException.class);
  }

  @Test
  void readsRangesOfDurations() {
    assertThat(Words.durationRange("10ms")).isEqualTo(List.of(10_000_000L, 10_000_000L));
    assertThat(Words.durationRange("1ms..1s")).isEqualTo(List.of(1_000_000L, 1_000_000_000L));
    assertThatThrownBy(() -> Words.durationRange("1s..1ms")).isInstanceOf(InputException.class);
  }

  @Test
  void readsShares() {
    assertThat(Words.share("1%")).isEqualTo(0.01);
    assertThat(Words.share("0.05")).isEqualTo(0.05);
    assertThatThrownBy(() -> Words.share("2")).isInstanceOf(InputException.class);
  }

  @Test
  void readsPorts() {
    assertThat(Words.port("127.0.0.1:10000")).isEqualTo(10_000);
    assertThat(Words.host("[::1]:0")).isEqualTo("::1");
    assertThatThrownBy(() -> Words.port("localhost")).isInstanceOf(InputException.class);
  }
}
