package org.evsebridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1-3       | 1-3",
        "7         | 7",
        "126,3-5   | 3-5,126",
        "1-2,3,2-4 | 1-4",
        "5, 9      | 5,9"
      })
  void areReadAndWrittenAlike(String text, String written) {
    Seeds seeds = Seeds.parse(text).orElseThrow();
    assertThat(seeds).hasToString(written);
    assertThat(Seeds.parse(written)).contains(seeds);
    assertThat(Seeds.of(List.copyOf(seeds.values()))).isEqualTo(seeds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3-1", "a", "1-", "1,,2", "-1", "1-2-3", "1-99999999999", "0-999999999"})
  void whatIsNoneIsNotRead(String text) {
    assertThat(Seeds.parse(text)).isEmpty();
  }
}
