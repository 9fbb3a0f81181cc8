package org.evsebridge.simulator.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.guard.Handle;
import org.evsebridge.bridge.guarding.FirmwareProbe;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.charger.FirmwareOptions;
import org.evsebridge.simulator.charger.OneSecondLimit;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the probe finds out about modules whose firmware is known. */
class FirmwareProbeTest {
  private Station station;

  private void module(OneSecondLimit firmware, boolean charging) throws Exception {
    ChargerSettings usual = ChargerSettings.DEFAULT;
    ChargerSettings settings =
        new ChargerSettings(
            usual.name(),
            usual.line(),
            usual.hardware(),
            FirmwareOptions.DEFAULT.with(firmware),
            usual.noise(),
            usual.wiring(),
            usual.settings(),
            false,
            Optional.empty(),
            usual.car(),
            charging ? Optional.of(Duration.ZERO) : Optional.empty(),
            new ChargerSettings.InitialState(Set.of(), Optional.of(0xFF0D), false),
            Optional.empty());
    station =
        new Station(
            StationSettings.DEFAULT.with(List.of(settings)),
            (p, b) -> null,
            LocalDateTime.of(2026, 11, 28, 12, 0).atZone(SimulatedClock.ZONE),
            telegram -> {});
    for (int i = 0; i < 400; i++) {
      station.tick(SimulatedClock.STEP);
    }
  }

  private Optional<Pdu> ask(Pdu request) {
    station.tick(SimulatedClock.STEP);
    return station.answer(ChargerSettings.DEFAULT.line(), new Adu(2, request)).map(Adu::pdu);
  }

  private FirmwareProbe.Verdict probe() {
    return new FirmwareProbe(
            this::ask, () -> station.ask(models -> models.clock().instant().toEpochMilli()))
        .run();
  }

  private int limit() {
    return ask(Pdu.request(3, ModuleRegister.LIMIT.address(), 1)).orElseThrow().u16(2);
  }

  @ParameterizedTest
  @CsvSource({
    "OVERRIDE, OVERRIDE, limit for 2.",
    "CAP,      CAP,      keeps the last limit",
    "OFF,      CAP,      keeps the last limit"
  })
  void eachFirmwareIsToldAndTheLimitThatStoodIsRestored(
      OneSecondLimit firmware, Handle handle, String text) throws Exception {
    module(firmware, false);

    FirmwareProbe.Verdict verdict = probe();

    assertThat(verdict.handle()).isEqualTo(handle);
    assertThat(verdict.text()).contains(text);
    assertThat(limit() & 0xFF).isEqualTo(0x0D);
  }

  @Test
  void nothingIsWrittenWhileACarCharges() throws Exception {
    module(OneSecondLimit.OVERRIDE, true);

    FirmwareProbe.Verdict verdict = probe();

    assertThat(verdict.handle()).isEqualTo(Handle.UNKNOWN);
    assertThat(verdict.text()).contains("nothing was written");
    assertThat(limit()).isEqualTo(0xFF0D);
  }

  @Test
  void aModuleThatDoesNotAnswerIsSaidToBeSilent() {
    FirmwareProbe.Verdict verdict = new FirmwareProbe(request -> Optional.empty(), () -> 0).run();

    assertThat(verdict.text()).isEqualTo("unknown: it does not answer");
  }
}
