package org.evsebridge.bridge.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.testing.Pty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who uses a port, by processes that a folder shows and by real ones. */
class OccupantsTest {
  private static final long SELF = 4711;
  private static final FoundPort PORT =
      new FoundPort(
          "/dev/serial/by-id/usb-meter",
          Path.of("/dev/ttyUSB0"),
          List.of("/dev/serial/by-id/usb-meter", "/dev/ttyUSB0"),
          "",
          Optional.empty());

  @TempDir Path folder;
  private Path proc;
  private Path locks;

  @BeforeEach
  void processes() throws IOException {
    proc = Files.createDirectory(folder.resolve("proc"));
    locks = Files.createDirectory(folder.resolve("lock"));
    process(1, "systemd", "pipe:[1]");
    process(SELF, "java", "/dev/ttyUSB0");
  }

  private void process(long number, String name, String open) throws IOException {
    Path process = proc.resolve(String.valueOf(number));
    Files.createDirectories(process.resolve("fd"));
    Files.writeString(process.resolve("comm"), name + "\n");
    Files.writeString(process.resolve("cmdline"), "/usr/bin/" + name + "\0");
    Files.createSymbolicLink(process.resolve("fd/0"), Path.of(open));
  }

  private Occupancy look() {
    return new Occupants(proc, locks, SELF).of(PORT);
  }

  @Test
  void aPortThatOnlyThisProcessHasOpenIsFree() {
    assertThat(look()).isEqualTo(new Occupancy.Free());
  }

  @Test
  void whoHasItOpenIsNamed() throws IOException {
    process(812, "ser2net", "/dev/ttyUSB0");

    assertThat(look()).isEqualTo(new Occupancy.Held("in use by ser2net, process 812", false));
  }

  @Test
  void theServiceIsKnown() throws IOException {
    process(813, "evse-bridge", "/dev/ttyUSB0");

    assertThat(look()).isEqualTo(new Occupancy.Held("in use by evse-bridge, process 813", true));
  }

  @Test
  void aLiveProcessesLockFileCountsUnderEachOfThePortsNames() throws IOException {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      String content = String.format("%10d%n", other.pid());
      Path file = Files.writeString(locks.resolve("LCK..usb-meter"), content);
      assertThat(look()).isInstanceOf(Occupancy.Held.class);
      Files.move(file, locks.resolve("LCK..ttyUSB0"));
      assertThat(look().toString()).contains("locked by process " + other.pid());
    } finally {
      other.destroy();
    }
  }

  @Test
  void theLockFileOfAProcessThatHasEndedCountsNot() throws Exception {
    Process other = new ProcessBuilder("true").start();
    other.waitFor();
    Files.writeString(locks.resolve("LCK..ttyUSB0"), String.format("%10d%n", other.pid()));

    assertThat(look()).isEqualTo(new Occupancy.Free());
  }

  @Test
  void whereNoProcessIsShownItCannotBeTold() {
    assertThat(new Occupants(folder.resolve("none"), locks, SELF).of(PORT))
        .isInstanceOf(Occupancy.Unknown.class);
  }

  @Test
  void whereTheProcessesOfOthersAreHiddenItCannotBeTold() throws IOException {
    for (String file : List.of("fd/0", "fd", "comm", "cmdline", "")) { // as with hidepid=2
      Files.delete(proc.resolve("1").resolve(file));
    }

    assertThat(look()).isEqualTo(new Occupancy.Unknown(proc + " hides the processes of others"));
  }

  @Test
  void inAContainerItCannotBeToldOfAStickAndCanOfAPseudoTerminal() throws IOException {
    Path namespace = Files.createDirectories(proc.resolve("self/ns")).resolve("pid");
    Files.createSymbolicLink(namespace, Path.of("pid:[4026532201]"));
    Path device = Path.of("/dev/pts/7");
    FoundPort terminal = new FoundPort("ttyP1", device, List.of("ttyP1"), "", Optional.empty());

    assertThat(look().toString()).contains("this is a container");
    assertThat(new Occupants(proc, locks, SELF).of(terminal)).isEqualTo(new Occupancy.Free());

    process(812, "ser2net", "/dev/ttyUSB0"); // what is seen counts there too
    assertThat(look()).isEqualTo(new Occupancy.Held("in use by ser2net, process 812", false));
  }

  @Test
  void outsideOfContainersTheSystemsOwnNamespaceHidesNothing() throws IOException {
    Path namespace = Files.createDirectories(proc.resolve("self/ns")).resolve("pid");
    Files.createSymbolicLink(namespace, Path.of("pid:[4026531836]"));

    assertThat(look()).isEqualTo(new Occupancy.Free());
  }

  @Test
  void theFarEndOfAPseudoTerminalIsNoOtherUser() throws IOException {
    try (Pty pty = Pty.open()) {
      Path device = Path.of(pty.path());
      FoundPort port = new FoundPort(pty.path(), device, List.of(pty.path()), "", Optional.empty());
      // Seen as another process, this one has the master open; as a user somebody has it who has
      // not.
      assertThat(new Occupants(Path.of("/proc"), locks, 0).of(port))
          .isNotInstanceOf(Occupancy.Held.class);
    }
  }
}
