package org.evsebridge.bridge.serial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.serial.SerialException.Reason;
import org.evsebridge.bridge.testing.Pty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedDevicesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SerialParameters METER = SerialParameters.of(SerialSettings.P1);
  private static final SerialParameters OTHER = SerialParameters.of(SerialSettings.MODULE);

  private final SharedDevices devices = new SharedDevices();
  private final Pty far = Pty.open();

  /** Notes what it is told. */
  private static final class User implements Presence<SerialException> {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private volatile Reason lost;

    @Override
    public void up() {}

    @Override
    public synchronized void received(byte[] bytes) {
      heard.writeBytes(bytes);
    }

    @Override
    public void down(SerialException why) {
      lost = why.reason();
    }

    synchronized String heard() {
      return heard.toString(US_ASCII);
    }

    void awaitHeard(String text) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard()).isEqualTo(text));
    }
  }

  @AfterEach
  void unplug() {
    far.close();
  }

  private void says(String text) {
    far.write(text.getBytes(US_ASCII));
  }

  private SharedDevice.Share keep(User user) throws SerialException {
    SharedDevice.Share share = devices.keep(far.path(), METER, user);
    share.startReading();
    return share;
  }

  private SharedDevice.Share join(User user) throws SerialException {
    SharedDevice.Share share = devices.join(far.path(), METER, true, user);
    share.startReading();
    return share;
  }

  @Test
  void allUsersHearTheSameAndTheDeviceIsFreeWhenTheLastHasLeft() throws Exception {
    User first = new User();
    User second = new User();
    SharedDevice.Share one = keep(first);
    SharedDevice.Share two = join(second);
    says("a");
    first.awaitHeard("a");
    second.awaitHeard("a");

    one.close();
    one.close();
    says("b");
    second.awaitHeard("ab");
    two.device().write("to the meter".getBytes(US_ASCII));
    assertThat(far.read(PATIENCE)).asString().isEqualTo("to the meter");
    assertThat(first.heard()).isEqualTo("a");

    two.close();
    SerialDevice.open(far.path(), METER, first).close(); // else it would be in use
  }

  @Test
  void aDeviceHasItsUsersWhicheverOfItsNamesTheyOpen(@TempDir Path folder) throws Exception {
    User first = new User();
    User second = new User();
    Path link = far.linkAs(folder.resolve("by-id"));
    try (SharedDevice.Share one = keep(first);
        SharedDevice.Share two = devices.join(link.toString(), METER, true, second)) {
      says("a");
      first.awaitHeard("a");
      second.awaitHeard("a");
    }
  }

  @Test
  void whoCannotListenHoldsUpNobodyElse() throws Exception {
    User busy = new User();
    User meter = new User();
    try (SharedDevice.Share one = join(busy);
        SharedDevice.Share two = keep(meter)) {
      one.listen(false);
      says("x".repeat(20_000)); // more than a pseudo-terminal holds
      meter.awaitHeard("x".repeat(20_000));
    }
  }

  @Test
  void theDeviceIsNotReadWhileNobodyCanListen() throws Exception {
    User busy = new User();
    User leaving = new User();
    try (SharedDevice.Share one = join(busy)) {
      SharedDevice.Share two = join(leaving);
      one.listen(false);
      two.close();
      says("a"); // is read, and waits
      await().atMost(PATIENCE).until(() -> waits("serial " + far.path()));
      says("b");
      assertThat(busy.heard()).isEmpty();
      one.listen(true);
      busy.awaitHeard("ab");
    }
  }

  private static boolean waits(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(one -> one.getName().equals(thread) && one.getState() == Thread.State.WAITING);
  }

  @Test
  void closingDoesNotWaitForWhatNobodyListensTo() throws Exception {
    User busy = new User();
    SharedDevice.Share one = join(busy);
    one.listen(false);
    says("a");
    await().atMost(PATIENCE).until(() -> waits("serial " + far.path()));
    long before = System.nanoTime();
    one.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(900));
  }

  @Test
  void whoKeepsTheLineKeepsItsSettingsAndOthersJoinWithTheSameOnly() throws Exception {
    User meter = new User();
    try (SharedDevice.Share one = keep(meter)) {
      assertThatThrownBy(() -> devices.join(far.path(), OTHER, true, new User()))
          .hasMessageContaining(far.path())
          .hasMessageContaining("115200 8N1")
          .extracting(e -> ((SerialException) e).reason())
          .isEqualTo(Reason.IN_USE);
      try (SharedDevice.Share two = join(new User())) {
        assertThat(two.isKeptByOther()).isTrue();
        assertThat(one.isKeptByOther()).isFalse();
      }
    }
  }

  @Test
  void whoKeepsTheLineSetsItAsItIsToBeThoughOthersHaveItOpen() throws Exception {
    try (SharedDevice.Share one = devices.join(far.path(), OTHER, true, new User());
        SharedDevice.Share two = devices.keep(far.path(), METER, new User())) {
      assertThat(one.isKeptByOther()).isTrue();
      assertThat(one.device().parameters()).isEqualTo(METER);
    }
  }

  @Test
  void aLossIsToldToAllAndTheNextOpeningIsANewOne() throws Exception {
    User first = new User();
    User second = new User();
    Pty unplugged = Pty.open();
    devices.keep(unplugged.path(), METER, first).startReading();
    SharedDevice.Share two = devices.join(unplugged.path(), METER, true, second);
    unplugged.close();
    await().atMost(PATIENCE).until(() -> first.lost == Reason.LOST && second.lost == Reason.LOST);
    two.close(); // harmless
    assertThatThrownBy(() -> devices.keep("/dev/not/there", METER, first))
        .extracting(e -> ((SerialException) e).reason())
        .isEqualTo(Reason.MISSING);
  }

  @Test
  void aUsersFaultKeepsNobodyElseFromHearing() throws Exception {
    User healthy = new User();
    Presence<SerialException> failing =
        new Presence<SerialException>() {
          @Override
          public void up() {}

          @Override
          public void received(byte[] bytes) {
            throw new IllegalStateException("a fault of a test's user");
          }

          @Override
          public void down(SerialException why) {}
        };
    try (SharedDevice.Share one = devices.join(far.path(), METER, true, failing);
        SharedDevice.Share two = join(healthy)) {
      says("a");
      healthy.awaitHeard("a");
    }
  }
}
