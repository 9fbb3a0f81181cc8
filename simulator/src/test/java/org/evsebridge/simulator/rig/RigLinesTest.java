package org.evsebridge.simulator.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.station.LineSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rig whose line has TCP ports of its own, two modules and a fault, under its control API. */
class RigLinesTest {
  private static final Pdu FIRMWARE = Pdu.request(4, 0x0005, 1);
  private static final Pdu ANSWER = Pdu.of(4, 2, 0x2A, 0x11);

  @TempDir private Path folder;
  private Rig rig;
  private LineSettings line;

  @BeforeEach
  void start() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("rig.yaml"),
            """
            lines:
              - {name: p1}
              - name: bus
                baudrate: 19200
                modbus-tcp: 0
                rtu-over-tcp: 0
                faults: [{fault: exception, code: 6, unit: 3}]
            chargers:
              - {name: left, line: bus, unit: 2, eeprom: left.eeprom}
              - {name: right, line: bus, unit: 3}
            """);
    RigFile wanted = RigFile.read(file);
    rig =
        Rig.start(
            new RigOptions(folder.resolve("rig"), RigOptions.HOST, 0, 0, false), wanted.station());
    line = wanted.station().busLines().get(0);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private ModbusClient connect(Framing framing) throws Exception {
    return ModbusClient.connect(framing, rig.ownPorts(line).get(framing));
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void aLinesOwnPortReachesItsModulesAndItsFaults(Framing framing) throws Exception {
    try (ModbusClient client = connect(framing)) {
      assertThat(client.ask(2, FIRMWARE)).isEqualTo(ANSWER);
      assertThat(client.ask(3, FIRMWARE)).isEqualTo(Pdu.of(0x84, 6));
    }
  }

  @Test
  void theControlApiClearsTheFaultOfTheFileAndSeesTheTransactions() throws Exception {
    rig.serveControl(RigOptions.HOST, 0, Optional.empty());
    assertThat(http("DELETE", "/lines/bus/faults")).isEmpty();
    try (ModbusClient client = connect(Framing.TCP)) {
      assertThat(client.ask(3, FIRMWARE)).isEqualTo(ANSWER);
    }
    await()
        .untilAsserted(
            () ->
                assertThat(http("GET", "/lines/bus/transactions"))
                    .contains("\"unit\" : 3", "firmware version 2.10.17"));
  }

  private String http(String method, String path) throws Exception {
    String base = "http://127.0.0.1:" + rig.control().orElseThrow().api().address().getPort();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(base + path))
                .method(method, BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  @Test
  void anEepromFileIsWrittenWhenTheRigEnds() {
    rig.close();
    assertThat(folder.resolve("left.eeprom")).content().contains("\"0x0200\": 0x0002");
  }

  @Test
  void aTakenPortIsNamedByTheKeyThatChangesIt() throws Exception {
    int taken = rig.ownPorts(line).get(Framing.TCP).getPort();
    Path file =
        Files.writeString(
            folder.resolve("other.yaml"),
            "lines: [{name: p1}, {name: rs485, modbus-tcp: " + taken + "}]");
    RigFile wanted = RigFile.read(file);
    RigOptions options = new RigOptions(folder.resolve("other"), RigOptions.HOST, 0, 0, false);
    assertThatThrownBy(() -> Rig.start(options, wanted.station()))
        .hasMessageEndingWith("is in use: choose another with 'modbus-tcp' of line 'rs485'");
  }
}
