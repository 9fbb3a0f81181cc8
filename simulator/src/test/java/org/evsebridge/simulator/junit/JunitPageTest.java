package org.evsebridge.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.evsebridge.simulator.junit.BatteryBuilder.battery;
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
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.house.BatterySettings;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page on tests shows, as it stands there. */
class JunitPageTest {
  private static final Path THIS =
      Path.of("src/test/java/org/evsebridge/simulator/junit/JunitPageTest.java");

  private static final String HERE = JunitPageTest.class.getPackageName();

  @ParameterizedTest
  @CsvSource({"simulator/docs/junit.md, 5", "README.md, 1"})
  void everyExampleOfAPageIsATestHere(String page, int atLeast) throws IOException {
    String here = words(Files.readString(THIS));
    assertThat(Documents.blocks(page, "java"))
        .hasSizeGreaterThanOrEqualTo(atLeast)
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
    Set<String> shown = new TreeSet<>();
    while (row.find()) {
      for (String name : row.group(1).replace("`", "").split(", ")) {
        assertThat(Class.forName(row.group(2) + "." + name)).isPublic();
        shown.add(row.group(2) + "." + name);
      }
    }
    assertThat(shown).containsAll(takenOfOtherPackages());
  }

  /** What the public methods of the package take or give of other packages of ours. */
  private static Set<String> takenOfOtherPackages() throws Exception {
    Set<String> taken = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("src/main/java", HERE.replace('.', '/')))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString().replace(".java", "");
        if (!name.equals("package-info")) {
          Arrays.stream(Class.forName(HERE + "." + name).getDeclaredMethods())
              .filter(method -> Modifier.isPublic(method.getModifiers()))
              .filter(method -> Modifier.isPublic(method.getDeclaringClass().getModifiers()))
              .forEach(method -> taken.addAll(ofOtherPackages(method)));
        }
      }
    }
    assertThat(taken).isNotEmpty();
    return taken;
  }

  private static Set<String> ofOtherPackages(Method method) {
    return Pattern.compile("org\\.evsebridge(\\.[a-z0-9]+)+\\.[A-Z]\\w*")
        .matcher(method.toGenericString().replaceAll(" throws .*", ""))
        .results()
        .map(MatchResult::group)
        .filter(name -> !name.startsWith(HERE + "."))
        .map(name -> name.replaceAll("\\$.*", ""))
        .collect(Collectors.toSet());
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

  /** The example whose bridge dies waits as long as the guard's page says that it may take. */
  @Test
  void theExampleWithADeadBridgeWaitsAsLongAsTheGuardsPageSays() throws IOException {
    assertThat(Documents.text("bridge/docs/guard.md")).contains("8.5 s with `safe-current: 0`");
    assertThat(Documents.text("simulator/docs/junit.md"))
        .containsPattern(
            "die\\(\\);\\s+station\\.await\\(\"current == 0 A\", Duration.ofMillis\\(8500\\)\\)");
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
        station.bridge().die();
        station.await("current == 0 A", Duration.ofMillis(8500)); // its module falls back to 0 A
        station.bridge().start();
        station.await("current >= 12 A", Duration.ofMinutes(15));
        station.house().switchOn("oven");
        station.always("fuses blown == 0", Duration.ofMinutes(30));
      }
    }
  }

  @Nested
  class WithABattery {
    @Test
    void theBatteryGivesWhatTheCarTakes() {
      try (TestStation station = TestStation.stepped(station().battery(battery(10).soc(50)))) {
        station.await("battery >= 4.9 kW", Duration.ofMinutes(1));
        station.house().battery(battery().mode(BatterySettings.Mode.HOLD));
        station.await("battery == 0 kW", Duration.ofSeconds(5));
        assertThat(station.value("battery soc")).isBetween(49.0, 50.0);
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
