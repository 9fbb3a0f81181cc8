package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramFramer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterFeedTest {
  private final MeterFeed feed = new MeterFeed(Set.of(Phase.L1));

  private static Telegram telegram(String... lines) {
    return Telegram.withChecksum(
        "/ISK5\\2M550T-1013\r\n\r\n" + String.join("\r\n", lines) + "\r\n!");
  }

  /** Power, voltage and current of L1 as meters show them, empty for those that a meter lacks. */
  @ParameterizedTest
  @CsvSource({
    "05.750*kW, 00.000*kW, 230.0*V,   025*A,   25.5", // whole amperes may be half an ampere more
    "05.750*kW, 00.000*kW, 207.0*V,   025*A,   27.78",
    "05.750*kW, 00.000*kW, 230.0*V,   24.31*A, 25.0", // the power says more
    "05.750*kW, 00.000*kW, 230.0*V,   26.31*A, 26.31",
    "05.750*kW, 00.000*kW, '',        025*A,   25.5", // DSMR 4: the current is known
    "05.980*kW, 00.000*kW, '',        025*A,   26.0",
    "05.750*kW, 00.000*kW, '',        '',      27.78", // power alone flows at a low voltage
    "'',        '',        '',        025*A,   25.5",
    "'',        '',        230.0*V,   25.20*A, 25.2",
    "00.000*kW, 02.300*kW, 230.0*V,   010*A,  -10.0", // currents have no direction, power has
    "00.000*kW, 02.300*kW, '',        010*A,  -10.0"
  })
  void whatIsUncertainIsTakenForMoreCurrent(
      String imported, String exported, String volts, String amperes, double expected) {
    List<String> lines = new ArrayList<>();
    add(lines, "1-0:21.7.0", imported);
    add(lines, "1-0:22.7.0", exported);
    add(lines, "1-0:32.7.0", volts);
    add(lines, "1-0:31.7.0", amperes);

    Optional<GridReading> reading = feed.read(telegram(lines.toArray(String[]::new)));

    assertThat(reading.orElseThrow().why()).isEmpty();
    assertThat(reading.orElseThrow().amperes().l1()).isCloseTo(expected, within(0.01));
  }

  private static void add(List<String> lines, String object, String value) {
    if (!value.isEmpty()) {
      lines.add(object + "(" + value + ")");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1-0:1.7.0(05.750*kW), the meter shows neither power nor current of L1", // DSMR 2.2: the sum
    "1-0:32.7.0(000.0*V),  'the meter shows L1 at 0.0 V: a blown fuse, a loose wire, or a grid of 3x230 V'",
    "1-0:32.7.0(132.8*V),  the meter shows neither power nor current of L1"
  })
  void aMeterWithoutAPhaseIsUnusableWithItsReason(String line, String why) {
    assertThat(feed.read(telegram(line)).orElseThrow().why()).isEqualTo(why);
  }

  @Test
  void theVeryTelegramBeforeSaysNothingButAStuckClockWithOtherValuesDoes() {
    String clock = "0-0:1.0.0(261025023000S)";
    assertThat(feed.read(telegram(clock, "1-0:31.7.0(010*A)"))).isPresent();
    assertThat(feed.read(telegram(clock, "1-0:31.7.0(010*A)"))).isEmpty();
    assertThat(feed.read(telegram(clock, "1-0:31.7.0(011*A)"))).isPresent();
  }

  /** The autumn hour, or a clock that was set. */
  @Test
  void aClockThatGoesBackIsNoFault() {
    String current = "1-0:31.7.0(010*A)";
    assertThat(feed.read(telegram("0-0:1.0.0(261025025959S)", current))).isPresent();
    assertThat(feed.read(telegram("0-0:1.0.0(261025020000W)", current))).isPresent();
    assertThat(feed.read(telegram("0-0:1.0.0(200101000000W)", current))).isPresent();
  }

  @Test
  void aTelegramWithAWrongChecksumSaysNothing() {
    byte[] bytes = telegram("1-0:31.7.0(010*A)").bytes().clone();
    bytes[bytes.length - 10] ^= 1;
    List<Telegram> cut = new ArrayList<>();
    new TelegramFramer(cut::add, () -> {}).take(bytes);

    assertThat(cut).hasSize(1);
    assertThat(feed.read(cut.get(0))).isEmpty();
  }
}
