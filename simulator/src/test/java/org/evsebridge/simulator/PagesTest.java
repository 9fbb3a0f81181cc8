package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.registers.RegisterTable;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.simulator.charger.Assumptions;
import org.evsebridge.simulator.charger.ModuleRegisters;
import org.evsebridge.simulator.config.RigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the pages show: tables are made from the code, files and output are taken and printed. */
class PagesTest {
  @Test
  void listsTheRegistersAsTheCodeHasThem() throws Exception {
    Documents.requireTable(
        "registers",
        RegisterTable.markdown(register -> ModuleRegisters.support(register).toString()));
  }

  @Test
  void listsTheAssumptionsAsTheCodeHasThem() throws Exception {
    Documents.requireTable("assumptions", Assumptions.markdown());
  }

  @Test
  void showsRigFilesThatTheSimulatorTakes(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("day.csv"), "time,watts\n00:00,200\n18:00,900\n");
    List<String> rigs = Documents.blocks("simulator/docs/rig.md", "yaml");
    assertThat(rigs).hasSize(2);
    for (String rig : rigs) {
      assertThat(RigFile.read(Files.writeString(folder.resolve("rig.yaml"), rig))).isNotNull();
    }
  }

  @Test
  void showsAScenarioAndWhatItPrints(@TempDir Path folder) throws Exception {
    String page = "simulator/docs/scenarios.md";
    Path file =
        Files.writeString(folder.resolve("oven.yaml"), Documents.blocks(page, "yaml").get(0));
    StringWriter out = new StringWriter();
    int status =
        new CommandLine(new Main(new CountDownLatch(1)))
            .setOut(new PrintWriter(out))
            .execute("test", file.toString());
    assertThat(status).isZero();
    List<String> printed = out.toString().lines().toList();
    assertThat(printed).hasSize(5);
    // The first line names the file, the last one how long it took.
    assertThat(Documents.text(page)).contains(printed.subList(1, 4));
  }

  @Test
  void showsBridgeFilesThatTheBridgeTakes(@TempDir Path folder) throws Exception {
    Path ser2net = Path.of("..", "ser2net-examples", "p1-meter.yaml").toAbsolutePath();
    List<String> blocks = new ArrayList<>();
    for (String page :
        List.of("README.md", "bridge/README.md", "bridge/docs/p1.md", "bridge/docs/gateway.md")) {
      blocks.addAll(Documents.blocks(page, "yaml"));
    }
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(4);
    for (String block : blocks) {
      Path file =
          Files.writeString(
              folder.resolve("bridge.yaml"),
              block.replace("/etc/ser2net.yaml", ser2net.toString()));
      Problems leftOut = new Problems();
      assertThat(BridgeReader.read(List.of(file), leftOut).isEmpty()).isFalse();
      assertThat(leftOut.all()).isEmpty();
    }
  }
}
