package org.evsebridge.simulator.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of the virtual ports, where others may have been before. */
class RigFolderTest {
  private static final String NAME = "ser2net.yaml";

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void make() throws Exception {
    folder = Files.createDirectory(temporary.resolve("rig"));
    mode(0700);
  }

  private void mode(int mode) throws Exception {
    Files.setAttribute(folder, "unix:mode", mode);
  }

  private void expectRefused(Path path, String reason) {
    assertThatThrownBy(() -> RigFolder.open(path))
        .isInstanceOf(RigException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(reason);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsMadeIsForThisUserOnlyAndGoneAtTheEnd() throws Exception {
    Path made = temporary.resolve("new/rig");
    try (RigFolder rig = RigFolder.open(made)) {
      assertThat((int) Files.getAttribute(made, "unix:mode") & 07777).isEqualTo(0700);
      rig.write(NAME, "a: b");
    }
    assertThat(made).doesNotExist();
  }

  @Test
  void whatTheBridgeKeepsHereIsGoneAtTheStartAndAtTheEnd() throws Exception {
    Path left = Files.writeString(folder.resolve("guard-2"), "of a rig that was killed");
    Path own = Files.writeString(folder.resolve("notes"), "mine");
    try (RigFolder rig = RigFolder.open(folder)) {
      rig.keepUntilTheEnd("guard-");
      assertThat(left).doesNotExist();
      Files.writeString(left, "of this rig");
    }
    assertThat(left).doesNotExist();
    assertThat(own).exists();
  }

  @Test
  void aFolderInWhichOthersMayWriteIsRefused() throws Exception {
    mode(0777);
    expectRefused(folder, "may be written by others");
    mode(01777);
    expectRefused(folder, "may be written by others");
    mode(0770);
    expectRefused(folder, "chmod 700");
  }

  @Test
  void aFolderOfAnotherUserIsRefused() throws Exception {
    assumeTrue(
        (int) Files.getAttribute(folder, "unix:uid") == 0, "skipped: only root may give away");
    Files.setAttribute(folder, "unix:uid", 4711);
    expectRefused(folder, "belongs to user 4711");
  }

  @Test
  void aLinkToAFolderIsRefused() throws Exception {
    expectRefused(Files.createSymbolicLink(temporary.resolve("link"), folder), "is a link");
  }

  @Test
  void nothingIsWrittenThroughALinkInTheFolder() throws Exception {
    Path victim = Files.writeString(temporary.resolve("victim"), "as it was");
    Path absent = temporary.resolve("absent");
    try (RigFolder rig = RigFolder.open(folder)) {
      for (Path target : new Path[] {victim, absent}) {
        Files.createSymbolicLink(folder.resolve(NAME), target);
        assertThatThrownBy(() -> rig.write(NAME, "a: b")).hasMessageContaining("move it away");
        Files.delete(folder.resolve(NAME));
      }
    }
    Files.createSymbolicLink(folder.resolve(".rig.lock"), absent);
    assertThatThrownBy(() -> RigFolder.open(folder)).isInstanceOf(RigException.class);
    assertThat(victim).hasContent("as it was");
    assertThat(absent).doesNotExist();
  }

  @Test
  void whatAKilledRigLeftIsReplaced() throws Exception {
    try (RigFolder killed = RigFolder.open(folder)) {
      Path left = killed.write(NAME, "old");
      Files.copy(left, temporary.resolve("kept"));
    }
    Files.copy(temporary.resolve("kept"), folder.resolve(NAME));
    try (RigFolder rig = RigFolder.open(folder)) {
      assertThat(rig.write(NAME, "new")).content().endsWith("new").doesNotContain("old");
    }
  }
}
