package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a trace may be written. */
class TraceTest {
  @TempDir Path folder;

  @Test
  void aTraceIsNotWrittenThroughALink() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "as it was");
    Path link = Files.createSymbolicLink(folder.resolve("trace"), victim);
    assertThatThrownBy(() -> Trace.open(link, false, false))
        .isInstanceOf(IOException.class)
        .hasMessage(link + " is a link, which is not followed: name the file itself");
    Path dangling = Files.createSymbolicLink(folder.resolve("new"), folder.resolve("made"));
    assertThatThrownBy(() -> Trace.open(dangling, false, false)).isInstanceOf(IOException.class);
    assertThat(victim).hasContent("as it was");
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void aFileInALinkedFolderIsAFile() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path file = Files.createSymbolicLink(folder.resolve("log"), real).resolve("trace");
    Trace trace = Trace.open(file, false, false);
    trace.data("term", "bytes".getBytes(US_ASCII), ZonedDateTime.now());
    trace.close();
    assertThat(real.resolve("trace")).hasContent("bytes");
  }
}
