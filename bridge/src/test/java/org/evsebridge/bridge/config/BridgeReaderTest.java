package org.evsebridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeReaderTest {
  @TempDir Path folder;
  private final Problems leftOut = new Problems();

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String connection(String name, int port, String device) {
    return "connection: &%s\n  accepter: tcp,%d\n  connector: serialdev,%s\n"
        .formatted(name, port, device);
  }

  @Test
  void severalFilesAreAllRead() throws Exception {
    Path one = write("one.yaml", connection("a", 2000, "/dev/ttyUSB0"));
    Path two = write("two.yaml", connection("b", 2001, "/dev/ttyUSB1"));
    Path bridge = write("bridge.yaml", "p1: [{port: 2002, device: /dev/ttyUSB2}]\n");

    BridgeConfig config = BridgeReader.read(List.of(one, two, bridge), leftOut);

    assertThat(config.connections()).extracting(Ser2netConnection::name).containsExactly("a", "b");
    assertThat(config.p1Ports()).hasSize(1);
    assertThat(leftOut.all()).isEmpty();
  }

  @Test
  void aSecondConnectionOfThatNameOrOnThatPortIsLeftOut() throws Exception {
    Path one = write("one.yaml", connection("a", 2000, "/dev/ttyUSB0"));
    Path two =
        write(
            "two.yaml",
            connection("a", 2001, "/dev/ttyUSB1") + connection("c", 2000, "/dev/ttyUSB1"));

    BridgeConfig config = BridgeReader.read(List.of(one, two), leftOut);

    assertThat(config.connections()).hasSize(1);
    assertThat(leftOut.all())
        .extracting(Problem::toString)
        .satisfiesExactly(
            p -> assertThat(p).contains("two.yaml:1:1: ").contains("named 'a' already"),
            p -> assertThat(p).contains("two.yaml:4:1: ").contains("one.yaml:1:1"));
  }

  @Test
  void aDeviceStandsInOnePlaceOnlyByWhateverName() throws Exception {
    Path device = Files.createFile(folder.resolve("ttyUSB0"));
    Path link = Files.createSymbolicLink(folder.resolve("by-id"), device);
    write("ser2net.yaml", connection("a", 2000, device.toString()));
    Path bridge =
        write(
            "bridge.yaml",
            "ser2net: ser2net.yaml\np1: [{port: 2001, device: "
                + link
                + "}]\n"
                + "modbusproxy: [{port: 2002, device: "
                + device
                + "}]\n");

    assertThatThrownBy(() -> BridgeReader.read(List.of(bridge), leftOut))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bridge.yaml:2:6: ")
        .hasMessageContaining("bridge.yaml:3:15: ")
        .message()
        .hasLineCount(3); // the proxy clashes with both others
  }

  @Test
  void faultsAreInTheOrderOfReadingAndOfEachFilesLines() throws Exception {
    write(
        "included.yaml",
        connection("i", 2003, "/dev/ttyUSB1,fast") + connection("a", 2000, "/dev/ttyUSB2"));
    Path one =
        write(
            "one.yaml",
            "rotator: &r {accepter: 'tcp,2009', connections: [nobody]}\n"
                + connection("a", 2000, "/dev/ttyUSB0")
                + "include: included.yaml\n"
                + connection("b", 2000, "/dev/ttyUSB1"));
    Path broken = write("broken.yaml", "p1: [{port: 2004}]\ncolour: red\n");
    Path noYaml = write("no.yaml", "a: [\n");
    Path last = write("last.yaml", connection("c", 2010, "/dev/x,even-more"));

    assertThatThrownBy(() -> BridgeReader.read(List.of(one, noYaml, broken, last), leftOut))
        .message()
        .matches("(?s).*no.yaml:[^\n]*\n.*broken.yaml:1:[^\n]*\n[^\n]*broken.yaml:2:[^\n]*");
    assertThat(
            leftOut.all().stream()
                .map(p -> Path.of(p.at().file()).getFileName() + ":" + p.at().line()))
        .containsExactly(
            "one.yaml:1", "one.yaml:6", "included.yaml:3", "included.yaml:4", "last.yaml:3");
  }

  @Test
  void aRotatorOnAPortThatIsTakenIsLeftOut() throws Exception {
    Path file =
        write(
            "ser2net.yaml",
            connection("a", 2000, "/dev/x")
                + "rotator: &r {accepter: 'tcp,2000', connections: [a]}");

    BridgeConfig config = BridgeReader.read(List.of(file), leftOut);

    assertThat(config.rotators()).isEmpty();
    assertThat(leftOut.all()).singleElement().asString().contains(":4:1: port 2000 is taken");
  }

  @Test
  void aPortStandsInOnePlaceOnly() throws Exception {
    Path bridge =
        write(
            "bridge.yaml",
            "p1: [{port: 2001, device: /dev/a}]\n"
                + "modbusproxy: [{port: 2001, host: 127.0.0.1, device: /dev/b}]\n");

    assertThatThrownBy(() -> BridgeReader.read(List.of(bridge), leftOut))
        .hasMessageContaining("bridge.yaml:2:15: port 2001 is taken already");
  }
}
