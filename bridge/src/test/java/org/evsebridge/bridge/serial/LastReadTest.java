package org.evsebridge.bridge.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.testing.Pty;
import org.junit.jupiter.api.Test;

class LastReadTest {
  @Test
  void aDeviceTellsWhetherItWasReadWithoutBeingOpened() throws Exception {
    try (Pty pty = Pty.open()) {
      Instant made =
          ((java.nio.file.attribute.FileTime) Files.getAttribute(Path.of(pty.path()), "unix:ctime"))
              .toInstant();
      assertThat(LastRead.of(pty.path(), made))
          .get()
          .asString()
          .contains("no program is known to have read");

      // Linux notes a read when eight seconds have begun since the last note.
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> Instant.now().getEpochSecond() / 8 > made.getEpochSecond() / 8);
      Presence<SerialException> nobody =
          new Presence<SerialException>() {
            @Override
            public void up() {}

            @Override
            public void received(byte[] bytes) {}

            @Override
            public void down(SerialException why) {}
          };
      try (SerialDevice device = SerialDevice.open(pty.path(), SerialSettings.P1, nobody)) {
        device.startReading();
        pty.write(new byte[] {1, 2, 3});
        await()
            .until(
                () ->
                    LastRead.of(pty.path(), Instant.now().plusSeconds(100))
                        .orElseThrow()
                        .matches(".*: last read from by a program 1?\\d\\d s ago.*"));
      }
    }
  }

  @Test
  void ofADeviceThatIsNotThereNothingIsSaid() {
    assertThat(LastRead.of("/dev/none", Instant.now())).isEmpty();
  }
}
