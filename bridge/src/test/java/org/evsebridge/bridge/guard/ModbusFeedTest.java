package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.evsebridge.bridge.config.guard.MeterSource;
import org.evsebridge.bridge.config.guard.MeterSource.NumberType;
import org.evsebridge.bridge.config.guard.MeterSource.WordOrder;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModbusFeedTest {
  private static final Set<Phase> ALL = EnumSet.allOf(Phase.class);

  private static ModbusFeed feed(NumberType type, double scale, WordOrder order, Set<Phase> on) {
    return new ModbusFeed(
        new MeterSource.Modbus("bus", 5, 4, 6, type, scale, order, Duration.ofSeconds(1)), on);
  }

  private static Pdu answer(String hex) {
    byte[] words = HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] bytes = new byte[2 + words.length];
    bytes[0] = 4;
    bytes[1] = (byte) words.length;
    System.arraycopy(words, 0, bytes, 2, words.length);
    return Pdu.of(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 1,     BIG,    41c80000 c0a00000 00000000, 25,    -5,     0",
    "FLOAT32, 1,     LITTLE, 000041c8 0000c0a0 00000000, 25,    -5,     0",
    "INT32,   0.001, BIG,    000061a8 ffffec78 00000000, 25.0005, -4.9995, 0.0005",
    "INT32,   0.001, LITTLE, 61a80000 ec78ffff 00000000, 25.0005, -4.9995, 0.0005",
    "INT16,   0.1,   BIG,    00fa ffce 0000,             25.05, -4.95,  0.05",
    "INT16,   1,     BIG,    0019 fffb 0000,             25.5,  -4.5,   0.5"
  })
  void numbersOfEveryKindAreReadAndThoseThatMayBeRoundedCountForMore(
      NumberType type, double scale, WordOrder order, String hex, double l1, double l2, double l3) {
    GridReading reading = feed(type, scale, order, ALL).read(answer(hex));

    PerPhase difference =
        reading.amperes().with(new PerPhase(l1, l2, l3), (a, b) -> Math.abs(a - b));
    assertThat(reading.isUsable()).isTrue();
    assertThat(difference.max()).isLessThan(1e-9);
  }

  @Test
  void noRegisterIsReadBehindThoseOfTheLastPhaseThatMatters() {
    ModbusFeed feed = feed(NumberType.FLOAT32, 1, WordOrder.BIG, EnumSet.of(Phase.L1));

    assertThat(feed.request()).isEqualTo(Pdu.request(4, 6, 2));
    assertThat(feed.read(answer("41c80000")).amperes()).isEqualTo(new PerPhase(25, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"7fc00000 00000000 00000000, no number for the current of L1", "0000, no current"})
  void whatIsNoCurrentMakesTheReadingUnusable(String hex, String why) {
    GridReading reading = feed(NumberType.FLOAT32, 1, WordOrder.BIG, ALL).read(answer(hex));

    assertThat(reading.isUsable()).isFalse();
    assertThat(reading.why()).contains(why);
  }

  @Test
  void aMeterThatRefusesIsUnusableWithItsException() {
    GridReading reading =
        feed(NumberType.FLOAT32, 1, WordOrder.BIG, ALL)
            .read(Pdu.exception(4, ExceptionCode.ILLEGAL_DATA_ADDRESS));

    assertThat(reading.why()).contains("answers exception 2");
  }
}
