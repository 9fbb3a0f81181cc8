package org.evsebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.testing.Programs;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is wrong with {@code http:}, {@code mqtt:} and {@code dsmr-reader:} is one sentence each.
 */
class HouseBlocksTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http: {prot: 80}|'port' is missing: .*",
        "http: {prot: 80}|'prot' is not known here; .*did you mean 'port'\\?",
        "http: {port: 80, read: token}|'read: token' belongs to 'token-file'",
        "http: {port: 80, serial: 5c2faf0000a1}|'serial' must be 12 hexadecimal digits .*",
        "http: {port: 80, meter: /dev/other}|no entry of p1: has the device /dev/other; .*",
        "mqtt: {url: \"mqtt://b\"}|'url' is not known here; .*did you mean 'uri'\\?",
        "mqtt: {uri: \"http://b\"}|'uri' must be a broker's address such as .*",
        "mqtt: {uri: \"mqtt://evse:word@b\"}|'uri' must be .*, without a name or password in it.*",
        "mqtt: {uri: \"mqtt://b\", prefix: \"a/#\"}|'prefix' must be levels of a topic such as .*",
        "mqtt: {uri: \"mqtt://b\", discovery-prefix: a/+}|'discovery-prefix' must be levels .*",
        "mqtt: {uri: \"mqtt://b\", contrl: true}|'contrl' is not known here; .*'control'\\?",
        "mqtt: {uri: \"mqtt://b\", password-file: w}|'password-file' belongs to 'username'",
        "mqtt: {uri: \"mqtt://b\", ca-file: c}|'ca-file' belongs to a 'uri' that begins with mqtts:",
        "mqtt: {uri: \"mqtt://b\", client-id: \"a b\"}|'client-id' must be 1 to 64 letters, .*",
        "dsmr-reader: {uri: \"http://b\"}|'key-file' is missing: .*",
        "dsmr-reader: {uri: b, key-file: k}|'uri' must be .*",
      })
  void aFaultyBlockIsNamedWhereItStands(String block, String sentence) throws Exception {
    String text = "p1: {port: 0, device: /dev/none}\n" + block + "\n";
    Path file = Files.writeString(folder.resolve("bridge.yaml"), text);
    assertThatThrownBy(() -> BridgeReader.read(List.of(file), new Problems()))
        .isInstanceOf(ConfigException.class)
        .satisfies(
            faults ->
                assertThat(faults.getMessage().lines())
                    .anyMatch(line -> line.matches(".*bridge\\.yaml:2:\\d+: " + sentence)));
  }

  /** As root it is tried without the capability that would let it have any port. */
  @Test
  void aPortWithoutTheRightToItIsNamedAndTheMeterIsServedAllTheSame() throws Exception {
    int p1 = Sockets.freePort();
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            "p1: {port: %d, host: 127.0.0.1, device: %s}\nhttp: {port: 1}\n"
                .formatted(p1, folder.resolve("tty")));
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--bounding-set=-net_bind_service"));
    }
    command.addAll(
        Programs.java(
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "-c",
                file.toString())));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(log)
                      .content()
                      .contains(
                          "WARN  http on port 1: cannot listen on 127.0.0.1:1: this user may not"
                              + " listen on a port below 1024; trying again every 5 s"));
      Sockets.awaitListener(p1);
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  @Test
  void controlBesideReadonlyIsSaidForEachEntryThatIsGotAround() throws Exception {
    assertThat(described("control: true"))
        .contains(
            "mqtt at mqtt://b:1883: 'control: true' can set the modules behind modbusproxy on port"
                + " 1502 too: its 'readonly' is for those who come to that port");
    assertThat(described("control: false")).noneMatch(line -> line.contains("readonly"));
  }

  private List<String> described(String key) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            modbusproxy:
              - {port: 1502, device: /dev/a, readonly: true, describe: {2: smartevse}}
              - {port: 1503, device: /dev/b, describe: {2: smartevse}}
            mqtt: {uri: "mqtt://b", %s}
            """
                .formatted(key));
    return ConfigDescription.of(BridgeReader.read(List.of(file), new Problems()));
  }
}
