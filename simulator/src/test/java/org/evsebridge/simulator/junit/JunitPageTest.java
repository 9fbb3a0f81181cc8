package org.evsebridge.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.evsebridge.simulator.junit.CarBuilder.car;
import static org.evsebridge.simulator.junit.ChargerBuilder.charger;
import static org.evsebridge.simulator.junit.ControlBuilder.balancing;
import static org.evsebridge.simulator.junit.GuardBuilder.guard;
import static org.evsebridge.simulator.junit.LineFaultBuilder.late;
import static org.evsebridge.simulator.junit.LoadBuilder.load;
import static org.evsebridge.simulator.junit.MeterBuilder.meter;
import static org.evsebridge.simulator.junit.MeterFaultsBuilder.meterFaults;
import static org.evsebridge.simulator.junit.PanelsBuilder.panels;
import static org.evsebridge.simulator.junit.StationBuilder.station;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page on tests shows, as it stands there. */
class JunitPageTest {
  private static final Path THIS =
      Path.of("src/test/java/org/evsebridge/simulator/junit/JunitPageTest.java");

  @Test
  void everyExampleOfThePageIsATestHere() throws IOException {
    String here = words(Files.readString(THIS));
    assertThat(Documents.blocks("simulator/docs/junit.md", "java"))
        .hasSizeGreaterThan(4)
        .allSatisfy(block -> assertThat(here).contains(words(block)));
  }

  /** However it is broken into lines, and without what a file has around a class. */
  private static String words(String code) {
    return code.replaceAll("(?m)^(package|import) .*$", "")
        .replace("@Nested", "")
        .replaceAll("\\s+", "");
  }

