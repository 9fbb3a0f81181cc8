package org.evsebridge.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.yaml.KeyTable;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated from the keys of a rig.yaml. */
class RigKeysTest {
  @Test
  void aStationOfWhichNothingIsSaidIsTheDefaultOne() throws Exception {
    Position nowhere = Position.outsideFiles("the station");
    YamlNode nothing = new YamlNode.Mapping(nowhere, Optional.empty(), List.of());

    assertThat(RigFile.read(nothing)).isEqualTo(RigFile.DEFAULT);
  }

  @Test
  void theDocumentationsTablesShowTheKeysAsTheyAreDeclared() throws Exception {
    Documents.requireTable("rig keys", KeyTable.ofKeys(RigBlock.BLOCK));
    Documents.requireTable("time keys", KeyTable.of(TimeBlock.BLOCK));
    Documents.requireTable("house keys", KeyTable.of(HouseBlock.BLOCK));
    Documents.requireTable("meter keys", KeyTable.of(MeterBlock.BLOCK));
    Documents.requireTable("meter kinds", meterKinds());
    Documents.requireTable("line keys", KeyTable.of(LineBlock.BLOCK));
    Documents.requireTable("line faults", FaultRuleBlock.table());
    Documents.requireTable("charger keys", KeyTable.of(ChargerBlock.BLOCK));
    Documents.requireTable(
        "module faults", KeyTable.ofChoice("fault of a module", ChargerBlock.FAULT));
    Documents.requireTable("bridge keys", KeyTable.ofKeys(BridgeBlock.BLOCK));
    Documents.requireTable("http keys", KeyTable.of(HttpSettings.BLOCK));
  }

  private static String meterKinds() {
    StringBuilder table = new StringBuilder();
    table.append("| kind | port | a telegram every | checksum | what is particular |\n");
    table.append("|---|---|---|---|---|\n");
    for (MeterKind kind : MeterKind.values()) {
      table.append(
          "| `%s` | %s | %d s | %s | %s |\n"
              .formatted(
                  kind,
                  kind.serial(),
                  kind.cadence().toSeconds(),
                  kind.hasChecksum() ? "yes" : "no",
                  kind.says()));
    }
    return table.toString();
  }

  @Test
  void theSchemaAndTheExampleAreTheOnesThatTheDeclarationsMake() throws Exception {
    Documents.requireFile("simulator/rig-examples/rig.schema.json", RigFile.schema());
    Documents.requireFile("simulator/docs/rig.yaml", RigFile.example());
  }

  @Test
  void theExampleIsTakenAsItIsAndIsTheDefaultRig(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("rig.yaml"), RigFile.example());
    RigFile rig = RigFile.read(file);
    assertThat(rig.http()).isEqualTo(RigFile.DEFAULT.http());
    assertThat(rig.station().time()).isEqualTo(RigFile.DEFAULT.station().time());
    assertThat(rig.station().house()).isEqualTo(RigFile.DEFAULT.station().house());
    assertThat(rig.station().meter()).isEqualTo(RigFile.DEFAULT.station().meter());
    assertThat(rig.station().chargers()).isEqualTo(RigFile.DEFAULT.station().chargers());
    SchemaJudges.rig(RigFile.example());
  }
}
