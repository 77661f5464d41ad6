package dev.p2.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.p2.lang.value.Duration;
import dev.p2.lang.value.Id;
import dev.p2.lang.value.Time;
import dev.p2.lang.value.Type;
import org.junit.jupiter.api.Test;

class FieldTextTest {
  @Test
  void fieldsAreLiteralsOfTheirColumnsType() {
    assertThat(FieldText.value("-12", Type.INT)).isEqualTo(-12L);
    assertThat(FieldText.value("0xff", Type.INT)).isEqualTo(255L);
    assertThat(FieldText.value("3", Type.DOUBLE)).isEqualTo(3.0);
    assertThat(FieldText.value("0x2a", Type.ID)).isEqualTo(Id.of(42));
    assertThat(FieldText.value("42I", Type.ID)).isEqualTo(Id.of(42));
    assertThat(FieldText.value("true", Type.BOOL)).isEqualTo(true);
    assertThat(FieldText.value("250ms", Type.DURATION)).isEqualTo(new Duration(250_000_000));
    assertThat(FieldText.value("1.5", Type.TIME)).isEqualTo(new Time(1_500_000_000));
    assertThat(FieldText.value("null", Type.INT)).isNull();
  }

  @Test
  void stringsStandWithoutQuotesAndStayWhatTheyAre() {
    assertThat(FieldText.value(" 1 ", Type.STRING)).isEqualTo(" 1 ");
    assertThat(FieldText.value("null", Type.ADDR)).isEqualTo("null");
  }

  @Test
  void aFieldOfTypeAnyIsWhatItLooksLike() {
    assertThat(FieldText.value("7", Type.ANY)).isEqualTo(7L);
    assertThat(FieldText.value("7.0", Type.ANY)).isEqualTo(7.0);
    assertThat(FieldText.value("7e2", Type.ANY)).isEqualTo(700.0);
    assertThat(FieldText.value("7.", Type.ANY)).isEqualTo("7.");
    assertThat(FieldText.value("", Type.ANY)).isEqualTo("");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> FieldText.value("1.5", Type.INT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FieldText.value("x", Type.ID))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FieldText.value("1", Type.BOOL))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
