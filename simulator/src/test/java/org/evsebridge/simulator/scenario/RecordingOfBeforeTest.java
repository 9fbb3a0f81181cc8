package org.evsebridge.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.report.Series;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of every model, compared with a recording of an earlier version: whoever makes stepping
 * faster must not change what comes of it. Who changes a model on purpose looks at the difference
 * and takes the new recording, whose place the failure names, in the old one's stead.
 */
class RecordingOfBeforeTest {
  private static final String SCENARIO =
      """
      name: an evening in which much happens
      rig:
        time: {start: 2026-03-28 17:20, seed: 5}
        house:
          connection: 3x50
          heavy-evening: true
          sun: {peak: 6000}
          loads:
            - {profile: {"00:00": 200, "17:30": 1500}, noise: 0.1}
            - {name: oven, phases: L1, amperes: 16, switched: off}
        prices: {import: {"00:00": 0.24, "17:30": 0.31}, export: {"00:00": 0.05}}
        meter: {faults: {flip: 0.01, cut: 0.01, crc: 0.01, babble: 0.01, late: 2s}}
        chargers:
          - {name: left, unit: 2, car: {preset: three-phase-22kw, soc: 40}}
          - {name: right, unit: 3, wiring: L2-L3-L1, car: {preset: hybrid, soc: 77, after: 3m}}
        bridge:
          guard: {fuse: 50, chargers: [{unit: 2, max: 32}, {unit: 3, wiring: L2-L3-L1, max: 16}]}
      controller: {rule: balancing}
      for: 40m
      events:
        - {at: 4m, do: oven on}
        - {at: 8m, do: line fault wrong-crc probability=0.1}
        - {at: 12m, do: meter silent for 40s}
        - {at: 14m, do: fault no-earth at left}
        - {at: 15m, do: no fault no-earth at left}
        - {at: 18m, do: controller dies}
        - {at: 19m, do: oven off}
        - {at: 20m, do: controller starts}
        - {at: 22m, do: bridge dies}
        - {at: 23m, do: bridge starts}
        - {at: 25m, do: power cycle at right}
        - {at: 27m, do: clock 2026-03-29 01:50}
        - {at: 30m, do: oven on}
        - {at: 31m, do: bridge hangs}
      expect:
        - {end: telegrams > 2000}
      """;

  @TempDir Path dir;

  @Test
  void anEveningOfAllModelsIsStillTheSame() throws Exception {
    String now = record();
    Path seen = Path.of("target", "recording-of-now.csv");
    Files.createDirectories(seen.getParent());
    Files.writeString(seen, now);
    try (InputStream before = getClass().getResourceAsStream("recording-of-before.csv")) {
      assertThat(now)
          .as("what comes of the models; now it is %s", seen.toAbsolutePath())
          .isEqualTo(new String(before.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** A row each ten seconds, and all telegrams in a checksum. */
  private String record() throws Exception {
    Scenario scenario = ScenarioReader.read(Files.writeString(dir.resolve("run.yaml"), SCENARIO));
    CRC32 telegrams = new CRC32();
    ZonedDateTime unused = ZonedDateTime.now(SimulatedClock.ZONE);
    Station station = new Station(scenario.station(), EepromFile::open, unused, telegrams::update);
    Path csv = dir.resolve("run.csv");
    Run run;
    try (Recorder recorder = Recorder.to(csv, Duration.ofSeconds(10))) {
      run = new Run(new Job(scenario, OptionalLong.empty()), station, Optional.of(recorder));
      while (!run.isOver()) {
        run.tick(SimulatedClock.STEP);
      }
    }
    StringBuilder all = new StringBuilder(Files.readString(csv));
    run.report().happenings().forEach(one -> all.append(one.text()).append('\n'));
    run.report().series().orElseThrow().lines().forEach(one -> all.append(digest(one)));
    return all.append(String.format(Locale.ROOT, "telegrams %08x%n", telegrams.getValue()))
        .toString();
  }

  /** What a plot shows, to three decimals. */
  private static String digest(Series.Line line) {
    CRC32 samples = new CRC32();
    line.samples()
        .forEach(
            sample ->
                samples.update(
                    String.format(Locale.ROOT, "%.3f ", sample).getBytes(StandardCharsets.UTF_8)));
    return String.format(
        Locale.ROOT, "plot %s, %s: %08x%n", line.plot(), line.name(), samples.getValue());
  }
}
