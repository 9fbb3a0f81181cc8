package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.testing.Sockets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The address families that an accepter accepts, and their names. */
class FamiliesTest {
  private static final String V4 = "127.0.0.1";
  private static final String V6 = "::1";
  private static final int PATIENCE_MILLIS = 20_000;

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void plugIn() throws IOException {
    bench = new Bench(folder);
  }

  @AfterEach
  void stop() throws Exception {
    bench.stop();
  }

  static List<Arguments> accepters() {
    List<Arguments> all = new ArrayList<>();
    for (Side side : Side.values()) {
      all.add(Arguments.of(side, "PORT", "ipv6,::ffff:127.0.0.1", "ipv6,::1"));
      all.add(Arguments.of(side, "ipv6,PORT", "refused", "ipv6,::1"));
      all.add(Arguments.of(side, "tcp,PORT", "ipv6,::ffff:127.0.0.1", "ipv6,::1"));
      all.add(Arguments.of(side, "tcp,ipv6n4,PORT", "ipv6,::ffff:127.0.0.1", "ipv6,::1"));
      all.add(Arguments.of(side, "tcp,ipv4,PORT", "ipv4,127.0.0.1", "refused"));
      all.add(Arguments.of(side, "tcp,ipv6,PORT", "refused", "ipv6,::1"));
      all.add(Arguments.of(side, "tcp,0.0.0.0,PORT", "ipv4,127.0.0.1", "refused"));
      all.add(Arguments.of(side, "tcp,127.0.0.1,PORT", "ipv4,127.0.0.1", "refused"));
      all.add(Arguments.of(side, "tcp,ipv4,localhost,PORT", "ipv4,127.0.0.1", "refused"));
      all.add(Arguments.of(side, "tcp,::,PORT", "refused", "ipv6,::1"));
      all.add(Arguments.of(side, "tcp,::1,PORT", "refused", "ipv6,::1"));
      all.add(Arguments.of(side, "ipv4,tcp,PORT", "ipv4,127.0.0.1", "refused"));
      all.add(Arguments.of(side, "ipv6,tcp,PORT", "refused", "ipv6,::1"));
      all.add(Arguments.of(side, "ipv4,tcp(nodelay),localhost,PORT", "ipv4,127.0.0.1", "refused"));
      all.add(Arguments.of(side, "ipv6,tcp,::1,PORT", "refused", "ipv6,::1"));
    }
    return all;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("accepters")
  void anAccepterTakesTheClientsOfTheFamiliesItNames(
      Side side, String text, String ofIpv4, String ofIpv6) throws Exception {
    assumeThat(Epoll.isAvailable()).as("NIO has no IPv6 without IPv4").isTrue();
    Sockets.assumeIpv6();
    bench.serveStack(
        side, text.replace("PORT", "" + bench.port()), "", "banner: '\\I|'", "max-connections: 2");
    assertThat(shown(V4)).isEqualTo(ofIpv4);
    assertThat(shown(V6)).isEqualTo(ofIpv6);
  }

  /** What the accepter calls a client from there, without the port. */
  private String shown(String host) throws IOException {
    try (Socket client = new Socket()) {
      client.setSoTimeout(PATIENCE_MILLIS);
      client.connect(new InetSocketAddress(host, bench.port()), PATIENCE_MILLIS);
      StringBuilder banner = new StringBuilder();
      for (int next = client.getInputStream().read();
          next >= 0 && next != '|';
          next = client.getInputStream().read()) {
        banner.append((char) next);
      }
      String suffix = "," + client.getLocalPort();
      assertThat(banner.toString()).endsWith(suffix);
      return banner.substring(0, banner.length() - suffix.length());
    } catch (ConnectException e) {
      return "refused";
    }
  }
}
