package dev.p2.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostPortTest {
  @Test
  void addressesHaveAHostAndAPort() {
    assertThat(HostPort.parse("127.0.0.1:10000")).contains(new HostPort("127.0.0.1", 10000));
    assertThat(HostPort.parse("some.host:0")).contains(new HostPort("some.host", 0));
    assertThat(HostPort.parse("[::1]:65535")).contains(new HostPort("::1", 65535));
  }

  @Test
  void otherTextsAreNone() {
    for (String text :
        List.of("", "n17", ":5", "a:", "a:b", "a:65536", "a:-1", "a:123456", " :5")) {
      assertThat(HostPort.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void onlyNamesNeedLookingUp() {
    assertThat(HostPort.parse("10.1.2.3:4").orElseThrow().literal()).isPresent();
    assertThat(HostPort.parse("localhost:4").orElseThrow().literal()).isPresent();
    assertThat(HostPort.parse("[fe80::1]:4").orElseThrow().literal().map(HostPort::text))
        .contains("[fe80:0:0:0:0:0:0:1]:4");
    assertThat(HostPort.parse("example.org:4").orElseThrow().literal()).isEmpty();
  }
}
