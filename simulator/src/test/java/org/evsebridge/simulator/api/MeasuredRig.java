package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.testing.Programs;

/**
 * The default rig as a program of its own, whose costs are measured.
 *
 * @param p1 port of the smart meter
 * @param modbus port of the charging module
 * @param http port of the page
 */
record MeasuredRig(Process process, int p1, int modbus, int http) implements AutoCloseable {
  private static final double TICKS_PER_SECOND = 100; // USER_HZ
  private static final Pattern READY =
      Pattern.compile("ready p1=[^:]+:(\\d+) modbus=[^:]+:(\\d+) .*http=[^:]+:(\\d+).*");
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

  static MeasuredRig start(Path dir) throws IOException {
    Process process =
        new ProcessBuilder(
                Programs.java(
                    List.of(
                        "-jar",
                        Path.of("target", "evse-simulator.jar").toString(),
                        "--dir",
                        dir.toString(),
                        "--p1-port=0",
                        "--modbus-port=0",
                        "--http-port=0")))
            .redirectErrorStream(true)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    Matcher ready = READY.matcher(String.valueOf(line));
    while (!ready.matches()) {
      assertThat(line).as("the rig has ended").isNotNull();
      line = out.readLine();
      ready = READY.matcher(String.valueOf(line));
    }
    Thread rest = new Thread(() -> out.lines().forEach(more -> {}));
    rest.setDaemon(true);
    rest.start();
    return new MeasuredRig(process, port(ready, 1), port(ready, 2), port(ready, 3));
  }

  private static int port(Matcher ready, int group) {
    return Integer.parseInt(ready.group(group));
  }

  String address() {
    return "http://127.0.0.1:" + http + "/";
  }

  double processorSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc", "" + process.pid(), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  double residentMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Integer.parseInt(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new AssertionError();
  }

  /**
   * What of its heap is still needed, in MB: counted while the program stands still. At 3600 times
   * it makes 30 MB of garbage between a collection and the next question.
   */
  double liveMegabytes() throws Exception {
    jcmd("GC.run");
    Matcher total = TOTAL.matcher(jcmd("GC.class_histogram"));
    assertThat(total.find()).isTrue();
    return Long.parseLong(total.group(1)) / (1024.0 * 1024);
  }

  private String jcmd(String command) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked = new ProcessBuilder(tool.toString(), "" + process.pid(), command).start();
    String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    return answer;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
