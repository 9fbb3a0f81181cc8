package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.config.ser2net.Ser2netReader;
import org.evsebridge.bridge.testing.Certificates;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A remote serial server behind TLS, which is OpenSSL's own. */
class SslConnectorTest {
  @TempDir Path folder;
  private Bench bench;
  private int port;
  private Process server;
  private TcpClient client;

  @BeforeEach
  void prepare() throws Exception {
    bench = new Bench(folder);
    port = Sockets.freePort();
    Certificates.selfSigned(folder, "server");
    Certificates.selfSigned(folder, "bridge");
  }

  @AfterEach
  void stop() throws Exception {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      server.destroy();
      server.waitFor();
    }
    bench.stop();
  }

  private void serverListens(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Peers.program("openssl"),
                "s_server",
                "-quiet",
                "-verify_return_error",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                folder.resolve("server.crt").toString(),
                "-key",
                folder.resolve("server.key").toString()));
    command.addAll(List.of(arguments));
    server = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    Sockets.awaitListener(port);
  }

  private void connect(Side side, String layers, String arguments) throws Exception {
    bench.serveFile(
        side,
        "connection: &con\n  accepter: tcp,127.0.0.1,%d\n  connector: %sssl(%s),tcp,127.0.0.1,%d\n"
            .formatted(bench.port(), layers, arguments.replace("DIR", folder.toString()), port),
        bench.port());
    client = TcpClient.dial(bench.port());
  }

  private void assertThatDataFlows() throws IOException {
    client.send("to the server");
    assertThat(new String(server.getInputStream().readNBytes(13), ISO_8859_1))
        .isEqualTo("to the server");
    server.getOutputStream().write("to the client".getBytes(ISO_8859_1));
    server.getOutputStream().flush();
    assertThat(client.read(13)).isEqualTo("to the client");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void dataFlowsThroughTls(Side side) throws Exception {
    serverListens();
    connect(side, "", "CA=DIR/server.crt,cert=");
    assertThatDataFlows();
    server.destroy();
    assertThat(client.readToEnd()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aServerThatAsksIsShownTheCertificate(Side side) throws Exception {
    serverListens("-Verify", "1", "-CAfile", folder.resolve("bridge.crt").toString());
    connect(side, "", "CA=DIR/server.crt,key=DIR/bridge.key,cert=DIR/bridge.crt");
    assertThatDataFlows();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void telnetGoesThroughTls(Side side) throws Exception {
    serverListens();
    connect(side, "telnet(rfc2217),", "CA=DIR/server.crt,cert=");
    assertThat(server.getInputStream().readNBytes(3)).asHexString().isEqualTo("FFFB2C");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aServerWithAnotherCertificateIsNotTrusted(Side side) throws Exception {
    serverListens();
    connect(side, "", "CA=DIR/bridge.crt,cert=");
    assertThat(client.readToEnd()).isEqualTo("Device open failure: Certificate is not valid\r\n");
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aServerWithoutTlsIsSaidToHaveNone(Side side) throws Exception {
    try (ServerSocket plain = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        LogLines log = LogLines.of(Outage.class)) {
      plain.setSoTimeout(20_000);
      connect(side, "", "CA=DIR/server.crt,cert=");
      try (Socket dialled = plain.accept()) {
        dialled.getOutputStream().write("220 no TLS spoken here\r\n".getBytes(ISO_8859_1));
        assertThat(client.readToEnd()).isEqualTo("Device open failure: Protocol error\r\n");
        assertThat(log.with("no TLS with that server: it does not speak TLS;"))
            .hasSize(side == Side.OURS ? 1 : 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ssl                                          | needs CA=file
          ssl(CA=/etc/ssl/)                            | needs CA=file
          ssl(CA=/nowhere)                             | /nowhere, cannot be read
          ssl(CA=DIR/server.crt,cert=DIR/bridge.crt)   | ser2net.key, cannot be read
          ssl(CA=DIR/server.crt,allow-authfail)        | 'allow-authfail' of ssl cannot be had
          ssl(CA=DIR/server.crt,mode=server)           | can only be mode=client
          """)
  void whatCannotBeTrustedIsLeftOut(String ssl, String expected) throws Exception {
    Path yaml = folder.resolve("ser2net.yaml");
    Files.writeString(
        yaml,
        "connection: &con\n  accepter: tcp,1\n  connector: '%s,tcp,host,2'\n"
            .formatted(ssl.replace("DIR", folder.toString())));
    Problems problems = new Problems();
    assertThat(Ser2netReader.read(yaml, problems).connections()).isEmpty();
    assertThat(problems.all().toString()).contains(expected);
  }
}
