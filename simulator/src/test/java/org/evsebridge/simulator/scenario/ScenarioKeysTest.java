package org.evsebridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.yaml.KeyTable;
import org.evsebridge.simulator.report.Report;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated from the keys of a scenario. */
class ScenarioKeysTest {
  @Test
  void theDocumentationsTablesShowTheKeysAsTheyAreDeclared() throws Exception {
    Documents.requireTable("scenario keys", KeyTable.ofKeys(ScenarioReader.BLOCK));
    Documents.requireTable("controller keys", KeyTable.of(ControllerSettings.BLOCK));
    Documents.requireTable("event keys", KeyTable.of(EventBlock.BLOCK));
    Documents.requireTable("expectation keys", KeyTable.of(ExpectationBlock.BLOCK));
  }

  @Test
  void theSchemaAndTheExampleAreTheOnesThatTheDeclarationsMake() throws Exception {
    Documents.requireFile("simulator/scenarios/scenario.schema.json", ScenarioReader.schema());
    Documents.requireFile("simulator/docs/scenario.yaml", ScenarioReader.example());
  }

  @Test
  void theExampleRunsAsItIs(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("scenario.yaml"), ScenarioReader.example());
    Report report = Job.of(ScenarioReader.read(file)).get(0).stepped(Optional.empty());
    assertThat(report.passed()).as(report.text()).isTrue();
    SchemaJudges.scenario(ScenarioReader.example());
  }
}
