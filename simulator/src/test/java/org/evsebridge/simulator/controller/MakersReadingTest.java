package org.evsebridge.simulator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramFramer;
import org.junit.jupiter.api.Test;

class MakersReadingTest {
  private static final String BODY =
      """
      /SIM5\\2EVSE-1000

      1-3:0.2.8(50)
      1-0:32.7.0(230.0*V)
      1-0:52.7.0(229.5*V)
      1-0:72.7.0(000.0*V)
      1-0:31.7.0(010*A)
      1-0:21.7.0(02.300*kW)
      1-0:41.7.0(00.000*kW)
      1-0:61.7.0(00.000*kW)
      1-0:22.7.0(00.000*kW)
      1-0:42.7.0(00.459*kW)
      1-0:62.7.0(00.000*kW)
      !"""
          .replace("\n", "\r\n");

  @Test
  void reckonsSignedCurrentsFromPowersAndVoltages() throws IOException {
    PerPhase grid = MakersReading.parse(Telegram.withChecksum(BODY));
    assertThat(grid.l1()).isCloseTo(10, within(1e-9));
    assertThat(grid.l2()).isCloseTo(-2, within(1e-9));
    assertThat(grid.l3()).isZero(); // a dead phase
  }

  @Test
  void leavesOutThePhasesThatATelegramLacks() throws IOException {
    String onePhase = BODY.replaceAll("1-0:(41|61|42|62|52|72).7.0.*\r\n", "");
    assertThat(MakersReading.parse(Telegram.withChecksum(onePhase)))
        .isEqualTo(new PerPhase(10, 0, 0));
  }

  @Test
  void takesNothingThatIsNotDsmr5() {
    assertUseless(Telegram.withChecksum(BODY.replace("(50)", "(42)")), "not DSMR 5.0");
  }

  @Test
  void takesNothingWithAFlippedCharacterOrAMissingPart() {
    byte[] telegram = Telegram.withChecksum(BODY).bytes();
    for (int i = 0; i < telegram.length - 2; i++) {
      byte[] flipped = telegram.clone();
      flipped[i] ^= 1;
      cutOut(flipped).forEach(damaged -> assertUseless(damaged, "damaged"));
      assertThat(cutOut(Arrays.copyOf(telegram, i))).isEmpty();
    }
    assertUseless(
        Telegram.withChecksum(BODY.replace("1-0:62", "1-0:82")), "no value for 1-0:62.7.0");
    assertUseless(
        Telegram.withChecksum(BODY.replace("1-0:21", "1-0:81")), "no value for 1-0:21.7.0");
    assertUseless(
        Telegram.withChecksum(BODY.replace("02.300", "xx.300")), "no value for 1-0:21.7.0");
    assertUseless(
        Telegram.withChecksum(BODY.replace("(02.300*kW)", "(2.3)")), "no value for 1-0:21.7.0");
  }

  private static List<Telegram> cutOut(byte[] bytes) {
    List<Telegram> telegrams = new ArrayList<>();
    new TelegramFramer(telegrams::add, () -> {}).take(bytes);
    return telegrams;
  }

  private static void assertUseless(Telegram telegram, String why) {
    assertThatThrownBy(() -> MakersReading.parse(telegram))
        .isInstanceOf(IOException.class)
        .hasMessage(why);
  }
}
