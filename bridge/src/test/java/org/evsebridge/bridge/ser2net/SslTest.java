package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.ser2net.Ser2netReader;
import org.evsebridge.bridge.testing.Certificates;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS, with OpenSSL's own client on the other side. */
class SslTest {
  @TempDir Path folder;
  private Bench bench;
  private String openssl;
  private Process client;

  @BeforeEach
  void prepare() throws Exception {
    openssl = Peers.program("openssl");
    bench = new Bench(folder);
    Certificates.selfSigned(folder, "server");
    Certificates.selfSigned(folder, "friend");
    Certificates.selfSigned(folder, "stranger");
  }

  @AfterEach
  void stop() throws Exception {
    if (client != null) {
      client.destroy();
      client.waitFor();
    }
    bench.stop();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void serve(Side side, String layers, String arguments) throws Exception {
    String ssl =
        "ssl(key=%s,cert=%s%s)".formatted(file("server.key"), file("server.crt"), arguments);
    bench.serveStack(side, layers.replace("ssl", ssl) + ",tcp,127.0.0.1," + bench.port(), "");
  }

  private void connect(String... arguments) throws IOException {
    connectTrusting("server.crt", arguments);
  }

  private void connectTrusting(String authority, String... arguments) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                openssl,
                "s_client",
                "-quiet",
                "-verify_return_error",
                "-CAfile",
                file(authority).toString(),
                "-connect",
                "127.0.0.1:" + bench.port()));
    command.addAll(List.of(arguments));
    client = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private void say(String text) throws IOException {
    client.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    client.getOutputStream().flush();
  }

  private String hear(int count) throws IOException {
    return new String(
        client.getInputStream().readNBytes(count), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private void assertThatDataFlows() throws IOException {
    say("to the device");
    assertThat(bench.atDevice(13)).isEqualTo("to the device");
    bench.deviceSays("to the client");
    assertThat(hear(13)).isEqualTo("to the client");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void dataFlowsThroughTls(Side side) throws Exception {
    serve(side, "ssl", "");
    connect();
    assertThatDataFlows();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void telnetGoesThroughTls(Side side) throws Exception {
    serve(side, "telnet,ssl", "");
    connect();
    assertThat(hear(18)).startsWith("\u00ff\u00fb\u0003");
    assertThatDataFlows();
  }

  /** Puts another key and certificate in the place of the server's. */
  private void renew(String from) throws IOException {
    for (String kind : List.of(".key", ".crt")) {
      Files.move(
          Files.copy(file(from + kind), file("new")),
          file("server" + kind),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aRenewedCertificateIsShownToTheNextConnectionAndOldOnesGoOn(Side side) throws Exception {
    serve(side, "ssl", "");
    connect();
    assertThatDataFlows();

    renew("stranger");
    say("still there");
    assertThat(bench.atDevice(11)).isEqualTo("still there");
    client.destroy(); // there is one place for clients
    client.waitFor();
    connect(); // and trust the new certificate alone
    assertThatDataFlows();
  }

  @Test
  void aKeyOrCertificateThatCannotBeUsedLeavesTheOldOnes() throws Exception {
    serve(Side.OURS, "ssl", "");
    Files.copy(file("server.crt"), file("trusted"));
    Files.copy(file("server.key"), file("old.key"));
    Files.copy(file("server.crt"), file("old.crt"));
    try (LogLines log = LogLines.of(RenewableTls.class)) {
      int told = 0;
      for (String bad : List.of("key of another", "no certificate", "away")) {
        switch (bad) {
          case "key of another" ->
              Files.copy(
                  file("stranger.key"), file("server.key"), StandardCopyOption.REPLACE_EXISTING);
          case "no certificate" -> Files.writeString(file("server.crt"), "no certificate");
          default -> Files.delete(file("server.crt"));
        }
        connectTrusting("trusted");
        assertThatDataFlows();
        client.destroy();
        client.waitFor();
        told++;
        assertThat(log.with("the old one is shown")).as(bad).hasSize(told);
        Files.copy(file("old.key"), file("server.key"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.copy(file("old.crt"), file("server.crt"));
      connectTrusting("trusted");
      assertThatDataFlows();
      assertThat(log.with("new connections are shown the certificate in")).isNotEmpty();
    }
  }

  @Test
  void aClientWithARightCertificateIsLetIn() throws Exception {
    serve(Side.OURS, "ssl", ",CA=" + file("friend.crt") + ",clientauth");
    connect("-cert", file("friend.crt").toString(), "-key", file("friend.key").toString());
    assertThatDataFlows();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aClientWithoutACertificateOrWithAWrongOneIsNotLetIn(Side side) throws Exception {
    serve(side, "ssl", ",CA=" + file("friend.crt") + ",clientauth");
    connect();
    assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
    connect("-cert", file("stranger.crt").toString(), "-key", file("stranger.key").toString());
    assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(bench.deviceHeardNothing()).isTrue();
  }

  @Test
  void aConnectionWhoseAccessCannotBeGuardedAsAskedIsLeftOut() throws Exception {
    Path yaml = file("ser2net.yaml");
    for (String arguments :
        List.of(
            "clientauth",
            "CA=/etc/ssl/,clientauth",
            "CA=" + file("friend.crt"),
            "allow-authfail",
            "key=/nowhere")) {
      Files.writeString(
          yaml,
          """
          connection: &con
            accepter: ssl(cert=%s,%s%s),tcp,2000
            connector: serialdev,/dev/null
          """
              .formatted(
                  file("server.crt"),
                  arguments.startsWith("key") ? "" : "key=" + file("server.key") + ",",
                  arguments));
      Problems problems = new Problems();
      assertThat(Ser2netReader.read(yaml, problems).connections()).as(arguments).isEmpty();
      assertThat(problems.all()).as(arguments).isNotEmpty();
    }
  }
}
