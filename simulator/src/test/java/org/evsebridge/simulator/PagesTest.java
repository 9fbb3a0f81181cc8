package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.registers.RegisterTable;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.simulator.charger.ModuleRegisters;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.scenario.ScenarioReader;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages show: tables are made from the code, files and output are taken and printed. */
class PagesTest {
  @Test
  void listsTheRegistersAsTheCodeHasThem() throws Exception {
    Documents.requireTable(
        "registers",
        RegisterTable.markdown(register -> ModuleRegisters.support(register).toString()));
  }

  static List<Path> pages() throws IOException {
    return Documents.pages();
  }

  /**
   * On the simulator's pages these are stations and scenarios, on all others files of the bridge.
   */
  @ParameterizedTest
  @MethodSource("pages")
  void showsWholeFilesThatTheProgramsTake(Path page, @TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("day.csv"), "time,watts\n00:00,200\n18:00,900\n");
    Path ser2net = Documents.ROOT.resolve("ser2net-examples/p1-meter.yaml");
    Path name = Documents.ROOT.relativize(page);
    for (String block : Documents.blocks(name.toString(), "yaml")) {
      Path file =
          Files.writeString(
              folder.resolve("file.yaml"), block.replace("/etc/ser2net.yaml", ser2net.toString()));
      if (!name.startsWith("simulator")) {
        Problems leftOut = new Problems();
        assertThat(BridgeReader.read(List.of(file), leftOut).isEmpty()).isFalse();
        assertThat(leftOut.all()).isEmpty();
      } else if (block.contains("expect:")) {
        assertThat(ScenarioReader.read(file)).isNotNull();
        SchemaJudges.scenario(block);
      } else {
        assertThat(RigFile.read(file)).isNotNull();
        SchemaJudges.rig(block);
      }
    }
  }

  @Test
  void showsAScenarioAndWhatItPrints(@TempDir Path folder) throws Exception {
    String page = "simulator/docs/scenarios.md";
    Path file =
        Files.writeString(folder.resolve("oven.yaml"), Documents.blocks(page, "yaml").get(0));
    StringWriter out = new StringWriter();
    int status =
        Main.commandLine(new CountDownLatch(1))
            .setOut(new PrintWriter(out))
            .execute("test", file.toString());
    assertThat(status).isZero();
    List<String> printed = out.toString().lines().toList();
    assertThat(printed).hasSize(5);
    // The first line names the file, the last one how long it took.
    assertThat(Documents.text(page)).contains(printed.subList(1, 4));
  }
}
