package org.evsebridge.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.evsebridge.simulator.junit.ChargerBuilder.charger;
import static org.evsebridge.simulator.junit.StationBuilder.station;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Of several that say how a test's station is to be, the nearest counts. */
@EvseRig(yaml = "{chargers: [{name: of-the-class}]}")
class WhichStationTest {
  @BeforeEach
  void aBeforeEachHasTheStationOfItsTest(TestStation station) {
    station.act("unplug");
  }

  @Test
  void thatOfTheClass(TestCharger charger, Trouble trouble) {
    assertThat(charger.name()).isEqualTo("of-the-class");
    assertThat(trouble.happenings()).containsExactly("18:00:00 unplug");
  }

  @Test
  @EvseRig(yaml = "{chargers: [{name: of-the-test}]}")
  void thatOfTheTest(TestCharger charger) {
    assertThat(charger.name()).isEqualTo("of-the-test");
  }

  @Nested
  class Within {
    @Test
    void thatOfTheClassAround(TestCharger charger) {
      assertThat(charger.name()).isEqualTo("of-the-class");
    }
  }

  @Nested
  class Built {
    @RegisterExtension
    static final EvseRigExtension RIG = EvseRigExtension.of(station().charger(charger("built")));

    @Test
    void thatBuiltInTheClass(TestCharger charger) {
      assertThat(charger.name()).isEqualTo("built");
    }

    @Test
    @EvseRig(yaml = "{chargers: [{name: of-the-test}]}")
    void thatOfTheTest(TestCharger charger) {
      assertThat(charger.name()).isEqualTo("of-the-test");
    }
  }

  @Nested
  class BuiltForEachInstance {
    @RegisterExtension
    final EvseRigExtension rig = EvseRigExtension.of(station().charger(charger("of-the-instance")));

    @Test
    void thatOfTheInstance(TestCharger charger) {
      assertThat(charger.name()).isEqualTo("of-the-instance");
    }
  }

  @Nested
  @EvseRig(shared = true)
  class Shared {
    private static TestStation first;

    @BeforeAll
    static void takesIt(TestStation station) {
      first = station;
    }

    @RepeatedTest(2)
    void isTheSameForAllAndBeginsAnew(TestStation station, TestClock clock) {
      assertThat(station).isSameAs(first);
      assertThat(clock.now().toLocalTime()).hasToString("18:00");
      clock.step(Duration.ofMinutes(1));
    }
  }

  @Nested
  @EvseRig(shared = true, yaml = "{chargers: [{name: of-all}]}")
  class SharedButForOne {
    @BeforeAll
    static void isThereBeforeTheTests(TestCharger charger) {
      assertThat(charger.name()).isEqualTo("of-all");
    }

    @Test
    @EvseRig(yaml = "{chargers: [{name: of-the-test}]}")
    void thatOfTheTest(TestCharger charger) {
      assertThat(charger.name()).isEqualTo("of-the-test");
    }
  }

  /** Not run by the build itself. */
  @EvseRig
  static class TooEarly {
    @BeforeAll
    static void takesAStationThatIsOfATest(TestStation station) {
      station.reset();
    }

    @Test
    void doesNotRun() {}
  }

  @Test
  @EvseRig
  void aStationOfATestIsNotThereBeforeIt() {
    List<String> failures = new ArrayList<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(TooEarly.class))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                result.getThrowable().map(String::valueOf).ifPresent(failures::add);
              }
            });
    assertThat(failures).hasSize(1).first().asString().contains("or say @EvseRig(shared = true)");
  }
}
