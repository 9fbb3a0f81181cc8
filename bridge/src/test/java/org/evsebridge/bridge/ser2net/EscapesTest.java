package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapesTest {
  private static Escapes at(int hour) {
    return new Escapes(
        "serialdev,/dev/ttyUSB0,9600n81",
        "a/meter",
        "tcp,2000",
        ",9600N81",
        Optional.of("ipv4,127.0.0.1,50000"),
        ZonedDateTime.of(2026, 3, 5, hour, 7, 9, 1_234_000, ZoneId.of("UTC")));
  }

  private static String fill(String text, int hour) {
    return new String(at(hour).fill(text), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\\Y-\\m-\\D \\H:\\i:\\S.\\U, 2026-3-5 00:07:09.001234",
        "\\A \\M \\y \\T \\h\\q \\h\\P, Thu Mar 63 00:07:09 12am 12AM",
        "\\e, 1772669229",
        "\\d|\\o|\\N|\\p|\\B|\\I, \"serialdev,/dev/ttyUSB0,9600n81|a/meter|a/meter|tcp,2000|,9600N81|ipv4,127.0.0.1,50000\"",
      })
  void everyEscapeHasItsMeaning(String text, String filled) {
    assertThat(fill(text, 0)).isEqualTo(filled);
  }

  @ParameterizedTest
  @CsvSource({"0, 12am", "1, 01am", "11, 11am", "12, 12pm", "13, 01pm", "23, 11pm"})
  void theDayHasTwiceTwelveHours(int hour, String shown) {
    assertThat(fill("\\h\\q", hour)).isEqualTo(shown);
  }

  @Test
  void aTrailingBackslashIsNothing() {
    assertThat(fill("a\\", 0)).isEqualTo("a");
  }

  @Test
  void inFileNamesOnlyWhatIsBehindTheLastSlashOfAPathStands() {
    assertThat(at(0).fillFileName("/var/log/\\d-\\o-\\N.\\Y"))
        .isEqualTo("/var/log/ttyUSB0,9600n81-meter-a/meter.2026");
  }
}
