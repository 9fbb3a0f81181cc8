package org.evsebridge.simulator.line;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.serial.Presence;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;

/** A program that has a virtual port open and notes what comes out of it. */
final class User implements AutoCloseable {
  private final StringBuffer heard = new StringBuffer();
  private final SerialDevice device;

  private User(Path port, SerialSettings settings) throws SerialException {
    device =
        SerialDevice.open(
            port.toString(),
            settings,
            new Presence<SerialException>() {
              @Override
              public void up() {}

              @Override
              public void received(byte[] bytes) {
                heard.append(new String(bytes, ISO_8859_1));
              }

              @Override
              public void down(SerialException why) {
                heard.append("[lost]");
              }
            });
  }

  static User open(Path port, SerialSettings settings) throws SerialException {
    User user = new User(port, settings);
    user.startReading();
    return user;
  }

  /** Has the port open but does not read until {@link #startReading}. */
  static User openWithoutReading(Path port, SerialSettings settings) throws SerialException {
    return new User(port, settings);
  }

  void startReading() {
    device.startReading();
  }

  void write(String text) throws SerialException {
    device.write(text.getBytes(ISO_8859_1));
  }

  int count() {
    return heard.length();
  }

  String text() {
    return heard.toString();
  }

  void awaitText(String text) {
    await().untilAsserted(() -> assertThat(heard.toString()).isEqualTo(text));
  }

  @Override
  public void close() {
    device.close();
  }
}
