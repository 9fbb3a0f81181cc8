package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TestCommandTest {
  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new Main(new CountDownLatch(1)))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String scenario(String name, String expectation) throws IOException {
    String yaml =
        "{rig: {time: {start: 2026-11-23 18:00}}, for: 10s, expect: [" + expectation + "]}";
    return Files.writeString(dir.resolve(name), yaml).toString();
  }

  @Test
  void endsWithZeroWhenAllChecksPassed() throws IOException {
    Path junit = dir.resolve("junit.xml");
    Path csv = dir.resolve("run.csv");
    String file = scenario("good.yaml", "{end: telegrams == 10}");
    assertThat(run("test", file, "--junit", junit.toString(), "--record", csv.toString())).isZero();
    assertThat(out.toString()).contains("  ok    at the end telegrams == 10: 10\n");
    assertThat(junit).content().contains("<testsuite name=\"good.yaml\" tests=\"1\"");
    assertThat(csv).content().hasLineCount(12);
  }

  @Test
  void endsWithOneWhenACheckOfAnyScenarioFailed() throws IOException {
    String bad = scenario("bad.yaml", "{end: telegrams == 11}");
    String good = scenario("good.yaml", "{end: telegrams == 10}");
    assertThat(run("test", bad, good)).isEqualTo(1);
    assertThat(out.toString())
        .contains("  FAIL  at the end telegrams == 11: 10\n", "  ok    at the end telegrams == 10");
  }

  @Test
  void endsWithTwoAndRunsNothingWhenAFileIsWrong() throws IOException {
    String wrong = scenario("wrong.yaml", "{end: telegrams = 11}");
    String good = scenario("good.yaml", "{end: telegrams == 10}");
    assertThat(run("test", good, wrong, dir.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains(wrong + ":1:67: 'telegrams = 11' is not a quantity")
        .contains("none.yaml:1:1: cannot read the file: there is no such file");
  }

  @Test
  void endsWithOneWhenTheReportCannotBeWritten() throws IOException {
    String file = scenario("good.yaml", "{end: telegrams == 10}");
    assertThat(run("test", file, "--junit", dir.resolve("no/where.xml").toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("evse-simulator test: ").contains("where.xml");
  }

  @Test
  void recordsOneScenarioOnly() throws IOException {
    String file = scenario("good.yaml", "{end: telegrams == 10}");
    assertThat(run("test", file, file, "--record", "x.csv")).isEqualTo(2);
  }
}
