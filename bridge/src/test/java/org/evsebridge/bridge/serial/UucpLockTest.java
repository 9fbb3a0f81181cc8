package org.evsebridge.bridge.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UucpLockTest {
  @TempDir Path folder;

  @Test
  void theLockFileHoldsTheProcessInTenCharactersAndGoesWithTheLock() throws Exception {
    UucpLock lock = UucpLock.take("/dev/ttyUSB0", folder);

    Path file = folder.resolve("LCK..ttyUSB0");
    assertThat(file).hasContent(String.format("%10d%n", ProcessHandle.current().pid()));
    lock.release();
    assertThat(file).doesNotExist();
  }

  @Test
  void aDeviceThatARunningProcessHasLockedIsInUse() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(folder.resolve("LCK..ttyUSB0"), String.format("%10d%n", other.pid()));

      assertThatThrownBy(() -> UucpLock.take("/dev/ttyUSB0", folder))
          .isInstanceOf(SerialException.class)
          .hasMessageContaining("locked by the process " + other.pid())
          .hasMessageContaining("-u");
    } finally {
      other.destroy();
    }
  }

  @Test
  void aDeviceThatThisProgramHasLockedIsInUseUntilItLetsGo() throws Exception {
    Path file = folder.resolve("LCK..ttyUSB0");
    UucpLock first = UucpLock.take("/dev/ttyUSB0", folder);

    assertThatThrownBy(() -> UucpLock.take("/dev/ttyUSB0", folder))
        .isInstanceOf(SerialException.class)
        .hasMessageContaining("another connection of this program");
    assertThat(file).exists();

    first.release();
    UucpLock.take("/dev/ttyUSB0", folder).release();
    assertThat(file).doesNotExist();
  }

  @Test
  void theLockOfAProcessOfTheSameNumberThatHasEndedIsTakenOver() throws Exception {
    Path file = folder.resolve("LCK..ttyUSB0");
    Files.writeString(file, String.format("%10d%n", ProcessHandle.current().pid()));

    UucpLock.take("/dev/ttyUSB0", folder).release();

    assertThat(file).doesNotExist();
  }

  @Test
  void theLockOfAProcessThatHasEndedIsTakenOver() throws Exception {
    Process other = new ProcessBuilder("true").start();
    other.waitFor();
    Path file = folder.resolve("LCK..ttyUSB0");
    Files.writeString(file, String.format("%10d%n", other.pid()));

    UucpLock lock = UucpLock.take("/dev/ttyUSB0", folder);

    assertThat(file).hasContent(String.format("%10d%n", ProcessHandle.current().pid()));
    lock.release();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "99999999999", "minicom", ""})
  void aLockOfNoProcessIsTakenOver(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("LCK..ttyUSB0"), content);
    UucpLock.take("/dev/ttyUSB0", folder).release();
    assertThat(file).doesNotExist();
  }

  @Test
  void aPseudoTerminalIsNotLocked() throws Exception {
    UucpLock.take("/dev/pts/3", folder);

    assertThat(folder).isEmptyDirectory();
  }
}
