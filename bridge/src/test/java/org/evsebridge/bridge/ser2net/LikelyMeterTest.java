package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netReader;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The words for silence of a ser2net port behind which a meter may be, in simulated time. */
class LikelyMeterTest {
  private final LogLines log = LogLines.of(LikelyMeter.class);
  private long now;
  private final Counters counters = new Counters("meter", () -> now);

  @AfterEach
  void closeLog() {
    log.close();
  }

  private LikelyMeter watch(String line) throws ConfigException {
    Ser2netConnection connection =
        Ser2netReader.of(
                YamlReader.read(
                    "ser2net.yaml",
                    "connection: &meter\n  accepter: tcp,2000\n  connector: serialdev,/dev/ttyUSB0,"
                        + line
                        + ",local\n"),
                new Problems())
            .connections()
            .get(0);
    LikelyMeter watch = new LikelyMeter(connection, counters, () -> now);
    watch.opened();
    return watch;
  }

  private void pass(LikelyMeter watch, int seconds) {
    for (int i = 0; i < seconds; i++) {
      now += Duration.ofSeconds(1).toNanos();
      watch.look();
    }
  }

  private List<String> warnings() {
    return log.with("WARN meter: ");
  }

  @Test
  void aSilentMeterIsSaidOnceAndItsFirstTelegramToo() throws ConfigException {
    LikelyMeter watch = watch("115200n81");
    pass(watch, 100);
    assertThat(warnings()).hasSize(1).first().asString().contains("no byte from /dev/ttyUSB0");

    watch.received(Telegram.withChecksum("/TST5\r\n\r\n!").bytes());
    assertThat(log.with("INFO meter: telegrams come from /dev/ttyUSB0 again")).hasSize(1);
    assertThat(counters.get(Count.TELEGRAMS)).isEqualTo(1);
    assertThat(counters.lastTelegramAge()).isPresent();
  }

  @Test
  void aMeterOfSevenBitsReadAsEightIsToldByItsBytes() throws ConfigException {
    LikelyMeter watch = watch("115200n81");
    byte[] text =
        "/KMP5 ZABF001587315111\r\n\r\n1-0:1.8.1(00185.000*kWh)\r\n!\r\n".getBytes(ISO_8859_1);
    for (int i = 0; i < text.length; i++) {
      text[i] |= (byte) (Integer.bitCount(text[i]) % 2 == 0 ? 0 : 0x80);
    }
    for (int i = 0; i < 10; i++) {
      watch.received(text);
      pass(watch, 10);
    }
    assertThat(warnings()).hasSize(1).first().asString().contains("set comset 7E1");
  }

  @Test
  void aClientThatDialsAnewWheneverItGetsNothingDoesNotHideTheSilence() throws ConfigException {
    LikelyMeter watch = watch("9600e71");
    for (int i = 0; i < 4; i++) { // evcc waits 15 s
      pass(watch, 15);
      watch.closed();
      now += Duration.ofMinutes(1).toNanos();
      watch.opened();
    }
    assertThat(warnings()).hasSize(1);
  }

  @Test
  void whatAClientSpeaksToIsNoMeter() throws ConfigException {
    LikelyMeter watch = watch("115200n81");
    watch.spokenTo();
    pass(watch, 1_000);
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aLineThatIsSetAsNoMetersIsNotWatched() throws ConfigException {
    LikelyMeter watch = watch("9600n81");
    pass(watch, 1_000);
    assertThat(warnings()).isEmpty();
  }
}
