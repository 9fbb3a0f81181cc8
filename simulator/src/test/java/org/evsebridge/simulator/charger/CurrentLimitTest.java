package org.evsebridge.simulator.charger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.evsebridge.bridge.registers.ModuleRegister.CURRENTS;
import static org.evsebridge.bridge.registers.ModuleRegister.LIMIT;
import static org.evsebridge.bridge.registers.ModuleRegister.MAGIC;
import static org.evsebridge.bridge.registers.ModuleRegister.RESTART;
import static org.evsebridge.bridge.registers.ModuleRegister.SAVE;

import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.registers.ModuleState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The register 0x0201 as firmware 2.10.8 was seen to treat it. */
class CurrentLimitTest {
  private static final double STEP_SECONDS = Bench.STEP.toMillis() / 1e3;

  private final Bench bench = new Bench();

  private int shown() {
    return bench.read(CURRENTS) >> 8;
  }

  /** What is written; what 0x0102 H shows for two seconds, and from then on; what reads show. */
  @ParameterizedTest
  @CsvSource({
    "0x0E06, 14, 6, 0xFF06",
    "0x1006, 16, 6, 0xFF06",
    "0x0E00, 14, 0, 0xFF00",
    "0x000A, 0, 10, 0xFF0A",
    "0x0606, 6, 6, 0xFF06",
    "0x0610, 6, 16, 0xFF10",
    "0x0310, 3, 16, 0xFF10",
    "0x0510, 5, 16, 0xFF10",
    "0x2806, 32, 6, 0xFF06",
    "0xFF06, 6, 6, 0xFF06",
    "0xFE06, 32, 6, 0xFF06",
    "0x0000, 0, 0, 0xFF00",
  })
  void theUpperHalfIsTheLimitForTwoSecondsAndTheLowerHalfFromThenOn(
      String written, int before, int after, String read) {
    bench.write(LIMIT, Integer.decode(written));
    for (double t = 0; t < 1.95; t += STEP_SECONDS) {
      assertThat(shown()).as("after %.2f s", t).isEqualTo(before);
      assertThat(bench.read(LIMIT)).isEqualTo(Integer.decode(written));
      bench.run(STEP_SECONDS);
    }
    bench.run(STEP_SECONDS);
    assertThat(shown()).isEqualTo(after);
    assertThat(bench.read(LIMIT)).isEqualTo(Integer.decode(read));
  }

  @Test
  void renewedEachSecondItStaysAndFallsTwoSecondsAfterTheLastWrite() {
    bench.write(LIMIT, 0xFF06).run(10);
    for (int second = 0; second < 5; second++) {
      bench.write(LIMIT, 0x0E06);
      for (int step = 0; step < 20; step++) {
        assertThat(bench.module.advertisedAmperes()).isEqualTo(14);
        bench.run(STEP_SECONDS);
      }
    }
    bench.run(0.95);
    assertThat(bench.module.advertisedAmperes()).isEqualTo(14);
    bench.run(STEP_SECONDS);
    assertThat(bench.module.advertisedAmperes()).isEqualTo(6);
  }

  @Test
  void writesOfAZeroThatComeFasterThanTwoSecondsKeepThePilotQuietUntilTwoSecondsAfterTheLast() {
    bench.plugged().run(15);
    for (int amperes = 16; amperes > 6; amperes--) {
      bench.write(LIMIT, amperes);
      bench.run(1);
      assertThat(bench.module.advertisedAmperes()).isZero();
    }
    assertThat(bench.module.state()).isEqualTo(ModuleState.B);
    bench.run(0.95);
    assertThat(bench.module.advertisedAmperes()).isZero();
    bench.run(STEP_SECONDS);
    assertThat(bench.module.advertisedAmperes()).isEqualTo(7);
    bench.run(10);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);
  }

  @Test
  void aSingleWriteOfAZeroInterruptsChargingWhichThenComesBackWithTheNewLimit() {
    bench.plugged().run(15).write(LIMIT, 0x000A).run(1.95);
    assertThat(bench.module.current()).isEqualTo(PerPhase.ZERO);
    bench.run(10);
    assertThat(bench.module.current()).isEqualTo(PerPhase.all(9.8));
  }

  @Test
  void aSaveKeepsTheLowerHalfWhichIsAdvertisedFromBootOn() {
    bench.write(LIMIT, 0x1006).write(MAGIC, 0x1234).read(SAVE);
    bench.write(LIMIT, 0x1010).write(MAGIC, 0x1234).read(RESTART);
    bench.run(3);
    assertThat(bench.read(LIMIT)).isEqualTo(0xFF06);
    assertThat(bench.module.advertisedAmperes()).isEqualTo(6);
  }

  /** The kind of firmware, what is written, then the offer at once, after 1 s and after 2 s. */
  @ParameterizedTest
  @CsvSource({
    "OVERRIDE, 0x1006, 16, 16, 6",
    "OVERRIDE, 0x0610, 6, 6, 16",
    "OVERRIDE, 0x000A, 0, 0, 10",
    "CAP, 0x1006, 6, 6, 6",
    "CAP, 0x0610, 6, 16, 16",
    "CAP, 0x000A, 10, 10, 10",
    "OFF, 0x1006, 6, 6, 6",
    "OFF, 0x0610, 16, 16, 16",
    "OFF, 0x000A, 10, 10, 10",
  })
  void otherKindsOfTheUpperHalfCanBeChosen(
      OneSecondLimit kind, String written, int atOnce, int afterOne, int afterTwo) {
    Bench other =
        new Bench(
            Hardware.DEFAULT,
            FirmwareOptions.DEFAULT.with(kind),
            Eeprom.inMemory(Settings.FACTORY));
    other.write(LIMIT, Integer.decode(written));
    assertThat(other.module.advertisedAmperes()).isEqualTo(atOnce);
    other.run(1);
    assertThat(other.module.advertisedAmperes()).isEqualTo(afterOne);
    other.run(1);
    assertThat(other.module.advertisedAmperes()).isEqualTo(afterTwo);
  }
}
