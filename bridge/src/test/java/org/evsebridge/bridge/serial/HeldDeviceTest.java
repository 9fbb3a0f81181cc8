package org.evsebridge.bridge.serial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.testing.Pty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldDeviceTest {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final HeldDevice.Owner owner =
      new HeldDevice.Owner() {
        @Override
        public void opened(SerialDevice device) {
          heard.add("opened");
        }

        @Override
        public void received(byte[] bytes) {
          heard.add(new String(bytes, US_ASCII));
        }

        @Override
        public void lost(SerialException why) {
          heard.add(why.reason().toString());
        }
      };

  @Test
  void findsADeviceThatComesLateGoesAndComesBack(@TempDir Path folder) throws Exception {
    Path link = folder.resolve("ttyUSB0");
    HeldDevice held = HeldDevice.hold("meter", link.toString(), SerialSettings.P1, owner);
    await().untilAsserted(() -> assertThat(heard).containsExactly("MISSING"));
    Pty first = Pty.open();
    first.linkAs(link);
    await().untilAsserted(() -> assertThat(heard).containsExactly("MISSING", "opened"));
    Files.delete(link);
    first.close();
    await().untilAsserted(() -> assertThat(heard).containsExactly("MISSING", "opened", "LOST"));
    try (Pty second = Pty.open()) {
      second.linkAs(link);
      await().until(() -> heard.size() == 4);
      second.write("again".getBytes(US_ASCII));
      await()
          .untilAsserted(
              () ->
                  assertThat(heard)
                      .containsExactly("MISSING", "opened", "LOST", "opened", "again"));
      held.close();
      assertThat(second.isOpen()).isFalse();
    }
  }
}
