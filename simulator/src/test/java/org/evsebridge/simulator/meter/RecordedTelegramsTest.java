package org.evsebridge.simulator.meter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.simulator.grid.Flow;
import org.junit.jupiter.api.Test;

class RecordedTelegramsTest {
  private static final String START = "2026-11-28T12:00:00.500+01:00";
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private static String telegram(String time, String kwh) {
    return new String(
        Telegram.withChecksum(
                "/KFM5KAIFA-METER\r\n\r\n0-0:1.0.0("
                    + time
                    + ")\r\n1-0:1.8.1("
                    + kwh
                    + "*kWh)\r\n1-0:99.97.0(1)(0-0:96.7.19)(000104180320W)(0000237126*s)\r\n"
                    + "0-1:24.2.1("
                    + time.substring(0, 8)
                    + "0000"
                    + time.charAt(12)
                    + ")(00981.443*m3)\r\n!")
            .bytes(),
        ISO_8859_1);
  }

  private static final String FIRST = telegram("161113205757W", "001581.123");
  private static final String SECOND = telegram("161113205807W", "001581.124");
  private static final String THIRD = telegram("161113205817W", "001581.125");
  private static final String LATER = telegram("161113205847W", "001581.126");

  private static MeterUnderTest meter(String recorded, boolean shifted) {
    return new MeterUnderTest(
        START, new MeterBuilder(MeterKind.DSMR_4_2).replay(recording(recorded), shifted).build());
  }

  private static TelegramRecording recording(String recorded) {
    return TelegramRecording.of(recorded.getBytes(ISO_8859_1), INTERVAL).orElseThrow();
  }

  /** In which second since the start each telegram came. */
  private static List<Integer> seconds(MeterUnderTest meter, int until) {
    List<Integer> seconds = new ArrayList<>();
    for (int second = 0; second < until; second++) {
      int before = meter.telegrams().size();
      meter.pass(Duration.ofSeconds(1));
      for (int i = before; i < meter.telegrams().size(); i++) {
        seconds.add(second);
      }
    }
    return seconds;
  }

  @Test
  void telegramsComeByteForByteInTheirCadenceAndThenAnew() {
    MeterUnderTest meter = meter(FIRST + SECOND + THIRD + LATER, false);
    assertThat(seconds(meter, 80)).containsExactly(0, 10, 20, 50, 60, 70);
    assertThat(meter.telegrams()).containsExactly(FIRST, SECOND, THIRD, LATER, FIRST, SECOND);
  }

  @Test
  void shiftedTimesAreThoseOfTheSimulationAndTheChecksumFits() {
    MeterUnderTest meter = meter(FIRST + SECOND, true);
    meter.pass(Duration.ofSeconds(31));
    assertThat(meter.telegrams())
        .containsExactly(
            shifted("261128120001W", "261128110204W", "001581.123"),
            shifted("261128120011W", "261128110204W", "001581.124"),
            shifted("261128120021W", "261128110224W", "001581.123"),
            shifted("261128120031W", "261128110224W", "001581.124"));
  }

  /** The log of failures stays history. */
  private static String shifted(String time, String gasTime, String kwh) {
    String recorded = telegram(time, kwh).replaceFirst("24\\.2\\.1\\(\\d+W", "24.2.1(" + gasTime);
    return new String(
        Telegram.withChecksum(recorded.substring(0, recorded.indexOf('!') + 1)).bytes(),
        ISO_8859_1);
  }

  @Test
  void aDamagedTelegramStaysDamaged() {
    String damaged = SECOND.replace("1581.124", "1581.129");
    MeterUnderTest meter = meter(FIRST + damaged, true);
    meter.pass(Duration.ofSeconds(11));
    assertThat(meter.last())
        .contains("(261128120011W)", "1581.129")
        .endsWith(damaged.substring(damaged.indexOf('!')));
    assertThat(meter(FIRST + damaged, false).pass(Duration.ofSeconds(11)).last())
        .isEqualTo(damaged);
  }

  @Test
  void whatIsCutOffAtTheEndsOfTheFileIsLeftOut() {
    MeterUnderTest meter = meter(FIRST.substring(30) + SECOND + THIRD.substring(0, 60), false);
    meter.pass(Duration.ofSeconds(21));
    assertThat(meter.telegrams()).containsExactly(SECOND, SECOND, SECOND);
  }

  @Test
  void telegramsWithoutATimeComeInTheMetersInterval() {
    String old = "/ISk5\\2MT382-1004\r\n\r\n1-0:1.8.1(00001.001*kWh)\r\n!\r\n";
    MeterUnderTest meter = meter(old + old, false);
    assertThat(seconds(meter, 31)).containsExactly(0, 10, 20, 30);
    assertThat(meter.telegrams()).containsOnly(old);
  }

  @Test
  void aPastedTelegramGetsTheLineEndsThatPastingTook() {
    MeterUnderTest meter = meter((FIRST + SECOND).replace("\r", ""), false);
    meter.pass(Duration.ofSeconds(11));
    assertThat(meter.telegrams()).containsExactly(FIRST, SECOND);
  }

  @Test
  void theRegistersAreThoseOfTheTelegramSentLast() {
    MeterUnderTest meter = meter(FIRST + SECOND, false).pass(Duration.ofSeconds(1));
    assertThat(meter.meter().importedKwh()).isEqualTo(1581.123);
    assertThat(meter.pass(Duration.ofSeconds(10)).meter().importedKwh()).isEqualTo(1581.124);
  }

  @Test
  void withoutSupplyItIsSilentAsAnyMeter() {
    MeterUnderTest meter = meter(FIRST, false);
    meter.pass(Duration.ofSeconds(15), new Flow(PerPhase.ZERO, PerPhase.ZERO));
    assertThat(meter.telegrams()).isEmpty();
    meter.pass(Duration.ofSeconds(10));
    assertThat(meter.telegrams()).containsExactly(FIRST);
  }

  @Test
  void aFileWithoutAWholeTelegramIsNoRecording() {
    assertThat(TelegramRecording.of("/half a telegram".getBytes(ISO_8859_1), INTERVAL)).isEmpty();
    assertThat(TelegramRecording.of(new byte[0], INTERVAL)).isEmpty();
  }
}
