package org.evsebridge.simulator.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.grid.Phase;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.Test;

class HouseTest {
  private final House house =
      House.builder()
          .base(new PerPhase(1, 2, 0.5))
          .appliance("oven", Phase.L1, 16)
          .appliance("kettle", Phase.L2, 9)
          .build();

  @Test
  void addsUpItsLoadsAndTheChargersOnEachPhase() {
    house.switchOn("oven");
    house.tick(SimulatedClock.STEP, new PerPhase(6, 6, 0));
    assertThat(house.flow().amperes()).isEqualTo(new PerPhase(23, 8, 0.5));
    assertThat(house.flow().watts()).isEqualTo(new PerPhase(23 * 230, 8 * 230, 0.5 * 230));
  }

  @Test
  void suppliesTheNominalVoltageBeforeTheFirstStep() {
    assertThat(house.volts()).isEqualTo(PerPhase.all(230));
  }

  @Test
  void switchesAnApplianceOnAndOff() {
    assertThat(house.isOn("oven")).isFalse();
    assertThat(house.toggle("oven")).isTrue();
    assertThat(house.toggle("oven")).isFalse();
    house.switchOn("kettle");
    house.switchOn("kettle");
    house.tick(SimulatedClock.STEP, PerPhase.ZERO);
    assertThat(house.flow().amperes()).isEqualTo(new PerPhase(1, 11, 0.5));
    house.switchOff("kettle");
    house.tick(SimulatedClock.STEP, PerPhase.ZERO);
    assertThat(house.flow().amperes()).isEqualTo(new PerPhase(1, 2, 0.5));
  }

  @Test
  void namesItsAppliancesWhenAskedForAnother() {
    assertThatThrownBy(() -> house.toggle("ofen"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("the house has no appliance 'ofen', only oven, kettle");
  }
}
