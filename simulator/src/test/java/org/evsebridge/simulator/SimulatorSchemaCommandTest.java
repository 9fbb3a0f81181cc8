package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.testing.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorSchemaCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine(new CountDownLatch(1))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "rig, simulator/rig-examples/rig.schema.json, simulator/docs/rig.yaml",
    "scenario, simulator/scenarios/scenario.schema.json, simulator/docs/scenario.yaml"
  })
  void printsTheSchemaOrTheExampleThatStandsBesideTheDocumentation(
      String file, String schema, String example) throws Exception {
    assertThat(run("schema", file)).isZero();
    assertThat(out.toString()).isEqualTo(Documents.text(schema));
    out.getBuffer().setLength(0);
    assertThat(run("schema", file, "--example")).isZero();
    assertThat(out.toString()).isEqualTo(Documents.text(example));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anotherFileIsRefusedWithThoseThatThereAre() {
    assertThat(run("schema", "house")).isEqualTo(2);
    assertThat(err.toString()).contains("'house'").containsIgnoringCase("rig, scenario");
  }
}
