package org.evsebridge.bridge.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.bridge.discover.WrittenFile.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenFileTest {
  private static final String TEXT = "p1:\n  - port: 2000\n    device: /dev/ttyUSB0\n";

  @TempDir Path folder;
  private Path file;
  private WrittenFile config;

  @BeforeEach
  void name() {
    file = folder.resolve("bridge.yaml");
    config = new WrittenFile(file);
  }

  private Optional<Path> write(boolean replace) throws Refused {
    return config.write(TEXT, replace, written -> {});
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aNewFileIsWrittenWholeAndMayBeReadByTheService() throws Exception {
    assertThat(write(false)).isEmpty();

    assertThat(file).content().startsWith(TEXT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void itsOwnFileIsWrittenAgain() throws Exception {
    write(false);

    assertThat(write(false)).isEmpty();
    assertThat(files()).containsExactly(file);
  }

  @Test
  void anEditedFileStaysAndTheSentenceSaysHowToReplaceIt() throws Exception {
    write(false);
    String edited = Files.readString(file).replace("2000", "2001");
    Files.writeString(file, edited);

    assertThatThrownBy(() -> write(false))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("has been edited")
        .hasMessageContaining("--replace")
        .hasMessageContaining("bridge.yaml~");
    assertThat(file).hasContent(edited);
    assertThat(files()).containsExactly(file);
  }

  @Test
  void aReplacedFileIsKept() throws Exception {
    Files.writeString(file, "modbusproxy: []\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(write(true)).contains(folder.resolve("bridge.yaml~"));
    assertThat(folder.resolve("bridge.yaml~")).hasContent("modbusproxy: []\n");
    assertThat(file).content().startsWith(TEXT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aFileOfCommentsIsWrittenOverAndKept() throws Exception {
    Files.writeString(file, "# nothing yet\n\n#p1: no\n");

    assertThat(write(false)).contains(folder.resolve("bridge.yaml~"));
    assertThat(folder.resolve("bridge.yaml~")).hasContent("# nothing yet\n\n#p1: no\n");
  }

  @Test
  void whatIsRefusedBeforeItGetsItsNameLeavesNothing() throws Exception {
    Files.writeString(file, "# nothing yet\n");

    assertThatThrownBy(
            () ->
                config.write(
                    TEXT,
                    false,
                    written -> {
                      throw new Refused("no");
                    }))
        .hasMessage("no");
    assertThat(file).hasContent("# nothing yet\n");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void linksAndFoldersThatAreNotThereAreRefused() throws Exception {
    Path elsewhere = Files.createFile(folder.resolve("elsewhere"));
    Files.createSymbolicLink(file, elsewhere);
    assertThatThrownBy(() -> write(true)).hasMessageContaining("is a link");
    assertThat(elsewhere).isEmptyFile();
    assertThatThrownBy(() -> new WrittenFile(folder.resolve("none/a.yaml")).check(true))
        .hasMessageContaining("there is no folder");
  }
}
