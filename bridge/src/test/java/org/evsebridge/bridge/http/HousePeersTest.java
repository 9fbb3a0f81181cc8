package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.Bridge;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Telegrams;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs that were not written here make of what the house is served. */
class HousePeersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String HOME_ASSISTANT =
      """
      import asyncio, json, sys
      from homewizard_energy import HomeWizardEnergyV1

      async def main():
          async with HomeWizardEnergyV1(sys.argv[1]) as api:
              all = await api.combined()
              m = all.measurement
              print(json.dumps([
                  all.device.product_type, all.device.serial, m.protocol_version, m.meter_model,
                  m.unique_id, m.tariff, m.energy_import_kwh, m.energy_import_t1_kwh,
                  m.energy_export_kwh, m.power_w, m.power_l1_w, m.voltage_l1_v, m.current_l1_a,
                  m.any_power_fail_count,
                  [(e.type, e.value, e.unit) for e in m.external_devices.values()]]))
              await api.identify()
              sys.stdout.write(await api.telegram())

      asyncio.run(main())
      """;

  @TempDir Path folder;
  private Pty pty;
  private Bridge bridge;
  private int port;

  @BeforeEach
  void serve() throws Exception {
    pty = Pty.open();
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            p1: {port: 0, host: 127.0.0.1, device: %s}
            http: {port: 0, serial: 02005e0000a1}
            """
                .formatted(pty.linkAs(folder.resolve("tty"))));
    bridge = Bridge.start(BridgeReader.read(List.of(file), new Problems()), false);
    port = bridge.http().orElseThrow().firstTry().get().orElseThrow().getPort();
    await().atMost(PATIENCE).until(() -> bridge.status().toString().contains("1 device open"));
    pty.write(Telegrams.dutch().bytes());
    await().atMost(PATIENCE).until(() -> get("/ready").statusCode() == 200);
  }

  @AfterEach
  void stop() {
    bridge.close();
    pty.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void theLibraryOfHomeAssistantReadsEveryValueOfTheTelegram() throws Exception {
    String python = Peers.homeWizard();
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(python, "-c", HOME_ASSISTANT, "127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int status = process.waitFor();
    assertThat(Files.readString(said, StandardCharsets.ISO_8859_1))
        .startsWith(
            "[\"HWE-P1\", \"02005e0000a1\", 50, \"ISK5\\\\2M550T-1013\", \"E0044007382246019\", 1,"
                + " 2956.225, 2074.842, 39.012, 494.0, -21.0, 228.0, -0.092, 5,"
                + " [[\"gas_meter\", 1234.567, \"m3\"]]]\n/ISK5\\2M550T-1013")
        .contains("1-0:71.7.0(001*A)");
    assertThat(status).isZero();
  }

  @Test
  void promtoolFindsNothingAgainstTheMetrics() throws Exception {
    String promtool = Peers.program("promtool");
    Path metrics = Files.writeString(folder.resolve("metrics"), get("/metrics").body());
    Path said = folder.resolve("said");
    int status =
        new ProcessBuilder(promtool, "check", "metrics")
            .redirectInput(metrics.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    assertThat(Files.readString(said)).isEmpty();
    assertThat(status).isZero();
  }
}
