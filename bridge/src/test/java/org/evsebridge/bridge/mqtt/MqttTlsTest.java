package org.evsebridge.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.Bridge;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.testing.Certificates;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.Mosquitto;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker that is spoken to over TLS. */
class MqttTlsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private Mosquitto broker(String certificate) throws Exception {
    return Mosquitto.start(
        folder,
        "allow_anonymous true",
        "certfile " + folder.resolve(certificate + ".crt"),
        "keyfile " + folder.resolve(certificate + ".key"));
  }

  private Bridge bridge(int port, String scheme, String keys) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            p1: {port: 0, host: 127.0.0.1, device: %s}
            mqtt: {uri: "%s://127.0.0.1:%d"%s}
            """
                .formatted(folder.resolve("tty"), scheme, port, keys));
    return Bridge.start(BridgeReader.read(List.of(file), new Problems()), false);
  }

  private void assertTrouble(int port, String scheme, String keys, String words) throws Exception {
    try (LogLines log = LogLines.of(BrokerLink.class);
        Bridge bridge = bridge(port, scheme, keys)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(log.with("WARN")).anyMatch(line -> line.contains(words)));
      assertThat(bridge.p1Ports()).hasSize(1);
    }
  }

  @Test
  void aBrokerWhoseCertificateIsTrustedIsToldAndEachThatIsNotIsNamed() throws Exception {
    Certificates.selfSigned(folder, "here", "IP:127.0.0.1");
    Certificates.selfSigned(folder, "elsewhere", "DNS:broker.example");
    try (Mosquitto good = broker("here");
        Mosquitto misnamed = broker("elsewhere");
        Bridge bridge = bridge(good.port(), "mqtts", ", ca-file: here.crt")) {
      assertThat(bridge.p1Ports()).hasSize(1);
      good.subscribe("--cafile", folder.resolve("here.crt").toString())
          .awaits("evse-bridge/status", "online");
      assertTrouble(good.port(), "mqtts", "", "nobody who is trusted vouches for its certificate");
      assertTrouble(
          good.port(), "mqtts", ", ca-file: elsewhere.crt", "nobody who is trusted vouches");
      assertTrouble(
          misnamed.port(),
          "mqtts",
          ", ca-file: elsewhere.crt",
          "its certificate does not fit 127.0.0.1");
      assertTrouble(good.port(), "mqtt", "", "should 'uri' begin with mqtts:?");
    }
    try (Mosquitto plain = Mosquitto.start(folder)) {
      assertTrouble(plain.port(), "mqtts", "", "should 'uri' begin with mqtt:?");
    }
  }
}
