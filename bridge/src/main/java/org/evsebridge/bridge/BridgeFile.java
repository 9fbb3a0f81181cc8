package org.evsebridge.bridge;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.gateway.ModbusProxyBlock;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.guard.GuardDraft;
import org.evsebridge.bridge.config.guard.GuardKeys;
import org.evsebridge.bridge.config.http.HttpConfig;
import org.evsebridge.bridge.config.http.HttpKeys;
import org.evsebridge.bridge.config.mqtt.MqttConfig;
import org.evsebridge.bridge.config.mqtt.MqttKeys;
import org.evsebridge.bridge.config.p1.P1Block;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.ExampleFile;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Schema;
import org.evsebridge.bridge.yaml.ValueKind;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.bridge.yaml.YamlNode;

/** The keys of a bridge.yaml; each feature declares what stands below its own. */
public final class BridgeFile {
  static final Key<List<Placed<Path>>> SER2NET =
      Key.list(
              "ser2net",
              "paths of ser2net.yaml files",
              ScalarKind.of("the path of a ser2net.yaml", FileNames::path).placed())
          .or("none", given -> List.of())
          .says("ser2net.yaml files to run as well; paths are as seen from this file")
          .such("ser2net.yaml");

  static final Key<List<Placed<P1Config>>> P1 =
      Key.list("p1", ValueKind.deferred(() -> P1Block.ENTRY.placed()))
          .or("none", given -> List.of())
          .says("smart meters, each of which serves its telegrams on a TCP port")
          .shown();

  static final Key<List<Placed<ModbusProxyConfig>>> MODBUSPROXY =
      Key.list("modbusproxy", ValueKind.deferred(() -> ModbusProxyBlock.ENTRY.placed()))
          .or("none", given -> List.of())
          .says("TCP ports through which clients share a Modbus line")
          .shown();

  static final Key<List<Placed<GuardDraft>>> GUARD =
      Key.list("guard", ValueKind.deferred(() -> GuardKeys.BLOCK.placed()))
          .or("none", given -> List.of())
          .says(
              "the load guard: keeps the main fuse whole, whatever the controller wishes; the last"
                  + " word on the modules' limits is its");

  static final Key<Optional<Placed<HttpConfig>>> HTTP =
      Key.of("http", ValueKind.deferred(() -> HttpKeys.BLOCK.placed()))
          .optional("not served")
          .says(
              "the meter's values for the house over HTTP, as HomeWizard's meters give them, its"
                  + " telegrams by WebSocket, metrics and the bridge's state")
          .shown();

  static final Key<Optional<Placed<MqttConfig>>> MQTT =
      Key.of("mqtt", ValueKind.deferred(() -> MqttKeys.BLOCK.placed()))
          .optional("nobody is told")
          .says(
              "the meter's and the charging module's values for an MQTT broker, with what Home"
                  + " Assistant needs to find them")
          .shown();

  /** The whole file. */
  public static final Block<Values> DOCUMENT =
      Block.of(SER2NET, P1, MODBUSPROXY, GUARD, HTTP, MQTT);

  private BridgeFile() {}

  /** Whether a document is a bridge.yaml's and not a ser2net.yaml's. */
  static boolean isOne(YamlNode document) {
    return document instanceof YamlNode.Mapping top
        && top.entries().stream().anyMatch(entry -> DOCUMENT.has(entry.key()));
  }

  /** The JSON Schema of the file. */
  public static String schema() {
    return Schema.of("bridge.yaml, what an EVSE Bridge runs", DOCUMENT);
  }

  /** A file that shows every key with its default. */
  public static String example() {
    return ExampleFile.of("Every key of a bridge.yaml, with its default.", DOCUMENT);
  }
}
