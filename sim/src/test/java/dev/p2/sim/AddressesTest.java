package dev.p2.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressesTest {
  @Test
  void everyAddressIsFoundByItsLettersAndNoOther() {
    List<String> all = IntStream.range(0, 3_000).mapToObj(i -> "n" + i).toList();
    var addresses = new Addresses(all);
    for (int i = 0; i < all.size(); i++) {
      assertThat(addresses.indexOf(all.get(i))).isEqualTo(i);
      assertThat(addresses.indexOf("n".concat(Integer.toString(i)))).isEqualTo(i);
    }
    assertThat(addresses.indexOf("n3000")).isEqualTo(-1);
    assertThat(addresses.indexOf("")).isEqualTo(-1);
  }

  @Test
  void addressesOfOneHashAreToldApart() {
    // "Aa" and "BB" have the same String.hashCode.
    var addresses = new Addresses(List.of("Aa", "BB"));
    assertThat(addresses.indexOf("Aa")).isEqualTo(0);
    assertThat(addresses.indexOf("BB")).isEqualTo(1);
    assertThat(addresses.indexOf("C#")).isEqualTo(-1);
  }
}
