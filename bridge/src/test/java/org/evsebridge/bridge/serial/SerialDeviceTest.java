package org.evsebridge.bridge.serial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.evsebridge.bridge.config.Rs485;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.serial.SerialException.Reason;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.Pty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialDeviceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Notes what a device tells, in order. */
  private static class Notes implements Presence<SerialException> {
    final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @Override
    public void up() {}

    @Override
    public void received(byte[] bytes) {
      heard.add(new String(bytes, US_ASCII));
    }

    @Override
    public void down(SerialException why) {
      heard.add(why.reason());
    }
  }

  private final Notes notes = new Notes();

  @Test
  void carriesBytesBothWaysUnchanged() throws Exception {
    try (Pty far = Pty.open();
        SerialDevice device = SerialDevice.open(far.path(), SerialSettings.P1, notes)) {
      device.startReading();
      far.write("/abc\r\n\u0011\u0003".getBytes(US_ASCII));
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  String.join("", notes.heard.stream().map(Object::toString).toList())
                      .equals("/abc\r\n\u0011\u0003"));
      device.write("to the meter\n".getBytes(US_ASCII));
      assertThat(far.read(PATIENCE)).asString().isEqualTo("to the meter\n");
    }
  }

  @Test
  void tellsWhatOfItsParametersTheDeviceDoesNotDo() throws Exception {
    SerialParameters asked =
        SerialParameters.of(SerialSettings.P1)
            .withModemLines(Optional.of(true), Optional.of(false))
            .with(Optional.of(new Rs485(true, Duration.ZERO, Duration.ZERO)));
    try (Pty far = Pty.open();
        SerialDevice device = SerialDevice.open(far.path(), asked, notes)) {
      assertThat(device.refused())
          .containsExactly(
              far.path() + " has no line DTR: 'dtr' does nothing there",
              far.path() + " has no line RTS: 'rts' does nothing there",
              far.path() + " has no RS485 mode in its driver: 'rs485' does nothing there");
    }
    try (Pty far = Pty.open();
        SerialDevice device = SerialDevice.open(far.path(), SerialSettings.P1, notes)) {
      assertThat(device.refused()).isEmpty();
    }
  }

  @Test
  void saysWhenTheDeviceGoesAway() throws Exception {
    Pty far = Pty.open();
    try (SerialDevice device = SerialDevice.open(far.path(), SerialSettings.P1, notes)) {
      device.startReading();
      far.close();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(notes.heard).containsExactly(Reason.LOST));
      assertThatThrownBy(() -> device.write(new byte[1])).isInstanceOf(SerialException.class);
    }
  }

  @Test
  void aFaultOfTheReceiverDoesNotEndTheReading() throws Exception {
    Notes failing =
        new Notes() {
          @Override
          public void up() {}

          @Override
          public void received(byte[] bytes) {
            super.received(bytes);
            throw new IllegalStateException("of all things");
          }
        };
    try (LogLines log = LogLines.of(SerialDevice.class);
        Pty far = Pty.open();
        SerialDevice device = SerialDevice.open(far.path(), SerialSettings.P1, failing)) {
      device.startReading();
      far.write("a".getBytes(US_ASCII));
      await().atMost(PATIENCE).until(() -> failing.heard.size() == 1);
      far.write("b".getBytes(US_ASCII));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(failing.heard).containsExactly("a", "b"));
      assertThat(log.with("ERROR")).first().asString().contains("of all things");
    }
  }

  @Test
  void aWriteToADeviceThatIsGoneFailsAlsoBeforeItsLossIsNoticed() throws Exception {
    Pty far = Pty.open();
    try (SerialDevice device = SerialDevice.open(far.path(), SerialSettings.P1, notes)) {
      far.close(); // nobody reads, so nobody notices
      CompletableFuture<Void> written =
          CompletableFuture.runAsync(
              () -> {
                try {
                  device.write(new byte[1]);
                } catch (SerialException e) {
                  throw new CompletionException(e);
                }
              });
      assertThat(written)
          .failsWithin(PATIENCE)
          .withThrowableThat()
          .withCauseInstanceOf(SerialException.class);
    }
  }

  @Test
  void saysNothingMoreOnceClosed() throws Exception {
    try (Pty far = Pty.open()) {
      SerialDevice device = SerialDevice.open(far.path(), SerialSettings.P1, notes);
      device.startReading();
      device.close();
      // The far end sees the hang-up: the device is really closed.
      await().atMost(PATIENCE).until(() -> !far.isOpen());
    }
    assertThat(notes.heard).isEmpty();
  }

  @Test
  void namesTheDeviceAndTheReasonWhenItCannotBeOpened(@TempDir Path folder) throws Exception {
    String missing = folder.resolve("ttyUSB9").toString();
    assertThatThrownBy(() -> SerialDevice.open(missing, SerialSettings.P1, notes))
        .isInstanceOfSatisfying(
            SerialException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MISSING))
        .hasMessageStartingWith(missing + " is not there");
    Path file = Files.createFile(folder.resolve("notes.txt"));
    assertThatThrownBy(() -> SerialDevice.open(file.toString(), SerialSettings.P1, notes))
        .isInstanceOfSatisfying(
            SerialException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNUSABLE))
        .hasMessage(file + " is no serial device: correct the device's name");
  }

  @Test
  void refusesADeviceThatSomebodyElseHolds() throws Exception {
    try (Pty far = Pty.open();
        SerialDevice first = SerialDevice.open(far.path(), SerialSettings.P1, notes)) {
      assertThatThrownBy(() -> SerialDevice.open(far.path(), SerialSettings.P1, notes))
          .isInstanceOfSatisfying(
              SerialException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE));
      first.close();
    }
  }
}
