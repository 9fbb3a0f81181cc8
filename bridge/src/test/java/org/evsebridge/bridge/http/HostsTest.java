package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
  private final Hosts hosts = new Hosts(List.of("Pi.Example.org"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "192.168.1.9:80",
        "[::1]:8080",
        "[fe80::1%eth0]",
        "LOCALHOST",
        "localhost:80",
        "meter",
        "Meter.LOCAL",
        "a.b.lan",
        "x.home",
        "x.home.arpa",
        "x.internal",
        "x.fritz.box",
        "pi.example.org",
        "PI.example.ORG.:443"
      })
  void namesThatNobodyOnTheInternetCanHaveAreAllowed(String authority) {
    assertThat(hosts.allow(authority)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        ".local.evil.com",
        "evil.example/.local",
        "evil.com#.lan",
        "user@evil.example",
        "x.fritz.box.evil.example",
        "a b.local",
        "[::1].evil.example",
        "example.org"
      })
  void otherNamesAreNot(String authority) {
    assertThat(hosts.allow(authority)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://meter.local, meter.local, true",
    "HTTP://Meter.local:8080, meter.LOCAL:8080, true",
    "https://meter.local, meter.local, true",
    "http://meter.local:81, meter.local, false",
    "http://evil.example, meter.local, false",
    "null, meter.local, false",
    "http://meter.local.evil.example, meter.local, false"
  })
  void aPageIsTheBridgesOwnWhenItWasCalledLikewise(String origin, String authority, boolean own) {
    assertThat(Hosts.isOwn(origin, authority)).isEqualTo(own);
  }
}
