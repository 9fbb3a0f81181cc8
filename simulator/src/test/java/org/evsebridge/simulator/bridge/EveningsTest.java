package org.evsebridge.simulator.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.simulator.bridge.Evening.Setup;
import org.evsebridge.simulator.meter.MeterKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few of the evenings that {@link EveningsJudge} runs by the thousand. */
class EveningsTest {
  private static final double HOURS = 4;

  private static Evening.Outcome run(
      MeterKind meter, FuseKind fuse, int modules, Setup setup, long seed) throws Exception {
    Evening.Outcome outcome =
        new Evening(new Evening.Kind(meter, fuse, modules, setup), seed).run();
    assertThat(outcome.broken()).isEmpty();
    return outcome;
  }

  /** The last column: stops of a module an hour. Three share what one may have alone. */
  @ParameterizedTest
  @CsvSource({
    "DSMR_5,   GG, 1, 1, 4",
    "DSMR_5,   GG, 3, 2, 4",
    "DSMR_5,   B,  2, 3, 4",
    "DSMR_5,   C,  1, 4, 4",
    "DSMR_4_2, GG, 2, 5, 4",
    "DSMR_4_2, B,  1, 6, 4",
    "DSMR_4_2, C,  3, 7, 5"
  })
  void theWeakestFuseHoldsWithTheGuardAndBlowsWithoutIt(
      MeterKind meter, FuseKind fuse, int modules, long seed, double mostStops) throws Exception {
    Evening.Outcome guarded = run(meter, fuse, modules, Setup.COMMISSIONED, seed);
    Evening.Outcome alone = run(meter, fuse, modules, Setup.ALONE, seed);

    assertThat(guarded.blown()).isZero();
    assertThat(guarded.kilowattHours()).isGreaterThan(1);
    assertThat(guarded.stops() / HOURS / modules)
        .as("stops an hour")
        .isLessThanOrEqualTo(mostStops);
    assertThat(guarded.changes() / HOURS / modules).as("changes an hour").isLessThanOrEqualTo(60);
    assertThat(guarded.mostWrites()).as("writes to a module in 10 s").isLessThanOrEqualTo(20);
    assertThat(guarded.saves()).as("saves in EEPROMs").isZero();
    assertThat(alone.blown()).isPositive();
  }

  /** The bridge is dead for good when the module loses power. */
  @Test
  void aModuleThatStartsWithItsSavedLimitOutOfReachIsWhatTheGuardCannotHold() throws Exception {
    Evening.Outcome unsaved = run(MeterKind.DSMR_5, FuseKind.GG, 1, Setup.AS_THEY_CAME, 14);
    Evening.Outcome saved = run(MeterKind.DSMR_5, FuseKind.GG, 1, Setup.COMMISSIONED, 14);

    assertThat(unsaved.blown()).isPositive();
    assertThat(unsaved.bootedAlone()).isTrue();
    assertThat(saved.blown()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"DSMR_5, GG, 2, 1", "DSMR_4_2, B, 1, 2"})
  void withAFirmwareThatDoesNotLetGoTheFuseHoldsAsLongAsTheBridgeLives(
      MeterKind meter, FuseKind fuse, int modules, long seed) throws Exception {
    assertThat(run(meter, fuse, modules, Setup.CAP, seed).blown()).isZero();
  }
}
