package org.evsebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.gateway.ModbusProxyBlock;
import org.evsebridge.bridge.config.guard.GuardKeys;
import org.evsebridge.bridge.config.http.HttpKeys;
import org.evsebridge.bridge.config.mqtt.MqttKeys;
import org.evsebridge.bridge.config.p1.P1Block;
import org.evsebridge.bridge.testing.BridgeFileJudge;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.yaml.KeyTable;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated from the keys of a bridge.yaml. */
class BridgeFileTest {
  private static final String SCHEMA = "bridge/docs/bridge.schema.json";
  private static final String EXAMPLE = "bridge/docs/bridge.yaml";

  @Test
  void theDocumentationsTablesShowTheKeysAsTheyAreDeclared() throws Exception {
    Documents.requireTable("bridge.yaml keys", KeyTable.ofKeys(BridgeFile.DOCUMENT));
    Documents.requireTable("p1 keys", KeyTable.of(P1Block.ENTRY));
    Documents.requireTable("modbusproxy keys", KeyTable.of(ModbusProxyBlock.ENTRY));
    Documents.requireTable("guard keys", KeyTable.of(GuardKeys.BLOCK));
    Documents.requireTable("bridge http keys", KeyTable.of(HttpKeys.BLOCK));
    Documents.requireTable("mqtt keys", KeyTable.of(MqttKeys.BLOCK));
  }

  @Test
  void theSchemaAndTheExampleAreTheOnesThatTheDeclarationsMake() throws Exception {
    Documents.requireFile(SCHEMA, BridgeFile.schema());
    Documents.requireFile(EXAMPLE, BridgeFile.example());
  }

  @Test
  void theExampleIsTakenAsItIsAndHoldsEveryKey(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("bridge.yaml"), BridgeFile.example());
    Problems leftOut = new Problems();
    BridgeConfig config = BridgeReader.read(List.of(file), leftOut);
    assertThat(leftOut.all()).isEmpty();
    assertThat(config.p1Ports()).hasSize(1);
    assertThat(config.modbusProxies()).hasSize(1);
    Stream.of(P1Block.ENTRY, ModbusProxyBlock.ENTRY, GuardKeys.BLOCK)
        .flatMap(block -> block.keys().stream())
        .forEach(
            key -> assertThat(BridgeFile.example()).containsPattern("[ #]" + key.name() + ":"));
  }

  /** With the keys that have no default written out, it is still a bridge.yaml. */
  @Test
  void theSchemaAndTheReaderAgreeOnTheExampleWithItsCommentsTakenAway() {
    BridgeFileJudge.judge(BridgeFile.example());
    BridgeFileJudge.judge(BridgeFile.example().replaceAll("(?m)^( *)#(\\S)", "$1$2"));
  }

  @Test
  void theSchemaAndTheReaderAgreeOnEveryBridgeFileOfTheDocumentation() throws Exception {
    for (Path page : Documents.pages()) {
      String name = Documents.ROOT.relativize(page).toString();
      Documents.blocks(name, "yaml").forEach(BridgeFileJudge::judge);
    }
  }
}
