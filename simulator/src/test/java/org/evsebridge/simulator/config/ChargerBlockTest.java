package org.evsebridge.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Eeprom;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.charger.ModuleRegisters;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.evsebridge.simulator.time.SimulatedClock;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargerBlockTest {
  @Test
  void anEmptyBlockIsTheChargerOfTheDefaultRig() throws ConfigException {
    ChargerSettings config = read("{}");

    assertThat(config).isEqualTo(ChargerSettings.DEFAULT);
    assertThat(module(config).address()).isEqualTo(2);
  }

  @Test
  void everyKeyIsTaken() throws ConfigException {
    ChargerSettings config =
        read(
            """
            name: left
            line: garage
            unit: 17
            board: 16
            cable: 20
            wiring: L1
            leakage-module: false
            serial: ABCDEFGHIJ
            eeprom: left.eeprom
            settings: {settings: 0, cp-disconnect-time: 1000}
            car: {preset: hybrid, after: 7s}
            faults: [no-earth, warm]
            """);

    assertThat(config.name()).isEqualTo("left");
    assertThat(config.line()).isEqualTo("garage");
    assertThat(config.hardware()).isEqualTo(new Hardware(16, Cable.A20, 1, false, "ABCDEFGHIJ"));
    assertThat(config.settings())
        .isEqualTo(
            Settings.FACTORY
                .with(ModuleRegister.ADDRESS, 17)
                .with(ModuleRegister.SETTINGS, 0)
                .with(ModuleRegister.CP_DISCONNECT_TIME, 1000));
    assertThat(config.eeprom()).contains(Path.of("/base/left.eeprom"));
    assertThat(config.car()).isEqualTo(CarPreset.HYBRID.model());
    assertThat(config.carAfter()).contains(Duration.ofSeconds(7));
    assertThat(config.initial().faults()).containsExactlyInAnyOrder(Fault.NO_EARTH, Fault.WARM);
  }

  @Test
  void theModuleStartsWithALimitAndAwake() throws ConfigException {
    ChargingModule module = module(read("{unit: 1, limit: 0x0606, button: true}"));
    assertThat(module.advertisedAmperes()).isEqualTo(6);
    assertThat(module.answersAt(1)).isTrue();
    assertThat(module(read("unit: 1")).answersAt(1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"{}, 16, 6", "one-second-limit: override, 16, 6", "one-second-limit: cap, 6, 6"})
  void theKindOfTheOneSecondLimitIsTheModules(String keys, int atOnce, int later)
      throws ConfigException {
    ChargingModule module = module(read(keys));
    new ModuleRegisters(module).write(ModuleRegister.LIMIT.address(), 0x1006);
    assertThat(module.advertisedAmperes()).isEqualTo(atOnce);
    module.tick(Duration.ofSeconds(2), PerPhase.all(230));
    assertThat(module.advertisedAmperes()).isEqualTo(later);
  }

  @Test
  void aDivisorThatIsNamedCountsWhateverTheLinesSpeed() throws ConfigException {
    assertThat(module(read("{}").at(19_200)).baudrate()).isBetween(19_000, 19_500);
    assertThat(module(read("settings: {ubrr: 103}").at(19_200)).baudrate()).isBetween(9_500, 9_700);
  }

  @Test
  void theModuleStartsWithItsFaults() throws ConfigException {
    ChargingModule module = module(read("faults: no-earth"));
    module.tick(SimulatedClock.STEP, PerPhase.all(230));
    assertThat(module.state()).isEqualTo(ModuleState.ERROR);
  }

  @Test
  void aRecordingBringsItsAddress(@TempDir Path folder) throws Exception {
    Path trace = Files.writeString(folder.resolve("trace.txt"), "> 0704010300 01c050");
    Path prose = Files.writeString(folder.resolve("prose.txt"), "It did not charge.");
    ChargerSettings charger = read("replay: " + trace);
    assertThat(charger.unit()).isEqualTo(7);
    assertThat(charger.replay().orElseThrow().exchanges()).hasSize(1);
    assertThatThrownBy(() -> read("{replay: " + trace + ", unit: 5}"))
        .hasMessageContaining("rig.yaml:1:10: the recording has nothing of unit 5");
    assertThatThrownBy(() -> read("replay: " + prose))
        .hasMessageContaining("rig.yaml:1:9: " + prose + " holds no Modbus request");
  }

  @Test
  void allThatIsWrongIsSaidWithItsPlace() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    unit: 248
                    board: 20
                    cable: 16
                    wiring: L4
                    serial: short
                    settings: {led-kind: x, address: 3}
                    faults: [no-erth]
                    car: {phases: 0}
                    """))
        .hasMessageContaining("/base/rig.yaml:1:7: 'unit' must be a whole number from 1 to 247")
        .hasMessageContaining("/base/rig.yaml:2:8: 'board' must be one of 16, 32")
        .hasMessageContaining("/base/rig.yaml:3:8: 'cable' must be one of none, 13, 20, 32, 63")
        .hasMessageContaining("/base/rig.yaml:4:9: 'wiring' must be phases such as")
        .hasMessageContaining("/base/rig.yaml:5:9: 'serial' must be ten ASCII characters")
        .hasMessageContaining(
            "/base/rig.yaml:6:22: 'led-kind' must be 0 to 65535 for 0x0205 LED kind")
        .hasMessageContaining("/base/rig.yaml:6:25: 'address' is not known here")
        .hasMessageContaining(
            "/base/rig.yaml:7:10: 'faults' must be one of relay-stays-on, dc-leakage,")
        .hasMessageContaining("/base/rig.yaml:8:15: 'phases' must be a whole number from 1 to 3");
  }

  private static ChargingModule module(ChargerSettings charger) {
    return charger.module(Eeprom.inMemory(charger.settings()), 1);
  }

  private static ChargerSettings read(String yaml) throws ConfigException {
    SchemaJudges.rig("chargers:\n  -\n" + yaml.indent(4));
    Problems problems = new Problems();
    Optional<Function<List<Phase>, ChargerSettings>> keys =
        ChargerBlock.BLOCK.read(YamlReader.read("/base/rig.yaml", yaml).get(0), problems);
    ChargerSettings charger = keys.orElseThrow().apply(List.of(Phase.values()));
    problems.throwIfAny();
    return charger;
  }
}
