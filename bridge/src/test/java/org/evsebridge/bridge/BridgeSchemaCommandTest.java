package org.evsebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.evsebridge.bridge.testing.Documents;
import org.junit.jupiter.api.Test;

class BridgeSchemaCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void printsTheSchemaThatStandsBesideTheDocumentation() throws Exception {
    assertThat(run("schema")).isZero();
    assertThat(out.toString()).isEqualTo(Documents.text("bridge/docs/bridge.schema.json"));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void printsTheExampleThatStandsBesideTheDocumentation() throws Exception {
    assertThat(run("schema", "--example")).isZero();
    assertThat(out.toString()).isEqualTo(Documents.text("bridge/docs/bridge.yaml"));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void takesNoFile() {
    assertThat(run("schema", "bridge.yaml")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("'bridge.yaml'").hasLineCount(1);
  }
}
