package org.evsebridge.simulator.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RigExamplesTest {
  private static final Path FOLDER = Path.of("rig-examples");
  private static final Pdu STATE = Pdu.request(4, 0x0103, 1);

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  private static Station station(Path file) throws Exception {
    SchemaJudges.rig(Files.readString(file));
    StationSettings settings = RigFile.read(file).station();
    return new Station(
        settings, EepromFile::open, ZonedDateTime.now(SimulatedClock.ZONE), telegram -> {});
  }

  private static void run(Station station, int seconds) {
    for (int i = 0; i < seconds * 20; i++) {
      station.tick(SimulatedClock.STEP);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleRunsAndItsCarsCharge(Path file) throws Exception {
    Station station = station(file);
    run(station, 60);
    station.ask(
        models -> {
          assertThat(models.chargers())
              .isNotEmpty()
              .allSatisfy(c -> assertThat(c.current().l1()).isGreaterThan(10));
          return null;
        });
  }

  @Test
  void theControllersModuleIsAtAddressOneAndSilentUntilItsCarComes() throws Exception {
    Path file = FOLDER.resolve("rig-controller.yaml");
    Station station = station(file);
    run(station, 29);
    assertThat(station.answer("rs485", new Adu(1, STATE))).isEmpty();
    run(station, 3);
    assertThat(station.answer("rs485", new Adu(1, STATE))).isPresent();

    StationSettings settings = RigFile.read(file).station();
    assertThat(settings.lineOfMeter().device()).isEqualTo(Optional.of("/dev/ttyUSB1"));
    assertThat(settings.busLines().get(0).device()).isEqualTo(Optional.of("/dev/ttyUSB0"));
  }

  @Test
  void chargersOfALineAnswerAtTheirAddresses() throws Exception {
    Station station = station(FOLDER.resolve("rig-faults.yaml"));
    assertThat(station.answer("rs485", new Adu(2, STATE))).isPresent();
    assertThat(station.answer("rs485", new Adu(3, STATE))).isPresent();
    assertThat(station.answer("rs485", new Adu(4, STATE))).isEmpty();
    assertThat(station.answer("attic", new Adu(2, STATE))).isEmpty();
  }
}
