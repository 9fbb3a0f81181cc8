package org.evsebridge.simulator.line;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.testing.Pty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeterDeviceTest {
  private static final byte[] TELEGRAM = "/ISK5 telegram !1234\r\n".getBytes(US_ASCII);

  @TempDir private Path dir;

  @Test
  void telegramsComeOutOfTheRealPortAlsoAfterItWasAway() throws Exception {
    Path port = dir.resolve("ttyUSB1");
    try (MeterDevice device = MeterDevice.open(port.toString(), SerialSettings.P1)) {
      device.send(TELEGRAM); // nobody there: lost, and no harm
      for (int turn = 0; turn < 2; turn++) {
        try (Pty pty = Pty.open()) {
          pty.linkAs(port);
          await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () -> {
                    device.send(TELEGRAM);
                    return new String(pty.read(Duration.ofMillis(200)), US_ASCII)
                        .contains("/ISK5 telegram !1234");
                  });
          Files.delete(port);
        }
      }
    }
    assertThat(port).doesNotExist();
  }
}
