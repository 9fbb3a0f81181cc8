package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Telegrams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bridge read as SmartEVSE-3.5 reads a HomeWizard: polls 1.95 s apart on one connection, each
 * with a time-out of 1.5 s, the body by its Content-Length off the raw stream.
 */
class SmartEvsePollTest {
  private static final Duration PAUSE = Duration.ofMillis(1_950);
  private static final int TIMEOUT_MILLIS = 1_500;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      assertThat(next).as("the connection stays").isNotNegative();
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static JsonNode poll(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write(
            "GET /api/v1/data HTTP/1.1\r\nHost: p1meter-0000a1.local\r\nConnection: keep-alive\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    assertThat(line(in)).isEqualTo("HTTP/1.1 200 OK");
    int length = -1;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      assertThat(lower).doesNotStartWith("transfer-encoding").doesNotStartWith("connection: close");
      length =
          lower.startsWith("content-length:")
              ? Integer.parseInt(header.substring(header.indexOf(':') + 1).strip())
              : length;
    }
    assertThat(length).isPositive();
    return JSON.readTree(in.readNBytes(length));
  }

  @Test
  void itsPollsOnOneConnectionAreAnsweredInTimeAndHoldTheCurrentsItCounts() throws Exception {
    try (ServedHouse house = new ServedHouse(folder, "");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      long began = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        long due = began + i * PAUSE.toNanos();
        await().atMost(PAUSE.multipliedBy(2)).until(() -> System.nanoTime() - due >= 0);
        house.meterSays(Telegrams.dutch(i));
        house.awaitThat("/api/bridge", "\"time\":\"26112818300" + i + "\"");
        JsonNode data = poll(socket);
        long currents =
            Stream.of("active_current_l1_a", "active_current_l2_a", "active_current_l3_a")
                .filter(data::has)
                .count();
        assertThat(currents).isEqualTo(3);
        assertThat(data.get("active_power_l1_w").asDouble()).isEqualTo(-21);
        assertThat(data.get("total_power_import_kwh").asDouble()).isEqualTo(2956.225);
        assertThat(data.get("total_power_export_kwh").asDouble()).isEqualTo(39.012);
      }
    }
  }
}
