package org.evsebridge.simulator.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.simulator.grid.Flow;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Telegrams as programs that were not written here read them. */
class IndependentReadersTest {
  private static final Pattern NUMBER =
      Pattern.compile("^(\\d-\\d:[\\d.]+).*\\(([\\d.]+)\\*(\\w+)\\)$");

  @TempDir Path dir;

  static Stream<Arguments> kinds() {
    return Stream.of(MeterKind.values())
        .flatMap(
            kind ->
                Stream.of(List.of(Phase.values()), List.of(Phase.L1))
                    .map(phases -> Arguments.of(kind, phases)));
  }

  private Path telegram(MeterKind kind, List<Phase> phases) throws IOException {
    List<byte[]> telegrams = new ArrayList<>();
    SimulatedClock clock =
        new SimulatedClock(ZonedDateTime.parse("2026-11-30T23:40:00+01:00[Europe/Amsterdam]"));
    SmartMeter meter = new SmartMeter(MeterSettings.of(kind).on(phases), clock, 1, telegrams::add);
    Flow flow = new Flow(new PerPhase(229.46, 230, 231.04), new PerPhase(17.4, -3, 0.4));
    for (int step = 0; step < 20 * 60 * 25; step++) {
      clock.tick(SimulatedClock.STEP);
      meter.tick(SimulatedClock.STEP, flow);
    }
    return Files.write(dir.resolve("telegram"), telegrams.get(telegrams.size() - 1));
  }

  private static List<String> run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  private static Path script(String name) {
    return Path.of("src/test/resources/readers", name);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void pythonFindsTheChecksumRight(MeterKind kind, List<Phase> phases) throws Exception {
    String python = Peers.program("python3").toString();
    run(python, script("crc.py").toString(), telegram(kind, phases).toString());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void smartmeterObisReadsTheSameValues(MeterKind kind, List<Phase> phases) throws Exception {
    String node = Peers.node("smartmeter-obis");
    Path telegram = telegram(kind, phases);
    List<String> read = run(node, script("smartmeter-obis.js").toString(), telegram.toString());
    List<String> lines = Files.readAllLines(telegram, StandardCharsets.US_ASCII);
    List<String> written = new ArrayList<>();
    for (String line : lines) {
      Matcher number = NUMBER.matcher(line);
      if (number.matches()) {
        String plain = String.valueOf(Double.parseDouble(number.group(2))).replaceAll("\\.0$", "");
        written.add(number.group(1) + " " + plain + " " + number.group(3));
      }
    }
    assertThat(written).hasSizeGreaterThan(8);
    assertThat(read).containsAll(written);
    assertThat(new TreeSet<>(read.stream().map(line -> line.split(" ")[0]).toList()))
        .as("every object is seen")
        .hasSize((int) lines.stream().filter(line -> line.matches("\\d-\\d:.*")).count());
  }
}
