package org.evsebridge.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.evsebridge.simulator.junit.ChargerBuilder.charger;
import static org.evsebridge.simulator.junit.StationBuilder.station;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An annotation counts where it is nearer than the station that the class around it has built. */
class NearerThanBuiltTest {
  @RegisterExtension
  static final EvseRigExtension RIG = EvseRigExtension.of(station().charger(charger("built")));

  private TestStation before;

  @BeforeEach
  void aBeforeEachHasTheStationOfItsTest(TestStation station) {
    before = station;
  }

  @Test
  void theBuiltOneWhereNothingIsNearer(TestCharger charger) {
    assertThat(charger.name()).isEqualTo("built");
  }

  @Test
  @EvseRig(yaml = "{chargers: [{name: of-the-test}]}")
  void thatOfTheTest(TestStation station, TestCharger charger) {
    assertThat(charger.name()).isEqualTo("of-the-test");
    assertThat(station).isSameAs(before);
  }

  @Nested
  @EvseRig(yaml = "{chargers: [{name: of-the-class}]}")
  class Annotated {
    @Test
    void thatOfTheClass(TestCharger charger) {
      assertThat(charger.name()).isEqualTo("of-the-class");
    }

    @Nested
    class BuiltAgain {
      @RegisterExtension
      static final EvseRigExtension RIG =
          EvseRigExtension.of(station().charger(charger("built-again")));

      @Test
      void theNearerBuiltOne(TestCharger charger) {
        assertThat(charger.name()).isEqualTo("built-again");
      }
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class OfAnInstanceForAllTests {
    @RegisterExtension
    final EvseRigExtension rig = EvseRigExtension.of(station().charger(charger("of-the-instance")));

    @Test
    @EvseRig(yaml = "{chargers: [{name: of-the-test}]}")
    void thatOfTheTest(TestCharger charger) {
      assertThat(charger.name()).isEqualTo("of-the-test");
    }
  }
}
