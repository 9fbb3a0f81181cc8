package org.evsebridge.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.evsebridge.simulator.time.TimeSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeBlockTest {
  private static final ZonedDateTime REAL_NOW = ZonedDateTime.parse("2026-01-01T00:00:00Z");

  private final Problems problems = new Problems();

  private TimeSettings read(String yaml) throws ConfigException {
    SchemaJudges.rig("time:\n" + yaml.indent(2));
    return TimeBlock.BLOCK.read(YamlReader.read("rig.yaml", yaml).get(0), problems).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-01, 2026-06-30T22:00:00Z",
    "2026-11-23 18:00, 2026-11-23T17:00:00Z",
    "2026-11-23T18:00:30, 2026-11-23T17:00:30Z",
  })
  void theStartIsLocalTime(String start, Instant expected) throws ConfigException {
    assertThat(read("start: " + start).clock(REAL_NOW).instant()).isEqualTo(expected);
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void withoutAStartItIsNow() throws ConfigException {
    assertThat(read("{speed: 60, seed: 9}").clock(REAL_NOW).instant())
        .isEqualTo(REAL_NOW.toInstant());
    assertThat(read("{speed: 60, seed: 9}").seed()).isEqualTo(9);
    assertThat(read("{speed: 60, seed: 9}").speed()).isEqualTo(60);
    assertThat(read("{}")).isEqualTo(TimeSettings.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      value = {
        "{paused: true, speed: 10} -> true -> 10",
        "{paused: true} -> true -> 1",
        "{speed: 0} -> true -> 1",
        "{speed: 10} -> false -> 10",
      })
  void timeCanBeginPausedWhateverItsSpeed(String yaml, boolean paused, double speed)
      throws ConfigException {
    assertThat(read(yaml).paused()).isEqualTo(paused);
    assertThat(read(yaml).speed()).isEqualTo(speed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start: 23-11-2026 | 'start' must be a date, or a date and a time such as 2026-11-23 18:00, found '23-11-2026'",
        "start: 2026-11-23 25:00 | 'start' must be a date, or a date and a time such as 2026-11-23 18:00, found '2026-11-23 25:00'",
        "speed: -1 | 'speed' must be a number from 0 to 100000, found '-1'",
      })
  void aWrongValueIsNamed(String yaml, String problem) throws ConfigException {
    read(yaml);
    assertThat(problems.all()).extracting(p -> p.text()).containsExactly(problem);
  }
}
