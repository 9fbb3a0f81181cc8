package org.evsebridge.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarModel.Battery;
import org.evsebridge.simulator.vehicle.CarModel.Draw;
import org.evsebridge.simulator.vehicle.CarModel.Habits;
import org.evsebridge.simulator.vehicle.CarModel.Timing;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CarBlockTest {
  @ParameterizedTest
  @EnumSource(CarPreset.class)
  void aPresetIsChosenByItsName(CarPreset preset) throws ConfigException {
    assertThat(read("preset: " + preset.key())).isEqualTo(preset.model());
  }

  @Test
  void anEmptyBlockIsTheCommonCar() throws ConfigException {
    assertThat(read("{}")).isEqualTo(CarPreset.THREE_PHASE_11KW.model());
  }

  @Test
  void everyValueOfAPresetCanBeReplaced() throws ConfigException {
    assertThat(
            read(
                """
                preset: hybrid
                phases: 2
                max-current: 20
                battery: 50
                soc: 30
                target: 80
                start-delay: 1s
                reaction: 250ms
                ramp: 2.5
                min-current: 8
                draws-below: 0.5
                overdraw: 4
                start-peak: 6
                sleeps-after: 2m
                drops-phase-after: 30m
                sticky-phases: true
                ventilation: true
                diode-fault: true
                """))
        .isEqualTo(
            new CarModel(
                2,
                20,
                new Battery(50, 30, 80),
                new Timing(Duration.ofSeconds(1), Duration.ofMillis(250), 2.5),
                new Draw(8, 0.5, 4, 6),
                new Habits(
                    Optional.of(Duration.ofMinutes(2)),
                    Optional.of(Duration.ofMinutes(30)),
                    true,
                    true,
                    true)));
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    assertThatThrownBy(() -> read("preset: tesla\nphases: 4\ncolour: red\n"))
        .hasMessageContaining("car.yaml:1:9: 'preset' must be one of three-phase-11kw, hybrid,")
        .hasMessageContaining("car.yaml:2:9: 'phases' must be a whole number from 1 to 3")
        .hasMessageContaining("car.yaml:3:1: 'colour' is not known here");
  }

  private static CarModel read(String yaml) throws ConfigException {
    SchemaJudges.rig("chargers:\n  - car:\n" + yaml.indent(8));
    Problems problems = new Problems();
    Optional<CarModel> model =
        CarBlock.BLOCK.read(YamlReader.read("car.yaml", yaml).get(0), problems);
    problems.throwIfAny();
    return model.orElseThrow();
  }
}
