package org.evsebridge.bridge.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who can write a file. */
class OwnershipTest {
  @TempDir Path temporary;
  private Path folder;
  private Path file;
  private int us;
  private Ownership ours;

  @BeforeEach
  void make() throws Exception {
    folder = Files.createDirectory(temporary.toRealPath().resolve("folder"));
    file = Files.createFile(folder.resolve("file"));
    mode(folder, 0755);
    mode(file, 0644);
    us = (int) Files.getAttribute(file, "unix:uid");
    ours = Ownership.ofMakerOf(file);
  }

  private static void mode(Path path, int mode) throws Exception {
    Files.setAttribute(path, "unix:mode", mode);
  }

  @ParameterizedTest
  @CsvSource({
    "0755, 0644, ",
    "0700, 0400, ",
    "0755, 0664, file may be written by others: its mode is 0664",
    "0755, 0646, file may be written by others: its mode is 0646",
    "0777, 0644, folder may be written by others: its mode is 0777",
    "0775, 0644, folder may be written by others: its mode is 0775",
    "01777, 0644, ", // only an owner may rename and remove there
    "01777, 0646, file may be written by others: its mode is 0646",
  })
  void aFileIsTrustedIfNobodyElseCanWriteItNorPutAnotherInItsPlace(
      String folderMode, String fileMode, String fault) throws Exception {
    mode(folder, Integer.parseInt(folderMode, 8));
    mode(file, Integer.parseInt(fileMode, 8));
    Optional<String> found = ours.faultOnTheWayTo(file);
    if (fault == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).get().asString().endsWith("/" + fault);
    }
  }

  @Test
  void whatBelongsToAnotherUserIsNotTrustedWhateverItsMode() throws Exception {
    mode(file, 0600);
    // The same for the test as for root, whose files everybody trusts.
    Path notRoots = us == 0 ? chown(file, 4711) : file;
    Ownership another = new Ownership(us == 0 ? 4712 : us + 1);
    assertThat(another.fault(notRoots)).get().asString().contains("belongs to user");
  }

  private static Path chown(Path path, int user) throws Exception {
    Files.setAttribute(path, "unix:uid", user);
    return path;
  }

  @Test
  void aLinkIsNotTrusted() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(ours.fault(link)).contains(link + " is a link");
  }
}