  @Test
  void whatThePageImportsIsThere() throws Exception {
    List<String> imports =
        Documents.blocks("simulator/docs/junit.md", "java").stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith("import org."))
            .map(line -> line.replaceAll("import |;", ""))
            .toList();
    assertThat(imports).isNotEmpty();
    for (String name : imports) {
      assertThat(Class.forName(name)).isPublic();
    }
  }

  @Test
  void thePomOfThePageIsThatOfTheExample() throws IOException {
    String example =
        Files.readString(Documents.ROOT.resolve("simulator/examples/pom.xml"))
            .replaceAll("(?s)<!--.*?-->", "")
            .replaceAll("<groups>.*</groups>", "");
    assertThat(words(Documents.blocks("simulator/docs/junit.md", "xml").get(0)))
        .isEqualTo(words(example));
  }

  @Test
  void theClassesOfThePageAreInTheirPackages() throws Exception {
    Matcher row =
        Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\| `(org\\.evsebridge[.a-z0-9]+)` \\|$")
            .matcher(Documents.text("simulator/docs/junit.md"));
    int rows = 0;
    for (; row.find(); rows++) {
      for (String name : row.group(1).replace("`", "").split(", ")) {
        assertThat(Class.forName(row.group(2) + "." + name)).isPublic();
      }
    }
    assertThat(rows).isEqualTo(8);
  }

  @Test
  void pageAndJavadocNameAllThatATestMayTake() throws IOException {
    String page = Documents.text("simulator/docs/junit.md");
    String javadoc =
        Files.readString(
            Path.of("src/main/java", EvseRig.class.getName().replace('.', '/') + ".java"));
    for (Class<?> parameter : EvseRigExtension.PARAMETERS.keySet()) {
      assertThat(page).contains("| `" + parameter.getSimpleName() + "` | ");
      assertThat(javadoc).containsPattern("\\{@link[\\s*]+" + parameter.getSimpleName() + "}");
    }
  }

  /** Each example that ends with a whole fuse, without what keeps it whole. */
  @Test
  void theFuseOfAnExampleBlowsWithoutWhatProtectsIt() {
    try (TestStation itself = TestStation.stepped(station().connection(3, 16))) {
      itself.await("current >= 12 A", Duration.ofMinutes(5));
      itself.house().switchOn("oven");
      itself.await("fuses blown >= 1", Duration.ofMinutes(30));
    }
    try (TestStation building = TestStation.stepped(twoCars())) {
      building.await("current of right >= 6 A", Duration.ofMinutes(15));
      building.await("fuses blown >= 1", Duration.ofHours(1));
    }
  }

  /** The station of the example with two cars, which nobody controls. */
  private static StationBuilder twoCars() {
    return station()
        .start(LocalDateTime.of(2026, 6, 21, 6, 0))
        .connection(3, 25)
        .load(load("house").profile(Map.of(LocalTime.MIN, 300, LocalTime.NOON, 800)))
        .sun(panels(6000))
        .charger(charger("left").unit(2).cable(Cable.A20))
        .charger(
            charger("right")
                .unit(3)
                .wiring(Phase.L2, Phase.L3, Phase.L1)
                .car(car(CarPreset.THREE_PHASE_22KW).soc(40))
                .carAfter(Duration.ofMinutes(10)));
  }

  @Nested
  @EvseRig
  class ChargingTest {
    @Test
    void theCarCharges(TestStation station) {
      station.await("current >= 15 A", Duration.ofSeconds(30));
    }
  }

  @Nested
  @EvseRig
  class Acting {
    @Test
    void withoutEarthTheCarGetsNothing(TestStation station, TestCharger charger, TestClock clock) {
      station.await("state == C", Duration.ofSeconds(30));
      charger.cause(Fault.NO_EARTH);
      clock.step(Duration.ofSeconds(1));
      station.await("current == 0 A", Duration.ofSeconds(5));
      assertThat(charger.state()).isEqualTo(ModuleState.ERROR);
      charger.remove(Fault.NO_EARTH);
      charger.unplug();
      charger.plug(car(CarPreset.HYBRID).soc(79).target(80));
      station.await("soc >= 80 %", Duration.ofHours(1));
    }

    @Test
    @EvseRig(yaml = "{house: {connection: 3x25}}", controller = "{rule: balancing}")
    void theControllerLowersTheCarWhenTheOvenComesOn(TestStation station, TestHouse house) {
      station.await("current >= 15 A", Duration.ofSeconds(30));
      house.switchOn("oven");
      station.await("L1 > 25 A", Duration.ofSeconds(30));
      station.await("L1 <= 25 A", Duration.ofSeconds(10));
      station.always("L1 <= 26 A", Duration.ofMinutes(5));
    }
  }

  @Nested
  class Building {
    @RegisterExtension
    static final EvseRigExtension RIG =
        EvseRigExtension.of(
            station()
                .start(LocalDateTime.of(2026, 6, 21, 6, 0))
                .connection(3, 25)
                .load(load("oven").on(Phase.L1).amperes(16).switched(false))
                .load(load("house").profile(Map.of(LocalTime.MIN, 300, LocalTime.NOON, 800)))
                .sun(panels(6000))
                .meter(meter(MeterKind.DSMR_5).faults(meterFaults().crc(0.01)))
                .charger(charger("left").unit(2).cable(Cable.A20))
                .charger(
                    charger("right")
                        .unit(3)
                        .wiring(Phase.L2, Phase.L3, Phase.L1)
                        .car(car(CarPreset.THREE_PHASE_22KW).soc(40))
                        .carAfter(Duration.ofMinutes(10)))
                .controlledBy(balancing().fuse(25)));

    @Test
    void bothChargeWithinTheFuse(TestStation station) {
      station.await("current of left >= 6 A", Duration.ofMinutes(1));
      station.await("current of right >= 6 A", Duration.ofMinutes(15));
      station.always("fuses blown == 0", Duration.ofHours(1));
    }
  }

  @Nested
  class Itself {
    @Test
    void theGuardHoldsTheFuse() {
      try (TestStation station =
          TestStation.stepped(station().connection(3, 16).guard(guard(16).module(2, 16)))) {
        station.await("current >= 12 A", Duration.ofMinutes(5));
        station.house().switchOn("oven");
        station.always("fuses blown == 0", Duration.ofMinutes(30));
        station.bridge().die();
        station.await("current <= 6 A", Duration.ofSeconds(8));
      }
    }
  }

  @Nested
  @EvseRig(ports = true, yaml = "{chargers: [{name: station, car: {after: 0s}}]}")
  class ProgramTest {
    @Test
    void theProgramIsObeyed(TestStation station, TestPorts ports, ModbusClient modbus) {
      // start the program with ports.modbus() and ports.p1() here; this test writes itself
      modbus.write(2, ModuleRegister.LIMIT.address(), 0x0A0A);
      station.await("limit == 10 A", Duration.ofSeconds(10));
      station.line("rs485").fault(late(Duration.ofMillis(300)).requests(3));
      station.await("current >= 9 A", Duration.ofSeconds(20));
    }
  }
}
