package org.evsebridge.simulator.line;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.evsebridge.bridge.config.SerialSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudoTerminalTest {
  @TempDir Path folder;
  private Path link;
  private PseudoTerminal port;

  @BeforeEach
  void open() throws Exception {
    link = folder.resolve("ttyTEST");
    port = PseudoTerminal.open(link, 115200);
  }

  @AfterEach
  void close() {
    port.close();
  }

  private User user() throws Exception {
    return User.open(link, SerialSettings.P1);
  }

  /** Reads until the port knows that its user is there or gone. */
  private void settle() {
    for (int i = 0; i < 3; i++) {
      port.read(10);
    }
  }

  @Test
  void carriesBytesBothWaysUnchanged() throws Exception {
    try (User user = user()) {
      port.write("/out\r\n\u0011\u0003\u007f".getBytes(US_ASCII));
      user.awaitText("/out\r\n\u0011\u0003\u007f");
      user.write("\u0004in\r\n");
      StringBuilder in = new StringBuilder();
      await()
          .until(
              () ->
                  in.append(new String(port.read(100), US_ASCII))
                      .toString()
                      .equals("\u0004in\r\n"));
    }
  }

  @Test
  void losesWhatIsSentWhileNobodyHasItOpen() throws Exception {
    port.write("before ".getBytes(US_ASCII));
    try (User user = user()) {
      port.write("while".getBytes(US_ASCII));
      user.awaitText("while");
    }
  }

  @Test
  void givesTheNextUserNothingThatTheLastOneLeftUnread() throws Exception {
    try (User silent = User.openWithoutReading(link, SerialSettings.P1)) {
      settle();
      port.write("left unread ".getBytes(US_ASCII));
    }
    settle();
    try (User user = user()) {
      port.write("fresh".getBytes(US_ASCII));
      user.awaitText("fresh");
    }
  }

  @Test
  void keepsForAUserWhoDoesNotReadAboutWhatARealPortWould() throws Exception {
    byte[] piece = new byte[1000];
    try (User silent = User.openWithoutReading(link, SerialSettings.P1)) {
      for (int i = 0; i < 20; i++) {
        port.write(piece);
        settle(); // the system moves written bytes to the user's side in its own time
      }
      silent.startReading();
      await().until(() -> silent.count() > 0);
      await()
          .until(
              () -> {
                port.write("end".getBytes(US_ASCII));
                return silent.text().contains("end");
              });
      assertThat(silent.text().indexOf("end")).isLessThanOrEqualTo(4095 + piece.length);
    }
  }

  @Test
  void tellsTheSpeedThatItsUserHasSet() throws Exception {
    assertThat(port.baudrate()).isEqualTo(115200);
    try (User user = User.open(link, new SerialSettings(9600, 8, SerialSettings.Parity.NONE, 1))) {
      assertThat(port.baudrate()).isEqualTo(9600);
    }
  }

  @Test
  void replacesAStaleLinkAndRemovesItsOwn() throws Exception {
    Path stale = folder.resolve("ttySTALE");
    Files.createSymbolicLink(stale, Path.of("/dev/pts/999999"));
    PseudoTerminal other = PseudoTerminal.open(stale, 9600);
    assertThat(Files.readSymbolicLink(stale)).exists();
    other.close();
    assertThat(Files.exists(stale, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void leavesAnyOtherFileInItsPlaceAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("ttyMINE"), "precious");
    assertThatThrownBy(() -> PseudoTerminal.open(file, 9600)).hasMessageContaining("--dir");
    assertThat(file).hasContent("precious");
  }
}
