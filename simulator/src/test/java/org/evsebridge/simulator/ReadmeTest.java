package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evsebridge.bridge.config.BridgeConfig;
import org.evsebridge.bridge.config.BridgeReader;
import org.evsebridge.bridge.config.Problems;
import org.evsebridge.bridge.registers.RegisterTable;
import org.evsebridge.bridge.testing.Readme;
import org.evsebridge.simulator.charger.Assumptions;
import org.evsebridge.simulator.charger.ModuleRegisters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  @Test
  void listsTheRegistersAsTheCodeHasThem() throws Exception {
    Readme.requireTable(
        "registers",
        RegisterTable.markdown(register -> ModuleRegisters.support(register).toString()));
  }

  @Test
  void listsTheAssumptionsAsTheCodeHasThem() throws Exception {
    Readme.requireTable("assumptions", Assumptions.markdown());
  }

  @Test
  void showsABridgeFileThatTheBridgeTakes(@TempDir Path folder) throws Exception {
    String block =
        Readme.blocks("yaml").stream()
            .filter(yaml -> yaml.contains("modbusproxy:"))
            .findFirst()
            .orElseThrow();
    Path ser2net = Path.of("..", "ser2net-examples", "p1-meter.yaml").toAbsolutePath();
    assertThat(block).contains("/etc/ser2net.yaml");
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"), block.replace("/etc/ser2net.yaml", ser2net.toString()));
    Problems leftOut = new Problems();
    BridgeConfig config = BridgeReader.read(List.of(file), leftOut);
    assertThat(leftOut.all()).isEmpty();
    assertThat(config.connections()).hasSize(1);
    assertThat(config.modbusProxies()).hasSize(1);
  }
}
