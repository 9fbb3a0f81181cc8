package org.evsebridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
  @ParameterizedTest
  @CsvSource({
    "192.168.1.20, 192.168.1.20, true",
    "192.168.1.20, 192.168.1.21, false",
    "192.168.1.0/24, 192.168.1.255, true",
    "192.168.1.0/24, 192.168.2.0, false",
    "192.168.1.77/24, 192.168.1.1, true", // the host's bits do not matter
    "192.168.1.128/25, 192.168.1.127, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "::1, ::1, true",
    "fe80::/10, febf::1, true",
    "fe80::/10, fec0::1, false",
  })
  void containsWhatSharesItsLeadingBits(String subnet, String client, boolean contains)
      throws Exception {
    assertThat(Subnet.parse(subnet).orElseThrow().contains(InetAddress.getByName(client)))
        .isEqualTo(contains);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "192.168.1.0/33",
        "::/129",
        "1.2.3.4/",
        "1.2.3.4/-1",
        "cafe",
        "1"
      })
  void nothingElseIsOne(String text) {
    assertThat(Subnet.parse(text)).isEmpty();
  }
}
